/**
 * A customer announces a VPC's own addresses to a gateway of that VPC. In the VPC the local route beats
 * even more specific propagated ones (P-VPC-LOCAL), so the announcement is in vain there; on a transit
 * gateway a more specific one draws the traffic of everybody else away from the VPC.
 */
import type { Network, Session } from '../../aws/network.ts';
import { formatPrefix } from '../../net/format-prefix.ts';
import { comparePrefixes } from '../../net/prefix.ts';
import { PrefixTable } from '../../net/prefix-table.ts';
import type { Solution } from '../../aws/solution.ts';
import { type Connection, connectionsOf } from '../connections.ts';
import { listed } from '../listed.ts';
import { offeredPrefixes } from '../offered-prefixes.ts';
import { gatewaysBehind } from '../places-fed.ts';
import type { Breach, Rule } from '../rule.ts';

export const overlapsLocal: Rule = {
  id: 'routes/overlaps-local',
  severity: 'warning',
  title: "A customer announces a prefix inside a VPC's own CIDR",
  why: 'Inside the VPC the local route always wins, even against a longer prefix, so these destinations on the customer side are not reached from the VPC. Two networks share the addresses.',
  fix: 'Renumber one side, or stop announcing the prefix to this gateway.',
  facts: ['P-VPC-LOCAL'],
  *check({ solution }): Iterable<Breach> {
    const { network } = solution;
    const local = new LocalCidrs(network);
    for (const connection of connectionsOf(network.sessions.values())) {
      for (const [vpc, { prefixes, overTransitGateway }] of overlapping(connection, solution, local)) {
        const sorted = [...prefixes.entries()].map(([prefix]) => prefix).sort(comparePrefixes);
        const names = listed(sorted.map(formatPrefix));
        const drawn = overTransitGateway
          ? ' Others on the transit gateway send what is for a more specific one of them to the customer instead.'
          : '';
        yield {
          subject: connection.name,
          message: `${connection.router} announces ${names} over ${connection.name}, inside VPC ${vpc} itself: within the VPC its local route wins.${drawn}`,
          args: { vpc, count: sorted.length, examples: sorted.slice(0, 3).map(formatPrefix).join(' ') },
          path: connection.path,
          ...(overTransitGateway ? { facts: ['P-TGW-ORD'] } : {}),
        };
      }
    }
  },
};

interface Overlap {
  readonly prefixes: PrefixTable<true>;
  overTransitGateway: boolean;
}

function overlapping(connection: Connection, solution: Solution, local: LocalCidrs): Map<string, Overlap> {
  const found = new Map<string, Overlap>();
  const seen = new Set<unknown>();
  for (const session of connection.sessions) {
    // The tunnels of a connection mostly announce the very same list.
    const transit = solution.network.routers.get(session.router)?.transit === true;
    if (!transit && session.policy.announceOnly === null && seen.has(session.announce)) continue;
    seen.add(session.announce);
    const cidrs = local.reachedBy(session);
    if (cidrs.size === 0) continue;
    for (const prefix of offeredPrefixes(solution, session)) {
      const match = cidrs.longestMatch(prefix);
      if (match === undefined) continue;
      for (const { vpc, overTransitGateway } of match[1]) {
        let overlap = found.get(vpc);
        if (overlap === undefined)
          found.set(vpc, (overlap = { prefixes: new PrefixTable(), overTransitGateway: false }));
        overlap.prefixes.set(prefix, true);
        if (overTransitGateway && prefix.length > match[0].length) overlap.overTransitGateway = true;
      }
    }
  }
  return found;
}

interface Owner {
  readonly vpc: string;
  readonly overTransitGateway: boolean;
}

/** CIDRs of the VPCs behind each gateway. */
class LocalCidrs {
  readonly #network: Network;
  readonly #known = new Map<string, PrefixTable<readonly Owner[]>>();

  constructor(network: Network) {
    this.#network = network;
  }

  reachedBy(session: Session): PrefixTable<readonly Owner[]> {
    const key = `${session.gateway.kind}/${session.gateway.name}`;
    let table = this.#known.get(key);
    if (table === undefined) {
      table = new PrefixTable();
      for (const gateway of gatewaysBehind(this.#network, session)) {
        for (const owner of this.#attached(gateway)) {
          for (const cidr of this.#network.design.vpcs[owner.vpc]?.cidrs ?? [])
            table.set(cidr, [...(table.get(cidr) ?? []), owner]);
        }
      }
      this.#known.set(key, table);
    }
    return table;
  }

  #attached({ kind, name }: Session['gateway']): Owner[] {
    const { design } = this.#network;
    if (kind === 'vpnGateway') {
      const vpc = design.vpnGateways[name]?.vpc ?? null;
      return vpc === null ? [] : [{ vpc, overTransitGateway: false }];
    }
    return Object.values(design.transitGateways[name]?.attachments ?? {}).flatMap((attachment) =>
      attachment.kind === 'vpc' ? [{ vpc: attachment.vpc, overTransitGateway: true }] : [],
    );
  }
}
