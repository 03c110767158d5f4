/** The command line itself: what is refused, in what words, with which exit code. */
import { describe, expect, test } from 'vitest';
import { run } from './fake-world.ts';

const files = { 'site.yaml': 'routecap: 1\n' };

describe('help and version', () => {
  test('--version is the version of the package, exit 0', async () => {
    const { code, stdout } = await run(['--version']);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
    expect(code).toBe(0);
  });

  test.each([['--help'], ['help'], ['check', '--help'], ['help', 'explain']])(
    '%s %s: help on standard output, exit 0',
    async (...argv) => {
      const { code, stdout, stderr } = await run(argv.filter((each) => each !== undefined));
      expect(stdout).toContain('Usage: routecap');
      expect(stderr).toBe('');
      expect(code).toBe(0);
    },
  );

  test('every command has a line in the help', async () => {
    const { stdout } = await run(['--help']);
    for (const name of ['check', 'routes', 'explain', 'import', 'rules', 'quotas', 'assumptions', 'schema']) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
  });

  test('nothing at all: the help on standard error, exit 2', async () => {
    const { code, stdout, stderr } = await run([]);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: routecap');
    expect(code).toBe(2);
  });
});

describe('bad usage is exit 2, told on standard error, and nothing is done', () => {
  const cases: [string[], RegExp][] = [
    [['chek', 'site.yaml'], /unknown command 'chek'[^]*Did you mean check\?/],
    [['help', 'chek'], /there is no command chek\n.*routecap help check/],
    [['site.yaml'], /site\.yaml is a file, not a command\n.*routecap check site\.yaml/],
    [['check'], /missing required argument 'path'/],
    [['check', 'site.yaml', '--fail-om', 'note'], /unknown option '--fail-om'[^]*Did you mean --fail-on\?/],
    [['check', 'site.yaml', '--fail-on', 'fatal'], /Allowed choices are error, warning, note, never/],
    [['check', 'site.yaml', '--profile', 'strict'], /Allowed choices are faq, guide/],
    [['check', 'site.yaml', '--from', 'word'], /Allowed choices are design, aws/],
    [['check', 'site.yaml', '--near', '0'], /percentage from 1 to 100/],
    [['check', 'site.yaml', '--near', '101'], /percentage from 1 to 100/],
    [['check', 'site.yaml', '--near', '8e1'], /percentage from 1 to 100/],
    [['check', 'site.yaml', '--quota', 'dx'], /written ID=N/],
    [['check', 'site.yaml', '--quota', 'a.b=-1'], /not a whole number/],
    [['check', 'site.yaml', '--assume', '=x'], /written ID=VALUE/],
    [['check', 'site.yaml', '--format', 'xml'], /--format xml is not one of text, json/],
    [['check', 'site.yaml', '--format', 'text', '--format', 'json'], /only one --format can go to standard output/],
    [['check', 'site.yaml', '--format', 'json='], /lacks a file name/],
    [['check', 'site.yaml', '--format', 'json=o', '--format', 'text=o'], /two formats are to be written to o/],
    [['check', 'site.yaml', '--format', 'json=site.yaml'], /would overwrite an input/],
    [['explain', 'site.yaml', '--at', 'app'], /required option '--prefix/],
    [['explain', 'site.yaml', '--at', 'app', '--prefix', '10.0.0.1/8'], /--prefix 10\.0\.0\.1\/8.*\n.*10\.0\.0\.0\/8/],
    [['import', 'site.yaml', '--format', 'json=a', '--output', 'b'], /exclude each other/],
    [['rules', 'routes/inbound-cap-exceded'], /there is no rule .*\n.*routes\/inbound-cap-exceeded/],
    [['quotas', 'nowhere.to-be-seen'], /there is no quota/],
  ];
  test.each(cases)('%j', async (argv, expected) => {
    const { code, stdout, stderr, written } = await run(argv, { files });
    expect(stderr).toMatch(expected);
    expect(stdout).toBe('');
    expect(written).toEqual({});
    expect(code).toBe(2);
  });
});

describe('paths that cannot be read are problems, all of them at once', () => {
  test('a missing file is named with its nearest neighbour', async () => {
    const { code, stderr, stdout } = await run(['check', 'sit.yaml', 'gone.yaml'], { files });
    expect(stderr).toContain('cannot read sit.yaml: there is no such file');
    expect(stderr).toContain('site.yaml');
    expect(stderr).toContain('cannot read gone.yaml');
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test.each([
    [{ kind: 'device' } as const, 'it is a device, not a file'],
    [{ kind: 'pipe' } as const, 'it is a pipe'],
    [{ kind: 'unreadable', why: 'permission denied' } as const, 'permission denied'],
    [{ kind: 'file', bytes: 2 ** 40 } as const, 'more than 256 MiB'],
  ])('%j', async (look, words) => {
    const { code, stderr } = await run(['check', 'odd'], { looks: { odd: look } });
    expect(stderr).toContain('cannot read odd');
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  });

  test.each([
    [new Uint8Array([0x1f, 0x8b, 8, 0]), 'compressed (gzip)'],
    [new Uint8Array([1, 2, 0, 4]), 'binary file'],
    [new TextEncoder().encode('a\0b'), 'binary file'],
  ])('bytes that are no text (%#)', async (content, words) => {
    const { code, stderr } = await run(['check', 'blob'], { files: { blob: content } });
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  });

  test('text that is not UTF-8 is told with its place', async () => {
    const content = Uint8Array.from([...Buffer.from('routecap: 1\nvpcs: '), 0xe9, 0x0a]);
    const { code, stderr } = await run(['check', 'latin1.yaml'], { files: { 'latin1.yaml': content } });
    expect(stderr).toContain('latin1.yaml:2:7');
    expect(stderr).toContain('not valid UTF-8');
    expect(code).toBe(2);
  });

  test('as JSON the problems are on standard output too', async () => {
    const { code, stdout, written } = await run(['check', 'gone.yaml', '--format', 'json', '--format', 'text=out'], {
      files,
    });
    const { problems, exitCode } = JSON.parse(stdout) as { problems: { message: string }[]; exitCode: number };
    expect(problems.map((each) => each.message)).toEqual(['cannot read gone.yaml: there is no such file']);
    expect(exitCode).toBe(2);
    expect(written).toEqual({});
    expect(code).toBe(2);
  });
});
