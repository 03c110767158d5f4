/**
 * The exact chance that flows, each on one of several equal tunnels with the same likelihood and
 * independently, put more on some tunnel than it carries. With so many flows of each class a Poisson
 * number each on every tunnel, the chance that no tunnel is overloaded, given that the numbers add up to
 * the flows there are, is that of the multinomial spread (the Poisson trick); it is a coefficient of the
 * T-th power of a polynomial in one variable a class, taken by squaring. All terms are positive, so
 * nothing cancels.
 */
import type { FlowClass } from './flow-class.ts';

/** Coefficients that one power may have; the work is about their square for each doubling of the tunnels. */
const mostCoefficients = 2_000;

/** Whether the chance can be had exactly in good time: `classes` as `gathered` gives them. */
export function isExactlyCountable(classes: readonly FlowClass[]): boolean {
  return classes.reduce((product, { count }) => product * (count + 1), 1) <= mostCoefficients;
}

/** Probability, 0 to 1. */
export function exactOverload(classes: readonly FlowClass[], tunnels: number, tunnelMbps: number): number {
  const total = classes.reduce((sum, { count, mbps }) => sum + count * mbps, 0);
  if (within(total, tunnelMbps)) return 0;
  if (tunnels === 1 || classes.some(({ mbps }) => !within(mbps, tunnelMbps))) return 1;
  if (!within(total, tunnels * tunnelMbps)) return 1;
  const box = new Box(classes.map(({ count }) => count));
  const fit = box.power(oneTunnel(classes, tunnels, tunnelMbps, box), tunnels)[box.size - 1] as number;
  const all = classes.reduce((product, { count }) => product * (poisson(count, count)[count] as number), 1);
  return Math.min(1, Math.max(0, 1 - fit / all));
}

/** Loads are sums of decimals. */
function within(load: number, capacity: number): boolean {
  return load <= capacity * (1 + 1e-9);
}

/** Likelihood of each combination of flows on one tunnel; those that overload it are left out. */
function oneTunnel(classes: readonly FlowClass[], tunnels: number, tunnelMbps: number, box: Box): Float64Array {
  const likely = classes.map(({ count }) => poisson(count / tunnels, count));
  const terms = new Float64Array(box.size);
  box.each((counts, index) => {
    let load = 0;
    let chance = 1;
    for (const [i, { mbps }] of classes.entries()) {
      load += (counts[i] as number) * mbps;
      chance *= likely[i]?.[counts[i] as number] ?? 0;
    }
    if (within(load, tunnelMbps)) terms[index] = chance;
  });
  return terms;
}

/** Poisson likelihoods of 0 … most, by logarithms, since e^-mean alone may be too small for a number. */
function poisson(mean: number, most: number): Float64Array {
  const chances = new Float64Array(most + 1);
  let logFactorial = 0;
  for (let n = 0; n <= most; n++) {
    if (n > 0) logFactorial += Math.log(n);
    chances[n] = Math.exp(n * Math.log(mean) - mean - logFactorial);
  }
  return chances;
}

/** Numbers of flows of each class, from none to all of them, laid out in one array. */
class Box {
  readonly size: number;
  readonly #counts: readonly number[];
  readonly #strides: readonly number[];

  constructor(counts: readonly number[]) {
    this.#counts = counts;
    const strides: number[] = [];
    let size = 1;
    for (const count of counts.toReversed()) {
      strides.unshift(size);
      size *= count + 1;
    }
    this.#strides = strides;
    this.size = size;
  }

  each(visit: (counts: readonly number[], index: number) => void): void {
    const counts = this.#counts.map(() => 0);
    for (let index = 0; index < this.size; index++) {
      visit(counts, index);
      for (let i = counts.length - 1; i >= 0; i--) {
        if (counts[i] !== this.#counts[i]) {
          counts[i] = (counts[i] as number) + 1;
          break;
        }
        counts[i] = 0;
      }
    }
  }

  /** By squaring: as many products as the exponent has bits, twice at most. */
  power(base: Float64Array, exponent: number): Float64Array {
    let result: Float64Array | null = null;
    let square = base;
    for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
      if (left % 2 === 1) result = result === null ? square : this.#product(result, square);
      if (left > 1) square = this.#product(square, square);
    }
    return result ?? base;
  }

  /** Of two polynomials, without the terms outside the box. */
  #product(a: Float64Array, b: Float64Array): Float64Array {
    const out = new Float64Array(this.size);
    this.each((counts, index) => {
      const factor = a[index] as number;
      if (factor !== 0) this.#addTo(out, b, factor, counts, 0, index, 0);
    });
    return out;
  }

  #addTo(
    out: Float64Array,
    b: Float64Array,
    factor: number,
    counts: readonly number[],
    axis: number,
    outAt: number,
    bAt: number,
  ): void {
    const room = (this.#counts[axis] as number) - (counts[axis] as number);
    if (axis === this.#counts.length - 1) {
      for (let n = 0; n <= room; n++) out[outAt + n]! += factor * b[bAt + n]!;
      return;
    }
    const stride = this.#strides[axis] as number;
    for (let n = 0; n <= room; n++) this.#addTo(out, b, factor, counts, axis + 1, outAt + n * stride, bAt + n * stride);
  }
}
