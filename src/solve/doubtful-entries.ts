/**
 * The merely possible entries of a finished table, in order. Kept with the table: after a failure most tables
 * are the very same, or differ from the one before in a few entries.
 */
import type { Entry } from '../aws/solution.ts';
import { PatchedPrefixTable } from '../net/patched-prefix-table.ts';
import { comparePrefixes } from '../net/prefix.ts';
import type { PrefixTable } from '../net/prefix-table.ts';

const known = new WeakMap<PrefixTable<Entry>, readonly Entry[]>();

export function doubtfulEntries(table: PrefixTable<Entry>): readonly Entry[] {
  let entries = known.get(table);
  if (entries === undefined) known.set(table, (entries = find(table)));
  return entries;
}

function find(table: PrefixTable<Entry>): Entry[] {
  if (!(table instanceof PatchedPrefixTable)) return [...table.values()].filter(isDoubtful);
  const patched = table as PatchedPrefixTable<Entry>;
  const left = doubtfulEntries(patched.base).filter(({ prefix }) => !patched.hides(prefix));
  const own = [...patched.patches()].map(([, entry]) => entry).filter(isDoubtful);
  return own.length === 0 ? left : [...left, ...own].sort((a, b) => comparePrefixes(a.prefix, b.prefix));
}

function isDoubtful({ presence }: Entry): boolean {
  return presence === 'possible';
}
