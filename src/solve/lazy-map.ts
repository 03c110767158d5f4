/** A map whose keys are known and whose values are made when they are asked for, once each. */
export class LazyMap<S, V> implements ReadonlyMap<string, V> {
  readonly #sources: ReadonlyMap<string, S>;
  readonly #make: (source: S) => V;
  readonly #made = new Map<string, V>();

  constructor(sources: ReadonlyMap<string, S>, make: (source: S) => V) {
    this.#sources = sources;
    this.#make = make;
  }

  get size(): number {
    return this.#sources.size;
  }

  get(key: string): V | undefined {
    const made = this.#made.get(key);
    if (made !== undefined) return made;
    const source = this.#sources.get(key);
    if (source === undefined) return undefined;
    const value = this.#make(source);
    this.#made.set(key, value);
    return value;
  }

  has(key: string): boolean {
    return this.#sources.has(key);
  }

  *entries(): Generator<[string, V], undefined, undefined> {
    for (const key of this.#sources.keys()) yield [key, this.get(key) as V];
  }

  keys(): MapIterator<string> {
    return this.#sources.keys();
  }

  *values(): Generator<V, undefined, undefined> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): Generator<[string, V], undefined, undefined> {
    return this.entries();
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }
}
