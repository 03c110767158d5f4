/**
 * What a `.routecap.yaml` adds to a command line: the paths where none were given, and what holds where no flag
 * says anything. `addSettingsFlags` adds `--config FILE` and `--no-config`.
 */
import type { Configuration, Problem } from '../index.ts';
import { findConfiguration } from './find-configuration.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

export interface Configured {
  readonly problems: null;
  readonly paths: readonly string[];
  readonly configuration: Configuration;
  /** The configuration's file; null: there is none, or it was not wanted. */
  readonly file: string | null;
}

export async function configure(
  paths: readonly string[],
  flags: { readonly config?: boolean | string },
  world: World,
  lacking = "missing required argument 'path'",
): Promise<Configured | { readonly problems: readonly Problem[] }> {
  const { configuration, file, problems } = await findConfiguration(world, flags.config ?? true);
  if (problems.length > 0) return { problems };
  const read = paths.length > 0 ? paths : (configuration.paths ?? []);
  if (read.length === 0) {
    const hint = file === null ? '`paths` in a .routecap.yaml stand in for it' : `and ${file} has no \`paths\``;
    throw new UsageError(lacking, hint);
  }
  return { problems: null, paths: read, configuration, file };
}

/**
 * The formats a configuration asks for, for a command that has some of them. Files are written by `check`
 * alone: they would be overwritten with the answer to another question.
 */
export function formatsFor(
  asked: readonly string[] | undefined,
  { format }: Configuration,
  formats: readonly string[],
): readonly string[] | undefined {
  if (asked !== undefined || format === undefined) return asked;
  const printed = format.map((each) => each.replace(/=-$/, '')).filter((each) => formats.includes(each));
  return printed.length === 0 ? undefined : printed;
}
