/** The real world of the command: Node's files, streams, clock and environment. */
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { Stats } from 'node:fs';
import { FileError } from './world.ts';
import type { Look, OutputFile, World } from './world.ts';

export function nodeWorld(): World {
  return {
    stdout: (text) => writeTo(process.stdout, text),
    stderr: (text) => writeTo(process.stderr, text),
    isTerminal: {
      stdin: process.stdin.isTTY === true,
      stdout: process.stdout.isTTY === true,
      stderr: process.stderr.isTTY === true,
    },
    env: process.env,
    columns: process.stdout.columns,
    now: () => new Date(),
    workingDirectory: process.cwd(),
    look,
    readFile: (path, limitBytes) => readAll(createReadStream(path), path, limitBytes),
    readFileNow,
    readDirectory,
    neighbours,
    readStdin: (limitBytes) => readAll(process.stdin, 'standard input', limitBytes),
    writeFiles,
    isSameFile,
    resolve: (path, base) => (base === null || isAbsolute(path) ? path : join(dirname(base), path)),
  };
}

/** A reader that went away (`| head`) is no error of ours. */
const closed = new WeakSet<NodeJS.WriteStream>();

function writeTo(stream: NodeJS.WriteStream, text: string): void {
  if (closed.has(stream) || text === '') return;
  if (stream.listenerCount('error') === 0) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      closed.add(stream);
      if (error.code === 'EPIPE') return;
      process.exitCode = 2;
      if (stream !== process.stderr) process.stderr.write(`error: cannot write the output: ${whyOf(error)}\n`);
    });
  }
  stream.write(text);
}

async function look(path: string): Promise<Look> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return { kind: 'directory' };
    if (found.isFile()) return { kind: 'file', bytes: found.size };
    // What a shell hands over with `<(…)` is a pipe that somebody already writes to; any other might wait for ever.
    if (found.isFIFO())
      return /^\/(dev|proc\/self)\/fd\/\d+$/.test(path) ? { kind: 'file', bytes: 0 } : { kind: 'pipe' };
    return { kind: 'device' };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
    return { kind: 'unreadable', why: whyOf(error) };
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>, path: string, limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > limitBytes) throw new FileError(path, tooLarge(limitBytes));
      chunks.push(chunk);
    }
  } catch (error) {
    throw fileError(error, path);
  }
  return Buffer.concat(chunks);
}

function readFileNow(path: string, limitBytes: number): Uint8Array {
  let found: Stats;
  try {
    found = statSync(path);
    if (found.isFile() && found.size <= limitBytes) return readFileSync(path);
  } catch (error) {
    throw fileError(error, path);
  }
  throw new FileError(path, found.isFile() ? tooLarge(limitBytes) : 'it is not a file');
}

function tooLarge(limitBytes: number): string {
  return `it has more than ${Math.floor(limitBytes / 2 ** 20)} MiB`;
}

async function readDirectory(path: string, most = Infinity): Promise<readonly string[]> {
  const files: string[] = [];
  const visit = async (directory: string): Promise<void> => {
    const entries = await readdir(directory, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (files.length >= most) return;
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const below = join(directory, entry.name);
      // Links to directories are not followed: they may lead round in a circle.
      if (entry.isDirectory()) await visit(below);
      else if (entry.isFile() || (entry.isSymbolicLink() && (await look(below)).kind === 'file')) files.push(below);
    }
  };
  try {
    await visit(path);
  } catch (error) {
    throw fileError(error, path);
  }
  return files;
}

async function neighbours(path: string): Promise<readonly string[]> {
  try {
    const directory = dirname(path);
    const names = await readdir(directory);
    return names.sort().map((name) => (directory === '.' && !path.startsWith('.') ? name : join(directory, name)));
  } catch {
    return [];
  }
}

async function writeFiles(files: readonly OutputFile[]): Promise<void> {
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

async function isSameFile(a: string, b: string): Promise<boolean> {
  try {
    const [left, right] = await Promise.all([stat(a), stat(b)]);
    return left.isFile() && left.dev === right.dev && left.ino === right.ino;
  } catch {
    return false;
  }
}

function fileError(error: unknown, path: string): FileError {
  return error instanceof FileError ? error : new FileError(path, whyOf(error));
}

const clauses: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  ENOTDIR: 'a part of the path is not a directory',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EISDIR: 'it is a directory',
  ELOOP: 'symbolic links lead round in a circle',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many open files',
};

function whyOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return clauses[code ?? ''] ?? code ?? message;
}
