/** A world of the command that is only in memory: what it printed and wrote can be looked at afterwards. */
import { basename, dirname, isAbsolute, join } from 'node:path';
import { main } from '../../src/cli/main.ts';
import { FileError } from '../../src/cli/world.ts';
import type { Look, World } from '../../src/cli/world.ts';

export interface FakeOptions {
  /** Path to text or bytes; directories exist by their files. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
  readonly columns?: number;
  /** Overrides what stands at a path. */
  readonly looks?: Readonly<Record<string, Look>>;
  /** Paths that cannot be written. */
  readonly readOnly?: readonly string[];
  readonly today?: string;
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly written: Readonly<Record<string, string>>;
}

export async function run(argv: readonly string[], options: FakeOptions = {}): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const written: Record<string, string> = {};
  const files = new Map(Object.entries(options.files ?? {}));
  const bytes = (content: string | Uint8Array): Uint8Array =>
    typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const below = (path: string): string[] =>
    [...files.keys()].filter((file) => file.startsWith(`${path.replace(/\/$/, '')}/`)).sort();
  const look = (path: string): Look => {
    const fixed = options.looks?.[path];
    if (fixed !== undefined) return fixed;
    const content = files.get(path);
    if (content !== undefined) return { kind: 'file', bytes: bytes(content).length };
    return { kind: path === '.' || below(path).length > 0 ? 'directory' : 'missing' };
  };
  const visible = (paths: Iterable<string>): string[] =>
    [...paths].filter((path) => !/(^|\/)(\.[^./]|\.\.|node_modules\/)/.test(path)).sort();
  const terminal = options.terminal ?? false;
  const world: World = {
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    isTerminal: { stdin: false, stdout: terminal, stderr: terminal },
    env: options.env ?? {},
    columns: options.columns,
    now: () => new Date(`${options.today ?? '2026-06-01'}T12:00:00Z`),
    workingDirectory: '/home/team/net',
    look: async (path) => look(path),
    readFile: async (path) => {
      const content = files.get(path);
      if (content === undefined) throw new FileError(path, 'no such file or directory');
      return bytes(content);
    },
    readFileNow: (path) => {
      const content = files.get(path);
      if (content === undefined) throw new FileError(path, 'no such file or directory');
      return bytes(content);
    },
    readDirectory: async (path, most) => (path === '.' ? visible(files.keys()) : visible(below(path))).slice(0, most),
    neighbours: async (path) =>
      [...files.keys()].filter((file) => dirname(file) === dirname(path) && basename(file) !== ''),
    readStdin: async () => bytes(options.stdin ?? ''),
    makeDirectory: async (path) => {
      if (options.readOnly?.includes(path) === true) throw new FileError(path, 'permission denied');
    },
    writeFiles: async (list) => {
      for (const { path } of list)
        if (options.readOnly?.includes(path) === true) throw new FileError(path, 'permission denied');
      for (const { path, text } of list) written[path] = text;
    },
    append: async (path, text) => {
      written[path] = (written[path] ?? new TextDecoder().decode(bytes(files.get(path) ?? ''))) + text;
    },
    startSweepThreads: async () => null,
    isSameFile: async (a, b) => files.has(a) && a === b,
    resolve: (path, base) => (base === null || isAbsolute(path) ? path : join(dirname(base), path)),
  };
  const code = await main(argv, world);
  return { code, stdout: out.join(''), stderr: err.join(''), written };
}
