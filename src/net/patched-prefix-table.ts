/**
 * A prefix table that differs from another in a few entries. The other one is shared and must not change
 * any more; what differs costs no more than it is.
 */
import { comparePrefixes, prefixKey, type Address, type Family, type Prefix, type PrefixKey } from './prefix.ts';
import { PrefixTable } from './prefix-table.ts';

export class PatchedPrefixTable<V> extends PrefixTable<V> {
  readonly #base: PrefixTable<V>;
  /** Entries that are new or have another value. */
  readonly #own = new PrefixTable<V>();
  /** Prefixes of the base that are hidden: gone, or with another value here. */
  readonly #hidden = { ipv4: new Set<PrefixKey>(), ipv6: new Set<PrefixKey>() };
  #sortedEntries: readonly [Prefix, V][] | null = null;

  constructor(base: PrefixTable<V>) {
    super();
    this.#base = base;
  }

  get base(): PrefixTable<V> {
    return this.#base;
  }

  /** The entries that are new or have another value than in the base, sorted. */
  patches(): IterableIterator<[Prefix, V]> {
    return this.#own.entries();
  }

  /** True when the base's own entry for the prefix does not stand here. */
  hides(p: Prefix): boolean {
    return this.#hidden[p.family].has(prefixKey(p));
  }

  override sizeOf(family: Family): number {
    return this.#base.sizeOf(family) - this.#hidden[family].size + this.#own.sizeOf(family);
  }

  override get(p: Prefix): V | undefined {
    return this.#own.get(p) ?? (this.hides(p) ? undefined : this.#base.get(p));
  }

  override has(p: Prefix): boolean {
    return this.#own.has(p) || (!this.hides(p) && this.#base.has(p));
  }

  override set(p: Prefix, value: V): this {
    this.#own.set(p, value);
    if (this.#base.has(p)) this.#hidden[p.family].add(prefixKey(p));
    this.#sortedEntries = null;
    return this;
  }

  override delete(p: Prefix): boolean {
    const had = this.has(p);
    this.#own.delete(p);
    if (this.#base.has(p)) this.#hidden[p.family].add(prefixKey(p));
    this.#sortedEntries = null;
    return had;
  }

  override entries(): IterableIterator<[Prefix, V]> {
    this.#sortedEntries ??= merged(this.#standing(this.#base.entries()), [...this.#own.entries()]);
    return this.#sortedEntries.values() as IterableIterator<[Prefix, V]>;
  }

  override *values(): Generator<V, void, undefined> {
    for (const [, value] of this.entries()) yield value;
  }

  override longestMatch(target: Prefix | Address): [Prefix, V] | undefined {
    for (const entry of this.covering(target)) return entry;
    return undefined;
  }

  override *covering(target: Prefix | Address): Generator<[Prefix, V], void, undefined> {
    const mine = [...this.#own.covering(target)];
    let next = 0;
    for (const entry of this.#base.covering(target)) {
      if (this.hides(entry[0])) continue;
      while (next < mine.length && mine[next]![0].length > entry[0].length) yield mine[next++]!;
      yield entry;
    }
    while (next < mine.length) yield mine[next++]!;
  }

  override inside(p: Prefix): [Prefix, V][] {
    return merged(this.#standing(this.#base.inside(p)), this.#own.inside(p));
  }

  *#standing(entries: Iterable<[Prefix, V]>): Generator<[Prefix, V], void, undefined> {
    for (const entry of entries) if (!this.hides(entry[0])) yield entry;
  }
}

/** Two sorted runs as one. */
function merged<V>(base: Iterable<[Prefix, V]>, own: readonly [Prefix, V][]): [Prefix, V][] {
  const result: [Prefix, V][] = [];
  let next = 0;
  for (const entry of base) {
    while (next < own.length && comparePrefixes(own[next]![0], entry[0]) < 0) result.push(own[next++]!);
    result.push(entry);
  }
  while (next < own.length) result.push(own[next++]!);
  return result;
}
