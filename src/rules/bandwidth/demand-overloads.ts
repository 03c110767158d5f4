/**
 * Which demands get through a solved design, and what those that do not overload: each is spread over the
 * tunnels used together, the loads of all demands add up on what they share, and with an open tie the
 * worst choice counts.
 */
import type { Solution } from '../../aws/solution.ts';
import type { Demand } from '../../design/vocabulary.ts';
import { demandLoads, type Load } from './demand-loads.ts';

/** Something that the demands named put more on than it carries. */
export interface Overload {
  readonly load: Load;
  /** Positions in the list of demands. */
  readonly demands: readonly number[];
  readonly mbps: number;
  readonly packets: number;
  /** Of its capacity, more than 1. */
  readonly factor: number;
  /** Other things that the same demands overload, less. */
  readonly others: number;
}

export interface Unreached {
  readonly demand: number;
  readonly why: string;
}

export interface DemandTrouble {
  readonly unreached: readonly Unreached[];
  /** One for each set of demands that share something too small: the tightest. */
  readonly overloads: readonly Overload[];
}

export function isTrouble({ unreached, overloads }: DemandTrouble): boolean {
  return unreached.length > 0 || overloads.length > 0;
}

/** The part of it that is about some of the demands. */
export function troubleOf({ unreached, overloads }: DemandTrouble, asking: readonly number[]): DemandTrouble {
  return {
    unreached: unreached.filter(({ demand }) => asking.includes(demand)),
    overloads: overloads.filter(({ demands }) => demands.some((demand) => asking.includes(demand))),
  };
}

export function demandTrouble(solution: Solution, demands: readonly Demand[]): DemandTrouble {
  const shares = new Map<string, Shared>();
  const unreached: Unreached[] = [];
  for (const [demand, each] of demands.entries()) {
    const { loads, unreached: why } = demandLoads(solution, each);
    if (why !== null) unreached.push({ demand, why });
    for (const load of loads) {
      const shared = shares.get(load.key);
      if (shared === undefined)
        shares.set(load.key, { load, demands: [demand], mbps: load.mbps, packets: load.packets });
      else {
        shared.demands.push(demand);
        shared.mbps += load.mbps;
        shared.packets += load.packets;
      }
    }
  }
  return { unreached, overloads: tightest([...shares.values()]) };
}

interface Shared {
  readonly load: Load;
  readonly demands: number[];
  mbps: number;
  packets: number;
}

function tightest(shares: readonly Shared[]): Overload[] {
  const byDemands = new Map<string, Overload>();
  for (const shared of shares) {
    const factor = overload(shared);
    if (factor <= 1) continue;
    const key = shared.demands.join(' ');
    const known = byDemands.get(key);
    const others = known === undefined ? 0 : known.others + 1;
    byDemands.set(
      key,
      known === undefined || factor > known.factor ? { ...shared, factor, others } : { ...known, others },
    );
  }
  return [...byDemands.values()];
}

function overload({ load: { resource }, mbps, packets }: Shared): number {
  const { bandwidthMbps, packetsPerSecond } = resource;
  return Math.max(
    bandwidthMbps !== null && exceeds(mbps, bandwidthMbps) ? mbps / bandwidthMbps : 0,
    packetsPerSecond !== null && exceeds(packets, packetsPerSecond) ? packets / packetsPerSecond : 0,
  );
}

/** Sums of fractions may come out a trifle above what they are. */
export function exceeds(load: number, capacity: number): boolean {
  return load > capacity * (1 + 1e-9);
}
