/** `--baseline FILE` and `--write-baseline FILE`: known findings, read from and written to a file. */
import type { Command } from 'commander';
import type { Baseline, Problem } from '../index.ts';
import { guardInputs } from './formats.ts';
import type { Output } from './formats.ts';
import { readPaths } from './read-paths.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

export interface BaselineFlags {
  readonly baseline?: string | undefined;
  readonly writeBaseline?: string | undefined;
}

export function addBaselineFlags(command: Command): Command {
  return command
    .option('--baseline <file>', 'findings that are known: shown as known, not counted')
    .option('--write-baseline <file>', 'write what is found as the known findings');
}

/** Before any work is done: the outputs with the baseline to write among them. */
export async function withBaseline(
  outputs: readonly Output[],
  { baseline, writeBaseline }: BaselineFlags,
  paths: readonly string[],
  world: World,
): Promise<readonly Output[]> {
  for (const [flag, file] of Object.entries({ '--baseline': baseline, '--write-baseline': writeBaseline })) {
    if (file === '-' || file === '') throw new UsageError(`${flag} takes the name of a file`);
  }
  if (baseline !== undefined) await guardInputs(outputs, [baseline], world);
  if (writeBaseline === undefined) return outputs;
  if (outputs.some(({ file }) => file === writeBaseline)) {
    throw new UsageError(`a format and the baseline are to be written to ${writeBaseline}`);
  }
  const written: Output = { format: 'baseline', file: writeBaseline };
  await guardInputs([written], paths, world);
  return [...outputs, written];
}

/** A configuration may name the baseline that is about to be written for the first time. */
export async function configuredBaseline(
  file: string | undefined,
  written: string | undefined,
  world: World,
): Promise<string | undefined> {
  if (file === undefined || written === undefined) return file;
  return (await world.look(file)).kind === 'missing' ? undefined : file;
}

export async function loadBaseline(
  file: string | undefined,
  world: World,
): Promise<{ readonly baseline: Baseline | null; readonly problems: readonly Problem[] }> {
  if (file === undefined) return { baseline: null, problems: [] };
  const { nearest, readBaseline } = await import('../index.ts');
  const found = await world.look(file);
  if (found.kind === 'directory') {
    const message = `cannot read the baseline ${file}: it is a directory`;
    return { baseline: null, problems: [{ message, at: null, excerpt: null, width: 1, suggestion: null }] };
  }
  const { read, problems } = await readPaths([file], world, nearest);
  const text = read[0]?.texts[0]?.text;
  return text === undefined ? { baseline: null, problems } : readBaseline(file, text);
}
