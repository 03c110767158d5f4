/**
 * Keys that a JSON text gives twice in one object: JSON.parse keeps the last and drops the others without a
 * word. One pass over a text that is known to parse, however deep it nests.
 */

export interface RepeatedKey {
  readonly key: string;
  /** Of its second place. */
  readonly offset: number;
}

/** No more than `most` of them, in the order of the text. */
export function repeatedKeys(text: string, most: number): RepeatedKey[] {
  const found: RepeatedKey[] = [];
  /** The keys of the objects around, by depth; sets are used again. */
  const keys: Set<string>[] = [];
  let depth = 0;
  for (let at = 0; at < text.length && found.length < most; at++) {
    const c = text.charCodeAt(at);
    if (c === openBrace || c === openBracket) {
      keys[depth] ??= new Set();
      keys[depth]!.clear();
      depth++;
    } else if (c === closeBrace || c === closeBracket) depth--;
    else if (c === quote) {
      const end = endOfString(text, at);
      if (isKey(text, end)) {
        const written = text.slice(at + 1, end);
        const key = written.includes('\\') ? (JSON.parse(`"${written}"`) as string) : written;
        const known = keys[depth - 1];
        if (known?.has(key) === true) found.push({ key, offset: at });
        known?.add(key);
      }
      at = end;
    }
  }
  return found;
}

const [quote, backslash, colon] = [34, 92, 58];
const [openBrace, closeBrace, openBracket, closeBracket] = [123, 125, 91, 93];

/** Offset of the quote that ends the string. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

/** Only a key is followed by a colon. */
function isKey(text: string, end: number): boolean {
  let at = end + 1;
  while (text.charCodeAt(at) <= 32) at++;
  return text.charCodeAt(at) === colon;
}
