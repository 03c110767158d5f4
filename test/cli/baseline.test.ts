/** `check` with known findings: written, read, and refused. */
import { expect, test } from 'vitest';
import type { CheckResult } from '../../src/rules/check-result.ts';
import { run } from './fake-world.ts';

/** The FAQ's line 97 allows 100. */
const site = (count: number): string => `routecap: 1
vpcs:
  app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } }
vpnGateways:
  vgw: { vpc: app, amazonSideAsn: 64620 }
customerGateways:
  dc1: { bgpAsn: 65010, ipAddress: 203.0.113.10, announce: [{ from: 10.64.0.0/10, length: 24, count: ${count} }] }
vpnConnections:
  vpn-dc1: { customerGateway: dc1, vpnGateway: vgw }
`;

async function knownOf(count: number): Promise<string> {
  const { code, written } = await run(['check', 'site.yaml', '--write-baseline', 'known.json'], {
    files: { 'site.yaml': site(count) },
  });
  // Writing down what is wrong does not make it right.
  expect(code).toBe(count > 100 ? 1 : 0);
  return written['known.json'] ?? '';
}

async function checkAgainst(known: string, count: number): Promise<{ code: number; result: CheckResult }> {
  const { code, stdout } = await run(['check', 'site.yaml', '--baseline', 'known.json', '--format', 'json'], {
    files: { 'site.yaml': site(count), 'known.json': known },
  });
  return { code, result: JSON.parse(stdout) as CheckResult };
}

test('what was written is known: shown, not counted, exit 0', async () => {
  const { code, result } = await checkAgainst(await knownOf(104), 104);
  expect(code).toBe(0);
  expect(result.summary).toEqual({ errors: 0, warnings: 0, notes: 0 });
  expect(result.baseline).toBe('known.json');
  expect(result.findings.length).toBeGreaterThan(0);
  expect(result.findings.every(({ known }) => known)).toBe(true);
});

test('one route more than was known counts again, exit 1; one fewer does not', async () => {
  const known = await knownOf(104);
  const worse = await checkAgainst(known, 105);
  expect(worse.code).toBe(1);
  const counting = worse.result.findings.filter((finding) => !finding.known).map(({ rule }) => rule);
  expect(counting).toContain('routes/inbound-cap-exceeded');
  expect(counting).not.toContain('resilience/single-connection');
  expect(counting).not.toContain('baseline/stale');
  expect((await checkAgainst(known, 103)).code).toBe(0);
});

test('what was mended is stale: a warning at its entry', async () => {
  const { code, result } = await checkAgainst(await knownOf(104), 12);
  expect(code).toBe(0);
  const stale = result.findings.filter(({ rule }) => rule === 'baseline/stale');
  expect(stale.map(({ subject }) => subject)).toContain('vpn-dc1/tunnel-1');
  expect(stale.every(({ at }) => at?.file === 'known.json')).toBe(true);
  const counting = result.findings.filter(({ known, severity }) => !known && severity === 'warning');
  expect(counting).toEqual(expect.arrayContaining(stale));
  expect(result.summary.warnings).toBe(counting.length);
});

test('a baseline may be replaced by what is found now, stale entries and all', async () => {
  const known = await knownOf(104);
  const { written } = await run(['check', 'site.yaml', '--baseline', 'known.json', '--write-baseline', 'known.json'], {
    files: { 'site.yaml': site(12), 'known.json': known },
  });
  const { result } = await checkAgainst(written['known.json'] ?? '', 12);
  expect(result.summary).toEqual({ errors: 0, warnings: 0, notes: 0 });
});

test('what was written on one machine is known on another, whatever the paths and the line ends', async () => {
  const windows = (text: string): string => `\ufeff${text.replaceAll('\n', '\r\n')}`;
  const odd = '{ "Oddities": [1] }';
  const described = '{ "VpnGateways": [{ "VpnGatewayId": "vgw-01", "State": "available", "AmazonSideAsn": 64620 }] }';
  const from = (directory: string): Record<string, string> => ({
    [`${directory}/odd.json`]: odd,
    [`${directory}/vgw.json`]: described,
    [`${directory}/site.yaml`]: site(104),
  });
  const here = from('export');
  const written = await run(['check', 'export', 'export/site.yaml', '--write-baseline', 'known.json'], { files: here });
  const known = written.written['known.json'] ?? '';
  expect(known).toContain('odd.json');
  const there = Object.fromEntries(Object.entries(from('/srv/team/aws')).map(([file, text]) => [file, windows(text)]));
  const { code, stdout } = await run(
    [
      'check',
      '/srv/team/aws',
      '/srv/team/aws/site.yaml',
      '--baseline',
      '../known.json',
      '--fail-on',
      'note',
      '--format',
      'json',
    ],
    { files: { ...there, '../known.json': windows(known) } },
  );
  const { findings } = JSON.parse(stdout) as CheckResult;
  expect(findings.filter((finding) => !finding.known)).toEqual([]);
  expect(findings.length).toBeGreaterThan(3);
  expect(code).toBe(0);
});

test('the text report counts the known ones; SARIF says of each whether it is', async () => {
  const files = { 'site.yaml': site(104), 'known.json': await knownOf(104) };
  const { stdout, written } = await run(
    ['check', 'site.yaml', '--baseline', 'known.json', '--format', 'text', '--format', 'sarif=out.sarif'],
    { files },
  );
  expect(stdout).toMatch(/^PASS {2}nothing found that counts {2}/);
  expect(stdout).toMatch(/Not shown: \d+ findings known from the baseline\./);
  const log = JSON.parse(written['out.sarif'] ?? '') as { runs: [{ results: { baselineState: string }[] }] };
  expect(new Set(log.runs[0].results.map(({ baselineState }) => baselineState))).toEqual(new Set(['unchanged']));
});

test.each([
  ['no baseline', ['--baseline', 'site.yaml'], /site\.yaml:1:1: a baseline is JSON/],
  ['another version', ['--baseline', 'later.json'], /later\.json:1:\d+: this is a baseline of version 9/],
  ['not there', ['--baseline', 'none.json'], /cannot read none\.json: there is no such file/],
  ['a directory', ['--baseline', 'folder'], /it is a directory/],
  ['standard input', ['--baseline', '-'], /--baseline takes the name of a file/],
  ['over an input', ['--write-baseline', 'site.yaml'], /would overwrite an input/],
  ['over the baseline', ['--baseline', 'later.json', '--format', 'json=later.json'], /would overwrite an input/],
  [
    'over a format',
    ['--write-baseline', 'out', '--format', 'json=out'],
    /a format and the baseline are to be written to out/,
  ],
])('%s: exit 2, and nothing is written', async (_, flags, message) => {
  const files = { 'site.yaml': site(12), 'later.json': '{ "routecapBaseline": 9 }', 'folder/a.json': '{}' };
  const { code, stdout, stderr, written } = await run(['check', 'site.yaml', ...flags], { files });
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
  expect(written).toEqual({});
});
