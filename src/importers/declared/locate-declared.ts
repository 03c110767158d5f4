/** From a path of the design that was built back to the resource it comes from. */
import type { DesignPath, Location } from '../../design/problem.ts';

/**
 * The place of the thing at the path, or of its nearest ancestor that has one; of what a note is about. `noteKeys`
 * are keys in the order of the document's notes, null where a note is about all of the input.
 */
export function locateDeclared(
  path: DesignPath,
  keys: ReadonlyMap<string, string>,
  noteKeys: readonly (string | null)[],
  placeOf: (key: string) => Location | null,
): Location | null {
  const [section, index] = path;
  if (section === 'notModelled' && typeof index === 'number') {
    const key = noteKeys[index] ?? null;
    return key === null ? null : placeOf(key);
  }
  for (let length = path.length; length > 0; length--) {
    const key = keys.get(path.slice(0, length).join('/'));
    if (key !== undefined) return placeOf(key);
  }
  return null;
}
