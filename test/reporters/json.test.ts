import { expect, test } from 'vitest';
import { reporters } from '../../src/reporters/reporters.ts';
import { sampleFinding, sampleResult, sampleSession } from './sample-result.ts';

test('json is the result itself, with the keys of the contract in their order', () => {
  const result = sampleResult({ sessions: [sampleSession('vpn/tunnel-1')], findings: [sampleFinding('vpn/tunnel-1')] });
  const text = reporters.json(result);
  const read = JSON.parse(text) as { sessions: object[]; findings: object[] };
  expect(read).toEqual(result);
  expect(Object.keys(read)).toEqual([
    'routecap',
    'profile',
    'inputs',
    'sessions',
    'findings',
    'expectations',
    'oscillation',
    'summary',
    'exitCode',
  ]);
  const session = Object.keys(read.sessions[0] ?? {});
  for (const key of [
    'id',
    'connection',
    'tunnel',
    'family',
    'gateway',
    'gatewayKind',
    'customerAsn',
    'amazonAsn',
    'state',
    'reason',
    'inbound',
    'outbound',
  ]) {
    expect(session).toContain(key);
  }
  expect(text.endsWith('}\n')).toBe(true);
});
