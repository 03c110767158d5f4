/**
 * The steady state of a design. Round after round every router offers, every session is judged, every
 * place chooses and every gateway announces, until nothing changes. Only transit routers feed a round
 * back into the next, so most designs settle at once. Rounds that repeat without settling are an
 * oscillation: a result, with what holds all through the cycle still certain.
 */
import { buildNetwork } from '../aws/build-network.ts';
import type { Network, Session } from '../aws/network.ts';
import { inboundResult, outboundResult } from '../aws/session-result.ts';
import type { Settings } from '../aws/settings.ts';
import { formatPrefix } from '../net/format-prefix.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import type { Design } from '../design/vocabulary.ts';
import { joinStandings, joinTables } from './join.ts';
import { type Offer, type Offers, offersKey, ownOffers, withTransit } from './offers.ts';
import { Outbound } from './outbound.ts';
import { passedOn, routerPool, routerTable, type RouterView } from './router-table.ts';
import type { Announced, Entry, PlaceId, SessionResult, Solution } from '../aws/solution.ts';
import { type Counted, judgeSessions, type Standing } from './standing.ts';
import { buildTables, type Tables } from './tables.ts';
import type { Pool } from '../aws/pool.ts';

type PassedOn = ReadonlyMap<string, PrefixTable<Offer>>;

/** One round: what was offered, and what came of it. */
interface State {
  readonly offers: ReadonlyMap<string, Offers>;
  readonly standings: ReadonlyMap<string, Standing>;
  readonly tables: Tables;
  readonly outbound: Outbound;
}

/** A solution with its candidates still at hand: what explanations are made from. */
export interface SolutionWithCandidates extends Solution {
  readonly pool: (place: PlaceId) => Pool | undefined;
}

/** More rounds than any path can grow: own-ASN checks end every path within as many hops as there are routers. */
const manyRounds = 10_000;

class Solver {
  readonly network: Network;
  readonly #countLooped: boolean;
  readonly #perConnection: boolean;
  readonly #own = new Map<string, Offers>();

  constructor(design: Design, settings: Settings) {
    this.network = buildNetwork(design, settings);
    this.#countLooped = settings.assume('loopedRoutesCount') === true;
    this.#perConnection = settings.assume('countingScope') === 'connection';
    const shared = new Map<unknown, { session: Session; offers: Offers }[]>();
    for (const session of this.network.sessions.values()) {
      const known = shared.get(session.announce) ?? [];
      // Thousands of tunnels may share one list of announcements.
      const same = known.find(({ session: other }) => offersAlike(session, other));
      const offers = same?.offers ?? ownOffers(session, this.#countLooped);
      if (same === undefined) shared.set(session.announce, [...known, { session, offers }]);
      this.#own.set(session.id, offers);
    }
  }

  own(session: Session): Offers {
    return this.#own.get(session.id) as Offers;
  }

  round(passed: PassedOn): State {
    const offers = new Map<string, Offers>();
    for (const session of this.network.sessions.values()) {
      const learned = passed.get(session.id);
      const own = this.own(session);
      offers.set(session.id, learned === undefined ? own : withTransit(session, own, learned, this.#countLooped));
    }
    const standings = judgeSessions(this.network, offers, (session) => this.#counted(session, offers));
    const tables = buildTables({ network: this.network, offers, standings });
    return { offers, standings, tables, outbound: new Outbound(this.network, tables, standings) };
  }

  /** What a transit router makes of a round for the next. */
  next(state: State): PassedOn {
    const passed = new Map<string, PrefixTable<Offer>>();
    const view = this.view(state);
    for (const router of this.network.routers.values()) {
      if (!router.transit) continue;
      for (const [session, offers] of passedOn(this.network, router, routerTable(router, view))) {
        passed.set(session, offers);
      }
    }
    return passed;
  }

  view(state: State): RouterView {
    return {
      network: this.network,
      announced: (session) => state.outbound.view(session),
      own: (session) => this.own(session),
    };
  }

  #counted(session: Session, offers: ReadonlyMap<string, Offers>): Counted {
    const { most, least } = offers.get(session.id) as Offers;
    if (!this.#perConnection || session.kind !== 'vpn' || session.routing === 'static') return { most, least };
    // Assumption countingScope: the tunnels of a connection are counted together, each prefix once.
    const siblings = this.network
      .sessionsOf(session.gateway)
      .filter((other) => other.connection === session.connection && other.down === null);
    const union = new Set<string>();
    const sure = new Set<string>();
    let anonymous = 0;
    for (const sibling of siblings) {
      const offered = offers.get(sibling.id) as Offers;
      anonymous = Math.max(anonymous, offered.anonymous);
      for (const [prefix, { present, variants }] of offered.table().entries()) {
        const denied = variants.filter(({ asPath }) => asPath.includes(sibling.amazonAsn)).length;
        if (denied === variants.length && !this.#countLooped) continue;
        union.add(formatPrefix(prefix));
        if (present && denied === 0) sure.add(formatPrefix(prefix));
      }
    }
    return { most: union.size + anonymous, least: sure.size + anonymous };
  }
}

function offersAlike(a: Session, b: Session): boolean {
  return (
    a.family === b.family &&
    a.routing === b.routing &&
    a.customerAsn === b.customerAsn &&
    a.amazonAsn === b.amazonAsn &&
    a.acceptedRouteCount === b.acceptedRouteCount &&
    a.staticRoutes === b.staticRoutes &&
    JSON.stringify(a.policy) === JSON.stringify(b.policy)
  );
}

function passedOnKey(passed: PassedOn): string {
  return [...passed].map(([session, offers]) => `${session}=${offersKey(offers, formatPrefix)}`).join('\n');
}

/** Runs rounds until one repeats; gives the states of the cycle (one state: a steady one). */
function settle(solver: Solver): State[] {
  let passed: PassedOn = new Map();
  let state = solver.round(passed);
  const seen = new Map<string, number>([['', 0]]);
  const states: State[] = [state];
  for (let round = 1; round < manyRounds; round += 1) {
    passed = solver.next(state);
    const key = [...passed.values()].every(({ size }) => size === 0) ? '' : passedOnKey(passed);
    const before = seen.get(key);
    if (before !== undefined) return states.slice(before);
    seen.set(key, round);
    state = solver.round(passed);
    states.push(state);
  }
  throw new Error('the rounds neither settle nor repeat');
}

/** The steady state of a design: sessions, tables, what is certain in them. An oscillation is a result, no error. */
export function solve(design: Design, settings: Settings): SolutionWithCandidates {
  const solver = new Solver(design, settings);
  return describe(solver, settle(solver));
}

function describe(solver: Solver, cycle: State[]): SolutionWithCandidates {
  const { network } = solver;
  const { settings } = network;
  const [state] = cycle as [State];
  const steady = cycle.length === 1;
  const standings = new Map<string, Standing>();
  const changing: string[] = [];
  for (const id of network.sessions.keys()) {
    const all = cycle.map((it) => it.standings.get(id) as Standing);
    const joined = steady ? (all[0] as Standing) : joinStandings(all);
    standings.set(id, joined);
    if (new Set(all.map((it) => it.state)).size > 1) changing.push(id);
  }
  const sessions = new Map<string, SessionResult>();
  for (const session of network.sessions.values()) {
    sessions.set(session.id, resultOf(session, standings.get(session.id) as Standing, cycle, settings));
  }
  const joinedTables = new Map<PlaceId, PrefixTable<Entry>>();
  const routerPlaces = [...network.routers.keys()].map((name) => `routers/${name}`);
  const places = [...state.tables.of.keys(), ...routerPlaces].sort();
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
    oscillation: steady ? null : { period: cycle.length, sessions: changing },
    places,
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
