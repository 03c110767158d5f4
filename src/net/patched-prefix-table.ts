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
  readonly #hiddenPrefixes: Prefix[] = [];
  readonly #hidden = { ipv4: new Set<PrefixKey>(), ipv6: new Set<PrefixKey>() };

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

  /** The base's values that do not stand here, in no order. */
  *hidden(): Generator<V, undefined, undefined> {
    for (const p of this.#hiddenPrefixes) yield this.#base.get(p) as V;
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
    this.#hide(p);
    return this;
  }

  override delete(p: Prefix): boolean {
    const had = this.has(p);
    this.#own.delete(p);
    this.#hide(p);
    return had;
  }

  /** Made while it is walked, since most walks are short. */
  override *entries(): Generator<[Prefix, V], undefined, undefined> {
    yield* merged(this.#standing(this.#base.entries()), [...this.#own.entries()]);
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
    return [...merged(this.#standing(this.#base.inside(p)), this.#own.inside(p))];
  }

  #hide(p: Prefix): void {
    if (this.hides(p) || !this.#base.has(p)) return;
    this.#hidden[p.family].add(prefixKey(p));
    this.#hiddenPrefixes.push(p);
  }

  *#standing(entries: Iterable<[Prefix, V]>): Generator<[Prefix, V], void, undefined> {
    for (const entry of entries) if (!this.hides(entry[0])) yield entry;
  }
}

/** Two sorted runs as one. */
function* merged<V>(
  base: Iterable<[Prefix, V]>,
  own: readonly [Prefix, V][],
): Generator<[Prefix, V], undefined, undefined> {
  let next = 0;
  for (const entry of base) {
    while (next < own.length && comparePrefixes(own[next]![0], entry[0]) < 0) yield own[next++]!;
    yield entry;
  }
  while (next < own.length) yield own[next++]!;
}
