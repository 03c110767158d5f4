/**
 * Many prefixes in typed arrays: about 5 bytes for an IPv4 prefix and 17 for an IPv6 one. A list never
 * changes; it keeps duplicates and the order it was given, all IPv4 before all IPv6.
 */
import { widthOf, type Family, type Prefix } from './prefix.ts';
import { emptyArrays, PrefixArraysBuilder, type BothFamilies, type PrefixArrays } from './prefix-arrays.ts';
import { sortedUniqueIpv4, sortedUniqueIpv6 } from './sort-prefixes.ts';

export class PrefixList implements Iterable<Prefix> {
  static readonly empty: PrefixList = new PrefixList(emptyArrays, emptyArrays);

  /** The bulk data, for the loops of this room; not to be written to. */
  readonly ipv4: PrefixArrays;
  readonly ipv6: PrefixArrays;

  private constructor(ipv4: PrefixArrays, ipv6: PrefixArrays) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  static from(prefixes: Iterable<Prefix>): PrefixList {
    if (prefixes instanceof PrefixList) return prefixes;
    const builder = new PrefixArraysBuilder();
    for (const prefix of prefixes) builder.push(prefix);
    return PrefixList.ofArrays(builder.finish());
  }

  /** Takes the arrays over: the caller no longer writes to them. Every prefix in them is masked to its length. */
  static ofArrays({ ipv4, ipv6 }: BothFamilies): PrefixList {
    return new PrefixList(ipv4, ipv6);
  }

  /** The prefixes of all lists, one list after the other; in one go, so that many lists cost no more than one. */
  static concatAll(lists: readonly PrefixList[]): PrefixList {
    if (lists.length === 1) return lists[0]!;
    return new PrefixList(joined(lists.map(({ ipv4 }) => ipv4)), joined(lists.map(({ ipv6 }) => ipv6)));
  }

  get size(): number {
    return this.ipv4.lengths.length + this.ipv6.lengths.length;
  }

  sizeOf(family: Family): number {
    return this[family].lengths.length;
  }

  at(i: number): Prefix {
    const count4 = this.ipv4.lengths.length;
    if (i >= 0 && i < count4) {
      return { family: 'ipv4', a: this.ipv4.words[i]!, b: 0, c: 0, d: 0, length: this.ipv4.lengths[i]! };
    }
    const { words, lengths } = this.ipv6;
    const j = i - count4;
    const length = lengths[j];
    if (length === undefined) throw new RangeError(`a list of ${this.size} prefixes has no number ${i}`);
    const w = j * 4;
    return { family: 'ipv6', a: words[w]!, b: words[w + 1]!, c: words[w + 2]!, d: words[w + 3]!, length };
  }

  *[Symbol.iterator](): Generator<Prefix, void, undefined> {
    for (let i = 0; i < this.size; i++) yield this.at(i);
  }

  ofFamily(family: Family): PrefixList {
    return family === 'ipv4' ? new PrefixList(this.ipv4, emptyArrays) : new PrefixList(emptyArrays, this.ipv6);
  }

  concat(other: PrefixList): PrefixList {
    return PrefixList.concatAll([this, other]);
  }

  /** In the order of comparePrefixes, each prefix once. */
  sortedUnique(): PrefixList {
    const ipv4 = sortedUniqueIpv4(this.ipv4);
    const ipv6 = sortedUniqueIpv6(this.ipv6);
    return ipv4 === this.ipv4 && ipv6 === this.ipv6 ? this : new PrefixList(ipv4, ipv6);
  }

  /** The same prefixes, as often and in the same order. */
  equals(other: PrefixList): boolean {
    return sameArrays(this.ipv4, other.ipv4) && sameArrays(this.ipv6, other.ipv6);
  }

  /** How many addresses the prefixes of the family have in all; addresses in two prefixes count twice. */
  addressCount(family: Family): bigint {
    const perLength = Array.from({ length: widthOf(family) + 1 }, () => 0);
    for (const length of this[family].lengths) perLength[length]!++;
    let sum = 0n;
    perLength.forEach((count, length) => {
      sum += BigInt(count) << BigInt(widthOf(family) - length);
    });
    return sum;
  }
}

function joined(given: readonly PrefixArrays[]): PrefixArrays {
  const parts = given.filter(({ lengths }) => lengths.length > 0);
  if (parts.length < 2) return parts[0] ?? emptyArrays;
  const words = new Uint32Array(parts.reduce((sum, part) => sum + part.words.length, 0));
  const lengths = new Uint8Array(parts.reduce((sum, part) => sum + part.lengths.length, 0));
  let wordsAt = 0;
  let lengthsAt = 0;
  for (const part of parts) {
    words.set(part.words, wordsAt);
    lengths.set(part.lengths, lengthsAt);
    wordsAt += part.words.length;
    lengthsAt += part.lengths.length;
  }
  return { words, lengths };
}

function sameArrays(first: PrefixArrays, second: PrefixArrays): boolean {
  if (first === second) return true;
  if (first.lengths.length !== second.lengths.length) return false;
  return (
    first.lengths.every((length, i) => length === second.lengths[i]) &&
    first.words.every((word, i) => word === second.words[i])
  );
}
