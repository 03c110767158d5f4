/**
 * Everything the command touches outside itself, handed in: the tests run the whole command on a made-up
 * world, node-world.ts is the real one. Paths are as the user wrote them.
 */
import type { SweepThreads } from './sweep-threads.ts';
import type { SweepThreadData } from './sweep-worker.ts';

export interface World {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly isTerminal: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Width of the terminal; undefined when there is none. */
  readonly columns: number | undefined;
  readonly now: () => Date;
  /** Absolute. */
  readonly workingDirectory: string;
  /** What stands at a path, without reading it. */
  readonly look: (path: string) => Promise<Look>;
  /** Rejects with a FileError. */
  readonly readFile: (path: string, limitBytes: number) => Promise<Uint8Array>;
  /** A file that an input names, at once; regular files only. Throws a FileError. */
  readonly readFileNow: (path: string, limitBytes: number) => Uint8Array;
  /** Paths of all files below a directory (or the first so many), hidden ones left out, sorted. Rejects with a FileError. */
  readonly readDirectory: (path: string, most?: number) => Promise<readonly string[]>;
  /** Names beside a path that does not exist, to guess what was meant; empty when nobody knows. */
  readonly neighbours: (path: string) => Promise<readonly string[]>;
  readonly readStdin: (limitBytes: number) => Promise<Uint8Array>;
  /** With the directories above it; one that is there is left as it is. Rejects with a FileError. */
  readonly makeDirectory: (path: string) => Promise<void>;
  /** All of them or none: written under other names first, then renamed. Rejects with a FileError. */
  readonly writeFiles: (files: readonly OutputFile[]) => Promise<void>;
  /** Adds to a file that exists. Rejects with a FileError. */
  readonly append: (path: string, text: string) => Promise<void>;
  /** Null: there is but this thread. */
  readonly startSweepThreads: (data: SweepThreadData, most: number | undefined) => Promise<SweepThreads | null>;
  /** Whether two paths name the same file, which exists. */
  readonly isSameFile: (a: string, b: string) => Promise<boolean>;
  /** Resolves `path`, written in the file `base` or on the command line (null), to one that can be read. */
  readonly resolve: (path: string, base: string | null) => string;
}

export interface OutputFile {
  readonly path: string;
  readonly text: string;
  /** Directories on the way to it that are not there are made. */
  readonly makeDirectories?: boolean;
}

export type Look =
  | { readonly kind: 'file'; readonly bytes: number }
  | { readonly kind: 'directory' | 'pipe' | 'device' | 'missing' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** A file that could not be read or written: `why` is a clause for people, such as `permission denied`. */
export class FileError extends Error {
  readonly path: string;
  readonly why: string;

  constructor(path: string, why: string) {
    super(`${path}: ${why}`);
    this.name = 'FileError';
    this.path = path;
    this.why = why;
  }
}
