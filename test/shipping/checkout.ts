/** The sources as a user gets them from git: what is tracked or about to be, committed in a repository of its own. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** To the commit. */
export function checkOut(folder: string): string {
  const files = git(['ls-files', '-z', '--cached', '--others', '--exclude-standard'], '.').split('\0');
  for (const file of files) {
    if (file === '' || !existsSync(file)) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(file, join(folder, file));
  }
  return commitAll(folder);
}

/** Everything in a folder becomes one commit of a new repository. */
export function commitAll(folder: string): string {
  git(['init', '--quiet', '--initial-branch=main'], folder);
  git(['add', '--all'], folder);
  git(['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message=all of it'], folder);
  return git(['rev-parse', 'HEAD'], folder).trim();
}

function git(args: readonly string[], cwd: string): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
}
