/**
 * A site with a preferred and a backup path where the backup carries longer prefixes: by longest match
 * they beat every preference (P-CGW-LPM). Looked at in both directions: what the customer announces to
 * AWS, and what AWS announces to the customer.
 */
import type { Network, RouterNode, Session } from '../../aws/network.ts';
import { formatPrefix } from '../../net/format-prefix.ts';
import { comparePrefixes, type Prefix } from '../../net/prefix.ts';
import { PrefixTable } from '../../net/prefix-table.ts';
import type { Solution } from '../../aws/solution.ts';
import { AnnouncedMatches } from '../announced-matches.ts';
import { type Connection, connectionNoun, connectionsOf } from '../connections.ts';
import { listed } from '../listed.ts';
import { offeredPrefixes } from '../offered-prefixes.ts';
import { ownNetworks } from '../own-networks.ts';
import { leadToOneGateway } from '../places-fed.ts';
import { placeAnnounced } from '../../solve/place-names.ts';
import type { Breach, Rule } from '../rule.ts';

export const moreSpecificOnBackup: Rule = {
  id: 'routes/more-specific-on-backup',
  severity: 'warning',
  title: 'The backup path carries longer prefixes than the preferred one',
  why: 'The longest prefix wins before Direct Connect, AS_PATH or local preference are looked at: the traffic takes the backup all the time.',
  fix: 'Let both paths carry the same prefixes, and prefer one by kind, AS_PATH or local preference. Towards the customer: align the allowed prefixes of Direct Connect with what the VPN announces, or add a static aggregate to the VPN’s transit gateway table.',
  facts: ['P-CGW-LPM', 'P-VGW-1', 'P-TGW-AGG'],
  *check({ solution }): Iterable<Breach> {
    const matches = new AnnouncedMatches(solution);
    for (const router of solution.network.routers.values()) {
      const connections = connectionsOf(router.sessions).filter((it) => isLive(it, solution));
      if (connections.length < 2) continue;
      for (const backup of connections) {
        const preferred = connections.filter((it) => isPreferred(it, backup, solution.network));
        if (preferred.length === 0) continue;
        yield* towardsAws(router, preferred, backup, solution);
        yield* towardsCustomer(router, preferred, backup, solution, matches);
      }
      matches.forget();
    }
  },
};

function isLive({ sessions }: Connection, solution: Solution): boolean {
  return sessions.some(({ id, routing }) => {
    const result = solution.sessions.get(id);
    return routing === 'bgp' && result !== undefined && (result.state === 'established' || !result.stateCertain);
  });
}

/** Lower is preferred: Direct Connect, then private IP VPN, then public VPN, then the longer path. */
function preference({ sessions }: Connection): readonly [number, number] {
  const [first] = sessions as [Session];
  const kind = first.transport === 'directConnect' ? 0 : first.transport === 'private' ? 1 : 2;
  return [kind, Math.min(...sessions.map(({ policy }) => policy.prepend ?? 0))];
}

function isPreferred(one: Connection, other: Connection, network: Network): boolean {
  const [a, b] = [one.sessions[0] as Session, other.sessions[0] as Session];
  if (one === other || a.kind === 'connect' || b.kind === 'connect' || !leadToOneGateway(network, a, b)) return false;
  // A private-IP VPN runs inside Direct Connect and is meant to take the traffic.
  if (a.transport === 'directConnect' && b.transport === 'private') return false;
  const [kindA, prependA] = preference(one);
  const [kindB, prependB] = preference(other);
  return kindA === kindB ? prependA < prependB : kindA < kindB;
}

function* towardsAws(
  router: RouterNode,
  preferred: readonly Connection[],
  backup: Connection,
  solution: Solution,
): Iterable<Breach> {
  if (!router.transit && preferred.every((it) => announcesAlike([...it.sessions, ...backup.sessions]))) return;
  const tables = preferred.map((it) => ({ connection: it, table: offeredTable(it, solution) }));
  const onBackup = offeredTable(backup, solution);
  for (const { connection, table } of tables) {
    const longer: Prefix[] = [];
    for (const [prefix] of onBackup.entries()) {
      const covered = table.longestMatch(prefix) !== undefined;
      if (covered && !tables.some((it) => it.table.has(prefix))) longer.push(prefix);
    }
    if (longer.length === 0) continue;
    const cover = table.longestMatch(longer[0] as Prefix)?.[0] as Prefix;
    yield breach(
      'towards the customer site',
      `${router.name} announces ${listed(longer.map(formatPrefix))} over ${nounOf(backup)} and only wider prefixes (${formatPrefix(cover)}) over ${nounOf(connection)}: what AWS sends to ${longer.length === 1 ? 'it' : 'them'} takes ${backup.name}.`,
      connection,
      backup,
      longer,
    );
  }
}

function* towardsCustomer(
  router: RouterNode,
  preferred: readonly Connection[],
  backup: Connection,
  solution: Solution,
  matches: AnnouncedMatches,
): Iterable<Breach> {
  const own = ownNetworks(router);
  const live = (it: Connection): Session[] =>
    it.sessions.filter(({ id, routing }) => routing === 'bgp' && solution.sessions.get(id)?.state === 'established');
  for (const connection of preferred) {
    const longer = new PrefixTable<Prefix>();
    for (const from of live(connection)) {
      for (const to of live(backup)) {
        // One table announced on both: the same prefixes.
        const place = placeAnnounced(solution.network, from);
        if (place !== null && place === placeAnnounced(solution.network, to)) continue;
        if (from.family !== to.family) continue;
        for (const wide of matches.view(from).entries()) {
          for (const { prefix } of matches.inside(to, wide.prefix)) {
            const alsoPreferred = preferred.some((it) =>
              live(it).some((session) => matches.view(session).lookup(prefix) !== undefined),
            );
            if (!alsoPreferred && !own.has(prefix)) longer.set(prefix, wide.prefix);
          }
        }
      }
    }
    const found = [...longer.entries()];
    const [first] = found;
    if (first === undefined) continue;
    const prefixes = found.map(([prefix]) => prefix);
    yield breach(
      'towards AWS',
      `AWS announces ${listed(prefixes.map(formatPrefix))} to ${router.name} over ${nounOf(backup)} and only wider prefixes (${formatPrefix(first[1])}) over ${nounOf(connection)}: what ${router.name} sends to ${prefixes.length === 1 ? 'it' : 'them'} takes ${backup.name}.`,
      connection,
      backup,
      prefixes,
    );
  }
}

function breach(
  direction: string,
  message: string,
  preferred: Connection,
  backup: Connection,
  prefixes: readonly Prefix[],
): Breach {
  const examples = [...prefixes].sort(comparePrefixes).slice(0, 3).map(formatPrefix).join(' ');
  return {
    subject: backup.name,
    message,
    args: { direction, preferred: preferred.name, count: prefixes.length, examples },
    path: backup.path,
  };
}

function nounOf({ kind, name }: Connection): string {
  return `${connectionNoun(kind)} ${name}`;
}

function announcesAlike(sessions: readonly Session[]): boolean {
  const [first] = sessions;
  return sessions.every((session) => session.announce === first?.announce && session.policy.announceOnly === null);
}

function offeredTable({ sessions }: Connection, solution: Solution): PrefixTable<true> {
  const table = new PrefixTable<true>();
  for (const session of sessions) {
    for (const prefix of offeredPrefixes(solution, session)) table.set(prefix, true);
  }
  return table;
}
