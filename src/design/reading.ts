/**
 * What the readers of the parts of a design share: the merged document, the names in it, and a way to
 * report what is wrong at a path. Paths are those of the merged document.
 */
import { parsePrefix } from '../net/parse-prefix.ts';
import type { Prefix } from '../net/prefix.ts';
import { nearest } from './nearest.ts';
import type { DesignPath } from './problem.ts';
import { showText } from './schema-kinds.ts';
import type { DesignDocument } from './schema.ts';

/** Reads a file that a design names; `from` is the file that names it. */
export type ReadFile = (
  path: string,
  from: string,
) => { readonly ok: true; readonly text: string | Uint8Array } | { readonly ok: false; readonly why: string };

export interface Reading {
  readonly document: DesignDocument;
  readonly report: (path: DesignPath, message: string, suggestion?: string | null, at?: 'key' | 'value') => void;
  /** Something below the path was wrong already: what is missing there may merely be misspelt. */
  readonly damaged: (path: DesignPath) => boolean;
  /** Adds a problem of a file that the design names. */
  readonly reportIn: (
    file: string,
    line: number,
    column: number,
    width: number,
    excerpt: string,
    message: string,
    suggestion: string | null,
  ) => void;
  readonly lineOf: (path: DesignPath) => string;
  readonly fileOf: (path: DesignPath) => string;
  readonly files: ReadFile;
  /** Looks a name up, reports it when it is not there, and says whether it is. */
  readonly known: (what: string, names: NameTest, name: string, path: DesignPath) => boolean;
}

/** A set or map of names. */
export interface NameTest {
  has(name: string): boolean;
  keys(): Iterable<string>;
}

/** Comparing with all names is not free; after this many comparisons dangling names get no suggestion any more. */
const mostComparisons = 2_000_000;

export function nameLookup(report: Reading['report'], allNamesRead: boolean): Reading['known'] {
  let comparisons = 0;
  return (what, names, name, path) => {
    if (names.has(name)) return true;
    // With a file that could not be read the name may well be in there.
    if (!allNamesRead) return false;
    let suggestion: string | null = null;
    if (comparisons < mostComparisons) {
      const candidates = [...names.keys()];
      comparisons += candidates.length;
      suggestion = nearest(name, candidates);
    }
    report(path, `there is no ${what} \`${showText(name)}\``, suggestion);
    return false;
  };
}

const namesOfSections = new WeakMap<object, ReadonlySet<string>>();
const noNames: ReadonlySet<string> = new Set();

/** The names of a section, in order. Documents do not change once read, so each section is gone through once. */
export function namesOf(section: Readonly<Record<string, unknown>> | undefined): ReadonlySet<string> {
  if (section === undefined) return noNames;
  let names = namesOfSections.get(section);
  if (names === undefined) namesOfSections.set(section, (names = new Set(Object.keys(section))));
  return names;
}

/** Things of a section by name; a map without a prototype in, one without a prototype out. */
export function eachThing<T, R>(
  section: Readonly<Record<string, T>> | undefined,
  read: (thing: T, name: string) => R | null,
): Record<string, R> {
  const out = Object.create(null) as Record<string, R>;
  for (const name of Object.keys(section ?? {})) {
    const made = read(section![name]!, name);
    if (made !== null) out[name] = made;
  }
  return out;
}

/** The items of a list that the schema found sound, with their numbers. */
export function* present<T>(list: readonly (T | undefined)[] | undefined): Generator<readonly [T, number]> {
  for (const [i, item] of (list ?? []).entries()) if (item !== undefined) yield [item, i];
}

/** A prefix the schema has already found sound. */
export function soundPrefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (!parsed.ok) throw new Error(`a prefix passed the schema and does not parse: ${text}`);
  return parsed.value;
}

export function soundPrefixes(list: readonly (string | undefined)[] | undefined): Prefix[] {
  return [...present(list)].map(([text]) => soundPrefix(text));
}
