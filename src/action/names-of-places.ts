/**
 * Names of files in a result as GitHub knows them: from the root of the repository, with forward slashes, and
 * those of the base by its name instead of the temporary folder they were read from.
 */
import { isAbsolute, relative, resolve } from 'node:path';

export interface Renamer {
  /** A path as the command has it. */
  readonly file: (path: string) => string;
  /** Any text, which may name a path of the base. */
  readonly text: (text: string) => string;
}

export function renamerOf(workspace: string, directory: string, base: ReadonlyMap<string, string>): Renamer {
  const text = (given: string): string =>
    [...base].reduce((sofar, [folder, name]) => sofar.replaceAll(folder, name), given);
  const file = (path: string): string => {
    const named = text(path);
    if (named !== path || path === '' || path.startsWith('<')) return named;
    const below = relative(resolve(workspace), resolve(directory, path));
    return below.startsWith('..') || isAbsolute(below) ? path : below.replaceAll('\\', '/');
  };
  return { file, text };
}

/** The same data with every place and every name of an input renamed. */
export function withNames<T>(data: T, rename: Renamer): T {
  return renamed(data, null, rename) as T;
}

/** Fields that hold a name of a file, or several. */
const namesOfFiles: readonly (string | null)[] = ['file', 'inputs', 'baseline', 'configuration'];

function renamed(value: unknown, key: string | null, rename: Renamer): unknown {
  if (typeof value === 'string') return namesOfFiles.includes(key) ? rename.file(value) : rename.text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => renamed(each, key, rename));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, renamed(each, name, rename)]));
}
