/** The library in one call: what it takes, what it gives back, and what it says of what it cannot take. */
import { readFileSync } from 'node:fs';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { check, formatProblems, openDesign, readDesign, reporters, solve } from '../src/index.ts';
import type { Checked, CheckInput, CheckOptions, CheckResult, Design, Problem } from '../src/index.ts';
import { run } from './run-scenario.ts';

const path = 'scenarios/over-the-cap/design.yaml';
const text = readFileSync(path, 'utf8');

/** A site that announces `count` routes to a virtual private gateway, which takes 100. */
const siteOf = (count: number) => ({
  routecap: 1,
  vpnGateways: { vgw: {} },
  customerGateways: {
    dc: { bgpAsn: 65010, ipAddress: '203.0.113.10', announce: [{ from: '10.0.0.0/8', length: 24, count }] },
  },
  vpnConnections: { vpn: { customerGateway: 'dc', vpnGateway: 'vgw' } },
});

function resultOf(checked: Checked): CheckResult {
  if (!checked.ok) throw new Error(formatProblems(checked.problems));
  return checked.result;
}

function problemsOf(checked: Checked): readonly string[] {
  if (checked.ok) throw new Error('it was taken');
  return checked.problems.map(({ message, suggestion }) => `${message} | ${suggestion}`);
}

const rulesIn = ({ findings }: CheckResult): string[] => [...new Set(findings.map(({ rule }) => rule))].sort();

test('the result is what the command prints as JSON', async () => {
  const { stdout } = await run(['check', path, '--format', 'json']);
  const { routecap: _, ...printed } = JSON.parse(stdout) as CheckResult;
  const { routecap: __, ...result } = JSON.parse(
    reporters.json(resultOf(check({ file: path, text }, { today: '2026-11-23' }))),
  ) as CheckResult;
  expect(result).toEqual(printed);
});

describe('takes', () => {
  const rules = ['routes/inbound-cap-exceeded', 'vpn/connection-down'];

  test.each<[string, CheckInput]>([
    ['plain data', siteOf(101)],
    ['its text', JSON.stringify(siteOf(101))],
    ['a named text', { file: 'site.json', text: JSON.stringify(siteOf(101)) }],
    [
      'several texts',
      [
        { file: 'a.json', text: JSON.stringify({ ...siteOf(101), vpnConnections: undefined }) },
        { file: 'b.json', text: JSON.stringify({ vpnConnections: siteOf(101).vpnConnections }) },
      ],
    ],
    ['a directory', { directory: 'net', files: [{ file: 'net/site.json', text: JSON.stringify(siteOf(101)) }] }],
  ])('%s', (_, input) => {
    expect(rulesIn(resultOf(check(input)))).toEqual(expect.arrayContaining(rules));
  });

  test('a design that has been read', () => {
    const { design } = readDesign([{ file: 'x', text: JSON.stringify(siteOf(101)) }], () => ({ ok: false, why: '' }));
    const result = resultOf(check(design as Design));
    expect(rulesIn(result)).toEqual(expect.arrayContaining(rules));
    expect(result.inputs).toEqual([]);
  });

  test.each([
    ['a Terraform plan', 'test/importers/fixtures/terraform/plan.json'],
    ['a CloudFormation template', 'test/importers/fixtures/cloudformation/hub.yaml'],
    ['what AWS describes', 'test/importers/fixtures/aws-vgw/export.json'],
  ])('%s, as the command does', async (_, file) => {
    const { stdout } = await run(['check', file, '--format', 'json']);
    const printed = JSON.parse(stdout) as CheckResult | { problems: Problem[] };
    const checked = check({ file, text: readFileSync(file, 'utf8') }, { today: '2026-11-23' });
    if ('problems' in printed) expect(checked).toEqual({ ok: false, problems: printed.problems });
    else expect(resultOf(checked)).toEqual({ ...printed, routecap: resultOf(checked).routecap });
  });
});

describe('options', () => {
  test('profile, near, quotas, failOn and severity mean what the flags mean', () => {
    expect(resultOf(check(text, { profile: 'guide' })).profile).toBe('guide');
    expect(rulesIn(resultOf(check(siteOf(90))))).toContain('routes/inbound-cap-near');
    expect(rulesIn(resultOf(check(siteOf(90), { near: 95 })))).not.toContain('routes/inbound-cap-near');
    expect(resultOf(check(siteOf(101), { failOn: 'never' })).exitCode).toBe(0);
    expect(rulesIn(resultOf(check(siteOf(101), { severity: { 'vpn/connection-down': 'off' } })))).not.toContain(
      'vpn/connection-down',
    );
    expect(problemsOf(check(siteOf(1), { quotas: { 'vgw.routes': 200 } }))[0]).toContain('there is no quota');
  });

  test('announce stands in place of what a router announces', () => {
    expect(resultOf(check(siteOf(101), { announce: { dc: ['172.16.0.0/12'] } })).exitCode).toBe(0);
    const many = Array.from({ length: 101 }, (_, i) => `172.16.${i}.0/24`);
    expect(resultOf(check(siteOf(1), { announce: { dc: many } })).exitCode).toBe(1);
    expect(problemsOf(check(siteOf(1), { announce: { dx: ['172.16.0.0/12'], dc: ['172.16.0.1/12'] } }))).toEqual([
      'announce: there is no router `dx` | dc',
      expect.stringMatching(/^announce of dc: 172\.16\.0\.1\/12: .* \| 172\.16\.0\.0\/12$/),
    ]);
  });

  test('without a today no suppression lapses', () => {
    const ignore = [
      { rule: 'routes/inbound-cap-exceeded', reason: 'it is known', until: '2020-01-31' },
      { rule: 'vpn/connection-down', reason: 'it is known', until: '2020-01-31' },
    ];
    const design = JSON.stringify({ ...siteOf(101), ignore });
    expect(resultOf(check(design)).exitCode).toBe(0);
    expect(resultOf(check(design, { today: '2020-01-31' })).exitCode).toBe(0);
    expect(resultOf(check(design, { today: '2020-02-01' })).exitCode).toBe(1);
  });

  test('files that a design names are read by what is handed in', () => {
    const design = JSON.stringify(siteOf(1)).replace(/"announce":\[.*?\]/, '"announce":[{"file":"list.txt"}]');
    expect(problemsOf(check(design))[0]).toContain('no files can be read here');
    const asked: string[][] = [];
    const files: CheckOptions['files'] = (...names) => {
      asked.push(names);
      return { ok: true, text: '10.0.0.0/8\n' };
    };
    const checked = check({ file: 'net/site.json', text: design }, { files });
    expect(resultOf(checked).sessions[0]?.inbound.offered).toBe(1);
    expect(asked).toEqual([['list.txt', 'net/site.json']]);
  });
});

describe('says what is wrong', () => {
  test('with all problems at once and their places', () => {
    const checked = check({
      file: 'bad.yaml',
      text: text.replace('bgpAsn', 'bgpAns').replace('vpnGateway:', 'vpnGatway:'),
    });
    if (checked.ok) throw new Error('it was taken');
    expect(checked.problems.length).toBeGreaterThanOrEqual(2);
    expect(checked.problems.map(({ suggestion }) => suggestion)).toEqual(
      expect.arrayContaining(['bgpAsn', 'vpnGateway']),
    );
    expect(new Set(checked.problems.map(({ at }) => at?.file))).toEqual(new Set(['bad.yaml']));
  });

  const round: Record<string, unknown> = {};
  round['round'] = round;
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['no inputs', []],
    ['a list of texts', ['routecap: 1']],
    ['a circle', round],
    ['an empty text', ''],
    ['a BGP log', '{"type":"BGPStatus","event_timestamp":1}'],
  ])('of %s', (_, input) => {
    expect(problemsOf(check(input as CheckInput)).length).toBeGreaterThan(0);
  });

  test('without showing a line in which a key may stand', () => {
    const secret = 'hunter2hunter2';
    const broken = `{"VpnConnections":[{"CustomerGatewayConfiguration":"<pre_shared_key>${secret}</pre_shared_key>",]}`;
    const checked = check(broken, { from: 'design' });
    expect(checked.ok).toBe(false);
    expect(JSON.stringify(checked)).not.toContain(secret);
  });
});

test('the types lead from a text to a verdict', () => {
  const checked = check('routecap: 1', { profile: 'guide', failOn: 'warning', today: '2026-11-23' });
  expectTypeOf(checked).toEqualTypeOf<Checked>();
  if (checked.ok) {
    expectTypeOf(checked.result).toEqualTypeOf<CheckResult>();
    expectTypeOf(checked.design).toEqualTypeOf<Design>();
  } else {
    expectTypeOf(checked.problems).toEqualTypeOf<readonly Problem[]>();
  }
  // @ts-expect-error there is no such profile
  check('', { profile: 'other' });
  // @ts-expect-error a number is no design
  check(7);
  const opened = openDesign(text);
  if (!opened.ok) throw new Error('it holds a design');
  expect(solve(opened.design, opened.settings).sessions.size).toBe(2);
});
