/**
 * The chance that flows overload one of the tunnels they are spread over, exactly where that can be
 * counted and otherwise by seeded draws; and the least number of tunnels at which it is small enough. More
 * tunnels never make it greater: the flows of one tunnel more, spread anew over the others, only add.
 */
import { exactOverload, isExactlyCountable } from './exact-overload.ts';
import { gathered, totalMbps, type FlowClass } from './flow-class.ts';
import { simulatedOverload, stepsOfDraw } from './simulated-overload.ts';

/** The alternatives of assumption ecmpFlowHash. */
export type FlowHash = 'fiveTuple' | 'addressPair' | 'even';

export interface Spread {
  readonly flows: readonly FlowClass[];
  /** Of one tunnel. */
  readonly tunnelMbps: number;
  readonly hash: FlowHash;
  readonly seed: number;
  /** Null: as many as are done in good time. */
  readonly draws: number | null;
}

export interface OverloadChance {
  readonly tunnels: number;
  /** 0 to 1. */
  readonly chance: number;
  readonly method: 'exact' | 'simulated' | 'even';
  /** What is not exact says how it was drawn. */
  readonly draws: number | null;
  /** 99 % confidence. */
  readonly interval: readonly [low: number, high: number] | null;
}

export function overloadChance(spread: Spread, tunnels: number): OverloadChance {
  const { flows, tunnelMbps, hash, seed } = spread;
  const classes = gathered(flows);
  if (hash === 'even') {
    const fits = totalMbps(flows) <= tunnels * tunnelMbps * (1 + 1e-9);
    return { tunnels, chance: fits ? 0 : 1, method: 'even', draws: null, interval: null };
  }
  if (isExactlyCountable(classes) || isSettled(classes, tunnels, tunnelMbps)) {
    const chance = exactOverload(classes, tunnels, tunnelMbps);
    return { tunnels, chance, method: 'exact', draws: null, interval: null };
  }
  const draws = spread.draws ?? affordableDraws(classes, tunnels);
  return { tunnels, method: 'simulated', ...simulatedOverload(classes, tunnels, tunnelMbps, { draws, seed }) };
}

/** Nothing, or everything, whatever the spread: one flow alone, or all of them together, decides. */
function isSettled(classes: readonly FlowClass[], tunnels: number, tunnelMbps: number): boolean {
  const total = totalMbps(classes);
  return total <= tunnelMbps || total > tunnels * tunnelMbps || classes.some(({ mbps }) => mbps > tunnelMbps);
}

const mostDraws = 10_000;
const mostSteps = 10_000_000;

function affordableDraws(classes: readonly FlowClass[], tunnels: number): number {
  return Math.max(200, Math.min(mostDraws, Math.floor(mostSteps / stepsOfDraw(classes, tunnels))));
}

/**
 * The fewest tunnels with a chance of `risk` (0 to 1) at most, held against the upper end where the
 * chance is simulated; null when not even `mostTunnels` are enough.
 */
export function leastTunnels(spread: Spread, risk: number, mostTunnels: number): OverloadChance | null {
  const { flows, tunnelMbps, hash } = spread;
  const largest = flows.reduce((most, { mbps }) => Math.max(most, mbps), 0);
  if (hash !== 'even' && largest > tunnelMbps * (1 + 1e-9)) return null;
  const isEnough = (found: OverloadChance): boolean => (found.interval?.[1] ?? found.chance) <= risk;
  const fewest = Math.max(1, Math.ceil((totalMbps(flows) / tunnelMbps) * (1 - 1e-9)));
  if (fewest > mostTunnels) return null;
  let tooFew = fewest - 1;
  let enough = overloadChance(spread, fewest);
  while (!isEnough(enough)) {
    if (enough.tunnels === mostTunnels) return null;
    tooFew = enough.tunnels;
    enough = overloadChance(spread, Math.min(mostTunnels, tooFew * 2));
  }
  while (enough.tunnels - tooFew > 1) {
    const between = overloadChance(spread, Math.floor((tooFew + enough.tunnels) / 2));
    if (isEnough(between)) enough = between;
    else tooFew = between.tunnels;
  }
  return enough;
}
