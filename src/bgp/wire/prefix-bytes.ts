/**
 * Prefixes and addresses as BGP carries them: a length in bits and as many octets as hold them
 * (RFC 4271 section 4.3, RFC 4760 section 5). Bits after the length are of no weight and are cleared.
 */
import { type Address, type Family, maskPrefix, type Prefix, widthOf } from '../../net/prefix.ts';
import { readUint32, uint32Bytes } from './integers.ts';

/** Null when a length is more than the family has, or the last prefix is cut short (RFC 7606 section 5.3). */
export function decodePrefixes(bytes: Uint8Array, family: Family): Prefix[] | null {
  const width = widthOf(family);
  const prefixes: Prefix[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = bytes[at] as number;
    const octets = (length + 7) >>> 3;
    if (length > width || at + 1 + octets > bytes.length) return null;
    const from = at + 1;
    const address: Address = {
      family,
      a: wordAt(bytes, from, octets),
      b: wordAt(bytes, from + 4, octets - 4),
      c: wordAt(bytes, from + 8, octets - 8),
      d: wordAt(bytes, from + 12, octets - 12),
    };
    prefixes.push(maskPrefix(address, length));
    at = from + octets;
  }
  return prefixes;
}

export function encodePrefix(prefix: Prefix): number[] {
  const octets = (prefix.length + 7) >>> 3;
  return [prefix.length, ...encodeAddress(prefix).slice(0, octets)];
}

export function encodePrefixes(prefixes: readonly Prefix[]): number[] {
  return prefixes.flatMap(encodePrefix);
}

/** `bytes` are 4 for IPv4, 16 for IPv6. */
export function decodeAddress(bytes: Uint8Array, at: number, family: Family): Address {
  const a = readUint32(bytes, at);
  if (family === 'ipv4') return { family, a, b: 0, c: 0, d: 0 };
  return { family, a, b: readUint32(bytes, at + 4), c: readUint32(bytes, at + 8), d: readUint32(bytes, at + 12) };
}

export function encodeAddress({ family, a, b, c, d }: Address): number[] {
  return family === 'ipv4' ? uint32Bytes(a) : [a, b, c, d].flatMap(uint32Bytes);
}

/** A word of which only the first `octets` octets are there. */
function wordAt(bytes: Uint8Array, at: number, octets: number): number {
  let word = 0;
  for (let i = 0; i < 4; i++) word = (word << 8) | (i < octets ? (bytes[at + i] as number) : 0);
  return word >>> 0;
}
