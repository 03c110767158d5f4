/** Connections between a router and each VPC, there and back. */
import type { Candidate } from '../../aws/candidate.ts';
import { customerRouterBehaviour, imported } from '../../aws/customer-router.ts';
import type { RouterNode, Session } from '../../aws/network.ts';
import { choose, type Contender } from '../../bgp/ladder.ts';
import { compareNatural } from '../../design/compare-natural.ts';
import { parseAddress } from '../../net/parse-prefix.ts';
import { type Address, covers, type Prefix, widthOf } from '../../net/prefix.ts';
import type { PrefixTable } from '../../net/prefix-table.ts';
import type { PlacedRoute, PlaceId, Solution } from '../../aws/solution.ts';
import { implicitTable } from '../../solve/tables.ts';
import { AnnouncedMatches } from '../announced-matches.ts';
import { ownNetworks } from '../own-networks.ts';
import { placesFed } from '../places-fed.ts';
import { placeAnnounced } from '../../solve/place-names.ts';

/** Names of connections that some outcome uses, sorted. */
export interface TwoWays {
  readonly there: readonly string[];
  readonly back: readonly string[];
  /** The router has more prefixes than were looked at. */
  readonly cut: boolean;
}

export const prefixesLookedAt = 50;

export class Ways {
  readonly #solution: Solution;
  readonly #matches: AnnouncedMatches;
  /** Per VPC: its tables. */
  readonly #tables: ReadonlyMap<string, readonly PlaceId[]>;
  /** Per VPC table: the gateway place that everything goes to; null: it depends on the prefix. */
  readonly #onlyHop = new Map<PlaceId, PlaceId | null>();

  constructor(solution: Solution) {
    this.#solution = solution;
    this.#matches = new AnnouncedMatches(solution);
    this.#tables = new Map(
      Object.entries(solution.network.design.vpcs).map(([name, { routeTables }]) => {
        const drawn = Object.keys(routeTables);
        return [name, (drawn.length === 0 ? [implicitTable] : drawn).map((table) => `vpcs/${name}/${table}`)];
      }),
    );
  }

  /** Quick: connections that differ in nothing are chosen alike in both directions. */
  alikeEverywhere({ sessions, transit }: RouterNode): boolean {
    const [first] = sessions;
    if (first === undefined || transit) return first === undefined;
    const keyOf = (session: Session): string => {
      const { kind, routing, gateway, transport, family, policy } = session;
      const { network } = this.#solution;
      const tables = [placeAnnounced(network, session), ...placesFed(network, session)];
      return JSON.stringify([kind, routing, gateway, transport, family, policy, tables]);
    };
    const key = keyOf(first);
    return sessions.every((session) => session.announce === first.announce && keyOf(session) === key);
  }

  *perVpc(router: RouterNode): Iterable<[string, TwoWays]> {
    const { prefixes, cut } = this.#prefixesOf(router);
    const known = new Map<PlaceId, ReadonlySet<string>>();
    const own = ownNetworks(router);
    for (const [vpc, tables] of this.#tables) {
      const there = new Set<string>();
      for (const table of tables) for (const name of this.#there(router, table, prefixes, known)) there.add(name);
      if (there.size === 0) continue;
      const back = new Set<string>();
      for (const cidr of this.#solution.network.design.vpcs[vpc]?.cidrs ?? []) {
        this.#back(router, cidr, own, back);
      }
      if (back.size > 0)
        yield [vpc, { there: [...there].sort(compareNatural), back: [...back].sort(compareNatural), cut }];
    }
    this.#matches.forget();
  }

  /** Without the outside addresses of private-IP tunnels: those are there to carry the tunnels. */
  #prefixesOf(router: RouterNode): { prefixes: Prefix[]; cut: boolean } {
    const outside = this.#outsideAddresses(router);
    const found = [...ownNetworks(router).entries()].map(([prefix]) => prefix);
    for (const session of router.sessions) found.push(...session.staticRoutes);
    const prefixes = found.filter(
      (prefix) => !outside.some((address) => covers(prefix, { ...address, length: widthOf(address.family) })),
    );
    return { prefixes: prefixes.slice(0, prefixesLookedAt), cut: prefixes.length > prefixesLookedAt };
  }

  #outsideAddresses(router: RouterNode): Address[] {
    const { design } = this.#solution.network;
    const names = new Set(
      router.sessions.flatMap(({ transport, connection }) => (transport === 'private' ? [connection] : [])),
    );
    return [...names].flatMap((name) => {
      const gateway = design.vpnConnections[name]?.customerGateway ?? '';
      const address = parseAddress(design.customerGateways[gateway]?.ipAddress ?? '');
      return address.ok ? [address.value] : [];
    });
  }

  #there(
    router: RouterNode,
    vpcTable: PlaceId,
    prefixes: readonly Prefix[],
    known: Map<PlaceId, ReadonlySet<string>>,
  ): ReadonlySet<string> {
    const hop = this.#hopOf(vpcTable);
    if (hop !== null) {
      let all = known.get(hop);
      if (all === undefined) {
        const found = new Set<string>();
        for (const prefix of prefixes) this.#follow(router, hop, prefix, found);
        known.set(hop, (all = found));
      }
      return all;
    }
    const found = new Set<string>();
    for (const prefix of prefixes) this.#follow(router, vpcTable, prefix, found);
    return found;
  }

  #hopOf(vpcTable: PlaceId): PlaceId | null {
    const known = this.#onlyHop.get(vpcTable);
    if (known !== undefined) return known;
    const hops = new Set<PlaceId>();
    let partly = false;
    for (const { prefix, alternatives } of this.#solution.table(vpcTable)?.values() ?? []) {
      for (const { source } of alternatives.flat()) {
        if (source.kind === 'vpnGateway') hops.add(`vpnGateways/${source.name}`);
        else if (source.kind === 'transitGateway') {
          const place = this.#entrance(source.name, source.attachment);
          if (place !== null) hops.add(place);
          // A single static route may leave the rest of the world out.
          if (prefix.length > 0) partly = true;
        }
      }
    }
    const [only] = hops;
    const hop = hops.size === 1 && !partly ? (only as PlaceId) : null;
    this.#onlyHop.set(vpcTable, hop);
    return hop;
  }

  #entrance(transitGateway: string, attachment: string): PlaceId | null {
    const table = this.#solution.network.associatedTable(transitGateway, attachment);
    return table === null ? null : `transitGateways/${transitGateway}/${table}`;
  }

  /** Adds the router's connections that packets for the prefix may take from a place. */
  #follow(router: RouterNode, place: PlaceId, prefix: Prefix, found: Set<string>): void {
    for (const [, entry] of this.#solution.table(place)?.covering(prefix) ?? []) {
      for (const route of entry.alternatives.flat()) this.#step(router, route, prefix, found);
      if (entry.presence === 'certain') return;
    }
  }

  #step(router: RouterNode, { source }: PlacedRoute, prefix: Prefix, found: Set<string>): void {
    const { network } = this.#solution;
    if (source.kind === 'session' || source.kind === 'staticVpn') {
      if (source.session.router === router.name) found.add(source.session.connection);
    } else if (source.kind === 'directConnectGateway') {
      this.#follow(router, `directConnectGateways/${source.name}`, prefix, found);
    } else if (source.kind === 'vpnGateway') {
      this.#follow(router, `vpnGateways/${source.name}`, prefix, found);
    } else if (source.kind === 'transitGateway') {
      const place = this.#entrance(source.name, source.attachment);
      if (place !== null) this.#follow(router, place, prefix, found);
    } else if (source.kind === 'staticAttachment') {
      for (const session of router.sessions) {
        const { gateway, attachment, connection } = session;
        if (gateway.name === source.transitGateway && attachment === source.attachment) found.add(connection);
      }
      const thing = network.design.transitGateways[source.transitGateway]?.attachments[source.attachment];
      if (thing?.kind === 'directConnectGateway')
        this.#follow(router, `directConnectGateways/${thing.directConnectGateway}`, prefix, found);
    }
  }

  /** Adds the connections over which the router may send to a CIDR: longest prefix, then its ladder. */
  #back(router: RouterNode, cidr: Prefix, own: PrefixTable<true>, found: Set<string>): void {
    const behaviour = customerRouterBehaviour(this.#solution.network.settings);
    const byLength = new Map<number, Contender<Candidate>[]>();
    for (const session of router.sessions) {
      if (session.routing === 'static' || session.family !== cidr.family) continue;
      for (const entry of this.#matches.covering(session, cidr)) {
        const routes = entry.alternatives.flat();
        for (const { attributes } of routes) {
          const taken = imported(session.policy, entry.prefix, attributes);
          if ('why' in taken || behaviour.refuse(attributes, session) !== null) continue;
          const contender = {
            candidate: { attributes: taken, source: { kind: 'session', session } as const },
            certain: entry.presence === 'certain' && routes.length === 1,
          };
          const list = byLength.get(entry.prefix.length);
          if (list === undefined) byLength.set(entry.prefix.length, [contender]);
          else list.push(contender);
        }
      }
    }
    // Its own networks come before what it learns for the same prefix.
    const nearest = own.longestMatch(cidr)?.[0].length ?? -1;
    for (const length of [...byLength.keys()].sort((a, b) => b - a)) {
      if (length <= nearest) return;
      const contenders = byLength.get(length) as Contender<Candidate>[];
      for (const { candidate } of choose(behaviour.ladder, contenders).survivors) {
        if (candidate.source.kind === 'session') found.add(candidate.source.session.connection);
      }
      // A merely possible route gives way to the next shorter one when it is not there.
      if (contenders.some(({ certain }) => certain)) return;
    }
  }
}
