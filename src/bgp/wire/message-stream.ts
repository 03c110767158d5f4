/**
 * Cuts a stream of bytes into messages, however TCP delivers it. After a fault in a header nothing
 * more comes out, since it is not known where the next message begins (RFC 4271 section 6.1).
 */
import { headerFault, headerLength } from './message.ts';
import { readUint16 } from './integers.ts';
import type { WireError } from './wire-error.ts';

export type Frame =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly error: WireError };

/** Cuts a stream of bytes into BGP messages (RFC 4271 section 4.1). */
export class MessageStream {
  #rest = new Uint8Array(0);
  #broken = false;

  /** The whole messages that the chunk completes; a fault comes last and once. */
  push(chunk: Uint8Array): Frame[] {
    if (this.#broken) return [];
    const bytes = this.#rest.length === 0 ? chunk.slice() : joined(this.#rest, chunk);
    const frames: Frame[] = [];
    let at = 0;
    while (bytes.length - at >= headerLength) {
      const error = headerFault(bytes.subarray(at, at + headerLength));
      if (error !== null) {
        this.#broken = true;
        this.#rest = new Uint8Array(0);
        return [...frames, { ok: false, error }];
      }
      const end = at + readUint16(bytes, at + 16);
      if (end > bytes.length) break;
      frames.push({ ok: true, bytes: bytes.subarray(at, end) });
      at = end;
    }
    this.#rest = bytes.slice(at);
    return frames;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
