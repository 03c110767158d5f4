/** Settled rounds as a solution: one round is a steady state, several are a cycle, of which what holds all through it is certain. */
import type { Session } from '../aws/network.ts';
import type { Pool } from '../aws/pool.ts';
import { inboundResult, outboundResult } from '../aws/session-result.ts';
import type { Settings } from '../aws/settings.ts';
import type { Announced, Entry, PlaceId, SessionResult, Solution } from '../aws/solution.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import { joinStandings, joinTables } from './join.ts';
import { LazyMap } from './lazy-map.ts';
import type { Offer, Offers } from './offers.ts';
import { routerPool, routerTable } from './router-table.ts';
import type { Solver, State } from './solver.ts';
import type { Standing } from './standing.ts';

/** A solution with its candidates still at hand: what explanations are made from. */
export interface SolutionWithCandidates extends Solution {
  readonly pool: (place: PlaceId) => Pool | undefined;
}

/** `places`: all place ids, sorted, where they are known. */
export function describeSolution(
  solver: Solver,
  cycle: readonly State[],
  known?: readonly PlaceId[],
): SolutionWithCandidates {
  const { network } = solver;
  const { settings } = network;
  const [state] = cycle as readonly [State];
  const steady = cycle.length === 1;
  const standingOf = (id: string): Standing =>
    steady
      ? (state.standings.get(id) as Standing)
      : joinStandings(cycle.map(({ standings }) => standings.get(id) as Standing));
  const sessions = new LazyMap<Session, SessionResult>(network.sessions, (session) =>
    resultOf(session, standingOf(session.id), cycle, settings),
  );
  const joinedTables = new Map<PlaceId, PrefixTable<Entry>>();
  const allPlaces = (): PlaceId[] =>
    [...state.tables.of.keys(), ...[...network.routers.keys()].map((name) => `routers/${name}`)].sort();
  const table = (place: PlaceId): PrefixTable<Entry> | undefined => {
    const known = joinedTables.get(place);
    if (known !== undefined) return known;
    const name = place.startsWith('routers/') ? place.slice('routers/'.length) : null;
    const router = name === null ? undefined : network.routers.get(name);
    if (name !== null && router === undefined) return undefined;
    const tables = cycle.map((it) =>
      router === undefined ? it.tables.of.get(place) : routerTable(router, solver.view(it)),
    );
    if (tables.every((it) => it === undefined)) return undefined;
    const joined = steady ? (tables[0] as PrefixTable<Entry>) : joinTables(tables);
    joinedTables.set(place, joined);
    return joined;
  };
  return {
    network,
    sessions,
    oscillation: steady ? null : { period: cycle.length, sessions: changing(cycle) },
    places: known ?? allPlaces(),
    table,
    announced: (session) => viewOf(cycle.map((it) => it.outbound.view(session))),
    offered: (session) => viewOf(cycle.map((it) => offeredView(session, it.offers.get(session.id) as Offers))),
    propagatedCount: (vpc, name) =>
      Math.max(0, ...cycle.map((it) => it.tables.propagated.get(`vpcs/${vpc}/${name}`) ?? 0)),
    transitGatewayRoutes: (name) => Math.max(0, ...cycle.map((it) => it.tables.transitGatewayRoutes.get(name) ?? 0)),
    pool: (place) => {
      const router = place.startsWith('routers/') ? network.routers.get(place.slice('routers/'.length)) : undefined;
      return router === undefined ? state.tables.pools.get(place) : routerPool(router, solver.view(state));
    },
  };
}

/** Ids of the sessions whose state changes within the cycle. */
function changing(cycle: readonly State[]): string[] {
  const [first] = cycle as readonly [State];
  return [...first.standings.keys()].filter(
    (id) => new Set(cycle.map(({ standings }) => standings.get(id)?.state)).size > 1,
  );
}

/** The views of all rounds of a cycle as one. */
function viewOf(views: readonly Announced[]): Announced {
  const [first] = views;
  if (views.length === 1 && first !== undefined) return first;
  let joined: PrefixTable<Entry> | null = null;
  const table = (): PrefixTable<Entry> => {
    if (joined !== null) return joined;
    const tables = views.map((view) => {
      const one = new PrefixTable<Entry>();
      for (const entry of view.entries()) one.set(entry.prefix, entry);
      return one;
    });
    joined = joinTables(tables);
    return joined;
  };
  return { lookup: (prefix) => table().get(prefix), entries: () => table().values() };
}

function offeredView(session: Session, offers: Offers): Announced {
  const made = (prefix: Entry['prefix'], { variants, present }: Offer): Entry => ({
    prefix,
    presence: present ? 'certain' : 'possible',
    alternatives: variants.map((attributes) => [
      { prefix, attributes, source: { kind: 'session', session }, certain: present && variants.length === 1 },
    ]),
  });
  return {
    lookup: (prefix) => {
      const offer = offers.table().get(prefix);
      return offer === undefined ? undefined : made(prefix, offer);
    },
    *entries() {
      for (const [prefix, offer] of offers.table().entries()) yield made(prefix, offer);
    },
  };
}

function resultOf(session: Session, standing: Standing, cycle: readonly State[], settings: Settings): SessionResult {
  const offers = cycle.map(({ offers: all }) => all.get(session.id) as Offers);
  const counts = cycle.map(({ outbound }) => outbound.count(session));
  return {
    session,
    state: standing.state,
    stateCertain: standing.certain,
    reason: standing.reason,
    facts: standing.facts,
    assumptions: standing.assumptions,
    inbound: inboundResult(
      session,
      standing.state,
      {
        offered: Math.max(...offers.map(({ most }) => most)),
        offeredMin: Math.min(...offers.map(({ least }) => least)),
        looped: Math.max(...offers.map(({ looped }) => looped)),
      },
      settings,
    ),
    outbound: outboundResult(
      session,
      standing.state,
      {
        candidates: Math.max(...counts.map(({ most }) => most)),
        candidatesMin: Math.min(...counts.map(({ least }) => least)),
        cap: counts[0]?.cap ?? null,
        beyond: Math.max(...counts.map(({ beyond }) => beyond)),
      },
      settings,
    ),
  };
}
