/**
 * `import --from aws-account`: the one place from which anything is asked of AWS. What it answers goes the way of an
 * export that was saved with the AWS CLI, so that reading what `--save` kept gives the same design.
 */
import type { Problem } from '../index.ts';
import { startProgress } from './progress.ts';
import type { ReadPath } from './read-paths.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

export interface AccountFlags {
  readonly region?: readonly string[];
  readonly awsProfile?: string;
  readonly save?: string;
  readonly iamPolicy?: boolean;
}

export async function askAccount(
  { region = [], awsProfile, save }: AccountFlags,
  world: World,
): Promise<{ readonly problems: readonly Problem[]; readonly read: ReadPath }> {
  if (save !== undefined) await refuseUsedDirectory(save, world);
  const path = save ?? 'aws-account';
  const nothing: ReadPath = { path, kind: 'directory', texts: [] };
  const { connect } = await import('../aws-account/connect.ts');
  const { readAccount } = await import('../aws-account/read-account.ts');
  const connected = await connect(region, awsProfile);
  if (!connected.ok) {
    return {
      problems: [{ message: connected.message, at: null, excerpt: null, width: 1, suggestion: null }],
      read: nothing,
    };
  }
  const wait = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const { problems, files, refused } = await readAccount(connected.regions, wait, startProgress(world));
  if (problems.length > 0) return { problems, read: nothing };
  for (const { region: where, permission, lacks } of refused) {
    world.stderr(`${where}: the permission ${permission} is missing: the design does not tell ${lacks}\n`);
  }
  const texts = files.map((file) => ({ file: `${path}/${file.path}`, text: file.text }));
  return { problems: [], read: { path, kind: 'directory', texts } };
}

/** Files beside the answers would be read with them, and an older answer contradict a newer one. */
async function refuseUsedDirectory(save: string, world: World): Promise<void> {
  if (save === '') throw new UsageError('--save lacks the name of a directory');
  const { kind } = await world.look(save);
  if (kind === 'missing') return;
  if (kind !== 'directory') throw new UsageError(`--save ${save}: it is not a directory`);
  const used = (await world.readDirectory(save)).length > 0;
  if (used) throw new UsageError(`--save ${save}: there are files in it`, 'give a directory that is new or empty');
}
