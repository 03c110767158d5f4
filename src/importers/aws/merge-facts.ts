/** Merges what two dumps say of one thing: what one of them leaves out the other fills in; what both say must agree. */
import { isObject } from './fields.ts';

export function mergeFacts<Facts extends object>(
  into: Map<string, Facts>,
  id: string,
  facts: Facts,
  contradicted: (field: string) => void,
): void {
  const known = into.get(id);
  into.set(id, known === undefined ? facts : (merged(known, facts, [], contradicted) as Facts));
}

function merged(a: unknown, b: unknown, path: readonly string[], contradicted: (field: string) => void): unknown {
  if (b === undefined) return a;
  if (a === undefined) return b;
  if (isObject(a) && isObject(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return Object.fromEntries(keys.map((key) => [key, merged(a[key], b[key], [...path, key], contradicted)]));
  }
  if (JSON.stringify(a) !== JSON.stringify(b)) contradicted(path.join('.'));
  return a;
}
