/**
 * What differs between two solved designs, in route terms: sessions and their counts, and at every place
 * the prefixes gained, lost, moved to another path, made certain or merely possible.
 */
import { ownerOf, sourceKey } from '../aws/candidate.ts';
import { compareNatural } from '../design/compare-natural.ts';
import { comparePrefixes, type Prefix } from '../net/prefix.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import type { Entry, PlaceId, SessionResult, Solution } from '../aws/solution.ts';

export interface SessionDifference {
  readonly id: string;
  /** Null: not there. */
  readonly before: SessionResult | null;
  readonly after: SessionResult | null;
}

export interface Moved {
  readonly prefix: Prefix;
  /** Connections, attachments or gateways in use, one list an open alternative. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface PlaceDifference {
  readonly place: PlaceId;
  readonly gained: readonly Prefix[];
  readonly lost: readonly Prefix[];
  readonly moved: readonly Moved[];
  /** Certain before, merely possible after. */
  readonly weakened: readonly Prefix[];
  /** Merely possible before, certain after. */
  readonly strengthened: readonly Prefix[];
}

export interface SolutionDifference {
  readonly sessions: readonly SessionDifference[];
  readonly places: readonly PlaceDifference[];
  /** Routers whose tables were not compared, because all of them together are too much. */
  readonly routersLeftOut: number;
}

/** Entries of router tables that are compared at most: a transit gateway may announce 5,000 routes to 5,000 routers. */
const mostRouterEntries = 500_000;

export function compareSolutions(before: Solution, after: Solution): SolutionDifference {
  const places = new Set([...before.places, ...after.places]);
  const routers = [...places].filter((place) => place.startsWith('routers/'));
  const cost = Math.max(routerEntries(before), routerEntries(after));
  const compared =
    cost <= mostRouterEntries ? [...places] : [...places].filter((place) => !place.startsWith('routers/'));
  return {
    sessions: compareSessions(before, after),
    places: compared
      .sort(compareNatural)
      .map((place) => comparePlace(place, before.table(place), after.table(place)))
      .filter((it) => [it.gained, it.lost, it.moved, it.weakened, it.strengthened].some((list) => list.length > 0)),
    routersLeftOut: cost <= mostRouterEntries ? 0 : routers.length,
  };
}

function routerEntries(solution: Solution): number {
  let sum = 0;
  for (const { outbound } of solution.sessions.values()) sum += outbound.candidates;
  return sum;
}

function compareSessions(before: Solution, after: Solution): SessionDifference[] {
  const ids = [...new Set([...before.sessions.keys(), ...after.sessions.keys()])].sort(compareNatural);
  return ids
    .map((id) => ({ id, before: before.sessions.get(id) ?? null, after: after.sessions.get(id) ?? null }))
    .filter(({ before: a, after: b }) => a === null || b === null || sessionKey(a) !== sessionKey(b));
}

function sessionKey({ session, state, stateCertain, inbound, outbound }: SessionResult): string {
  return JSON.stringify([session.gateway, state, stateCertain, inbound, outbound]);
}

function comparePlace(
  place: PlaceId,
  before: PrefixTable<Entry> | undefined,
  after: PrefixTable<Entry> | undefined,
): PlaceDifference {
  const gained: Prefix[] = [];
  const lost: Prefix[] = [];
  const moved: Moved[] = [];
  const weakened: Prefix[] = [];
  const strengthened: Prefix[] = [];
  for (const [prefix, entry] of before?.entries() ?? []) {
    const now = after?.get(prefix);
    if (now === undefined) {
      lost.push(prefix);
      continue;
    }
    if (pathKey(entry) !== pathKey(now)) moved.push({ prefix, before: pathsOf(entry), after: pathsOf(now) });
    if (entry.presence === 'certain' && now.presence === 'possible') weakened.push(prefix);
    if (entry.presence === 'possible' && now.presence === 'certain') strengthened.push(prefix);
  }
  for (const [prefix] of after?.entries() ?? []) if (before?.has(prefix) !== true) gained.push(prefix);
  return { place, gained: gained.sort(comparePrefixes), lost, moved, weakened, strengthened };
}

function pathKey(entry: Entry): string {
  return entry.alternatives
    .map((group) =>
      group
        .map(({ source }) => sourceKey(source))
        .sort()
        .join('+'),
    )
    .sort()
    .join(' or ');
}

function pathsOf(entry: Entry): string[] {
  const groups = entry.alternatives.map((group) =>
    [...new Set(group.map(({ source }) => ownerOf(source)))].sort().join(' + '),
  );
  return [...new Set(groups)].sort();
}
