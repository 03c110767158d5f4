/**
 * The part of a network that a failure may have made worse, and a solution looked at in that part: what is
 * walked over is the part, what is asked for by name is the whole. Left out is what heard of the failure
 * only as fewer routes on connections that are all alike: it has less to lose, and nothing to choose.
 */
import type { Session } from '../aws/network.ts';
import type { PlaceId, RouteSource, Solution } from '../aws/solution.ts';
import type { SolutionWithCandidates } from './describe-solution.ts';
import type { EntryChange } from './outbound.ts';
import type { Reached } from './resolver.ts';

export interface Focus {
  /** Ids. */
  readonly sessions: ReadonlySet<string>;
  /** Names. */
  readonly routers: ReadonlySet<string>;
}

export function focusOf(reached: Reached, before: SolutionWithCandidates, after: SolutionWithCandidates): Focus {
  const focus = new Gathering(reached, before, after);
  for (const session of reached.sessions) focus.connection(session);
  for (const [place, changes] of reached.changes) focus.place(place, changes);
  return focus;
}

class Gathering implements Focus {
  readonly #reached: Reached;
  readonly #before: SolutionWithCandidates;
  readonly #after: SolutionWithCandidates;
  readonly sessions = new Set<string>();
  readonly routers = new Set<string>();

  constructor(reached: Reached, before: SolutionWithCandidates, after: SolutionWithCandidates) {
    this.#reached = reached;
    this.#before = before;
    this.#after = after;
  }

  connection({ id, kind, connection, router }: Session): void {
    this.routers.add(router);
    if (this.sessions.has(id)) return;
    for (const each of this.#reached.fabric.sessionsOver(kind, connection)) this.sessions.add(each.id);
  }

  place(place: PlaceId, changes: readonly EntryChange[]): void {
    const { fabric, outbound, outboundBefore } = this.#reached;
    for (const { prefix } of changes) {
      for (const solution of [this.#before, this.#after]) {
        for (const { candidate } of solution.pool(place)?.get(prefix)?.contenders ?? []) this.#source(candidate.source);
      }
    }
    for (const session of fabric.kindsHearing(place)) {
      const more = outbound.most(place, session) > outboundBefore.most(place, session);
      if (more) this.#everybody(place, (it) => it.kind === session.kind && it.family === session.family);
    }
    if (changes.some((change) => this.#makesDoubtful(place, change))) this.#everybody(place, () => true);
    for (const name of fabric.choosersAt(place)) {
      for (const session of this.#after.network.routers.get(name)?.sessions ?? []) this.connection(session);
    }
  }

  /** A route that was certain, or not there, is merely possible now; or a certain one is gone that covered a possible one. */
  #makesDoubtful(place: PlaceId, { prefix, before, after }: EntryChange): boolean {
    if (after?.presence === 'possible' && before?.presence !== 'possible') return true;
    if (before?.presence !== 'certain' || after?.presence === 'certain') return false;
    return (this.#after.table(place)?.inside(prefix) ?? []).some(([, { presence }]) => presence === 'possible');
  }

  #everybody(place: PlaceId, which: (session: Session) => boolean): void {
    for (const session of this.#reached.fabric.hearing(place)) if (which(session)) this.connection(session);
  }

  #source(source: RouteSource): void {
    if (source.kind === 'session' || source.kind === 'staticVpn') this.connection(source.session);
    else if (source.kind === 'staticAttachment') {
      for (const session of this.#reached.fabric.sessionsBehind(source.transitGateway, source.attachment))
        this.connection(session);
    } else if (source.kind === 'directConnectGateway') {
      for (const session of this.#after.network.sessionsOf({ kind: 'directConnectGateway', name: source.name }))
        this.connection(session);
    }
  }
}

export function focused(solution: SolutionWithCandidates, { sessions, routers }: Focus): Solution {
  const { network } = solution;
  return {
    ...solution,
    sessions: new PartOfMap(solution.sessions, sessions),
    network: {
      ...network,
      sessions: new PartOfMap(network.sessions, sessions),
      routers: new PartOfMap(network.routers, routers),
    },
  };
}

/** A map of which only some keys are walked over. */
class PartOfMap<V> implements ReadonlyMap<string, V> {
  readonly #whole: ReadonlyMap<string, V>;
  readonly #part: ReadonlySet<string>;

  constructor(whole: ReadonlyMap<string, V>, part: ReadonlySet<string>) {
    this.#whole = whole;
    this.#part = part;
  }

  get size(): number {
    return this.#part.size;
  }

  get(key: string): V | undefined {
    return this.#whole.get(key);
  }

  has(key: string): boolean {
    return this.#whole.has(key);
  }

  *entries(): Generator<[string, V], undefined, undefined> {
    for (const key of this.#part) {
      const value = this.#whole.get(key);
      if (value !== undefined) yield [key, value];
    }
  }

  *keys(): Generator<string, undefined, undefined> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): Generator<V, undefined, undefined> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): Generator<[string, V], undefined, undefined> {
    return this.entries();
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }
}
