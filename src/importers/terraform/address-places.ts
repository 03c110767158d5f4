/** Where a resource stands in the text of a plan: the line of its address. One pass over the text, and only when somebody asks. */
import { sourceText } from '../../design/source-text.ts';
import type { Location } from '../../design/problem.ts';

export function addressPlaces(path: string, text: string): (address: string) => Location {
  const source = sourceText(path, text);
  let offsets: Map<string, number> | null = null;
  return (address) => {
    offsets ??= indexAddresses(text);
    return source.placeOf(offsets.get(address) ?? 0);
  };
}

/** The first place of each: planned values stand before changes. */
function indexAddresses(text: string): Map<string, number> {
  const offsets = new Map<string, number>();
  for (const match of text.matchAll(/"address"\s{0,20}:\s{0,20}("(?:[^"\\\n]|\\.){1,2000}")/g)) {
    const written = match[1]!;
    try {
      const address: unknown = JSON.parse(written);
      if (typeof address === 'string' && !offsets.has(address))
        offsets.set(address, match.index + match[0].length - written.length);
    } catch {
      // An escape that JSON does not know: not an address.
    }
  }
  return offsets;
}
