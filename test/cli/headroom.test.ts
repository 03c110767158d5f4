/** `headroom` and `free` as their users meet them: what they answer, what they refuse, and the exit codes. */
import { expect, test } from 'vitest';
import type { HeadroomResult } from '../../src/plan/headroom/headroom-result.ts';
import { run } from './fake-world.ts';

/** Sites of 10 routes each on one gateway without a VPC; dc1 of as many as is said. */
const design = (dc1: number, branches = 2): string =>
  JSON.stringify({
    routecap: 1,
    vpnGateways: { hub: { amazonSideAsn: 64512 } },
    customerGateways: Object.fromEntries(
      ['dc1', ...Array.from({ length: branches }, (_, i) => `branch-${i + 1}`)].map((name, i) => [
        name,
        {
          bgpAsn: 64513 + i,
          ipAddress: `198.51.100.${i + 1}`,
          announce: [{ from: `10.${i}.0.0/16`, length: 24, count: name === 'dc1' ? dc1 : 10 }],
        },
      ]),
    ),
    vpnConnections: Object.fromEntries(
      ['dc1', ...Array.from({ length: branches }, (_, i) => `branch-${i + 1}`)].map((name) => [
        `vpn-${name}`,
        { customerGateway: name, vpnGateway: 'hub' },
      ]),
    ),
  });

const json = async (args: readonly string[], files: Record<string, string>): Promise<HeadroomResult> => {
  const { stdout } = await run(['headroom', ...args, '--format', 'json'], { files, today: '2026-06-01' });
  return JSON.parse(stdout) as HeadroomResult;
};

test('says what is left of every session, and what breaks first', async () => {
  const { headroom, findings, growth, exitCode } = await json(['d.json'], { 'd.json': design(98) });
  const row = headroom.find(({ subject }) => subject === 'vpn-dc1/tunnel-1');
  expect(row).toMatchObject({ kind: 'inbound', unit: 'prefixes', used: 98, cap: 100, left: 2, proof: 'solved' });
  expect(row?.firstToBreak).toMatchObject({
    rule: 'routes/inbound-cap-exceeded',
    quota: 'vgw.routes-from-customer',
    profile: 'faq',
    used: 101,
    adjustable: false,
  });
  expect({ findings, growth, exitCode }).toEqual({ findings: [], growth: null, exitCode: 0 });
});

test('what is over already has nothing left, is a finding, and makes the exit code 1', async () => {
  const files = { 'd.json': design(101) };
  const { headroom, findings, exitCode } = await json(['d.json'], files);
  expect(headroom.find(({ subject }) => subject === 'vpn-dc1/tunnel-1')).toMatchObject({ used: 101, left: 0 });
  expect(findings.map(({ rule }) => rule)).toContain('routes/inbound-cap-exceeded');
  expect(exitCode).toBe(1);
  expect((await run(['headroom', 'd.json', '--fail-on', 'never'], { files })).code).toBe(0);
});

test('three prefixes a month and four left: the fifth is one too many', async () => {
  // From 1 June a third of a month is ten days, then (July) 31 thirds: the 4th on 12 July, the 5th on 22 July.
  const args = ['d.json', '--growth', 'dc1 +3/month'];
  const { growth } = await json(args, { 'd.json': design(96) });
  expect(growth?.profiles.map(({ profile }) => profile)).toEqual(['faq', 'guide']);
  expect(growth?.profiles[0]?.firstBreak).toMatchObject({
    date: '2026-07-22',
    grown: [{ kind: 'prefixes', subject: 'dc1', count: 5 }],
    firstToBreak: { subject: 'vpn-dc1/tunnel-1', used: 101 },
  });
});

test('a history gives the rates: a straight line, and new sites as branches', async () => {
  const files = { 'old.json': design(50, 2), 'mid.json': design(60, 4), 'new.json': design(70, 6) };
  const args = ['2026-01-01=old.json', '2026-01-11=mid.json', '2026-01-21=new.json'].flatMap((it) => ['--history', it]);
  const { growth, inputs } = await json(args, files);
  expect(inputs).toEqual(['new.json']);
  // dc1 by one a day, the gateway by a branch every five days; 30 days from 70 to 100, and the 31st is too many.
  expect(growth?.growth).toEqual([
    { kind: 'prefixes', subject: 'dc1', rate: '+365/year', source: 'fitted', points: 3 },
    { kind: 'branches', subject: 'branch-1', rate: '+73/year', source: 'fitted', points: 3 },
  ]);
  expect(growth?.steady).toEqual(['branch-1', 'branch-2']);
  // Ten connections a gateway, of which seven are there: the fourth more comes after twenty days.
  expect(growth?.profiles[0]?.firstBreak).toMatchObject({
    date: '2026-06-21',
    firstToBreak: { quota: 'vgw.vpn-connections', adjustable: true },
  });
  expect(growth?.profiles[0]?.whenRaised?.firstBreak).toMatchObject({
    date: '2026-07-02',
    firstToBreak: { quota: 'vgw.routes-from-customer' },
  });
});

test('growth that is none is told with its place, all of it at once', async () => {
  const wrong = [
    'dc +3/month',
    'dc1 -3/month',
    'dc1 +3/moth',
    'dc1',
    'branches +1/week like brunch-1',
    'dc1 +9999/day',
  ];
  const { code, stderr, stdout } = await run(['headroom', 'd.json', ...wrong.flatMap((text) => ['--growth', text])], {
    files: { 'd.json': design(50) },
  });
  expect(code).toBe(2);
  expect(stdout).toBe('');
  for (const said of [
    'did you mean `dc1 +3/month`?',
    'growth is not negative',
    '`moth` is not a period',
    'growth is written NAME +N/PERIOD',
    'did you mean `branches +1/week like branch-1`?',
    'at most 100000 are looked at',
    '6 problems',
  ]) {
    expect(stderr).toContain(said);
  }
});

test.each([
  [['headroom'], 'a path is missing'],
  [['headroom', 'd.json', '--until', '2026-05-01'], 'is not after today'],
  [['headroom', 'd.json', '--until', '2026-02-30'], 'this is no day'],
  [['headroom', '--history', '2026-01-01=d.json'], 'one date shows no growth'],
  [['headroom', '--history', '2026-01-01=d.json', '--history', '2026-01-01=d.json'], '2026-01-01 twice'],
  [['headroom', '--history', 'd.json'], 'It is written DATE=PATH'],
  [['headroom', 'd.json', '--like', 'brunch-1'], 'did you mean `branch-1`?'],
  [['free', 'asns', 'd.json', '--count', '0'], 'a whole number from 1'],
  [['free', 'asns', 'd.json', '--hub', 'hab'], 'did you mean: hub'],
])('%j is refused', async (args, said) => {
  const { code, stderr } = await run(args, { files: { 'd.json': design(50) }, today: '2026-06-01' });
  expect(stderr).toContain(said);
  expect(code).toBe(2);
});

test('free numbers: one a line, and exit code 1 when there are too few', async () => {
  const files = { 'd.json': design(50) };
  expect(await run(['free', 'asns', 'd.json', '--count', '2'], { files })).toMatchObject({
    code: 0,
    stdout: '64516\n64517\n',
  });
  const many = await run(['free', 'asns', 'd.json', '--count', '1020'], { files });
  expect(many.code).toBe(1);
  expect(many.stdout).toContain('1 ASN short');
  expect(many.stdout).toContain('With --profile guide alone, of four bytes:\n4200000000\n');
  expect((await run(['free', 'asns', 'd.json', '--count', '1020', '--profile', 'guide'], { files })).code).toBe(0);
  const cidrs = await run(['free', 'inside-cidrs', 'd.json', '--count', '2', '--format', 'json'], { files });
  expect(JSON.parse(cidrs.stdout)).toMatchObject({ family: 'ipv4', cidrs: ['169.254.0.4/30', '169.254.0.8/30'] });
});
