/** The repository a directory lies in, and who runs its jobs: told by its files and the address it was cloned from. */
import { isAbsolute, join, relative } from 'node:path';
import { decodeText } from './decode-text.ts';
import { FileError } from './world.ts';
import type { World } from './world.ts';

export const forges = ['github', 'gitlab'] as const;
export type Forge = (typeof forges)[number];

export interface Repository {
  /** As the command line would have it. */
  readonly root: string;
  /** The directory from the root, with forward slashes; empty: it is the root. */
  readonly within: string;
  readonly forges: readonly Forge[];
}

export async function findRepository(directory: string, world: World): Promise<Repository> {
  const start = isAbsolute(directory) ? directory : join(world.workingDirectory, directory);
  const above = start.split(/[\\/]/).filter((part) => part !== '').length;
  for (let up = 0; up <= above; up += 1) {
    const root = join(directory, '../'.repeat(up));
    if ((await world.look(join(root, '.git'))).kind === 'missing') continue;
    const top = join(start, '../'.repeat(up));
    const within = relative(top, start).replaceAll('\\', '/');
    return { root, within, forges: await forgesOf(root, world) };
  }
  return { root: directory, within: '', forges: await forgesOf(directory, world) };
}

async function forgesOf(root: string, world: World): Promise<Forge[]> {
  const has = async (name: string): Promise<boolean> => (await world.look(join(root, name))).kind !== 'missing';
  const remotes = await remotesOf(join(root, '.git', 'config'), world);
  const cloned = (host: string): boolean => remotes.some((address) => address.includes(host));
  return [
    ...((await has('.github')) || cloned('github') ? (['github'] as const) : []),
    ...((await has('.gitlab-ci.yml')) || cloned('gitlab') ? (['gitlab'] as const) : []),
  ];
}

/** Host names alone: an address may hold a password. */
async function remotesOf(config: string, world: World): Promise<string[]> {
  if ((await world.look(config)).kind !== 'file') return [];
  try {
    const decoded = decodeText(await world.readFile(config, 2 ** 20));
    const text = 'text' in decoded ? decoded.text : '';
    return [...text.matchAll(/^\s*url\s*=\s*(?:\w+:\/\/)?(?:[^@\s/]*@)?([\w.-]+)[:/]/gm)].map(([, host = '']) => host);
  } catch (error) {
    if (error instanceof FileError) return [];
    throw error;
  }
}
