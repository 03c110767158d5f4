/** The GitHub Action does what its inputs say, and tells GitHub in GitHub's ways. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readActionInputs } from '../../src/action/action-inputs.ts';
import { Runner } from './runner.ts';

const overTheCap = readFileSync('scenarios/over-the-cap/design.yaml', 'utf8');

/** A site that announces `count` routes to a virtual private gateway, which takes 100. */
const siteOf = (count: number, connection = 'vpn'): string => `routecap: 1
vpnGateways: { vgw: {} }
customerGateways:
  dc:
    bgpAsn: 65010
    ipAddress: 203.0.113.10
    announce: [{ from: 10.0.0.0/8, length: 24, count: ${count} }]
vpnConnections:
  ${JSON.stringify(connection)}: { customerGateway: dc, vpnGateway: vgw }
`;

let runner: Runner;
beforeAll(async () => {
  runner = await Runner.start();
});
afterAll(() => runner.stop());
beforeEach(() => runner.checkout({ 'net/over.yaml': overTheCap, 'net/fits.yaml': siteOf(3) }));

test('a design that breaks a cap fails the step, with annotations at its lines', () => {
  const { exitCode, outputs, commands, summary, log } = runner.run({ paths: 'net/over.yaml' });
  expect(exitCode).toBe(1);
  expect(outputs).toEqual({
    verdict: 'fail',
    'exit-code': '1',
    errors: '5',
    warnings: '0',
    notes: '0',
    'sarif-file': '',
  });
  const line = overTheCap.split('\n').findIndex((each) => each.startsWith('  frankfurt-vpn:')) + 1;
  const errors = commands.filter(({ name }) => name === 'error');
  expect(errors).toHaveLength(5);
  expect(errors.map(({ properties }) => properties)).toContainEqual({
    file: 'net/over.yaml',
    line: String(line),
    col: '3',
    title: 'routes/inbound-cap-exceeded (frankfurt-vpn/tunnel-1)',
  });
  expect(summary).toContain('104 of 100');
  expect(log).toContain('NOTIFICATION 6/1');
});

test('a design that holds passes', () => {
  const { exitCode, outputs, commands } = runner.run({ paths: 'net/fits.yaml' });
  expect(exitCode).toBe(0);
  expect(outputs).toMatchObject({ verdict: 'pass', 'exit-code': '0', errors: '0' });
  expect(commands.filter(({ name }) => name === 'error')).toEqual([]);
});

test('fail-on moves the bar, both ways', () => {
  expect(runner.run({ paths: 'net/over.yaml', 'fail-on': 'never' }).outputs).toMatchObject({
    verdict: 'pass',
    errors: '5',
  });
  runner.commit({ 'net/near.yaml': siteOf(90) });
  expect(runner.run({ paths: 'net/near.yaml' }).outputs).toMatchObject({ verdict: 'pass' });
  expect(runner.run({ paths: 'net/near.yaml', 'fail-on': 'warning' }).outputs).toMatchObject({ verdict: 'fail' });
  const warnings = (near: string): number => Number(runner.run({ paths: 'net/near.yaml', near }).outputs['warnings']);
  expect(warnings('80') - warnings('95')).toBe(2);
});

test('several paths are one design', () => {
  const [things = '', connections = ''] = siteOf(3).split(/^(?=vpnConnections)/m);
  runner.commit({ 'a.yaml': things, 'b with blanks.yaml': connections });
  expect(runner.run({ paths: 'a.yaml\n  b with blanks.yaml\n\n' }).outputs).toMatchObject({ verdict: 'pass' });
});

test('from a working directory, places still count from the root of the repository', () => {
  const { outputs, commands } = runner.run({
    paths: 'over.yaml',
    'working-directory': 'net',
    'sarif-file': 'out.sarif',
    'comment-file': 'comment.md',
  });
  expect(new Set(commands.map(({ properties }) => properties['file']))).toEqual(new Set(['net/over.yaml']));
  expect(outputs['sarif-file']).toBe('net/out.sarif');
  const sarif = JSON.parse(runner.read('net/out.sarif')) as {
    runs: { results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[];
  };
  const uris = sarif.runs[0]?.results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri);
  expect(new Set(uris)).toEqual(new Set(['net/over.yaml']));
  expect(runner.read('net/comment.md')).toContain('net/over.yaml:');
});

test('a configuration is read, unless it is switched off', () => {
  runner.commit({ 'net/.routecap.yaml': 'failOn: never\n' });
  const inputs = { paths: 'over.yaml', 'working-directory': 'net' };
  expect(runner.run(inputs).exitCode).toBe(0);
  expect(runner.run({ ...inputs, config: 'off' }).exitCode).toBe(1);
  expect(runner.run({ ...inputs, config: 'maybe' }).outputs).toMatchObject({ verdict: 'unusable' });
});

test('the job summary can be left to others', () => {
  expect(runner.run({ paths: 'net/over.yaml', summary: 'false' }).summary).toBe('');
});

describe('what cannot be read', () => {
  test('fails the step, each problem at its line', () => {
    runner.commit({ 'net/bad.yaml': siteOf(3).replace('vpnGateway:', 'vpnGatway:').replace('65010', '-1') });
    const { exitCode, outputs, commands, summary } = runner.run({ paths: 'net/bad.yaml' });
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ verdict: 'unusable', 'exit-code': '2', errors: '' });
    const places = commands.map(({ name, properties: { file, line } }) => [name, file, line]);
    expect(places).toContainEqual(['error', 'net/bad.yaml', '5']);
    expect(places).toContainEqual(['error', 'net/bad.yaml', '9']);
    expect(summary).toContain('vpnGatway');
  });

  test.each([
    [{ paths: '' }, 'path'],
    [{ paths: '', base: 'main' }, 'which'],
    [{ paths: '-' }, 'standard input'],
    [{ paths: 'net/ovr.yaml' }, 'net/over.yaml'],
    [{ paths: 'net/over.yaml', 'fail-on': 'sometimes' }, 'sometimes'],
    [{ paths: 'net/over.yaml', near: '-5' }, '-5'],
    [{ paths: '--help' }, '--help'],
    [{ paths: 'net/over.yaml', 'working-directory': 'nowhere' }, 'nowhere'],
    [{ paths: 'net/over.yaml', 'sarif-file': 'net/over.yaml' }, 'overwrite'],
    [{ paths: 'net/over.yaml', 'sarif-file': 'no/such/folder/x' }, 'no/such/folder/x'],
  ] as const)('%j says what is wrong', (inputs, part) => {
    const { exitCode, outputs, commands, stderr } = runner.run(inputs);
    expect(exitCode).toBe(1);
    expect(outputs['verdict']).toBe('unusable');
    expect(commands.map(({ data }) => data).join('\n')).toContain(part);
    expect(stderr).toBe('');
    expect(runner.read('net/over.yaml')).toBe(overTheCap);
  });
});

test('names in a design command nobody', () => {
  const evil = '::add-mask::%0Ax';
  const lines = 'vpn\n::set-output name=verdict::pass\nverdict<<EOF';
  // Shown with its problem, on a line of its own in the log.
  const excerpt = 'routecap: 1\n::add-mask::hello\n';
  runner.commit({ 'evil.yaml': siteOf(104, evil), 'lines.yaml': siteOf(104, lines), 'excerpt.yaml': excerpt });
  for (const paths of ['evil.yaml', 'lines.yaml', 'excerpt.yaml']) {
    const { commands, outputs, log } = runner.run({ paths });
    if (paths === 'excerpt.yaml') expect(log).toMatch(/^\s*::add-mask::hello$/m);
    expect(commands.length).toBeGreaterThan(0);
    expect(new Set(commands.map(({ name }) => name))).toEqual(new Set(['error']));
    expect(Object.keys(outputs)).toHaveLength(6);
    expect(outputs['verdict']).not.toBe('pass');
  }
});

describe('base', () => {
  // Between a name and a number Markdown may need to be told that there is no link.
  const plain = (markdown: string): string => markdown.replaceAll('<!-- -->', '');

  beforeEach(() => {
    runner.git('switch', '--quiet', '--create', 'growth');
    runner.commit({ 'net/fits.yaml': siteOf(104), 'net/new.yaml': siteOf(3) });
  });

  test.each(['main', 'refs/heads/main'])('a ref: what the change did, called by its name (%s)', (base) => {
    const { summary, outputs, log } = runner.run({ paths: 'net/fits.yaml', base });
    expect(outputs['verdict']).toBe('fail');
    expect(plain(summary)).toContain(`base ${base}:net/fits.yaml (0 errors`);
    expect(summary).toContain('– new');
    expect(summary + log).not.toContain('runner-temp');
    expect(runner.leftovers()).toBe('');
    expect(runner.git('status', '--porcelain')).toBe('');
  });

  test('a branch that a shallow checkout lacks is fetched', () => {
    runner.makeShallow();
    const { summary, outputs } = runner.run({ paths: 'fits.yaml', base: 'main', 'working-directory': 'net' });
    expect(outputs['verdict']).toBe('fail');
    expect(plain(summary)).toContain('base main:net/fits.yaml (0 errors');
  });

  test('a path', () => {
    const { summary, outputs } = runner.run({ paths: 'net/fits.yaml', base: 'net/new.yaml' });
    expect(outputs['verdict']).toBe('fail');
    expect(summary).toContain('net/new.yaml');
  });

  test('a design that is not in the base is compared with nothing, and the log says so', () => {
    const { outputs, log } = runner.run({ paths: 'net/new.yaml', base: 'main' });
    expect(outputs['verdict']).toBe('pass');
    expect(log).toContain('there is no net/new.yaml in it yet');
  });

  test.each(['nowhere', '--upload-pack=touch owned', '-x'])('%s is neither', (base) => {
    const { outputs, commands } = runner.run({ paths: 'net/fits.yaml', base });
    expect(outputs['verdict']).toBe('unusable');
    expect(commands[0]?.data).toContain('neither a path nor');
    expect(existsSync(join(runner.workspace, 'owned'))).toBe(false);
  });
});

test('announce puts a list in place of what a router announces', () => {
  runner.commit({ 'more.txt': Array.from({ length: 101 }, (_, i) => `172.16.${i}.0/24\n`).join('') });
  expect(runner.run({ paths: 'net/fits.yaml', announce: 'dc=more.txt' }).outputs).toMatchObject({ verdict: 'fail' });
});

test('the inputs that action.yml names are those that are read', () => {
  const { inputs, outputs, runs } = parse(readFileSync('.github/actions/check/action.yml', 'utf8')) as {
    inputs: Record<string, { description: string }>;
    outputs: Record<string, { description: string }>;
    runs: { using: string; main: string };
  };
  const asked = new Set<string>();
  const env = new Proxy<Record<string, string>>(
    {},
    {
      get: (_, name) => {
        asked.add(String(name));
        return name === 'INPUT_PATHS' ? 'design.yaml' : undefined;
      },
    },
  );
  readActionInputs(env);
  expect(new Set(Object.keys(inputs).map((name) => `INPUT_${name.toUpperCase()}`))).toEqual(asked);
  expect(Object.keys(outputs).sort()).toEqual(Object.keys(runner.run({ paths: 'net/fits.yaml' }).outputs).sort());
  expect(runs).toEqual({ using: 'node24', main: 'dist/index.mjs' });
});
