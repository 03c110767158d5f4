/** Completion: what is offered, and that real shells offer it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { rules } from '../../src/rules/catalogue.ts';
import { run } from './fake-world.ts';

/** Candidates for the last word, and the directive. */
async function offered(...words: string[]): Promise<{ values: string[]; directive: string }> {
  const { code, stdout, stderr } = await run(['complete', '--', ...words]);
  expect([code, stderr]).toEqual([0, '']);
  const lines = stdout.trimEnd().split('\n');
  const directive = lines.pop() ?? '';
  return { values: lines.map((line) => line.split('\t')[0] ?? ''), directive };
}

const [file, noFile, noSpace] = [':0', ':4', ':6'];

describe('what is offered', () => {
  test('commands, and the one for scripts is not among them', async () => {
    const { values, directive } = await offered('');
    expect(values).toEqual(expect.arrayContaining(['check', 'simulate', 'init', 'completion', 'rules']));
    expect(values).not.toContain('complete');
    expect(directive).toBe(noFile);
    expect((await offered('ch')).values).toEqual(['check']);
  });

  test('flags of the command, and not those of another', async () => {
    expect((await offered('check', '--fa')).values).toEqual(['--fail-on']);
    expect((await offered('routes', '--fail')).values).toEqual([]);
    expect((await offered('explain', '--pre')).values).toEqual(['--prefix']);
  });

  test.each([
    [
      ['check', '--profile', ''],
      ['faq', 'guide'],
    ],
    [['check', '--profile=g'], ['guide']],
    [
      ['check', '--fail-on', 'n'],
      ['note', 'never'],
    ],
    [
      ['check', 'a.yaml', '--format', 'j'],
      ['json', 'junit'],
    ],
    [
      ['import', 'a', '--format', ''],
      ['yaml', 'json'],
    ],
    [['schema', '--for', 'c'], ['configuration']],
    [['schema', 'b'], ['baseline']],
    [
      ['init', '--ci', ''],
      ['github', 'gitlab', 'none'],
    ],
    [['completion', 'f'], ['fish']],
    [['check', '--severity', 'vpn/mtu=o'], ['vpn/mtu=off']],
    [['check', '--severity=vpn/mtu=n'], ['vpn/mtu=note']],
    [
      ['check', '--assume', 'loopedRoutesCount='],
      ['loopedRoutesCount=false', 'loopedRoutesCount=true'],
    ],
    [['rules', 'vpn/mt'], ['vpn/mtu']],
    [['assumptions', 'finalT'], ['finalTieBreak']],
    [['quotas', 'dx.routes-from'], ['dx.routes-from-customer']],
  ])('%j', async (words, expected) => {
    expect((await offered(...words)).values).toEqual(expected);
  });

  test('for --severity every rule and family, without a space after the =', async () => {
    const { values, directive } = await offered('check', '--severity', '');
    expect(values).toEqual(expect.arrayContaining(['routes/*=', ...rules.map(({ id }) => `${id}=`)]));
    expect(directive).toBe(noSpace);
    expect((await offered('check', '--quota', 'dx.routes-from')).directive).toBe(noSpace);
    expect((await offered('check', '--severity', 'vpn/mtu=')).directive).toBe(noFile);
  });

  test.each([
    [['check', ''], file],
    [['check', 'desi'], file],
    [['check', '--near', '80', ''], file],
    [['check', '--baseline', ''], file],
    [['diff', 'a.yaml', ''], file],
    [['simulate', '--plan', 'p'], file],
    [['check', '--near', ''], noFile],
    [['rules', ''], noFile],
    [['explain', 'a.yaml', '--at', ''], noFile],
  ])('files where files are meant: %j', async (words, directive) => {
    expect((await offered(...words)).directive).toBe(directive);
  });

  test.each([[['no-such', '']], [['--', '']], [['check', '--no-such', '']], [[]], [['check', '$(id)', '--pro']]])(
    'anything typed is taken: %j',
    async (words) => {
      expect((await offered(...words)).directive).toMatch(/^:\d$/);
    },
  );
});

test('an unknown shell is bad usage', async () => {
  const { code, stderr } = await run(['completion', 'tcsh']);
  expect(code).toBe(2);
  expect(stderr).toContain('bash, zsh, fish, powershell');
});

describe('real shells', () => {
  const folder = mkdtempSync(join(tmpdir(), 'routecap-shells-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const command = join(folder, 'routecap');
  // As it is shipped, in short: a Tab at a time through the sources would take minutes.
  buildSync({
    entryPoints: { routecap: 'src/cli/run.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    define: { ROUTECAP_VERSION: '"0.0.0"' },
    banner: {
      js: "import { createRequire as createRequireOfNode } from 'node:module'; const require = createRequireOfNode(import.meta.url);",
    },
    logLevel: 'error',
  });
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${folder}/routecap.mjs' "$@"\n`);
  chmodSync(command, 0o755);
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}`, HOME: folder };
  const ask = (shell: string, ...args: string[]): string =>
    execFileSync(shell, args, { env, encoding: 'utf8', timeout: 30_000 });

  async function scriptOf(shell: string): Promise<string> {
    const path = join(folder, `routecap.${shell}`);
    writeFileSync(path, (await run(['completion', shell])).stdout);
    return path;
  }

  /** Says so when a shell is not here; what cannot be run is not called tested. */
  function shellTest(shell: string, words: string, body: () => Promise<void>): void {
    const there = spawnSync(shell, ['-c', 'exit 0']).status === 0;
    if (!there) process.stderr.write(`completion in ${shell} is not tested: there is no ${shell} here\n`);
    test.skipIf(!there)(`${shell}: ${words}`, { timeout: 60_000 }, body);
  }

  const lines: [string, string][] = [
    ['routecap che', 'check'],
    ['routecap check --fail', '--fail-on'],
    ['routecap check --profile gu', 'guide'],
    ['routecap check --severity vpn/mtu=o', 'vpn/mtu=off'],
  ];
  /** What stands on a line is not run by completing it. */
  const bait = join(folder, 'taken');
  const hostile = `routecap check $(touch ${bait}) \`touch ${bait}\` --fail`;

  shellTest('bash', 'completes, and runs nothing of what is typed', async () => {
    const script = await scriptOf('bash');
    const inBash = (line: string): string[] => {
      // What readline does: the line, the cursor, and the function; what it would set is printed.
      const text = `compopt() { echo "compopt $*"; }; . "$1"; . "$1"; COMP_LINE=$2; COMP_POINT=\${#2}; _routecap; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return ask('bash', '--norc', '-c', text, 'bash', script, line).trimEnd().split('\n');
    };
    for (const [line, expected] of lines) {
      // bash has cut the word at the = already.
      expect(inBash(line)).toEqual(['compopt +o default', expected.split('=').at(-1)]);
    }
    expect(inBash('routecap check --format=ju')).toContain('junit');
    expect(inBash('routecap check --severity vpn/mt')).toEqual([
      'compopt -o nospace',
      'compopt +o default',
      'vpn/mtu=',
    ]);
    // Nothing of ours: bash completes files.
    expect(inBash('routecap check desi')).toEqual(['']);
    expect(inBash(hostile)).toContain('--fail-on');
    expect(existsSync(bait)).toBe(false);
  });

  shellTest('fish', 'completes, and runs nothing of what is typed', async () => {
    const script = await scriptOf('fish');
    const inFish = (line: string): string[] =>
      ask('fish', '--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', script, line)
        .trimEnd()
        .split('\n')
        .map((each) => each.split('\t')[0] ?? '');
    for (const [line, expected] of lines) expect(inFish(line)).toEqual([expected]);
    expect(inFish('routecap check --severity=vpn/mtu=o')).toEqual(['--severity=vpn/mtu=off']);
    expect(inFish(`routecap check ${script.slice(0, -2)}`)).toEqual([script]);
    expect(inFish(hostile)).toEqual(['--fail-on']);
    expect(existsSync(bait)).toBe(false);
  });

  shellTest('zsh', 'completes at a terminal, and runs nothing of what is typed', async () => {
    const script = await scriptOf('zsh');
    const asking = join(folder, 'ask.zsh');
    // A zsh at a terminal of its own: the line, a Tab, and the line as it stands then, kept by a widget.
    writeFileSync(
      asking,
      `zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PS1='>'; autoload -Uz compinit; compinit -u -D; source $1; keep() { print -r -- \\"[[\\$BUFFER]]\\" > $3; zle kill-buffer }; zle -N keep; bindkey '^I' complete-word; bindkey '^X' keep; print rea''dy"
while zpty -r z line; do [[ $line == *ready* ]] && break; done
zpty -w -n z "$2"$'\\t'
zpty -w -n z $'\\x18'
for i in {1..150}; do [[ -s $3 ]] && break; sleep 0.1; done
cat $3
`,
    );
    const inZsh = (line: string): string => {
      const kept = join(folder, 'kept');
      rmSync(kept, { force: true });
      return ask('zsh', '-f', asking, script, line, kept).trim();
    };
    for (const [line, expected] of lines) {
      expect(inZsh(line)).toBe(`[[${line.slice(0, line.lastIndexOf(' ') + 1)}${expected} ]]`);
    }
    expect(inZsh('routecap check --profile=gu')).toBe('[[routecap check --profile=guide ]]');
    expect(inZsh(`routecap check ${script.slice(0, -2)}`)).toBe(`[[routecap check ${script} ]]`);
    expect(inZsh(hostile)).toContain('--fail-on');
    expect(existsSync(bait)).toBe(false);
  });

  test('powershell: the script asks for what the others ask for', async () => {
    const { stdout } = await run(['completion', 'powershell']);
    expect(stdout).toContain("routecap complete '--' $QuotedArgs");
    expect(stdout).toContain('Register-ArgumentCompleter');
  });
});
