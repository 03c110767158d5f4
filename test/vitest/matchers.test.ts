/** `toHold` and `toReach`, as a user's tests see them: what passes, what fails and with which words. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import type { CheckResult, Design } from '../../src/index.ts';
import '../../src/vitest/matchers.ts';
import { run } from '../run-scenario.ts';

const cap = 'scenarios/over-the-cap/design.yaml';
const holds = 'scenarios/cloudhub-near-its-limits/design.yaml';

/** An office behind one VPN connection of a VPC, which announces `count` routes and the default route of the office. */
const office = (count: number): string => `routecap: 1
vpcs: { app: { cidrs: [172.31.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } } }
vpnGateways: { vgw: { vpc: app } }
customerGateways:
  dc:
    bgpAsn: 65010
    ipAddress: 203.0.113.10
    announce: [192.168.0.0/16, { from: 10.0.0.0/8, length: 24, count: ${count} }]
vpnConnections: { vpn: { customerGateway: dc, vpnGateway: vgw } }
`;

function messageOf(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it passed');
}

describe('toHold', () => {
  test('a path, a URL, a text, plain data', () => {
    expect(holds).toHold();
    expect(pathToFileURL(holds)).toHold();
    expect(office(3)).toHold();
    expect({ routecap: 1 }).toHold();
    expect(cap).not.toHold();
    expect(office(104)).not.toHold();
  });

  test('the message is the verdict and the findings', () => {
    const message = messageOf(() => expect(cap).toHold());
    expect(message).toMatch(/^the design does not hold\n\nFAIL {2}5 errors/);
    expect(message).toContain('routes/inbound-cap-exceeded');
    expect(message).toContain('104 routes, 4 more than');
    expect(message).toContain(`${cap}:24:3`);
    expect(message).not.toContain('Sessions');
    expect(message).not.toContain('\u001b');
    expect(messageOf(() => expect(holds).not.toHold())).toMatch(/^the design holds\n\nPASS/);
  });

  test('options are those of check', () => {
    expect(cap).toHold({ failOn: 'never' });
    expect(office(90)).not.toHold({ failOn: 'warning' });
    expect(office(104)).toHold({ announce: { dc: ['192.168.0.0/16'] } });
    expect(office(1)).not.toHold({ announce: { dc: Array.from({ length: 101 }, (_, i) => `10.1.${i}.0/24`) } });
  });

  test('what cannot be read fails with and without not', () => {
    for (const negated of [false, true]) {
      const on = (received: string) => (negated ? expect(received).not : expect(received));
      expect(messageOf(() => on('scenarios/over-the-cap/desing.yaml').toHold())).toContain('there is no such file');
      expect(messageOf(() => on('routecap: 1\nvpnGatways: {}\n').toHold())).toContain('did you mean `vpnGateways`?');
      expect(messageOf(() => on(office(1)).toHold({ announce: { cd: [] } }))).toContain('did you mean `dc`?');
    }
  });
});

describe('toReach', () => {
  test('a prefix, from a place, over connections', () => {
    expect(office(3)).toReach('192.168.0.0/16', { from: 'app' });
    expect(office(3)).toReach('192.168.7.0/24', { from: 'app/main', via: 'vpn' });
    expect(office(3)).toReach('172.31.0.0/16', { from: 'dc', via: ['vpn'], afterFailuresOf: { tunnels: 1 } });
    expect(office(3)).not.toReach('192.168.0.0/16', { from: 'app', afterFailuresOf: { tunnels: 2 } });
    expect(office(3)).not.toReach('198.51.100.0/24', { from: 'app' });
    expect(office(104)).not.toReach('192.168.0.0/16', { from: 'app' });
  });

  test('the message says why', () => {
    const message = messageOf(() => expect(office(104)).toReach('192.168.0.0/16', { from: 'app' }));
    expect(message).toMatch(/^192\.168\.0\.0\/16 is not reached from app as expected: .*dropped/);
    const reached = messageOf(() => expect(office(3)).not.toReach('192.168.0.0/16', { from: 'app' }));
    expect(reached).toMatch(/^192\.168\.0\.0\/16 is reached from app .*vpn/);
  });

  test.each([
    ['192.168.0.0/16', { from: 'apo' }, 'did you mean `app`?'],
    ['192.168.0.0/16', { from: 'app', via: 'vpm' }, 'did you mean `vpn`?'],
    ['192.168.0.1/16', { from: 'app' }, 'did you mean `192.168.0.0/16`?'],
  ])('%s %j is no question: it fails with and without not', (prefix, options, hint) => {
    expect(messageOf(() => expect(office(3)).toReach(prefix, options))).toContain(hint);
    expect(messageOf(() => expect(office(3)).not.toReach(prefix, options))).toContain(hint);
  });
});

describe('files', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'routecap-matchers-'));
    writeFileSync(join(folder, 'list.txt'), Array.from({ length: 101 }, (_, i) => `10.2.${i}.0/24\n`).join(''));
    writeFileSync(join(folder, 'office.yaml'), office(1).replace(/\{ from: 10.*?\}/, '{ file: list.txt }'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a list that a design names stands beside the design', () => {
    expect(messageOf(() => expect(join(folder, 'office.yaml')).toHold())).toContain('102 routes');
  });

  test('a directory is read as the command reads it', async () => {
    const { stdout } = await run(['check', 'scenarios/aws-export/aws', '--format', 'json']);
    const rules = (JSON.parse(stdout) as CheckResult).findings.map(({ rule }) => rule);
    expect(rules.length).toBeGreaterThan(5);
    const message = messageOf(() => expect('scenarios/aws-export/aws').toHold({ failOn: 'note' }));
    for (const rule of rules) expect(message).toContain(rule);
  });

  test('bytes that are no text', () => {
    writeFileSync(join(folder, 'bytes.yaml'), Buffer.from([0x72, 0xff, 0xfe, 0x00]));
    expect(messageOf(() => expect(join(folder, 'bytes.yaml')).toHold())).toContain('not valid UTF-8');
  });
});

test('the types know the matchers', () => {
  expectTypeOf(expect('design.yaml').toHold).parameter(0).toExtend<{ failOn?: unknown } | undefined>();
  expectTypeOf(expect({} as Design).toReach).parameters.toExtend<[string, { readonly from: string }]>();
  // @ts-expect-error it needs a place to start from
  expect(() => expect(holds).toReach('10.0.0.0/8')).toThrow();
  // @ts-expect-error there is no such severity
  expect(() => expect(cap).toHold({ failOn: 'sometimes' })).toBeTypeOf('function');
});
