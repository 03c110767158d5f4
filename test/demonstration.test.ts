/**
 * The whole way of a gate in a pull request, through the real command in the demonstration folder: the base
 * passes, the change fails with one finding, the reports say what changed and where, a baseline lets it pass
 * and goes stale. What is expected is worked out by hand: 62 + 40 = 102 routes against a cap of 100 (Q-DX-IN).
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, expect, test } from 'vitest';
import { main } from '../src/cli/main.ts';
import { nodeWorld } from '../src/cli/node-world.ts';
import type { CheckResult } from '../src/index.ts';
import { sarifSchema } from './reporters/sarif-schema.ts';

const folder = resolve('scenarios/a-pull-request-that-adds-forty-prefixes');
const out = mkdtempSync(join(tmpdir(), 'routecap-demonstration-'));
afterAll(() => rmSync(out, { recursive: true }));

/** As typed in the folder, where `.routecap.yaml` is found. */
async function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', ''];
  const node = nodeWorld();
  const at = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  const code = await main(args, {
    ...node,
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
    isTerminal: { stdin: false, stdout: false, stderr: false },
    env: {},
    columns: undefined,
    workingDirectory: folder,
    look: (path) => node.look(at(path)),
    readFile: (path, limit) => node.readFile(at(path), limit),
    readFileNow: (path, limit) => node.readFileNow(at(path), limit),
    isSameFile: (one, other) => node.isSameFile(at(one), at(other)),
  });
  return { code, stdout, stderr };
}

const base = ['base/plan.json', 'base/sites.yaml'];
const change = ['pull-request/plan.json', 'pull-request/sites.yaml'];
const fixed = ['pull-request/plan.json', 'fixed/sites.yaml'];
const against = base.flatMap((path) => ['--base', path]);

const written = (name: string): string => readFileSync(join(out, name), 'utf8');

async function check(...args: readonly string[]): Promise<CheckResult> {
  const { stdout, stderr } = await run('check', ...args, '--format', 'json');
  expect(stderr).toBe('');
  return JSON.parse(stdout) as CheckResult;
}

/** The number of the line on which a text stands, where it stands once behind another. */
function lineOf(file: string, text: string, behind = ''): number {
  const whole = readFileSync(join(folder, file), 'utf8');
  const from = whole.indexOf(behind);
  return whole.slice(0, whole.indexOf(text, from)).split('\n').length;
}

test('the base passes, with nothing found', async () => {
  const result = await check(...base);
  expect(result.exitCode).toBe(0);
  expect(result.findings).toEqual([]);
  expect(result.sessions.map(({ id, state, inbound }) => [id, state, inbound.offered, inbound.cap])).toEqual([
    ['gdansk', 'established', 62, 100],
    ['site:szczecin.vpn/tunnel-1', 'established', 15, 100],
    ['site:szczecin.vpn/tunnel-2', 'established', 15, 100],
  ]);
});

test('forty prefixes more fail it, with exactly one finding', async () => {
  const result = await check(...change, ...against);
  expect(result.exitCode).toBe(1);
  expect(result.findings.map(({ rule, subject, severity, args }) => ({ rule, subject, severity, args }))).toEqual([
    {
      rule: 'routes/inbound-cap-exceeded',
      subject: 'gdansk',
      severity: 'error',
      args: expect.objectContaining({ count: 102, cap: 100 }) as object,
    },
  ]);
  expect(result.findings[0]?.at).toMatchObject({
    file: 'pull-request/plan.json',
    line: lineOf('pull-request/plan.json', '"aws_dx_private_virtual_interface.gdansk"', '"planned_values"'),
  });
});

test('the JSON holds it against the base', async () => {
  const { base: comparison } = await check(...change, ...against);
  expect(comparison).toMatchObject({ inputs: base, summary: { errors: 0, warnings: 0, notes: 0 }, gone: [] });
  expect(comparison?.findings).toEqual([
    { index: 0, rule: 'routes/inbound-cap-exceeded', subject: 'gdansk', change: 'new', from: null },
  ]);
  // Szczecin was told 62 routes of Gdansk and the block of the VPC.
  const before = comparison?.sessions.map((each) => [
    each.id,
    each.change,
    each.before?.state,
    each.before?.inbound.offered,
    each.before?.outbound.candidates,
  ]);
  expect(before).toEqual([
    ['gdansk', 'changed', 'established', 62, 16],
    ['site:szczecin.vpn/tunnel-1', 'changed', 'established', 15, 63],
    ['site:szczecin.vpn/tunnel-2', 'changed', 'established', 15, 63],
  ]);
});

test('the comment says what changed, the SARIF where, and nothing secret is in either', async () => {
  const ran = await run(
    'check',
    ...change,
    ...against,
    '--format',
    `markdown=${join(out, 'comment.md')}`,
    '--format',
    `sarif=${join(out, 'out.sarif')}`,
    '--format',
    'text',
  );
  expect(ran.code).toBe(1);
  const comment = written('comment.md');
  expect(comment.split('\n')[0]).toBe('## routecap: ❌ fail – 1 error');
  expect(comment).toContain('1 finding new; 3 sessions changed.');
  const rows = comment.split('\n').filter((line) => line.startsWith('| <code>'));
  expect(rows[0]).toMatch(/gdansk.*\| ❌ idle: .*\| 102 of 100 \*\*reset\*\* \|.*\| was established, to AWS 62 \|$/);
  expect(rows[1]).toMatch(/szczecin.*\| ✅ established \| 15 of 100 \| 1 of 1,000 \| was from AWS 63 \|$/);
  expect(comment).toMatch(/<summary>❌ error <code>routes\/inbound-cap-exceeded<\/code>: <code>gdansk<\/code> – new</);

  const sarif = JSON.parse(written('out.sarif')) as {
    runs: { results: { ruleId: string; locations: { physicalLocation: object }[] }[] }[];
  };
  const validate = new Ajv({ formats: { 'uri-reference': true } }).compile(sarifSchema);
  expect(validate(sarif), JSON.stringify(validate.errors)).toBe(true);
  const [result, ...others] = sarif.runs[0]!.results;
  expect(others).toEqual([]);
  expect(result?.locations[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: 'pull-request/plan.json' },
    region: {
      startLine: lineOf('pull-request/plan.json', '"aws_dx_private_virtual_interface.gdansk"', '"planned_values"'),
      startColumn: 22,
    },
  });

  const secret = 'not.a.real';
  expect(readFileSync(join(folder, change[0]!), 'utf8')).toContain(secret);
  for (const text of [comment, written('out.sarif'), ran.stdout, ran.stderr]) expect(text).not.toContain(secret);
});

test('the baseline that the command writes is the one in the folder, and lets the change pass', async () => {
  const ran = await run('check', ...change, '--write-baseline', join(out, 'known.json'));
  expect(ran.code).toBe(1);
  expect(written('known.json')).toBe(readFileSync(join(folder, 'known.json'), 'utf8'));
  const result = await check(...change, ...against, '--baseline', 'known.json');
  expect(result.exitCode).toBe(0);
  expect(result.findings.map(({ rule, known }) => [rule, known])).toEqual([['routes/inbound-cap-exceeded', true]]);
  expect(result.summary).toEqual({ errors: 0, warnings: 0, notes: 0 });
});

test('once the change is fixed the session holds and the baseline is stale', async () => {
  const result = await check(...fixed, ...change.flatMap((path) => ['--base', path]), '--baseline', 'known.json');
  expect(result.exitCode).toBe(0);
  expect(result.sessions[0]).toMatchObject({ id: 'gdansk', state: 'established', inbound: { offered: 64 } });
  expect(result.findings.map(({ rule, subject, at }) => [rule, subject, at?.file, at?.line])).toEqual([
    ['baseline/stale', 'gdansk', 'known.json', lineOf('known.json', '{', '[')],
  ]);
  expect(result.base?.gone.map(({ rule, subject }) => [rule, subject])).toEqual([
    ['routes/inbound-cap-exceeded', 'gdansk'],
  ]);
  const comment = await run('check', ...fixed, ...change.flatMap((path) => ['--base', path]), '--format', 'markdown');
  expect(comment.stdout).toMatch(/### Gone since the base\n\n- error <code>routes\/inbound-cap-exceeded<\/code>/);
});

test('what is wrong in the base is said to be of the base', async () => {
  const ran = await run('check', ...change, '--base', 'base/plan.json', '--base', 'base/site.yaml');
  expect(ran.code).toBe(2);
  expect(ran.stdout).toBe('');
  expect(ran.stderr).toContain('in the base: cannot read base/site.yaml: there is no such file');
});

test('a plan that is its own base is read as it finds things', async () => {
  const alone = ['pull-request/plan.json', 'pull-request/sites.yaml', '--base', 'pull-request/plan.json'];
  const result = await check(...alone, '--base', 'base/sites.yaml');
  expect(result.base?.sessions.map(({ id }) => id)).toContain('gdansk');
  expect(result.base?.findings.map(({ change: kind }) => kind)).toEqual(['new']);
});
