/** A map that differs from another in a few entries: a failure touches little of a large network. */
export class PatchedMap<K, V> implements ReadonlyMap<K, V> {
  readonly #base: ReadonlyMap<K, V>;
  readonly #patches = new Map<K, V>();
  /** Keys that the base lacks. */
  #added = 0;

  constructor(base: ReadonlyMap<K, V>, patches: Iterable<readonly [K, V]> = []) {
    this.#base = base;
    for (const [key, value] of patches) this.set(key, value);
  }

  get size(): number {
    return this.#base.size + this.#added;
  }

  get(key: K): V | undefined {
    return this.#patches.has(key) ? this.#patches.get(key) : this.#base.get(key);
  }

  has(key: K): boolean {
    return this.#patches.has(key) || this.#base.has(key);
  }

  set(key: K, value: V): this {
    if (!this.has(key)) this.#added += 1;
    this.#patches.set(key, value);
    return this;
  }

  /** In the order of the base, then what was added to it. */
  *entries(): Generator<[K, V], undefined, undefined> {
    for (const [key, value] of this.#base) yield [key, this.#patches.has(key) ? (this.#patches.get(key) as V) : value];
    if (this.#added === 0) return;
    for (const [key, value] of this.#patches) if (!this.#base.has(key)) yield [key, value];
  }

  *keys(): Generator<K, undefined, undefined> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): Generator<V, undefined, undefined> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): Generator<[K, V], undefined, undefined> {
    return this.entries();
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }
}
