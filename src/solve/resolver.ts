/**
 * Solves a design once and then what is left of it after failures: only what a failure reaches is solved
 * again. The result is that of solving the design that has failed afresh. Gateways that fail, and designs
 * with transit routers, whose rounds start from nothing, are solved afresh indeed.
 */
import { buildNetwork } from '../aws/build-network.ts';
import type { Session } from '../aws/network.ts';
import type { Settings } from '../aws/settings.ts';
import type { PlaceId } from '../aws/solution.ts';
import { applyChanges, type Change } from '../design/change.ts';
import type { Design } from '../design/vocabulary.ts';
import { describeSolution, type SolutionWithCandidates } from './describe-solution.ts';
import { Fabric } from './fabric.ts';
import { networkAfter } from './network-after.ts';
import { type EntryChange, Outbound } from './outbound.ts';
import { PatchedMap } from './patched-map.ts';
import { sessionsFailing } from './sessions-failing.ts';
import { settle, Solver, type State } from './solver.ts';
import { solve } from './solve.ts';
import { crossing, type Standing } from './standing.ts';
import { tablesAfter } from './tables-after.ts';

/** What a failure reached. */
export interface Reached {
  /** Sessions that stand otherwise than before, or for another reason. */
  readonly sessions: readonly Session[];
  /** Places whose tables differ, and where. */
  readonly changes: ReadonlyMap<PlaceId, readonly EntryChange[]>;
  readonly fabric: Fabric;
  /** What AWS has for a session, now and before. */
  readonly outbound: Outbound;
  readonly outboundBefore: Outbound;
}

export interface After {
  readonly solution: SolutionWithCandidates;
  /** Null: solved afresh, and anything may differ. */
  readonly reached: Reached | null;
}

export class Resolver {
  readonly #design: Design;
  readonly #settings: Settings;
  readonly #solver: Solver;
  readonly #state: State | null;
  readonly #hasTransit: boolean;
  readonly fabric: Fabric;
  readonly base: SolutionWithCandidates;

  constructor(design: Design, settings: Settings) {
    this.#design = design;
    this.#settings = settings;
    this.#solver = new Solver(buildNetwork(design, settings));
    const { network } = this.#solver;
    const cycle = settle(this.#solver);
    this.base = describeSolution(this.#solver, cycle);
    this.#hasTransit = [...network.routers.values()].some(({ transit }) => transit);
    this.#state = !this.#hasTransit && cycle.length === 1 ? (cycle[0] as State) : null;
    this.fabric = new Fabric(network);
  }

  /** Sessions that the failures take down, each once, in order of id; null: they do more than that. */
  failing(changes: readonly Change[]): readonly Session[] | null {
    const found = new Map<string, Session>();
    for (const change of changes) {
      const sessions = sessionsFailing(this.#design, this.fabric, change);
      if (sessions === null) return null;
      for (const session of sessions) found.set(session.id, session);
    }
    return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  after(changes: readonly Change[]): After {
    const failing = this.failing(changes);
    if (failing === null) {
      return { solution: solve(applyChanges(this.#design, changes), this.#settings), reached: null };
    }
    const network = networkAfter(this.base.network, failing);
    const solver = this.#solver.on(network);
    const before = this.#state;
    if (before === null) {
      return { solution: describeSolution(solver, settle(solver), this.base.places), reached: null };
    }
    const standings = this.#judge(solver, before, failing);
    const differing = [...standings.judged].filter((session) =>
      differs(
        before,
        standings.now,
        session,
        (was, is) => was.state !== is.state || was.certain !== is.certain || was.reason !== is.reason,
      ),
    );
    const moved = differing.filter((session) =>
      differs(before, standings.now, session, (was, is) => was.state !== is.state || crossing(was) !== crossing(is)),
    );
    const round = { network, offers: before.offers, standings: standings.now };
    const { tables, changes: entries } = tablesAfter(before.tables, round, this.fabric, moved);
    const outbound = new Outbound(network, tables, standings.now, { outbound: before.outbound, changes: entries });
    const state: State = { offers: before.offers, standings: standings.now, tables, outbound };
    return {
      solution: describeSolution(solver, [state], this.base.places),
      reached: {
        sessions: differing,
        changes: entries,
        fabric: this.fabric,
        outbound,
        outboundBefore: before.outbound,
      },
    };
  }

  /** Judges anew the sessions that fail and those whose standing hangs on theirs. */
  #judge(
    solver: Solver,
    before: State,
    failing: readonly Session[],
  ): { readonly now: PatchedMap<string, Standing>; readonly judged: ReadonlySet<Session> } {
    const { sessions } = solver.network;
    const judged = new Set<Session>();
    const judge = (session: Session): void => {
      judged.add(sessions.get(session.id) as Session);
    };
    for (const session of failing) judge(session);
    // Assumption countingScope: what one tunnel offers counts for the other.
    if (this.#settings.assume('countingScope') === 'connection') {
      for (const { kind, connection } of failing) this.fabric.sessionsOver(kind, connection).forEach(judge);
    }
    if (failing.some(({ kind }) => kind === 'virtualInterface')) this.fabric.overDirectConnect.forEach(judge);
    const now = new PatchedMap(before.standings);
    solver.judge(before.offers, now, judged);
    return { now, judged };
  }
}

function differs(
  before: State,
  now: ReadonlyMap<string, Standing>,
  { id }: Session,
  how: (was: Standing, is: Standing) => boolean,
): boolean {
  return how(before.standings.get(id) as Standing, now.get(id) as Standing);
}
