/** The same prefix over private-IP and public VPN on one transit gateway table: no ECMP across the two (F115, E-PIP). */
import type { Session } from '../../aws/network.ts';
import { formatPrefix } from '../../net/format-prefix.ts';
import { PrefixTable } from '../../net/prefix-table.ts';
import type { Solution } from '../../aws/solution.ts';
import { connectionsOf } from '../connections.ts';
import { counted } from '../counted.ts';
import { listed } from '../listed.ts';
import { offeredPrefixes } from '../offered-prefixes.ts';
import { tablesPropagatedTo } from '../places-fed.ts';
import type { Breach, Rule } from '../rule.ts';

export const mixedPublicPrivate: Rule = {
  id: 'ecmp/mixed-public-private',
  severity: 'warning',
  title: 'One prefix over private-IP and public VPN: no load is shared between them',
  why: 'A transit gateway prefers private-IP VPN and does ECMP among private-IP connections only. The public connection is a backup and adds no bandwidth.',
  fix: 'Count the public connection as a backup only. To add bandwidth add private-IP connections.',
  facts: ['F115', 'E-PIP', 'P-TGW-ORD'],
  afterFailure: 'same',
  *check({ solution }): Iterable<Breach> {
    const { network } = solution;
    for (const gateway of Object.keys(network.design.transitGateways)) {
      const all = network
        .sessionsOf({ kind: 'transitGateway', name: gateway })
        .filter((it) => it.kind === 'vpn' && it.routing === 'bgp' && it.down === null);
      const privateOnes = all.filter(({ transport }) => transport === 'private');
      const publicOnes = all.filter(({ transport }) => transport === 'public');
      if (privateOnes.length === 0 || publicOnes.length === 0) continue;
      const inTables = privatePrefixes(privateOnes, solution);
      for (const { name, router, sessions, path } of connectionsOf(publicOnes)) {
        const shared = sharedPrefixes(sessions, inTables, solution);
        const found = [...shared.entries()];
        const [first] = found;
        if (first === undefined) continue;
        const [prefix, over] = first;
        const more = found.length === 1 ? '' : ` and ${counted(found.length - 1, 'more prefix', 'more prefixes')}`;
        yield {
          subject: name,
          message: `${router} carries ${formatPrefix(prefix)}${more} over public VPN connection ${name} as well as over private-IP ${listed([...over])} on transit gateway ${gateway}: there is no ECMP across the two, and ${name} is used only when the private ones are gone.`,
          args: { gateway, count: found.length, example: formatPrefix(prefix) },
          path,
        };
      }
    }
  },
};

type ByPrefix = PrefixTable<Set<string>>;

/** Per table: each prefix of a private-IP VPN, and the connections that carry it. */
function privatePrefixes(sessions: readonly Session[], solution: Solution): Map<string, ByPrefix> {
  const tables = new Map<string, ByPrefix>();
  for (const session of sessions) {
    for (const table of tablesPropagatedTo(solution.network, session.gateway.name, session.attachment ?? '')) {
      let prefixes = tables.get(table);
      if (prefixes === undefined) tables.set(table, (prefixes = new PrefixTable()));
      for (const prefix of offeredPrefixes(solution, session)) {
        const known = prefixes.get(prefix);
        if (known === undefined) prefixes.set(prefix, new Set([session.connection]));
        else known.add(session.connection);
      }
    }
  }
  return tables;
}

function sharedPrefixes(
  sessions: readonly Session[],
  inTables: ReadonlyMap<string, ByPrefix>,
  solution: Solution,
): ByPrefix {
  const shared: ByPrefix = new PrefixTable();
  for (const session of sessions) {
    for (const table of tablesPropagatedTo(solution.network, session.gateway.name, session.attachment ?? '')) {
      const prefixes = inTables.get(table);
      if (prefixes === undefined) continue;
      for (const prefix of offeredPrefixes(solution, session)) {
        const over = prefixes.get(prefix);
        if (over !== undefined) shared.set(prefix, over);
      }
    }
  }
  return shared;
}
