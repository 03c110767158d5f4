/**
 * Several documents as one design: things are united by name, field by field; lists of statements
 * (`expect`, `demands`, `ignore`, `notModelled`, `replaced`) are put one behind the other, tunnels side by side. The
 * same field twice is fine when the values are equal and a conflict when they are not; the first stays.
 */
import { PrefixList } from '../net/prefix-list.ts';
import type { DesignPath } from './problem.ts';
import { isMap } from './schema-kinds.ts';
import type { DesignDocument } from './schema.ts';

/** Lists that are put one behind the other. */
export const statementLists: readonly string[] = ['expect', 'demands', 'ignore', 'notModelled', 'replaced'];

export interface MergeConflict {
  readonly path: DesignPath;
  /** Number of the document that says otherwise than an earlier one. */
  readonly document: number;
}

export interface MergedDocuments {
  readonly document: DesignDocument;
  readonly conflicts: readonly MergeConflict[];
}

export function mergeDocuments(documents: readonly DesignDocument[]): MergedDocuments {
  if (documents.length === 1) return { document: documents[0]!, conflicts: [] };
  const conflicts: MergeConflict[] = [];
  let merged: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  documents.forEach((document, number) => {
    const disagree = (path: DesignPath): void => void conflicts.push({ path, document: number });
    merged = mergeMaps(merged, document as Record<string, unknown>, [], disagree);
  });
  return { document: merged, conflicts };
}

function mergeMaps(
  a: Record<string, unknown>,
  b: Record<string, unknown>,
  path: DesignPath,
  disagree: (path: DesignPath) => void,
): Record<string, unknown> {
  const out = Object.assign(Object.create(null) as Record<string, unknown>, a);
  for (const key of Object.keys(b)) {
    const theirs = b[key];
    if (theirs === undefined || (path.length === 0 && key === '$schema')) continue;
    out[key] = out[key] === undefined ? theirs : mergeValues(out[key], theirs, [...path, key], disagree);
  }
  return out;
}

function mergeValues(a: unknown, b: unknown, path: DesignPath, disagree: (path: DesignPath) => void): unknown {
  if (isMap(a) && isMap(b)) return mergeMaps(a, b, path, disagree);
  if (Array.isArray(a) && Array.isArray(b)) {
    const name = path.at(-1);
    if (path.length === 1 && statementLists.includes(String(name))) return [...(a as unknown[]), ...(b as unknown[])];
    if (name === 'tunnels' && path.length === 3) return mergeTunnels(a, b, path, disagree);
  }
  if (!sameValue(a, b)) disagree(path);
  return a;
}

function mergeTunnels(
  a: readonly unknown[],
  b: readonly unknown[],
  path: DesignPath,
  disagree: (path: DesignPath) => void,
): unknown[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => {
    if (a[i] === undefined || b[i] === undefined) return a[i] ?? b[i];
    return mergeValues(a[i], b[i], [...path, i], disagree);
  });
}

/** Equal as plain data; the order of keys does not matter. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (a instanceof PrefixList && b instanceof PrefixList) return a.equals(b);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a).filter((key) => a[key] !== undefined);
  if (keys.length !== Object.keys(b).filter((key) => b[key] !== undefined).length) return false;
  return keys.every((key) => b[key] !== undefined && sameValue(a[key], b[key]));
}
