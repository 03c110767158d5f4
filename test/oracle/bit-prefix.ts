/**
 * Prefixes of the slow oracle: the family's digit followed by the bits, as text ("4" + "00001010" is
 * 10.0.0.0/8). Covering is "starts with", an address is a prefix of full length.
 */
import type { Prefix } from '../../src/net/prefix.ts';

export type BitPrefix = string;

export function bitPrefix(p: Prefix): BitPrefix {
  const word = (n: number): string => n.toString(2).padStart(32, '0');
  const bits = p.family === 'ipv4' ? word(p.a) : word(p.a) + word(p.b) + word(p.c) + word(p.d);
  return (p.family === 'ipv4' ? '4' : '6') + bits.slice(0, p.length);
}

export const covering = (p: BitPrefix, q: BitPrefix): boolean => q.startsWith(p);

const widthOf = (p: BitPrefix): number => (p[0] === '4' ? 33 : 129);

/** The first address of the prefix. */
export const firstOf = (p: BitPrefix): BitPrefix => p.padEnd(widthOf(p), '0');

/** The address after the last one of the prefix; null: there is none. */
export function afterLastOf(p: BitPrefix): BitPrefix | null {
  const next = (BigInt('0b0' + p.slice(1)) + 1n).toString(2).padStart(p.length - 1, '0');
  return next.length > p.length - 1 ? null : firstOf(p[0] + next);
}

/** One address of every piece that the prefixes cut the destination into. */
export function piecesOf(destination: BitPrefix, prefixes: Iterable<BitPrefix>): BitPrefix[] {
  const addresses = new Set([firstOf(destination)]);
  for (const p of prefixes) {
    if (!covering(destination, p)) continue;
    addresses.add(firstOf(p));
    const after = afterLastOf(p);
    if (after !== null && covering(destination, after)) addresses.add(after);
  }
  return [...addresses];
}

/** The longest of the prefixes that holds the address. */
export function longestOf(address: BitPrefix, prefixes: Iterable<BitPrefix>): BitPrefix | null {
  let longest: BitPrefix | null = null;
  for (const p of prefixes) if (covering(p, address) && (longest === null || p.length > longest.length)) longest = p;
  return longest;
}

/** As people write it, for messages. */
export function showBits(p: BitPrefix): string {
  const bits = firstOf(p).slice(1);
  if (p[0] === '6') {
    const groups = Array.from({ length: 8 }, (_, i) => parseInt(bits.slice(i * 16, i * 16 + 16), 2).toString(16));
    return `${groups.join(':')}/${p.length - 1}`;
  }
  const bytes = [0, 8, 16, 24].map((at) => parseInt(bits.slice(at, at + 8), 2));
  return `${bytes.join('.')}/${p.length - 1}`;
}
