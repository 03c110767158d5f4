/**
 * Which sessions carry the packets of a destination together, at each place where they cross between AWS
 * and a customer's router. Every group that some outcome uses is one answer of several.
 */
import { sourceKey } from '../aws/candidate.ts';
import type { Session } from '../aws/network.ts';
import type { Entry, PlacedRoute, PlaceId, Solution } from '../aws/solution.ts';
import { formatPrefix } from '../net/format-prefix.ts';
import { type Prefix, prefixKey } from '../net/prefix.ts';
import { forward } from './forward.ts';
import type { Way } from './forwarding.ts';
import { startingPlaces } from './place-names.ts';

export interface SessionGroups {
  /** Sessions used together; one of the groups carries all of some piece of the destination. */
  readonly groups: readonly (readonly Session[])[];
  readonly delivered: boolean;
  readonly why: string;
  readonly ways: readonly Way[];
}

/** Sessions used together towards a destination, the first of each way: the groups of which one is in use. */
export function sessionGroups(solution: Solution, from: string, destination: Prefix): SessionGroups {
  const whole = forward(solution, from, destination);
  const found = new Map<string, Group>();
  for (const piece of piecesOf(solution, whole.ways, destination)) {
    const ways = piece === destination ? whole.ways : forward(solution, from, piece).ways;
    for (const way of ways) addTo(found, solution, way);
  }
  return {
    groups: [...found.values()].flatMap(outcomesOf),
    delivered: whole.reach === 'certain',
    why: whole.why,
    ways: whole.ways,
  };
}

interface Group {
  readonly certain: Set<Session>;
  readonly possible: Set<Session>;
}

function addTo(groups: Map<string, Group>, solution: Solution, way: Way): void {
  const session = way.sessions.at(0);
  if (session === undefined) return;
  const { key, certain } = membershipOf(solution, session, way);
  const group = groups.get(key) ?? { certain: new Set(), possible: new Set() };
  groups.set(key, group);
  (certain ? group.certain : group.possible).add(session);
}

/** With members that may be missing: without them, with each of them alone, and with all. */
function outcomesOf({ certain, possible }: Group): Session[][] {
  const sure = [...certain];
  if (possible.size === 0) return [sure];
  const outcomes = [...possible].map((one) => [...sure, one]);
  if (sure.length > 0) outcomes.push(sure);
  if (possible.size > 1) outcomes.push([...sure, ...possible]);
  return outcomes;
}

/** Which alternative of the place before the session the session belongs to, and whether it is sure to. */
function membershipOf(solution: Solution, session: Session, way: Way): { key: string; certain: boolean } {
  for (const place of way.places.toReversed()) {
    for (const [prefix, entry] of solution.table(place)?.covering(way.destination) ?? []) {
      for (const [index, group] of entry.alternatives.entries()) {
        const route = group.find((each) => sessionOf(each)?.id === session.id);
        if (route !== undefined) return { key: `${place} ${formatPrefix(prefix)} ${index}`, certain: route.certain };
      }
    }
  }
  // Over an attachment that a static route names: one session of it at a time.
  return { key: ` ${session.id}`, certain: true };
}

function sessionOf({ source }: PlacedRoute): Session | null {
  return source.kind === 'session' || source.kind === 'staticVpn' ? source.session : null;
}

/**
 * The destination, and of the more specific routes at the places its packets pass one for each way of
 * leaving: all of the traffic may be for that piece.
 */
function piecesOf(solution: Solution, ways: readonly Way[], destination: Prefix): Prefix[] {
  const pieces = new Map([[prefixKey(destination), destination]]);
  for (const place of new Set(ways.flatMap(({ places }) => places))) {
    const seen = new Set<string>();
    for (const [prefix, entry] of solution.table(place)?.inside(destination) ?? []) {
      const leaving = leavingBy(entry);
      if (seen.has(leaving)) continue;
      seen.add(leaving);
      pieces.set(prefixKey(prefix), prefix);
    }
  }
  return [...pieces.values()];
}

function leavingBy({ presence, alternatives }: Entry): string {
  const groups = alternatives.map((group) => group.map((route) => `${towards(route)} ${route.certain}`).join(', '));
  return `${presence}: ${groups.join(' or ')}`;
}

/** Thousands of VPCs may be inside one destination, and no session leads to any of them. */
function towards({ source }: PlacedRoute): string {
  return source.kind === 'vpc' || source.kind === 'local' ? 'vpc' : sourceKey(source);
}

/** Places from which packets cross between AWS and a customer's router, in either direction. */
export function crossings(solution: Solution, from: string, ways: readonly Way[]): Set<PlaceId> {
  const found = new Set<PlaceId>(startingPlaces(solution, from));
  for (const { places } of ways) {
    for (const [index, place] of places.entries()) {
      const next = places[index + 1];
      if (index > 0 && next !== undefined && place.startsWith('routers/') !== next.startsWith('routers/'))
        found.add(place);
    }
  }
  return found;
}
