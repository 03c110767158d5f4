/**
 * A map from prefixes to values with longest match. Lookups are one hash probe for each length that
 * occurs in the table; the sorted order is made when it is first asked for and kept until a change.
 * An empty table owns nothing, since a solver holds thousands.
 */
import {
  comparePrefixes,
  lastAddress,
  prefixKey,
  prefixKeyAt,
  widthOf,
  type Address,
  type Family,
  type Prefix,
  type PrefixKey,
} from './prefix.ts';

/** The entries of one family. */
interface Shelf<V> {
  readonly byKey: Map<PrefixKey, [Prefix, V]>;
  /** How many entries have each length. */
  readonly perLength: number[];
  /** The lengths that occur, longest first. Replaced, never changed, so that a running generator keeps its own. */
  lengths: readonly number[];
}

export class PrefixTable<V> implements Iterable<[Prefix, V]> {
  #ipv4: Shelf<V> | null = null;
  #ipv6: Shelf<V> | null = null;
  #order: readonly Prefix[] | null = null;
  #entries: readonly [Prefix, V][] | null = null;

  constructor(entries: Iterable<readonly [Prefix, V]> = []) {
    for (const [prefix, value] of entries) this.set(prefix, value);
  }

  get size(): number {
    return this.sizeOf('ipv4') + this.sizeOf('ipv6');
  }

  sizeOf(family: Family): number {
    return this.#shelf(family)?.byKey.size ?? 0;
  }

  get(p: Prefix): V | undefined {
    return this.#shelf(p.family)?.byKey.get(prefixKey(p))?.[1];
  }

  has(p: Prefix): boolean {
    return this.#shelf(p.family)?.byKey.has(prefixKey(p)) ?? false;
  }

  set(p: Prefix, value: V): this {
    const shelf = this.#shelf(p.family) ?? this.#newShelf(p.family);
    const key = prefixKey(p);
    const present = shelf.byKey.get(key);
    this.#entries = null;
    if (present !== undefined) {
      // A new pair, because the old one may be in somebody's hands.
      shelf.byKey.set(key, [present[0], value]);
      return this;
    }
    shelf.byKey.set(key, [p, value]);
    this.#order = null;
    shelf.perLength[p.length]!++;
    if (shelf.perLength[p.length] === 1) shelf.lengths = occurring(shelf.perLength);
    return this;
  }

  delete(p: Prefix): boolean {
    const shelf = this.#shelf(p.family);
    if (shelf === null || !shelf.byKey.delete(prefixKey(p))) return false;
    this.#entries = null;
    this.#order = null;
    shelf.perLength[p.length]!--;
    if (shelf.perLength[p.length] === 0) shelf.lengths = occurring(shelf.perLength);
    return true;
  }

  [Symbol.iterator](): IterableIterator<[Prefix, V]> {
    return this.entries();
  }

  /** In the order of comparePrefixes, as the table is now: changes during the walk are not seen by it. */
  entries(): IterableIterator<[Prefix, V]> {
    return this.#sorted().values() as IterableIterator<[Prefix, V]>;
  }

  *values(): Generator<V, void, undefined> {
    for (const entry of this.#sorted()) yield entry[1];
  }

  /** The most specific entry that covers the target, the target itself included. */
  longestMatch(target: Prefix | Address): [Prefix, V] | undefined {
    const shelf = this.#shelf(target.family);
    if (shelf === null) return undefined;
    const most = lengthOf(target);
    for (const length of shelf.lengths) {
      if (length > most) continue;
      const entry = shelf.byKey.get(prefixKeyAt(target, length));
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  /** Every entry that covers the target, the target itself included, most specific first. */
  *covering(target: Prefix | Address): Generator<[Prefix, V], void, undefined> {
    const shelf = this.#shelf(target.family);
    if (shelf === null) return;
    const most = lengthOf(target);
    for (const length of shelf.lengths) {
      if (length > most) continue;
      const entry = shelf.byKey.get(prefixKeyAt(target, length));
      if (entry !== undefined) yield entry;
    }
  }

  /** The entries strictly inside `p`, sorted. */
  inside(p: Prefix): [Prefix, V][] {
    if (this.sizeOf(p.family) === 0) return [];
    const sorted = this.#sorted();
    // In sorted order they stand together: after p itself, up to the last single address of p.
    const width = widthOf(p.family);
    const from = p.length === width ? sorted.length : firstNotBefore(sorted, { ...p, length: p.length + 1 });
    const to = firstNotBefore(sorted, { ...lastAddress(p), length: width + 1 });
    return sorted.slice(from, to);
  }

  #shelf(family: Family): Shelf<V> | null {
    return family === 'ipv4' ? this.#ipv4 : this.#ipv6;
  }

  #newShelf(family: Family): Shelf<V> {
    const perLength = Array.from({ length: widthOf(family) + 1 }, () => 0);
    const shelf: Shelf<V> = { byKey: new Map(), perLength, lengths: [] };
    if (family === 'ipv4') this.#ipv4 = shelf;
    else this.#ipv6 = shelf;
    return shelf;
  }

  #sorted(): readonly [Prefix, V][] {
    if (this.#entries !== null) return this.#entries;
    const [ipv4, ipv6] = [this.#ipv4, this.#ipv6];
    // Overwritten values leave the order of the prefixes as it was.
    if (this.#order !== null) {
      this.#entries = this.#order.map((p) => this.#shelf(p.family)!.byKey.get(prefixKey(p))!);
      return this.#entries;
    }
    const entries: [Prefix, V][] = [];
    if (ipv4 !== null) {
      // IPv4 keys are numbers that sort like the prefixes.
      const keys = Float64Array.from(ipv4.byKey.keys() as Iterable<number>).sort();
      for (const key of keys) entries.push(ipv4.byKey.get(key)!);
    }
    if (ipv6 !== null) {
      const found = [...ipv6.byKey.values()].sort((p, q) => comparePrefixes(p[0], q[0]));
      for (const entry of found) entries.push(entry);
    }
    this.#order = entries.map((entry) => entry[0]);
    this.#entries = entries;
    return entries;
  }
}

function lengthOf(target: Prefix | Address): number {
  return 'length' in target ? target.length : widthOf(target.family);
}

function occurring(perLength: readonly number[]): readonly number[] {
  const lengths: number[] = [];
  for (let length = perLength.length - 1; length >= 0; length--) {
    if (perLength[length] !== 0) lengths.push(length);
  }
  return lengths;
}

/** The first place in the sorted entries that does not sort before `p`. */
function firstNotBefore(sorted: readonly (readonly [Prefix, unknown])[], p: Prefix): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePrefixes(sorted[middle]![0], p) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
