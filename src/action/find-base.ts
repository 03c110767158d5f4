/**
 * The design before the change: paths as they are, or the same paths in another commit of the repository, laid
 * out in a temporary folder. Neither the working tree nor the index is touched, and no hook runs.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { InputError } from './action-inputs.ts';

export interface Base {
  /** For `--base`. */
  readonly paths: readonly string[];
  /** What to call a folder in reports. */
  readonly names: ReadonlyMap<string, string>;
  /** Lines for the log. */
  readonly said: readonly string[];
  readonly remove: () => Promise<void>;
}

export const noBase: Base = { paths: [], names: new Map(), said: [], remove: async () => {} };

const run = promisify(execFile);

/** Rejects with an InputError when there is neither such a path nor such a commit. */
export async function findBase(
  base: readonly string[],
  paths: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Base> {
  const [ref = ''] = base;
  if (base.length > 1 || existsSync(ref)) return { ...noBase, paths: base };
  if (paths.length === 0) throw new InputError(`base ${ref} is no path, and of a commit paths has to say which`);
  const commit = await commitOf(ref);
  const top = (await git(['rev-parse', '--show-toplevel'])).trim();
  const folder = await realpath(await mkdtemp(join(env['RUNNER_TEMP'] ?? tmpdir(), 'routecap-base-')));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const index = { GIT_INDEX_FILE: join(folder, 'index') };
    const tree = join(folder, 'tree');
    await git(['-C', top, 'read-tree', commit], index);
    await git(['-C', top, 'checkout-index', '--all', '--quiet', `--prefix=${tree}/`], index);
    const root = await realpath(top);
    const here = await realpath('.');
    const found = paths.map((path) => ({ path, before: join(tree, relative(root, resolve(here, path))) }));
    const there = found.filter(({ before }) => existsSync(before));
    const missing = found.filter(({ before }) => !existsSync(before));
    return {
      paths: there.map(({ before }) => before),
      names: new Map([[`${tree}/`, `${ref}:`]]),
      said: missing.map(({ path }) => `base ${ref}: there is no ${path} in it yet`),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A shallow checkout has no other commit: it is asked for. */
async function commitOf(ref: string): Promise<string> {
  // Never an option, whatever a branch is called.
  const safe = /^[^-\s:][^\s:]*$/.test(ref);
  for (const name of safe ? [ref, `origin/${ref}`] : []) {
    const commit = await git(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]).catch(() => '');
    if (commit !== '') return commit.trim();
  }
  let why = 'it is neither a path nor a name that git would take';
  if (safe) {
    try {
      await git(['fetch', '--quiet', '--no-tags', '--depth=1', 'origin', ref]);
      return (await git(['rev-parse', '--verify', 'FETCH_HEAD^{commit}'])).trim();
    } catch (error) {
      why = (error as Error).message.trim().split('\n').at(-1) ?? '';
    }
  }
  throw new InputError(`base ${ref} is neither a path nor a commit of this repository: ${why}`);
}

async function git(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { stdout } = await run('git', args, { env: { ...process.env, ...env }, maxBuffer: 2 ** 26 });
  return stdout;
}
