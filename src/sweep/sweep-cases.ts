/**
 * What a sweep tries: every set of up to so many things of the kinds asked for. Sets that leave the same
 * network are one case, told by the first of them; sets that change nothing are none.
 */
import type { Session } from '../aws/network.ts';
import type { Change } from '../design/change.ts';
import { failingThings, type FailingThing, type FailureSet, subsets } from '../design/failures.ts';
import type { Design, FailureKind } from '../design/vocabulary.ts';

/** What a sweep is asked to try. */
export interface SweepScope {
  /** In order of the vocabulary. */
  readonly kinds: readonly FailureKind[];
  /** Things that fail together, at most; at least 1. */
  readonly atOnce: number;
}

/** One thing to try, with its number among those of the sweep, from 0. */
export interface SweepCase extends FailureSet {
  readonly ordinal: number;
}

export interface SweepCases {
  readonly cases: readonly SweepCase[];
  /** Sets of things in all. */
  readonly sets: number;
  /** Of those: nothing on them is up. */
  readonly idle: number;
}

const nouns: Readonly<Record<FailureKind, string>> = {
  tunnels: 'tunnel ',
  vpnConnections: 'VPN connection ',
  customerGateways: 'customer gateway ',
  routers: 'router ',
  virtualInterfaces: 'virtual interface ',
  directConnectLocations: 'Direct Connect location ',
  directConnectGateways: 'Direct Connect gateway ',
  vpnGateways: 'virtual private gateway ',
  transitGateways: 'transit gateway ',
  maintenance: '',
};

/** Things of several kinds may have one name, so each is told with its kind. */
function thingsOf(design: Design, { kinds }: SweepScope): FailingThing[] {
  return kinds.flatMap((kind) =>
    failingThings(design, kind).map(({ name, changes }) => ({ name: `${nouns[kind]}${name}`, changes })),
  );
}

/** How many sets there are; may be infinite. */
export function countSets(design: Design, scope: SweepScope): number {
  const { length } = thingsOf(design, scope);
  let total = 0;
  let choices = 1;
  for (let size = 1; size <= Math.min(scope.atOnce, length); size += 1) {
    choices = (choices * (length - size + 1)) / size;
    total += choices;
  }
  return Math.round(total);
}

/** `failing`: the sessions that changes take down, in order; null when they do more than that. */
export function sweepCases(
  design: Design,
  scope: SweepScope,
  failing: (changes: readonly Change[]) => readonly Session[] | null,
): SweepCases {
  const cases: SweepCase[] = [];
  const seen = new Set<string>();
  let sets = 0;
  let idle = 0;
  for (const set of setsOf(thingsOf(design, scope), scope.atOnce)) {
    sets += 1;
    const names = set.map(({ name }) => name);
    const changes = set.flatMap((thing) => thing.changes);
    const sessions = failing(changes);
    const key =
      sessions === null
        ? JSON.stringify(changes)
        : sessions.flatMap(({ id, down }) => (down === null ? [id] : [])).join('\n');
    if (key === '') idle += 1;
    else if (!seen.has(key)) {
      seen.add(key);
      cases.push({ ordinal: cases.length, names, changes });
    }
  }
  return { cases, sets, idle };
}

/** Small sets first. */
function* setsOf(things: readonly FailingThing[], atOnce: number): Generator<FailingThing[]> {
  for (let size = 1; size <= Math.min(atOnce, things.length); size += 1) yield* subsets(things, size, 0);
}
