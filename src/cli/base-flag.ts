/**
 * `--base PATH`, repeatable: the design before the change, with which the judged one is compared. A Terraform
 * plan that is judged itself may be its own base: then it is read as it finds things.
 */
import type { Command } from 'commander';
import type { Problem } from '../index.ts';
import { loadDesign } from './load-design.ts';
import type { LoadedDesign } from './load-design.ts';
import type { SharedFlags } from './shared-flags.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

export interface BaseFlag {
  readonly base?: readonly string[];
}

export function addBaseFlag(command: Command): Command {
  return command.option(
    '--base <path>',
    'the design before the change: reports say what is new, worse and gone; repeatable, all together are one design',
    (path: string, before: readonly string[] | undefined) => [...(before ?? []), path],
  );
}

export type LoadedBase =
  | { readonly problems: readonly Problem[] }
  | { readonly problems: null; readonly base: (LoadedDesign & { readonly inputs: readonly string[] }) | null };

/** What is wrong with the base is said to be of the base. */
export async function loadBase(
  base: readonly string[] | undefined,
  paths: readonly string[],
  flags: SharedFlags,
  world: World,
): Promise<LoadedBase> {
  if (base === undefined) return { problems: null, base: null };
  if (base.includes('-') && paths.includes('-'))
    throw new UsageError('standard input is either the design or its base, not both');
  const own = base.filter((path) => paths.includes(path));
  const loaded = await loadDesign(base, { ...flags, parametersAreShared: true }, world, {
    asBefore: own,
    onUnknownRouters: 'collect',
  });
  if (loaded.problems === null) return { problems: null, base: { ...loaded, inputs: base } };
  return { problems: loaded.problems.map((each) => ({ ...each, message: `in the base: ${each.message}` })) };
}
