/**
 * The PATH arguments to texts: files, standard input, and every file below a directory. What cannot be
 * read is a problem, and all of them come in one run. What the texts mean is not asked here.
 */
import { basename } from 'node:path';
import type { Problem } from '../index.ts';
import { decodeText } from './decode-text.ts';
import { FileError } from './world.ts';
import type { Look, World } from './world.ts';

export interface ReadPath {
  /** As the user wrote it. */
  readonly path: string;
  readonly kind: 'file' | 'directory';
  /** One for a file, any number for a directory. */
  readonly texts: readonly ReadText[];
}

export interface ReadText {
  /** Name for problems: the path, or `standard input`. */
  readonly file: string;
  readonly text: string;
}

/** More than any design or export has; a core dump or a disk image is not read into memory. */
const limitBytes = 256 * 2 ** 20;

export async function readPaths(
  paths: readonly string[],
  world: World,
  nearest: Nearest,
): Promise<{ readonly read: readonly ReadPath[]; readonly problems: readonly Problem[] }> {
  const read: ReadPath[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    if (path === '-') {
      if (world.isTerminal.stdin) world.stderr('reading standard input; Ctrl-D ends it\n');
      const text = await readText('standard input', () => world.readStdin(limitBytes), problems);
      if (text !== null) read.push({ path, kind: 'file', texts: [{ file: '<stdin>', text }] });
      continue;
    }
    const found = await lookAt(path, world, nearest, problems);
    if (found?.kind === 'file') {
      const text = await readFile(path, found.bytes, world, problems);
      if (text !== null) read.push({ path, kind: 'file', texts: [{ file: path, text }] });
    } else if (found?.kind === 'directory') {
      read.push({ path, kind: 'directory', texts: await readDirectory(path, world, problems) });
    }
  }
  return { read, problems };
}

/** One file, or standard input, as it is; null: there is a problem. */
export async function readPathBytes(
  path: string,
  world: World,
  nearest: Nearest,
  problems: Problem[],
): Promise<Uint8Array | null> {
  if (path === '-') {
    if (world.isTerminal.stdin) world.stderr('reading standard input; Ctrl-D ends it\n');
    return readBytes('standard input', () => world.readStdin(limitBytes), problems);
  }
  const found = await lookAt(path, world, nearest, problems);
  if (found === null) return null;
  if (found.kind === 'file' && found.bytes <= limitBytes) {
    return readBytes(path, () => world.readFile(path, limitBytes), problems);
  }
  const why = found.kind === 'file' ? `it has more than ${limitBytes / 2 ** 20} MiB` : 'it is a directory, not a file';
  problems.push(problem(`cannot read ${path}: ${why}`));
  return null;
}

type Nearest = (word: string, candidates: Iterable<string>) => string | null;
type Readable = Extract<Look, { readonly kind: 'file' | 'directory' }>;

/** Null: it is nothing to read, which is a problem. */
async function lookAt(path: string, world: World, nearest: Nearest, problems: Problem[]): Promise<Readable | null> {
  const found = await world.look(path);
  switch (found.kind) {
    case 'file':
    case 'directory':
      return found as Readable;
    case 'missing': {
      const names = await world.neighbours(path);
      const guess = nearest(
        basename(path),
        names.map((name) => basename(name)),
      );
      const suggestion = names.find((name) => basename(name) === guess) ?? null;
      problems.push(problem(`cannot read ${path}: there is no such file`, suggestion));
      return null;
    }
    case 'pipe':
      problems.push(problem(`cannot read ${path}: it is a pipe; pipe it in, and write - for standard input`));
      return null;
    case 'device':
      problems.push(problem(`cannot read ${path}: it is a device, not a file`));
      return null;
    case 'unreadable':
      problems.push(problem(`cannot read ${path}: ${found.why}`));
      return null;
  }
}

async function readBytes(
  name: string,
  read: () => Promise<Uint8Array>,
  problems: Problem[],
): Promise<Uint8Array | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    problems.push(problem(`cannot read ${name}: ${error.why}`));
    return null;
  }
}

/** Text files of a directory, whatever they are called; pictures and archives beside them are no matter. */
async function readDirectory(path: string, world: World, problems: Problem[]): Promise<readonly ReadText[]> {
  const texts: ReadText[] = [];
  let files: readonly string[] = [];
  try {
    files = await world.readDirectory(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    problems.push(problem(`cannot read ${path}: ${error.why}`));
  }
  for (const file of files) {
    const found = await world.look(file);
    if (found.kind !== 'file') continue;
    const matters = /\.json$/i.test(file);
    const text = await readFile(file, found.bytes, world, matters ? problems : []);
    if (text !== null) texts.push({ file, text });
  }
  return texts;
}

async function readFile(path: string, bytes: number, world: World, problems: Problem[]): Promise<string | null> {
  if (bytes > limitBytes) {
    problems.push(problem(`cannot read ${path}: it has more than ${limitBytes / 2 ** 20} MiB`));
    return null;
  }
  return readText(path, () => world.readFile(path, limitBytes), problems);
}

async function readText(name: string, read: () => Promise<Uint8Array>, problems: Problem[]): Promise<string | null> {
  const bytes = await readBytes(name, read, problems);
  if (bytes === null) return null;
  const decoded = decodeText(bytes);
  if ('text' in decoded) return decoded.text;
  const { line, column } = decoded;
  const at = line === null || column === null ? null : { file: name, line, column };
  problems.push({ ...problem(at === null ? `${name} ${decoded.wrong}` : `the file ${decoded.wrong}`), at });
  return null;
}

function problem(message: string, suggestion: string | null = null): Problem {
  return { message, at: null, excerpt: null, width: 1, suggestion };
}
