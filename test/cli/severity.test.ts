/** `--severity`: what a rule's findings weigh, from the command line to the exit code. */
import { expect, test } from 'vitest';
import type { CheckResult } from '../../src/rules/check-result.ts';
import { run } from './fake-world.ts';

/** 104 routes where the FAQ's line 97 allows 100. */
const files = {
  'site.yaml': `routecap: 1
vpcs:
  app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } }
vpnGateways:
  vgw: { vpc: app, amazonSideAsn: 64620 }
customerGateways:
  dc1: { bgpAsn: 65010, ipAddress: 203.0.113.10, announce: [{ from: 10.64.0.0/10, length: 24, count: 104 }] }
vpnConnections:
  vpn-dc1: { customerGateway: dc1, vpnGateway: vgw }
`,
  'known.json': `{ "routecapBaseline": 1, "findings": [{ "rule": "vpn/mtu", "subject": "gone", "args": {} }] }`,
};

async function check(...flags: string[]): Promise<{ code: number; result: CheckResult; levels: Map<string, string> }> {
  const { code, stdout } = await run(['check', 'site.yaml', '--format', 'json', ...flags], { files });
  const result = JSON.parse(stdout) as CheckResult;
  return { code, result, levels: new Map(result.findings.map(({ rule, severity }) => [rule, severity])) };
}

const exceeded = 'routes/inbound-cap-exceeded';
const down = 'vpn/connection-down';

test('a level is that of all findings of the rule, and the exit code follows', async () => {
  const plain = await check();
  expect([plain.levels.get(exceeded), plain.levels.get(down), plain.code]).toEqual(['error', 'error', 1]);
  const note = await check('--severity', `${exceeded}=note`, '--severity', `${down}=warning`);
  expect([note.levels.get(exceeded), note.levels.get(down), note.code]).toEqual(['note', 'warning', 0]);
  expect(note.result.summary.errors).toBe(0);
});

test('off leaves the rule out', async () => {
  const { levels, code } = await check('--severity', `${exceeded}=off`, '--severity', `${down}=off`);
  expect(levels.has(exceeded) || levels.has(down)).toBe(false);
  expect(code).toBe(0);
});

test('a family is named with a star; a rule named by itself is stronger, wherever it stands', async () => {
  const { levels } = await check(
    '--severity',
    `${exceeded}=warning`,
    '--severity',
    'routes/*=off',
    '--severity',
    'vpn/*=note',
  );
  expect(levels.get(exceeded)).toBe('warning');
  expect(levels.get(down)).toBe('note');
  expect([...levels.keys()].filter((id) => id.startsWith('routes/'))).toEqual([exceeded]);
});

test('of two for the same rule the later holds', async () => {
  const { levels } = await check('--severity', `${down}=off`, '--severity', `${down}=note`);
  expect(levels.get(down)).toBe('note');
});

test('a stale entry of the baseline has a severity too, and none for a rule that is off', async () => {
  const stale = 'baseline/stale';
  const plain = await check('--baseline', 'known.json');
  expect(plain.levels.get(stale)).toBe('warning');
  expect((await check('--baseline', 'known.json', '--severity', `${stale}=error`)).levels.get(stale)).toBe('error');
  expect((await check('--baseline', 'known.json', '--severity', `${stale}=off`)).levels.has(stale)).toBe(false);
  expect((await check('--baseline', 'known.json', '--severity', 'vpn/mtu=off')).levels.has(stale)).toBe(false);
});

test.each([
  ['vpn/mtuu=off', /no such rule\n.*did you mean vpn\/mtu\?/],
  ['nothing/*=off', /no such rule/],
  ['vpn/mtu', /written RULE=LEVEL/],
  ['=off', /written RULE=LEVEL/],
  ['vpn/mtu=fatal', /levels are error, warning, note, off/],
  ['vpn/mtu=', /levels are/],
])('--severity %s is bad usage, exit 2', async (flag, message) => {
  const { code, stdout, stderr } = await run(['check', 'site.yaml', '--severity', flag], { files });
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
});
