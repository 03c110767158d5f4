/**
 * Prefixes, each with the number of its group, in typed arrays that grow; and back, group by group, by
 * counting. A full Internet table takes some ten bytes for each IPv4 route.
 */
import { PrefixArraysBuilder, strideOf, type PrefixArrays } from '../../net/prefix-arrays.ts';
import type { Family, Prefix } from '../../net/prefix.ts';
import { PrefixList } from '../../net/prefix-list.ts';

export class RankedRoutes {
  readonly #prefixes = new PrefixArraysBuilder();
  readonly #groups: Record<Family, Uint32Array> = { ipv4: new Uint32Array(16), ipv6: new Uint32Array(16) };
  readonly #counts: Record<Family, number> = { ipv4: 0, ipv6: 0 };

  get size(): number {
    return this.#counts.ipv4 + this.#counts.ipv6;
  }

  push(prefix: Prefix, group: number): void {
    this.#prefixes.push(prefix);
    this.#pushGroup(prefix.family, group);
  }

  pushIpv4(word: number, length: number, group: number): void {
    this.#prefixes.pushIpv4(word, length);
    this.#pushGroup('ipv4', group);
  }

  #pushGroup(family: Family, group: number): void {
    const i = this.#counts[family]++;
    let groups = this.#groups[family];
    if (i === groups.length) {
      groups = new Uint32Array(i * 2);
      groups.set(this.#groups[family]);
      this.#groups[family] = groups;
    }
    groups[i] = group;
  }

  /** All prefixes, as they came. */
  list(): PrefixList {
    return PrefixList.ofArrays(this.#prefixes.finish());
  }

  /** The prefixes of each group that has some, sorted and each once, in order of the groups' ranks. */
  byRank({ rankOf }: { readonly rankOf: Uint32Array }): { readonly rank: number; readonly prefixes: PrefixList }[] {
    const { ipv4, ipv6 } = this.#prefixes.finish();
    const shelves = { ipv4: this.#shelve('ipv4', ipv4, rankOf), ipv6: this.#shelve('ipv6', ipv6, rankOf) };
    const groups: { rank: number; prefixes: PrefixList }[] = [];
    for (let rank = 0; rank < rankOf.length; rank++) {
      const prefixes = PrefixList.ofArrays({ ipv4: shelves.ipv4(rank), ipv6: shelves.ipv6(rank) });
      if (prefixes.size > 0) groups.push({ rank, prefixes: prefixes.sortedUnique() });
    }
    return groups;
  }

  /** Sorts by rank, keeping the order within a rank; the ranks are then stretches of the same arrays. */
  #shelve(family: Family, { words, lengths }: PrefixArrays, rankOf: Uint32Array): (rank: number) => PrefixArrays {
    const stride = strideOf(family);
    const count = this.#counts[family];
    const groups = this.#groups[family];
    const starts = new Uint32Array(rankOf.length + 1);
    for (let i = 0; i < count; i++) starts[rankOf[groups[i]!]! + 1]!++;
    for (let rank = 0; rank < rankOf.length; rank++) starts[rank + 1]! += starts[rank]!;
    const next = starts.slice();
    const sorted = { words: new Uint32Array(words.length), lengths: new Uint8Array(lengths.length) };
    for (let i = 0; i < count; i++) {
      const to = next[rankOf[groups[i]!]!]!++;
      sorted.lengths[to] = lengths[i]!;
      for (let w = 0; w < stride; w++) sorted.words[to * stride + w] = words[i * stride + w]!;
    }
    return (rank) => ({
      words: sorted.words.subarray(starts[rank]! * stride, starts[rank + 1]! * stride),
      lengths: sorted.lengths.subarray(starts[rank], starts[rank + 1]),
    });
  }
}
