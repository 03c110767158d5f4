/**
 * Rounds: every router offers, every session is judged, every place chooses and every gateway announces.
 * Only transit routers feed a round back into the next, so most designs settle at once.
 */
import type { Network, Session } from '../aws/network.ts';
import { formatPrefix } from '../net/format-prefix.ts';
import type { PrefixTable } from '../net/prefix-table.ts';
import { type Offer, type Offers, offersKey, ownOffers, withTransit } from './offers.ts';
import { Outbound } from './outbound.ts';
import { passedOn, routerTable, type RouterView } from './router-table.ts';
import { type Counted, judgeSessions, type Standing, type Standings } from './standing.ts';
import { buildTables, type Tables } from './tables.ts';

type PassedOn = ReadonlyMap<string, PrefixTable<Offer>>;

/** One round: what was offered, and what came of it. */
export interface State {
  readonly offers: ReadonlyMap<string, Offers>;
  readonly standings: ReadonlyMap<string, Standing>;
  readonly tables: Tables;
  readonly outbound: Outbound;
}

/** More rounds than any path can grow: own-ASN checks end every path within as many hops as there are routers. */
const manyRounds = 10_000;

export class Solver {
  readonly network: Network;
  readonly #countLooped: boolean;
  readonly #perConnection: boolean;
  readonly #own: ReadonlyMap<string, Offers>;

  /** `own`: what each session's router announces by itself, where it is known already. */
  constructor(network: Network, own: ReadonlyMap<string, Offers> = allOwnOffers(network)) {
    this.network = network;
    this.#countLooped = network.settings.assume('loopedRoutesCount') === true;
    this.#perConnection = network.settings.assume('countingScope') === 'connection';
    this.#own = own;
  }

  /** The same routers on another network: what they announce by themselves is known. */
  on(network: Network): Solver {
    return new Solver(network, this.#own);
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
    const standings = this.judge(offers, new Map<string, Standing>());
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

  /** Judges the given sessions, all when none are given, over what is known of the others. */
  judge<S extends Standings>(offers: ReadonlyMap<string, Offers>, known: S, sessions?: Iterable<Session>): S {
    return judgeSessions(this.network, offers, (session) => this.#counted(session, offers), known, sessions);
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

function allOwnOffers(network: Network): Map<string, Offers> {
  const own = new Map<string, Offers>();
  const countLooped = network.settings.assume('loopedRoutesCount') === true;
  const shared = new Map<unknown, { session: Session; offers: Offers }[]>();
  for (const session of network.sessions.values()) {
    const known = shared.get(session.announce) ?? [];
    // Thousands of tunnels may share one list of announcements.
    const same = known.find(({ session: other }) => offersAlike(session, other));
    const offers = same?.offers ?? ownOffers(session, countLooped);
    if (same === undefined) shared.set(session.announce, [...known, { session, offers }]);
    own.set(session.id, offers);
  }
  return own;
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
export function settle(solver: Solver): State[] {
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
