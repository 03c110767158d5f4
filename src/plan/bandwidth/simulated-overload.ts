/**
 * The chance of an overloaded tunnel by drawing spreads, where there are too many kinds of flows for the
 * exact sum. A seed decides the draws, so the same question has the same answer; the interval is Clopper
 * and Pearson's, which never promises too much, near 0 and 1 neither.
 */
import type { FlowClass } from './flow-class.ts';

export interface SimulatedOverload {
  /** Share of the draws with an overloaded tunnel. */
  readonly chance: number;
  readonly draws: number;
  /** 99 % confidence. */
  readonly interval: readonly [low: number, high: number];
}

/** Up to so many a tunnel, flows are put on tunnels one by one; more are dealt out by number. */
const fewFlows = 20;

/** Steps, of about the same time each, that one draw takes. */
export function stepsOfDraw(classes: readonly FlowClass[], tunnels: number): number {
  return classes.reduce(
    (sum, { count }) =>
      sum + (count <= fewFlows * tunnels ? count : tunnels * (fewFlows + 2 * Math.sqrt(count / tunnels))),
    tunnels,
  );
}

export interface Draws {
  readonly draws: number;
  /** A whole number from 0. */
  readonly seed: number;
}

export function simulatedOverload(
  classes: readonly FlowClass[],
  tunnels: number,
  tunnelMbps: number,
  { draws, seed }: Draws,
): SimulatedOverload {
  const random = new Random(seed);
  const loads = new Float64Array(tunnels);
  let overloaded = 0;
  for (let draw = 0; draw < draws; draw++) {
    loads.fill(0);
    for (const { count, mbps } of classes) {
      if (count <= fewFlows * tunnels) {
        for (let flow = 0; flow < count; flow++) loads[Math.floor(random.fraction() * tunnels)]! += mbps;
        continue;
      }
      // Tunnel after tunnel: how many of the flows that are left go here. The same as flow after flow.
      let left = count;
      for (let tunnel = 0; tunnel < tunnels && left > 0; tunnel++) {
        const here = tunnel === tunnels - 1 ? left : random.binomial(left, 1 / (tunnels - tunnel));
        loads[tunnel]! += here * mbps;
        left -= here;
      }
    }
    if (loads.some((load) => load > tunnelMbps * (1 + 1e-9))) overloaded += 1;
  }
  return { chance: overloaded / draws, draws, interval: exactInterval(overloaded, draws) };
}

/** Half of what 99 % leaves out. */
const outside = 0.005;

/** Clopper and Pearson's interval: the chances under which so many hits, or so few, are not unlikely. */
function exactInterval(hits: number, draws: number): [low: number, high: number] {
  const low = hits === 0 ? 0 : bisect((chance) => atLeast(hits, draws, chance) < outside);
  const high = hits === draws ? 1 : bisect((chance) => 1 - atLeast(hits + 1, draws, chance) > outside);
  return [low, high];
}

/** Where a condition that holds from 0 up to some chance ceases to. */
function bisect(holds: (chance: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The chance of at least so many hits, summed from them away from the likeliest number, where terms only shrink. */
function atLeast(hits: number, draws: number, chance: number): number {
  if (hits <= 0) return 1;
  const odds = chance / (1 - chance);
  const away = hits > draws * chance;
  let k = away ? hits : hits - 1;
  let term = binomialChance(draws, chance, k);
  let sum = 0;
  while (k >= 0 && k <= draws && term > 1e-20) {
    sum += term;
    term *= away ? ((draws - k) / (k + 1)) * odds : k / ((draws - k + 1) * odds);
    k += away ? 1 : -1;
  }
  return away ? sum : 1 - sum;
}

/** Counted numbers, mixed (the finaliser of SplitMix, on 32 bits twice for 53 bits of fraction). */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed % 0x1_0000_0000) ^ Math.imul(Math.floor(seed / 0x1_0000_0000) | 0, 0x85eb_ca6b);
  }

  #bits(): number {
    this.#state = (this.#state + 0x9e37_79b9) | 0;
    let value = this.#state;
    value = Math.imul(value ^ (value >>> 16), 0x21f0_aaad);
    value = Math.imul(value ^ (value >>> 15), 0x735a_2d97);
    return (value ^ (value >>> 15)) >>> 0;
  }

  /** From 0 to 1, without 1. */
  fraction(): number {
    return ((this.#bits() >>> 5) * 0x400_0000 + (this.#bits() >>> 6)) / 0x20_0000_0000_0000;
  }

  /** Successes of `n` tries: from the most likely number outwards, so that it takes about their spread of steps. */
  binomial(n: number, p: number): number {
    const mode = Math.min(n, Math.floor((n + 1) * p));
    const odds = p / (1 - p);
    const likeliest = binomialChance(n, p, mode);
    let left = this.fraction() - likeliest;
    let down = mode;
    let up = mode;
    let downChance = likeliest;
    let upChance = likeliest;
    while (left > 0 && (down > 0 || up < n)) {
      if (up < n) {
        upChance *= ((n - up) / (up + 1)) * odds;
        up += 1;
        left -= upChance;
        if (left <= 0) return up;
      }
      if (down > 0) {
        downChance *= down / ((n - down + 1) * odds);
        down -= 1;
        left -= downChance;
        if (left <= 0) return down;
      }
      // What rounding has left over at the far ends is too little to matter.
      if (upChance + downChance < 1e-18) return mode;
    }
    return mode;
  }
}

function binomialChance(n: number, p: number, k: number): number {
  return Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

const logFactorials: number[] = [0];

/** Exact sums up to 1,000, Stirling's series beyond, where its error is below 1e-15. */
function logFactorial(n: number): number {
  if (n > 1000) {
    const over = 1 / n;
    return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + over / 12 - over ** 3 / 360;
  }
  for (let next = logFactorials.length; next <= n; next++)
    logFactorials.push((logFactorials[next - 1] as number) + Math.log(next));
  return logFactorials[n] as number;
}
