/** The best cover of a list by at most k prefixes, found by trying every set of k candidates: slow and plain. */
import type { Prefix } from '../../src/net/prefix.ts';
import { rangeOf } from '../laws/prefix-oracle.ts';

export interface Cover {
  readonly prefixes: readonly Prefix[];
  /** Addresses that are not in the list. */
  readonly extra: bigint;
}

/** Null: no set of at most `most` candidates covers the list and keeps out. All of one family. */
export function bestCover(
  list: readonly Prefix[],
  candidates: readonly Prefix[],
  keepOut: readonly Prefix[],
  most: number,
): Cover | null {
  // Between two neighbouring ends of ranges all addresses are alike: one bit of a mask stands for them.
  const ends = new Set<bigint>();
  for (const { first, last } of [...list, ...candidates, ...keepOut].map(rangeOf)) ends.add(first).add(last + 1n);
  const cuts = [...ends].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const maskOf = (prefixes: readonly Prefix[]): bigint => {
    let mask = 0n;
    for (const { first, last } of prefixes.map(rangeOf)) {
      cuts.forEach((cut, i) => {
        if (first <= cut && cut <= last) mask |= 1n << BigInt(i);
      });
    }
    return mask;
  };
  const wanted = maskOf(list);
  const taboo = maskOf(keepOut) & ~wanted;
  const masks = candidates.map((each) => maskOf([each]));
  const sizeOf = (mask: bigint): bigint =>
    cuts.reduce((sum, cut, i) => ((mask >> BigInt(i)) & 1n ? sum + (cuts[i + 1]! - cut) : sum), 0n);
  let best: Cover | null = null;
  const tried = new Map<bigint, bigint>();
  const visit = (from: number, taken: readonly Prefix[], mask: bigint): void => {
    if ((mask & wanted) === wanted && (mask & taboo) === 0n) {
      const beyond = mask & ~wanted;
      let extra = tried.get(beyond);
      if (extra === undefined) tried.set(beyond, (extra = sizeOf(beyond)));
      if (best === null || extra < best.extra || (extra === best.extra && taken.length < best.prefixes.length)) {
        best = { prefixes: taken, extra };
      }
    }
    if (taken.length === most) return;
    for (let i = from; i < candidates.length; i++) visit(i + 1, [...taken, candidates[i]!], mask | masks[i]!);
  };
  visit(0, [], 0n);
  return best;
}
