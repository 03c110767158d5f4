/** Prefixes as plain ranges of BigInts: slow, obvious, and sharing nothing with src/net. */
import type { Address, Family, Prefix } from '../../src/net/prefix.ts';

export interface Range {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

export function numberOf({ family, a, b, c, d }: Address): bigint {
  if (family === 'ipv4') return BigInt(a);
  return ((BigInt(a) * 2n ** 32n + BigInt(b)) * 2n ** 32n + BigInt(c)) * 2n ** 32n + BigInt(d);
}

export function rangeOf(p: Prefix): Range {
  const first = numberOf(p);
  const bits = BigInt((p.family === 'ipv4' ? 32 : 128) - p.length);
  return { family: p.family, first, last: first + 2n ** bits - 1n };
}

export function contains(outer: Range, inner: Range): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

export function meets(one: Range, other: Range): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last;
}

/** Sorted, disjoint, and not touching: the only form a set of addresses of one family has as ranges. */
export function merged(ranges: readonly Range[], family: Family): Range[] {
  const out: Range[] = [];
  const own = ranges.filter((range) => range.family === family);
  own.sort((p, q) => (p.first < q.first ? -1 : p.first > q.first ? 1 : 0));
  for (const range of own) {
    const top = out.at(-1);
    if (top !== undefined && range.first <= top.last + 1n) {
      out[out.length - 1] = { family, first: top.first, last: top.last > range.last ? top.last : range.last };
    } else out.push(range);
  }
  return out;
}

/** The fewest aligned blocks of a range, as `first-last` texts: from the left, always the largest that fits. */
export function blocksOf({ family, first, last }: Range): Range[] {
  const out: Range[] = [];
  let at = first;
  while (at <= last) {
    let size = 2n ** BigInt(family === 'ipv4' ? 32 : 128);
    while (at % size !== 0n || at + size - 1n > last) size /= 2n;
    out.push({ family, first: at, last: at + size - 1n });
    at += size;
  }
  return out;
}

/** Membership of every point where membership may change: the ends of all ranges and their neighbours. */
export function pointsOf(ranges: readonly Range[], family: Family): bigint[] {
  const limit = 2n ** BigInt(family === 'ipv4' ? 32 : 128);
  return ranges
    .filter((range) => range.family === family)
    .flatMap(({ first, last }) => [first - 1n, first, last, last + 1n])
    .filter((point) => point >= 0n && point < limit);
}

export function holds(ranges: readonly Range[], family: Family, point: bigint): boolean {
  return ranges.some((range) => range.family === family && range.first <= point && point <= range.last);
}
