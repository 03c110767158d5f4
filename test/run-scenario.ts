/** Runs a scenario folder as its user would, through the command, and reads what was expected of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../src/cli/main.ts';
import { nodeWorld } from '../src/cli/node-world.ts';
import type { World } from '../src/cli/world.ts';

export const scenariosFolder = 'scenarios';

/** Written by hand, never by a program. */
export interface Expected {
  /** Arguments of the command; paths count from the scenario's folder and start with `./`, also behind a `=`. */
  readonly command: readonly string[];
  readonly exitCode: 0 | 1 | 2;
  /** Ids of the rules that find something, sorted. */
  readonly rules: readonly string[];
}

export function scenarioNames(): string[] {
  return readdirSync(scenariosFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

export function expectedOf(name: string): Expected {
  return JSON.parse(readFileSync(join(scenariosFolder, name, 'expected.json'), 'utf8')) as Expected;
}

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The day the scenarios are told on: suppressions lapse by it. */
const today = new Date('2026-11-23T12:00:00Z');

export async function run(args: readonly string[]): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const world: World = {
    ...nodeWorld(),
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    isTerminal: { stdin: false, stdout: false, stderr: false },
    env: {},
    columns: undefined,
    now: () => today,
  };
  const exitCode = await main(args, world);
  return { exitCode, stdout, stderr };
}

/** Arguments as typed at the root of the repository. */
export function argumentsOf(name: string, { command }: Expected): string[] {
  return command.map((word) => word.replace(/^([^=]*=)?\.\//, `$1${scenariosFolder}/${name}/`));
}
