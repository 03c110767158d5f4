/**
 * A running digest of a set of texts: the same for the same set, whatever the order in which texts came
 * and went. Three sums of 32 bits, so that two different sets share one hardly ever.
 */

const seeds = [0x811c9dc5, 0x9747b28c, 0x2545f491] as const;

function hash(text: string, seed: number): number {
  let value = seed;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

export class Digest {
  readonly #sums = [0, 0, 0];

  add(text: string): void {
    seeds.forEach((seed, lane) => (this.#sums[lane] = ((this.#sums[lane] ?? 0) + hash(text, seed)) >>> 0));
  }

  remove(text: string): void {
    seeds.forEach((seed, lane) => (this.#sums[lane] = ((this.#sums[lane] ?? 0) - hash(text, seed)) >>> 0));
  }

  toString(): string {
    return this.#sums.map((sum) => sum.toString(36)).join('.');
  }
}
