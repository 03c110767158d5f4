/**
 * Bytes of a file, unpacked where they are packed (gzip, bzip2), and in UTF-8 where they are UTF-16. What
 * would become too large is refused before it is in memory, and bzip2 is stopped after a time, for its
 * reader can be made to run for ever.
 */
import { runInNewContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import { decodeText } from './decode-text.ts';

export type Unpacked = { readonly bytes: Uint8Array } | { readonly why: string };

/** A table of three million routes in MRT; below the longest string there can be. */
const limitBytes = 400 * 2 ** 20;
const bzip2Milliseconds = 60_000;

const tooLarge = `unpacked it has more than ${limitBytes / 2 ** 20} MiB`;

export async function unpack(bytes: Uint8Array): Promise<Unpacked> {
  const [first, second, third] = bytes;
  if (first === 0x1f && second === 0x8b) return gunzip(bytes);
  if (first === 0x42 && second === 0x5a && third === 0x68) return bunzip2(bytes);
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (!isUtf16) return { bytes };
  const decoded = decodeText(bytes);
  return 'text' in decoded ? { bytes: new TextEncoder().encode(decoded.text) } : { why: `it ${decoded.wrong}` };
}

function gunzip(bytes: Uint8Array): Unpacked {
  try {
    return { bytes: gunzipSync(bytes, { maxOutputLength: limitBytes }) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { why: code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : 'it is not sound gzip' };
  }
}

/** The one function of seek-bzip that is used; streams of its own are objects with these methods. */
interface Bunzip {
  readonly decode: (
    input: { readByte: () => number; read: (into: Uint8Array, at: number, length: number) => number },
    output: { writeByte: (byte: number) => void },
  ) => void;
}

class Refusal extends Error {}

async function bunzip2(bytes: Uint8Array): Promise<Unpacked> {
  // @ts-expect-error the package has no types
  const { default: bunzip } = (await import('seek-bzip')) as { default: Bunzip };
  let at = 0;
  let out = new Uint8Array(Math.min(limitBytes, Math.max(1 << 16, bytes.length * 4)));
  let size = 0;
  // Without an `eof` of the input's own, an end in the middle is never taken for the end.
  const input = {
    readByte: () => {
      if (at >= bytes.length) throw new Refusal('it ends too early for bzip2');
      return bytes[at++]!;
    },
    read: (into: Uint8Array, from: number, length: number) => {
      for (let i = 0; i < length; i++) into[from + i] = input.readByte();
      return length;
    },
  };
  const output = {
    writeByte: (byte: number) => {
      if (size === out.length) {
        if (size >= limitBytes) throw new Refusal(tooLarge);
        const grown = new Uint8Array(Math.min(limitBytes, size * 2));
        grown.set(out);
        out = grown;
      }
      out[size++] = byte;
    },
  };
  // A file may be several streams, one after the other.
  const decodeAll = (): void => {
    do bunzip.decode(input, output);
    while (at < bytes.length);
  };
  const warnings = process as { noDeprecation?: boolean };
  const { noDeprecation = false } = warnings;
  try {
    // The package makes its buffers the old way, of which Node would warn.
    warnings.noDeprecation = true;
    runInNewContext('decodeAll()', { decodeAll }, { timeout: bzip2Milliseconds });
    return { bytes: out.subarray(0, size) };
  } catch (error) {
    if (error instanceof Refusal) return { why: error.message };
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      return { why: `unpacking it takes longer than ${bzip2Milliseconds / 1000} s` };
    return { why: 'it is not sound bzip2' };
  } finally {
    warnings.noDeprecation = noDeprecation;
  }
}
