/** Writes all files or none: under other names first, then renamed. */
import { chmod, lstat, mkdir, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Stats } from 'node:fs';
import { fileError, whyOf } from './file-error.ts';
import { FileError } from './world.ts';
import type { OutputFile } from './world.ts';

export async function writeFiles(files: readonly OutputFile[]): Promise<void> {
  const pending: { temporary: string; target: string; path: string }[] = [];
  const direct: OutputFile[] = [];
  try {
    for (const file of files) {
      if (file.makeDirectories === true) {
        const directory = dirname(file.path);
        await mkdir(directory, { recursive: true }).catch((error: unknown) => {
          throw fileError(error, directory);
        });
      }
      const found = await stat(file.path).catch(() => null);
      if (found?.isDirectory() === true) throw new FileError(file.path, 'it is a directory');
      if (found !== null && !found.isFile()) {
        direct.push(file);
        continue;
      }
      pending.push(await writeBeside(file, found));
    }
    // Devices such as /dev/null or /dev/stderr cannot be renamed over; first, since they may refuse.
    for (const { path, text } of direct) {
      await writeInto(path, text, 'w').catch((error: unknown) => {
        throw fileError(error, path);
      });
    }
    for (let next = pending[0]; next !== undefined; next = pending[0]) {
      const { temporary, target, path } = next;
      await rename(temporary, target).catch((error: unknown) => {
        throw fileError(error, path);
      });
      pending.shift();
    }
  } finally {
    for (const { temporary } of pending) await unlink(temporary).catch(() => {});
  }
}

async function writeBeside(
  file: OutputFile,
  found: Stats | null,
): Promise<{ temporary: string; target: string; path: string }> {
  // A link keeps pointing where it points.
  const link = await lstat(file.path).catch(() => null);
  const target = found !== null && link?.isSymbolicLink() === true ? await realpath(file.path) : file.path;
  const temporary = join(dirname(target), `.${basename(target)}.${Math.random().toString(36).slice(2)}.tmp`);
  try {
    // Never into a file or link that somebody else has put there.
    await writeInto(temporary, file.text, 'wx');
    if (found !== null) await chmod(temporary, found.mode);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw new FileError(file.path, whyOf(error));
  }
  return { temporary, target, path: file.path };
}

async function writeInto(path: string, text: string, flags: 'w' | 'wx'): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}
