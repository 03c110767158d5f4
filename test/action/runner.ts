/** The bundled action, run as GitHub's runner runs it: a process with inputs in its environment and a repository. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleAction } from '../../.build/bundle-action.ts';

export interface ActionRun {
  readonly exitCode: number | null;
  readonly log: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What the runner would obey, in order. */
  readonly commands: readonly Command[];
}

export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

export class Runner {
  /** The checkout. */
  readonly workspace: string;
  readonly #folder: string;
  readonly #main: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.workspace = join(folder, 'work', 'net', 'net');
    this.#main = join(folder, 'action', 'index.mjs');
  }

  static async start(): Promise<Runner> {
    const runner = new Runner(mkdtempSync(join(tmpdir(), 'routecap-runner-')));
    for (const below of ['action', 'runner-temp']) mkdirSync(join(runner.#folder, below), { recursive: true });
    writeFileSync(runner.#main, (await bundleAction()).get('index.mjs') ?? '');
    return runner;
  }

  stop(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A checkout with these files, committed on `main`. */
  checkout(files: Readonly<Record<string, string>>): void {
    rmSync(this.workspace, { recursive: true, force: true });
    mkdirSync(this.workspace, { recursive: true });
    this.git('init', '--quiet', '--initial-branch=main');
    this.commit(files);
  }

  commit(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = join(this.workspace, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    this.git('add', '--all');
    this.git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message=change');
  }

  /** The checkout becomes a clone of one commit, as actions/checkout makes it. */
  makeShallow(): void {
    const origin = join(this.#folder, 'origin');
    rmSync(origin, { recursive: true, force: true });
    cpSync(this.workspace, origin, { recursive: true });
    const branch = this.git('rev-parse', '--abbrev-ref', 'HEAD').trim();
    rmSync(this.workspace, { recursive: true });
    execFileSync('git', ['clone', '--quiet', '--depth=1', `--branch=${branch}`, `file://${origin}`, this.workspace]);
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.workspace, encoding: 'utf8' });
  }

  read(file: string): string {
    return readFileSync(join(this.workspace, file), 'utf8');
  }

  run(inputs: Readonly<Record<string, string>>): ActionRun {
    const [output = '', summary = ''] = ['output', 'summary'].map((name) => join(this.#folder, name));
    for (const file of [output, summary]) writeFileSync(file, '');
    const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
    const { status, stdout, stderr } = spawnSync(process.execPath, [this.#main], {
      cwd: this.workspace,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: this.#folder,
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: this.workspace,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        RUNNER_TEMP: join(this.#folder, 'runner-temp'),
        ...Object.fromEntries(given),
      },
    });
    return {
      exitCode: status,
      log: stdout,
      stderr,
      outputs: outputsIn(readFileSync(output, 'utf8')),
      summary: readFileSync(summary, 'utf8'),
      commands: commandsIn(stdout),
    };
  }

  /** Names in the runner's temporary folder: nothing is to be left there. */
  leftovers(): string {
    return execFileSync('ls', ['-A', join(this.#folder, 'runner-temp')], { encoding: 'utf8' });
  }
}

/** The `name<<mark … mark` form, as docs.github.com describes it. */
function outputsIn(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let i = 0; i < lines.length - 1; i++) {
    const head = /^([^<=]+)<<(.+)$/.exec(lines[i] ?? '');
    if (head === null) throw new Error(`not an output: ${lines[i]}`);
    const end = lines.indexOf(head[2] ?? '', i + 1);
    if (end < 0) throw new Error(`nothing ends ${head[1]}`);
    outputs[head[1] ?? ''] = lines.slice(i + 1, end).join('\n');
    i = end;
  }
  return outputs;
}

/** Workflow commands as the runner reads them: blanks in front are passed over, and between stop marks there are none. */
function commandsIn(log: string): Command[] {
  const commands: Command[] = [];
  let stopped: string | null = null;
  for (const line of log.split('\n')) {
    const found = /^\s*::([^\s:]+)(?: ([^:]*))?::(.*)$/.exec(line);
    if (stopped !== null) {
      if (line.trim() === `::${stopped}::`) stopped = null;
      continue;
    }
    if (found === null) continue;
    const [, name = '', properties = '', data = ''] = found;
    if (name === 'stop-commands') stopped = data;
    else commands.push({ name, properties: propertiesOf(properties), data: unescaped(data) });
  }
  return commands;
}

function propertiesOf(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const cut = pair.indexOf('=');
      return [
        pair.slice(0, cut),
        unescaped(pair.slice(cut + 1))
          .replaceAll('%3A', ':')
          .replaceAll('%2C', ','),
      ];
    }),
  );
}

function unescaped(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
