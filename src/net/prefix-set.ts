/**
 * A set of addresses, held as the fewest prefixes that cover it, sorted. The form is canonical: equal
 * sets have equal prefixes. A set never changes.
 */
import { aggregate } from './aggregate.ts';
import { comparePrefixes, covers, equalPrefixes, halvesOf, overlaps, type Family, type Prefix } from './prefix.ts';
import { PrefixArraysBuilder } from './prefix-arrays.ts';
import { PrefixList } from './prefix-list.ts';

export class PrefixSet {
  static readonly empty: PrefixSet = new PrefixSet(PrefixList.empty);

  readonly #list: PrefixList;

  private constructor(canonical: PrefixList) {
    this.#list = canonical;
  }

  static of(prefixes: Iterable<Prefix>): PrefixSet {
    return new PrefixSet(aggregate(PrefixList.from(prefixes)));
  }

  get isEmpty(): boolean {
    return this.#list.size === 0;
  }

  /** The fewest prefixes that cover the set, sorted. */
  prefixes(): PrefixList {
    return this.#list;
  }

  addressCount(family: Family): bigint {
    return this.#list.addressCount(family);
  }

  equals(other: PrefixSet): boolean {
    return this.#list.equals(other.#list);
  }

  /** True when every address of `p` is in the set. */
  coversAll(p: Prefix): boolean {
    // The members are disjoint, so the last one that does not sort after p is the only one that can cover it.
    const i = lowerBound(this.#list, p, 0, this.#list.size);
    return (i < this.#list.size && equalPrefixes(this.#list.at(i), p)) || (i > 0 && covers(this.#list.at(i - 1), p));
  }

  /** True when some address of `p` is in the set. */
  overlaps(p: Prefix): boolean {
    const i = lowerBound(this.#list, p, 0, this.#list.size);
    return (i < this.#list.size && overlaps(this.#list.at(i), p)) || (i > 0 && covers(this.#list.at(i - 1), p));
  }

  union(other: PrefixSet): PrefixSet {
    return new PrefixSet(aggregate(this.#list.concat(other.#list)));
  }

  intersection(other: PrefixSet): PrefixSet {
    const [mine, theirs] = [this.#list, other.#list];
    const out = new PrefixArraysBuilder();
    let i = 0;
    let j = 0;
    while (i < mine.size && j < theirs.size) {
      const p = mine.at(i);
      const q = theirs.at(j);
      if (covers(p, q)) {
        out.push(q);
        j++;
      } else if (covers(q, p)) {
        out.push(p);
        i++;
      } else if (comparePrefixes(p, q) < 0) i++;
      else j++;
    }
    // Still canonical: if two halves were both here, each side would have held their parent.
    return new PrefixSet(PrefixList.ofArrays(out.finish()));
  }

  difference(other: PrefixSet): PrefixSet {
    const [mine, theirs] = [this.#list, other.#list];
    const out = new PrefixArraysBuilder();
    let j = 0;
    for (const p of mine) {
      while (j < theirs.size && comparePrefixes(theirs.at(j), p) < 0 && !covers(theirs.at(j), p)) j++;
      if (j < theirs.size && covers(theirs.at(j), p)) continue;
      let end = j;
      while (end < theirs.size && covers(p, theirs.at(end))) end++;
      subtract(p, theirs, j, end, out);
      j = end;
    }
    return new PrefixSet(PrefixList.ofArrays(out.finish()));
  }
}

/** Puts out what is left of `p` without the members `from` to `to`, all of which lie inside it. */
function subtract(p: Prefix, holes: PrefixList, from: number, to: number, out: PrefixArraysBuilder): void {
  if (from === to) {
    out.push(p);
    return;
  }
  if (equalPrefixes(holes.at(from), p)) return;
  const [low, high] = halvesOf(p);
  const middle = lowerBound(holes, high, from, to);
  subtract(low, holes, from, middle, out);
  subtract(high, holes, middle, to, out);
}

/** The first place between `from` and `to` whose prefix does not sort before `p`. */
function lowerBound(sorted: PrefixList, p: Prefix, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePrefixes(sorted.at(middle), p) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
