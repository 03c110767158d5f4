/**
 * A prefix as numbers, one shape for both families, so that the hot loops stay monomorphic.
 * Text lives in parse-prefix.ts and format-prefix.ts; bulk work in prefix-list.ts.
 */

/** Address family of a prefix, and of what a session carries. */
export type Family = 'ipv4' | 'ipv6';

/** An address: four unsigned 32-bit words, most significant first; IPv4 uses `a` alone (b = c = d = 0). */
export interface Address {
  readonly family: Family;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** A CIDR prefix without host bits: the address is masked to `length` bits (0–32 or 0–128). */
export interface Prefix extends Address {
  readonly length: number;
}

/** A key for Map and Set: equal for equal prefixes and for those alone. */
export type PrefixKey = number | string;

/** How many bits an address of the family has. */
export function widthOf(family: Family): 32 | 128 {
  return family === 'ipv4' ? 32 : 128;
}

/**
 * IPv4: one number that sorts like comparePrefixes. IPv6: nine UTF-16 units, quick to make and to hash;
 * it is not meant to be shown.
 */
export function prefixKey(p: Prefix): PrefixKey {
  if (p.family === 'ipv4') return p.a * 64 + p.length;
  const { a, b, c, d } = p;
  // fromCharCode takes the low 16 bits of each argument.
  return String.fromCharCode(a >>> 16, a, b >>> 16, b, c >>> 16, c, d >>> 16, d, p.length);
}

/** The key of the prefix of `length` bits that holds the address, without making that prefix for IPv4. */
export function prefixKeyAt(address: Address, length: number): PrefixKey {
  return address.family === 'ipv4' ? maskWord(address.a, length) * 64 + length : prefixKey(maskPrefix(address, length));
}

export function equalPrefixes(p: Prefix, q: Prefix): boolean {
  return p.length === q.length && p.a === q.a && p.b === q.b && p.c === q.c && p.d === q.d && p.family === q.family;
}

/** A total order: IPv4 before IPv6, then by address, then the shorter (that is, the covering) prefix first. */
export function comparePrefixes(p: Prefix, q: Prefix): number {
  if (p.family !== q.family) return p.family === 'ipv4' ? -1 : 1;
  return p.a - q.a || p.b - q.b || p.c - q.c || p.d - q.d || p.length - q.length;
}

/** True when `p` contains `q` or equals it. */
export function covers(p: Prefix, q: Prefix): boolean {
  return p.length <= q.length && p.family === q.family && agree(p, q, p.length);
}

/** True when `p` contains `q` and is not equal to it. */
export function strictlyCovers(p: Prefix, q: Prefix): boolean {
  return p.length < q.length && p.family === q.family && agree(p, q, p.length);
}

/** True when the two share an address; for prefixes that is: one covers the other. */
export function overlaps(p: Prefix, q: Prefix): boolean {
  return p.family === q.family && agree(p, q, Math.min(p.length, q.length));
}

/** The prefix one bit shorter, or null for /0. */
export function parentOf(p: Prefix): Prefix | null {
  return p.length === 0 ? null : maskPrefix(p, p.length - 1);
}

/** The two prefixes one bit longer, the lower first. A single address has none: asking is a bug. */
export function halvesOf(p: Prefix): [Prefix, Prefix] {
  const { family, a, b, c, d, length } = p;
  if (length >= widthOf(family)) throw new RangeError('a single address has no halves');
  const bit = 2 ** (31 - (length & 31));
  const word = length >>> 5;
  const low: Prefix = { family, a, b, c, d, length: length + 1 };
  const high: Prefix = {
    family,
    a: word === 0 ? a + bit : a,
    b: word === 1 ? b + bit : b,
    c: word === 2 ? c + bit : c,
    d: word === 3 ? d + bit : d,
    length: length + 1,
  };
  return [low, high];
}

/** The prefix of `length` bits that holds the address. */
export function maskPrefix(address: Address, length: number): Prefix {
  const { family, a, b, c, d } = address;
  return {
    family,
    a: maskWord(a, length),
    b: family === 'ipv4' ? 0 : maskWord(b, length - 32),
    c: family === 'ipv4' ? 0 : maskWord(c, length - 64),
    d: family === 'ipv4' ? 0 : maskWord(d, length - 96),
    length,
  };
}

export function firstAddress(p: Prefix): Address {
  const { family, a, b, c, d } = p;
  return { family, a, b, c, d };
}

export function lastAddress(p: Prefix): Address {
  const { family, a, b, c, d, length } = p;
  if (family === 'ipv4') return { family, a: fillWord(a, length), b, c, d };
  return {
    family,
    a: fillWord(a, length),
    b: fillWord(b, length - 32),
    c: fillWord(c, length - 64),
    d: fillWord(d, length - 96),
  };
}

/** The n-th address of the prefix, counted from 0. Beyond its end is a bug of the caller. */
export function addressAt(p: Prefix, n: number): Address {
  if (!Number.isSafeInteger(n) || n < 0 || n >= 2 ** (widthOf(p.family) - p.length)) {
    throw new RangeError(`a prefix of length ${p.length} has no address number ${n}`);
  }
  const { family, a, b, c, d } = p;
  if (family === 'ipv4') return { family, a: a + n, b, c, d };
  // The host bits are zero, so adding never carries out of a word.
  return { family, a, b, c: c + Math.floor(n / 2 ** 32), d: d + (n % 2 ** 32) };
}

/** Clears all but the first `bits` bits of a word; any `bits` up to 0 clears it, any from 32 on keeps it. */
function maskWord(word: number, bits: number): number {
  if (bits >= 32) return word;
  // JavaScript shifts by the count modulo 32, so a shift by 32 would do nothing.
  return bits <= 0 ? 0 : (word & (-1 << (32 - bits))) >>> 0;
}

/** Sets all but the first `bits` bits of a word. */
function fillWord(word: number, bits: number): number {
  if (bits >= 32) return word;
  return bits <= 0 ? 0xffffffff : (word | (0xffffffff >>> bits)) >>> 0;
}

/** True when the first `bits` bits of two addresses of one family are the same. */
function agree(p: Address, q: Address, bits: number): boolean {
  if (bits === 0) return true;
  if (bits <= 32) return (p.a ^ q.a) >>> (32 - bits) === 0;
  if (p.a !== q.a) return false;
  if (bits <= 64) return (p.b ^ q.b) >>> (64 - bits) === 0;
  if (p.b !== q.b) return false;
  if (bits <= 96) return (p.c ^ q.c) >>> (96 - bits) === 0;
  return p.c === q.c && (p.d ^ q.d) >>> (128 - bits) === 0;
}
