/**
 * Prefixes of one family as two typed arrays, and the builder that grows them. This is the inside of
 * PrefixList and of the bulk loops; other rooms use PrefixList.
 */
import type { Family, Prefix } from './prefix.ts';

/** Prefix i has `lengths[i]` bits of the words that begin at `i * strideOf(family)`. Never changed once handed out. */
export interface PrefixArrays {
  readonly words: Uint32Array;
  readonly lengths: Uint8Array;
}

export interface BothFamilies {
  readonly ipv4: PrefixArrays;
  readonly ipv6: PrefixArrays;
}

/** How many words an address takes. */
export function strideOf(family: Family): 1 | 4 {
  return family === 'ipv4' ? 1 : 4;
}

export const emptyArrays: PrefixArrays = { words: new Uint32Array(0), lengths: new Uint8Array(0) };

/** Collects prefixes one by one into arrays that double when they are full. */
export class PrefixArraysBuilder {
  readonly #expected: number;
  #words4 = emptyArrays.words;
  #lengths4 = emptyArrays.lengths;
  #count4 = 0;
  #words6 = emptyArrays.words;
  #lengths6 = emptyArrays.lengths;
  #count6 = 0;

  /** `expected`: at most so many prefixes of a family, to make room at once; what is not filled takes no memory. */
  constructor(expected = 16) {
    this.#expected = Math.max(16, expected);
  }

  push(p: Prefix): void {
    if (p.family === 'ipv4') this.pushIpv4(p.a, p.length);
    else this.pushIpv6(p.a, p.b, p.c, p.d, p.length);
  }

  pushIpv4(word: number, length: number): void {
    const i = this.#count4++;
    if (i === this.#lengths4.length) {
      const room = i === 0 ? this.#expected : i * 2;
      this.#words4 = grown(this.#words4, new Uint32Array(room));
      this.#lengths4 = grown(this.#lengths4, new Uint8Array(room));
    }
    this.#words4[i] = word;
    this.#lengths4[i] = length;
  }

  pushIpv6(a: number, b: number, c: number, d: number, length: number): void {
    const i = this.#count6++;
    if (i === this.#lengths6.length) {
      const room = i === 0 ? this.#expected : i * 2;
      this.#words6 = grown(this.#words6, new Uint32Array(room * 4));
      this.#lengths6 = grown(this.#lengths6, new Uint8Array(room));
    }
    const at = i * 4;
    this.#words6[at] = a;
    this.#words6[at + 1] = b;
    this.#words6[at + 2] = c;
    this.#words6[at + 3] = d;
    this.#lengths6[i] = length;
  }

  finish(): BothFamilies {
    return {
      ipv4: firstOf({ words: this.#words4, lengths: this.#lengths4 }, this.#count4, 1),
      ipv6: firstOf({ words: this.#words6, lengths: this.#lengths6 }, this.#count6, 4),
    };
  }
}

/** The first `count` prefixes: a view of the same arrays where they fill most of them, else a copy. */
export function firstOf(arrays: PrefixArrays, count: number, stride: 1 | 4): PrefixArrays {
  if (count === 0) return emptyArrays;
  if (count === arrays.lengths.length) return arrays;
  if (count * 2 >= arrays.lengths.length) {
    return { words: arrays.words.subarray(0, count * stride), lengths: arrays.lengths.subarray(0, count) };
  }
  return { words: arrays.words.slice(0, count * stride), lengths: arrays.lengths.slice(0, count) };
}

function grown<T extends Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
