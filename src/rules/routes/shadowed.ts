/** Routes that AWS takes in and never uses: at no table they come to does any outcome choose them. */
import type { Session } from '../../aws/network.ts';
import { formatPrefix } from '../../net/format-prefix.ts';
import { type Prefix, prefixKey, type PrefixKey } from '../../net/prefix.ts';
import { PatchedPrefixTable } from '../../net/patched-prefix-table.ts';
import type { PrefixTable } from '../../net/prefix-table.ts';
import { sourcePhrase } from '../../solve/explain.ts';
import { PatchedMap } from '../../solve/patched-map.ts';
import type { Entry, PlaceId, Solution } from '../../aws/solution.ts';
import { type Connection, connectionsOf } from '../connections.ts';
import { counted } from '../counted.ts';
import { listed } from '../listed.ts';
import { offeredPrefixes } from '../offered-prefixes.ts';
import { placesBehindDirectConnect, placesFed } from '../places-fed.ts';
import type { Breach, Rule } from '../rule.ts';

export const shadowed: Rule = {
  id: 'routes/shadowed',
  severity: 'note',
  title: 'Routes that are announced to AWS and never used',
  why: 'For the same prefix AWS prefers another route. That is what a backup is for; it is a surprise when the path was meant to carry traffic.',
  fix: 'Nothing, if this is the backup. Otherwise make the routes equal (AS_PATH, MED, kind of connection), or more specific.',
  facts: ['P-VGW-1', 'P-TGW-ORD', 'P-TGW-BEST'],
  *check({ solution }): Iterable<Breach> {
    const wins = new Wins(solution);
    for (const connection of connectionsOf(solution.network.sessions.values())) {
      if (wins.allOf(connection)) continue;
      const lost: Prefix[] = [];
      for (const prefix of acceptedPrefixes(connection, solution)) if (!wins.at(connection, prefix)) lost.push(prefix);
      const [first] = lost;
      if (first === undefined) continue;
      const winner = wins.insteadOf(connection, first);
      const instead = winner === null ? '' : `; ${formatPrefix(first)} goes over ${winner}`;
      yield {
        subject: connection.name,
        message: `${counted(lost.length, 'route')} of ${connection.router} over ${connection.name} never ${lost.length === 1 ? 'wins' : 'win'} anywhere (${listed(lost.map(formatPrefix))})${instead}.`,
        args: { count: lost.length, examples: lost.slice(0, 3).map(formatPrefix).join(' ') },
        path: connection.path,
      };
    }
  },
};

/** What AWS takes in on some session of the connection, each prefix once. */
function* acceptedPrefixes(connection: Connection, solution: Solution): Generator<Prefix> {
  const seen = new Set<PrefixKey>();
  const lists = new Set<unknown>();
  for (const session of connection.sessions) {
    const result = solution.sessions.get(session.id);
    if (result === undefined || (result.state !== 'established' && result.stateCertain)) continue;
    const alike =
      sameOffers(session, connection.sessions[0]) && solution.network.routers.get(session.router)?.transit !== true;
    if (alike && lists.has(session.announce)) continue;
    if (alike) lists.add(session.announce);
    for (const prefix of candidatePrefixes(session, solution)) {
      if (seen.has(prefixKey(prefix))) continue;
      seen.add(prefixKey(prefix));
      yield prefix;
    }
  }
}

function* candidatePrefixes(session: Session, solution: Solution): Generator<Prefix> {
  if (session.routing === 'static') {
    yield* session.staticRoutes;
    return;
  }
  // A denied route was not a candidate.
  yield* offeredPrefixes(solution, session);
}

function sameOffers(a: Session, b: Session | undefined): boolean {
  return (
    b !== undefined &&
    a.routing === 'bgp' &&
    a.announce === b.announce &&
    a.policy.announceOnly === null &&
    b.policy.announceOnly === null
  );
}

const keyOf = (session: Pick<Session, 'kind' | 'connection'>): string => `${session.kind} ${session.connection}`;

/** Which connection's routes are in use where. Tables are walked once, prefix by prefix. */
class Wins {
  readonly #solution: Solution;

  constructor(solution: Solution) {
    this.#solution = solution;
  }

  /** Quick: true when at some place nothing of the connection is lost. */
  allOf(connection: Connection): boolean {
    const { network, sessions } = this.#solution;
    const [first] = connection.sessions as [Session];
    const live = connection.sessions.filter(({ id }) => {
      const result = sessions.get(id);
      return result !== undefined && (result.state === 'established' || !result.stateCertain);
    });
    if (live.length === 0) return true;
    if (first.gateway.kind === 'directConnectGateway') return false;
    if (!live.every((session) => sameOffers(session, first))) return false;
    const wanted = Math.max(...live.map(({ id }) => sessions.get(id)?.inbound.accepted ?? 0));
    return placesFed(network, first).some(
      (place) => (countsOf(this.#solution.table(place)).get(keyOf(first)) ?? 0) >= wanted,
    );
  }

  at(connection: Connection, prefix: Prefix): boolean {
    const { network } = this.#solution;
    const [first] = connection.sessions as [Session];
    const places = placesFed(network, first);
    // An attachment that propagates nowhere has no candidates to lose.
    if (places.length === 0) return true;
    const won = places.some((place) => this.#uses(place, prefix, (entry) => usesConnection(entry, first)));
    if (!won || first.gateway.kind !== 'directConnectGateway') return won;
    const behind = placesBehindDirectConnect(network, first.gateway.name);
    const { name } = first.gateway;
    return (
      behind.length === 0 ||
      behind.some((place) => this.#uses(place, prefix, (entry) => usesDirectConnect(entry, name)))
    );
  }

  /** Who carries the prefix instead. */
  insteadOf(connection: Connection, prefix: Prefix): string | null {
    const { network } = this.#solution;
    const [first] = connection.sessions as [Session];
    const behind =
      first.gateway.kind === 'directConnectGateway' ? placesBehindDirectConnect(network, first.gateway.name) : [];
    for (const place of [...placesFed(network, first), ...behind]) {
      const entry = this.#solution.table(place)?.get(prefix);
      const route = entry?.alternatives[0]?.[0];
      if (entry === undefined || route === undefined || usesConnection(entry, first)) continue;
      if (route.source.kind === 'directConnectGateway' && route.source.name === first.gateway.name) continue;
      return sourcePhrase(route.source);
    }
    return null;
  }

  #uses(place: PlaceId, prefix: Prefix, uses: (entry: Entry) => boolean): boolean {
    const entry = this.#solution.table(place)?.get(prefix);
    return entry !== undefined && uses(entry);
  }
}

type Counts = ReadonlyMap<string, number>;

/** Kept with the table: after a failure most tables are the very same, or differ in a few entries. */
const countsKnown = new WeakMap<PrefixTable<Entry>, Counts>();

/** For how many prefixes each connection is in use in a table. */
function countsOf(table: PrefixTable<Entry> | undefined): Counts {
  if (table === undefined) return new Map();
  let counts = countsKnown.get(table);
  if (counts === undefined) countsKnown.set(table, (counts = count(table)));
  return counts;
}

function count(table: PrefixTable<Entry>): Counts {
  const patched = table instanceof PatchedPrefixTable ? (table as PatchedPrefixTable<Entry>) : null;
  const counts = new PatchedMap(patched === null ? new Map<string, number>() : countsOf(patched.base));
  const add = (entry: Entry, times: 1 | -1): void => {
    for (const key of connectionsIn(entry)) counts.set(key, (counts.get(key) ?? 0) + times);
  };
  if (patched === null) for (const entry of table.values()) add(entry, 1);
  else {
    for (const entry of patched.hidden()) add(entry, -1);
    for (const [, entry] of patched.patches()) add(entry, 1);
  }
  return counts;
}

function connectionsIn({ alternatives }: Entry): Set<string> {
  const found = new Set<string>();
  for (const group of alternatives) {
    for (const { source } of group) {
      if (source.kind === 'session' || source.kind === 'staticVpn') found.add(keyOf(source.session));
    }
  }
  return found;
}

function usesConnection(entry: Entry, session: Session): boolean {
  return entry.alternatives.some((group) =>
    group.some(
      ({ source }) =>
        (source.kind === 'session' || source.kind === 'staticVpn') &&
        source.session.connection === session.connection &&
        source.session.kind === session.kind,
    ),
  );
}

function usesDirectConnect(entry: Entry, name: string): boolean {
  return entry.alternatives.some((group) =>
    group.some(({ source }) => source.kind === 'directConnectGateway' && source.name === name),
  );
}
