/**
 * The tables of summarise.ts: what it costs to cover a part of the tree with at most k prefixes, for every k.
 * Parts are joined in the order of a stack, and each join writes down how it splits k between its two sides.
 * Costs are whole numbers of units up to 2^128, and every comparison of them is exact.
 */

/** A stack of tables. */
export interface CostTables {
  /** A part that is one prefix of 2^exponent units: it costs nothing. */
  pushLeaf(exponent: number): void;
  /**
   * Replaces the two tables on top by that of the two parts together. At `picksAt` in `picks`, element k − 1
   * becomes how many of k prefixes go to the left part, 0: the whole is one prefix of 2^exponent units, which
   * is possible only if `open`.
   */
  join(exponent: number, open: boolean, picks: Uint16Array, picksAt: number): void;
  /** Element k − 1 of the table on top, in units; null: it cannot be done. */
  cost(k: number): bigint | null;
}

/** `exponent`: the whole is 2^exponent units. */
export function costTables(exponent: number, most: number, deepest: number): CostTables {
  // Sums of disjoint parts never exceed the whole, and up to 2^53 a double is exact.
  return exponent <= 53 ? new NarrowTables(most, deepest) : new WideTables(most, deepest);
}

class NarrowTables implements CostTables {
  readonly #most: number;
  readonly #costs: Float64Array;
  readonly #joined: Float64Array;
  readonly #starts: Int32Array;
  readonly #lengths: Int32Array;
  readonly #covered: Float64Array;
  #top = -1;

  constructor(most: number, deepest: number) {
    this.#most = most;
    this.#costs = new Float64Array((deepest + 2) * most);
    this.#joined = new Float64Array(most);
    this.#starts = new Int32Array(deepest + 2);
    this.#lengths = new Int32Array(deepest + 2);
    this.#covered = new Float64Array(deepest + 2);
  }

  pushLeaf(exponent: number): void {
    const below = this.#top++;
    const start = below < 0 ? 0 : this.#starts[below]! + this.#lengths[below]!;
    this.#starts[this.#top] = start;
    this.#lengths[this.#top] = 1;
    this.#covered[this.#top] = 2 ** exponent;
    this.#costs[start] = 0;
  }

  join(exponent: number, open: boolean, picks: Uint16Array, picksAt: number): void {
    const [costs, joined] = [this.#costs, this.#joined];
    const right = this.#top--;
    const left = this.#top;
    const [leftAt, leftLength] = [this.#starts[left]!, this.#lengths[left]!];
    const [rightAt, rightLength] = [this.#starts[right]!, this.#lengths[right]!];
    const length = Math.min(this.#most, leftLength + rightLength);
    const covered = this.#covered[left]! + this.#covered[right]!;
    const whole = open ? 2 ** exponent - covered : Infinity;
    // No split is taken that is not better than the whole: of equal ones the one with fewer prefixes.
    for (let k = 0; k < length; k++) joined[k] = whole;
    picks.fill(0, picksAt, picksAt + length);
    for (let i = 0; i < leftLength; i++) {
      const cost = costs[leftAt + i]!;
      const end = Math.min(rightLength, length - i - 1);
      for (let j = 0; j < end; j++) {
        const sum = cost + costs[rightAt + j]!;
        const k = i + j + 1;
        if (sum < joined[k]!) {
          joined[k] = sum;
          picks[picksAt + k] = i + 1;
        }
      }
    }
    for (let k = 0; k < length; k++) costs[leftAt + k] = joined[k]!;
    this.#lengths[left] = length;
    this.#covered[left] = covered;
  }

  cost(k: number): bigint | null {
    const cost = this.#costs[this.#starts[this.#top]! + k - 1]!;
    return cost === Infinity ? null : BigInt(cost);
  }
}

/** Three digits of 43 bits hold 128, and two of them add up exactly in a double. */
const digitBits = 43n;
const base = 2 ** 43;
const digitMask = (1n << digitBits) - 1n;

class WideTables implements CostTables {
  readonly #most: number;
  /** Most significant first; Infinity in the first: it cannot be done. */
  readonly #costs: readonly [Float64Array, Float64Array, Float64Array];
  readonly #joined: readonly [Float64Array, Float64Array, Float64Array];
  readonly #starts: number[] = [];
  readonly #lengths: number[] = [];
  readonly #covered: bigint[] = [];

  constructor(most: number, deepest: number) {
    const room = (deepest + 2) * most;
    this.#most = most;
    this.#costs = [new Float64Array(room), new Float64Array(room), new Float64Array(room)];
    this.#joined = [new Float64Array(most), new Float64Array(most), new Float64Array(most)];
  }

  pushLeaf(exponent: number): void {
    const start = this.#starts.length === 0 ? 0 : this.#starts.at(-1)! + this.#lengths.at(-1)!;
    this.#starts.push(start);
    this.#lengths.push(1);
    this.#covered.push(1n << BigInt(exponent));
    for (const digits of this.#costs) digits[start] = 0;
  }

  join(exponent: number, open: boolean, picks: Uint16Array, picksAt: number): void {
    const [high, middle, low] = this.#costs;
    const [outHigh, outMiddle, outLow] = this.#joined;
    const [rightAt, rightLength] = [this.#starts.pop()!, this.#lengths.pop()!];
    const [leftAt, leftLength] = [this.#starts.at(-1)!, this.#lengths.at(-1)!];
    const length = Math.min(this.#most, leftLength + rightLength);
    const covered = this.#covered.pop()! + this.#covered.pop()!;
    const whole = (1n << BigInt(exponent)) - covered;
    outHigh.fill(open ? Number(whole >> (2n * digitBits)) : Infinity, 0, length);
    outMiddle.fill(open ? Number((whole >> digitBits) & digitMask) : 0, 0, length);
    outLow.fill(open ? Number(whole & digitMask) : 0, 0, length);
    picks.fill(0, picksAt, picksAt + length);
    for (let i = 0; i < leftLength; i++) {
      const end = Math.min(rightLength, length - i - 1);
      for (let j = 0; j < end; j++) {
        const k = i + j + 1;
        let h = high[leftAt + i]! + high[rightAt + j]!;
        if (h > outHigh[k]!) continue;
        let m = middle[leftAt + i]! + middle[rightAt + j]!;
        let l = low[leftAt + i]! + low[rightAt + j]!;
        if (l >= base) {
          l -= base;
          m += 1;
        }
        if (m >= base) {
          m -= base;
          h += 1;
        }
        const difference = h - outHigh[k]! || m - outMiddle[k]! || l - outLow[k]!;
        if (difference < 0) {
          outHigh[k] = h;
          outMiddle[k] = m;
          outLow[k] = l;
          picks[picksAt + k] = i + 1;
        }
      }
    }
    this.#costs.forEach((digits, d) => digits.set(this.#joined[d]!.subarray(0, length), leftAt));
    this.#lengths[this.#lengths.length - 1] = length;
    this.#covered.push(covered);
  }

  cost(k: number): bigint | null {
    const [high, middle, low] = this.#costs.map((digits) => digits[this.#starts.at(-1)! + k - 1]!);
    if (high === Infinity) return null;
    return (BigInt(high!) << (2n * digitBits)) | (BigInt(middle!) << digitBits) | BigInt(low!);
  }
}
