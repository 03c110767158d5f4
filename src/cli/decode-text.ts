/**
 * Bytes of a file to text: UTF-8, or UTF-16 with a byte order mark (what PowerShell writes). Anything
 * else is not guessed at.
 */

export type Decoded =
  | { readonly text: string }
  | { readonly wrong: string; readonly line: number | null; readonly column: number | null };

export function decodeText(bytes: Uint8Array): Decoded {
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  if (bytes.length >= 2 && (mark === 0xfffe || mark === 0xfeff)) {
    const encoding = mark === 0xfffe ? 'utf-16le' : 'utf-16be';
    const text = attempt(bytes, encoding);
    return text === null ? wrong(`is not valid ${encoding.toUpperCase()}`) : { text };
  }
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return wrong('is compressed (gzip); unpack it first');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3) return wrong('is a ZIP archive; unpack it first');
  if (bytes.subarray(0, 8192).includes(0)) return wrong('is a binary file, not text');
  const text = attempt(bytes, 'utf-8');
  if (text !== null) return { text };
  const good = validPrefix(bytes);
  const lines = good.split('\n');
  return { wrong: 'is not valid UTF-8', line: lines.length, column: (lines[lines.length - 1] ?? '').length + 1 };
}

function wrong(what: string): Decoded {
  return { wrong: what, line: null, column: null };
}

function attempt(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The longest beginning that is valid, by halving. */
function validPrefix(bytes: Uint8Array): string {
  const decode = (length: number): string | null => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
    } catch {
      return null;
    }
  };
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (decode(middle) === null) high = middle - 1;
    else low = middle;
  }
  return decode(low) ?? '';
}
