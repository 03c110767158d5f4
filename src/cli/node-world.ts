/**
 * The real world of the command: Node's files, streams, clock and environment. Streams and asynchronous files are
 * parts of Node that take a small check noticeable time to load, so each is touched only where it is needed.
 */
import { appendFileSync, createReadStream, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Stats } from 'node:fs';
import { fileError, whyOf } from './file-error.ts';
import { FileError } from './world.ts';
import type { Look, World } from './world.ts';

export function nodeWorld(): World {
  return {
    stdout: (text) => writeTo(process.stdout, text),
    stderr: (text) => writeTo(process.stderr, text),
    isTerminal: {
      get stdin() {
        return process.stdin.isTTY === true;
      },
      get stdout() {
        return process.stdout.isTTY === true;
      },
      get stderr() {
        return process.stderr.isTTY === true;
      },
    },
    env: process.env,
    get columns() {
      return process.stdout.columns;
    },
    now: () => new Date(),
    workingDirectory: process.cwd(),
    look,
    readFile,
    readFileNow,
    readDirectory,
    neighbours,
    readStdin: (limitBytes) => readAll(process.stdin, 'standard input', limitBytes),
    makeDirectory,
    writeFiles: async (files) => (await import('./write-files.ts')).writeFiles(files),
    append,
    startSweepThreads: async (data, most) => (await import('./sweep-threads.ts')).startThreads(data, most),
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
    const found = statSync(path);
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

/** A pipe, and what Linux makes up below /proc and calls empty, are read to their end. */
async function readFile(path: string, limitBytes: number): Promise<Uint8Array> {
  const found = await look(path);
  const sized = found.kind === 'file' && found.bytes > 0;
  return sized ? readFileNow(path, limitBytes) : readAll(createReadStream(path), path, limitBytes);
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
    const entries = readdirSync(directory, { withFileTypes: true });
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
    const names = readdirSync(directory);
    return names.sort().map((name) => (directory === '.' && !path.startsWith('.') ? name : join(directory, name)));
  } catch {
    return [];
  }
}

async function makeDirectory(path: string): Promise<void> {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw fileError(error, path);
  }
}

async function append(path: string, text: string): Promise<void> {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw new FileError(path, whyOf(error));
  }
}

async function isSameFile(a: string, b: string): Promise<boolean> {
  try {
    const [left, right] = [statSync(a), statSync(b)];
    return left.isFile() && left.dev === right.dev && left.ino === right.ino;
  } catch {
    return false;
  }
}
