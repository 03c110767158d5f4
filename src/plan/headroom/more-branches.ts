/**
 * A design with more branches like one that is there: the same customer gateways, connections, virtual
 * interfaces, tables and policies, the same number of prefixes; names, ASNs and prefixes are new. A default
 * route stays a default route. Outside addresses are taken over, since only a private-IP VPN looks at them.
 */
import { exported } from '../../aws/customer-router.ts';
import type { Network, RouterNode, Session } from '../../aws/network.ts';
import type { Announcement, Design, Policy, TransitGatewayRouteTable, Tunnel } from '../../design/vocabulary.ts';
import { prefixKey, type Prefix, type PrefixKey } from '../../net/prefix.ts';
import { PrefixList } from '../../net/prefix-list.ts';
import { copiedName } from './copied-name.ts';
import type { FreshPrefixes } from './fresh-prefixes.ts';
import { copyOf } from './more-prefixes.ts';

/** `like`: a router with VPN connections or virtual interfaces. `asns`: as many as there are branches. */
export function withMoreBranches(
  design: Design,
  network: Network,
  like: string,
  branches: { readonly asns: readonly number[]; readonly fresh: FreshPrefixes },
): Design {
  const model = network.routers.get(like);
  if (model === undefined || branches.asns.length === 0) return design;
  const grown: Growing = {
    routers: copyOf(design.routers),
    customerGateways: copyOf(design.customerGateways),
    vpnConnections: copyOf(design.vpnConnections),
    virtualInterfaces: copyOf(design.virtualInterfaces),
    attached: [],
  };
  branches.asns.forEach((asn, index) => addBranch(grown, design, model, new Copy(index + 1, asn, branches.fresh)));
  const { attached, ...sections } = grown;
  return { ...design, ...sections, transitGateways: withAttached(design, attached) };
}

interface Growing {
  readonly routers: Record<string, Design['routers'][string]>;
  readonly customerGateways: Record<string, Design['customerGateways'][string]>;
  readonly vpnConnections: Record<string, Design['vpnConnections'][string]>;
  readonly virtualInterfaces: Record<string, Design['virtualInterfaces'][string]>;
  readonly attached: Attached[];
}

/** An attachment that is in the tables wherever its model is. */
export interface Attached {
  readonly transitGateway: string;
  readonly model: string;
  readonly name: string;
  /** The new destination of a static route to the model; null: it stays alone. */
  readonly destination: (prefix: Prefix) => Prefix | null;
}

/** What becomes of the model's prefixes and ASN in one copy of it. */
class Copy {
  readonly number: number;
  readonly asn: number;
  readonly #fresh: FreshPrefixes;
  readonly #prefixes = new Map<PrefixKey, Prefix>();
  readonly #lists = new Map<readonly Announcement[], readonly Announcement[]>();

  constructor(number: number, asn: number, fresh: FreshPrefixes) {
    this.number = number;
    this.asn = asn;
    this.#fresh = fresh;
  }

  prefix = (model: Prefix): Prefix => {
    if (model.length === 0) return model;
    const key = prefixKey(model);
    let copy = this.#prefixes.get(key);
    if (copy === undefined) this.#prefixes.set(key, (copy = this.#fresh.take(model.family, 1)[0] as Prefix));
    return copy;
  };

  /** What the model lets out on a session, and a policy that lets the same out again. */
  speaking(session: Session, own: Policy): { announce: readonly Announcement[]; policy: Policy } {
    const { announce, policy, customerAsn } = session;
    if (policy.announceOnly === null || session.acceptedRouteCount !== null) {
      let list = this.#lists.get(announce);
      if (list === undefined)
        this.#lists.set(announce, (list = announce.map((it) => this.#announcement(it, customerAsn))));
      return { announce: list, policy: { ...own, announceOnly: null } };
    }
    const out = announce.map((it) => ({
      ...it,
      prefixes: PrefixList.from([...it.prefixes].filter((prefix) => exported(policy, prefix))),
    }));
    const list = out.map((it) => this.#announcement(it, customerAsn));
    // A router that passes routes on goes on filtering those.
    const announceOnly = [...policy.announceOnly, ...list.flatMap(({ prefixes }) => [...prefixes])];
    return { announce: list, policy: { ...own, announceOnly } };
  }

  #announcement(model: Announcement, modelAsn: number): Announcement {
    return {
      ...model,
      prefixes: PrefixList.from([...model.prefixes].map(this.prefix)),
      asPath: model.asPath?.map((asn) => (asn === modelAsn ? this.asn : asn)) ?? null,
    };
  }
}

function addBranch(grown: Growing, design: Design, model: RouterNode, copy: Copy): void {
  const asnFor = (asn: number | null): number | null => (asn === null ? null : copy.asn);
  const declared = design.routers[model.name];
  const router = declared === undefined ? null : copiedName(model.name, copy.number, grown.routers);
  if (declared !== undefined && router !== null) {
    // Everything is announced on the sessions themselves, filters included.
    const policy = { ...declared.policy, announceOnly: null };
    grown.routers[router] = { ...declared, asn: asnFor(declared.asn), announce: [], policy };
  }
  const customerGateways = new Map<string, string>();
  for (const [name, sessions] of byConnection(model.sessions, 'vpn')) {
    const connection = design.vpnConnections[name];
    const customer = design.customerGateways[connection?.customerGateway ?? ''];
    if (connection === undefined || customer === undefined) continue;
    let customerGateway = customerGateways.get(connection.customerGateway);
    if (customerGateway === undefined) {
      customerGateway = copiedName(connection.customerGateway, copy.number, grown.customerGateways);
      customerGateways.set(connection.customerGateway, customerGateway);
      const policy = { ...customer.policy, announceOnly: null };
      const bgpAsn = asnFor(customer.bgpAsn);
      grown.customerGateways[customerGateway] = { ...customer, bgpAsn, router, announce: null, policy };
    }
    const fresh = copiedName(name, copy.number, grown.vpnConnections);
    grown.vpnConnections[fresh] = {
      ...connection,
      customerGateway,
      routes: connection.routes.map(copy.prefix),
      acceptedRoutes: null,
      announce: null,
      policy: { ...connection.policy, announceOnly: null },
      tunnels: connection.tunnels.map((tunnel, index): Tunnel => {
        const session = sessions.find((each) => each.tunnel === index + 1);
        return {
          ...tunnel,
          outsideIpAddress: null,
          tunnelInsideCidr: null,
          tunnelInsideIpv6Cidr: null,
          acceptedRouteCount: null,
          ...(session === undefined ? {} : copy.speaking(session, tunnel.policy)),
        };
      }),
    };
    const { gateway } = connection;
    if (gateway?.kind !== 'transitGateway') continue;
    const destination = (prefix: Prefix): Prefix | null => (prefix.length === 0 ? null : copy.prefix(prefix));
    grown.attached.push({ transitGateway: gateway.name, model: name, name: fresh, destination });
  }
  for (const [name, [session]] of byConnection(model.sessions, 'virtualInterface')) {
    const virtualInterface = design.virtualInterfaces[name];
    if (virtualInterface === undefined || session === undefined) continue;
    grown.virtualInterfaces[copiedName(name, copy.number, grown.virtualInterfaces)] = {
      ...virtualInterface,
      router,
      bgpAsn: asnFor(virtualInterface.bgpAsn),
      acceptedRoutes: null,
      acceptedRouteCount: null,
      ...copy.speaking(session, virtualInterface.policy),
    };
  }
}

function byConnection(sessions: readonly Session[], kind: Session['kind']): Map<string, Session[]> {
  const found = new Map<string, Session[]>();
  for (const session of sessions) {
    if (session.kind !== kind) continue;
    const known = found.get(session.connection);
    if (known === undefined) found.set(session.connection, [session]);
    else known.push(session);
  }
  return found;
}

/** New attachments in the tables of their models. */
export function withAttached(design: Design, attached: readonly Attached[]): Design['transitGateways'] {
  if (attached.length === 0) return design.transitGateways;
  const transitGateways = copyOf(design.transitGateways);
  for (const name of new Set(attached.map(({ transitGateway }) => transitGateway))) {
    const gateway = transitGateways[name];
    if (gateway === undefined) continue;
    const copies = new Map<string, Attached[]>();
    for (const each of attached) {
      if (each.transitGateway !== name) continue;
      const known = copies.get(each.model);
      if (known === undefined) copies.set(each.model, [each]);
      else known.push(each);
    }
    const routeTables = copyOf(gateway.routeTables);
    for (const [table, rows] of Object.entries(routeTables)) routeTables[table] = inTable(rows, copies);
    transitGateways[name] = { ...gateway, routeTables };
  }
  return transitGateways;
}

function inTable(
  table: TransitGatewayRouteTable,
  copies: ReadonlyMap<string, readonly Attached[]>,
): TransitGatewayRouteTable {
  const withCopies = (names: readonly string[]): string[] => [
    ...names,
    ...names.flatMap((name) => copies.get(name)?.map((copy) => copy.name) ?? []),
  ];
  const routes = table.routes.flatMap(({ destinationCidrBlock, attachment }) =>
    (copies.get(attachment ?? '') ?? []).flatMap(({ name, destination }) => {
      const fresh = destination(destinationCidrBlock);
      return fresh === null ? [] : [{ destinationCidrBlock: fresh, attachment: name }];
    }),
  );
  return {
    associations: withCopies(table.associations),
    propagations: withCopies(table.propagations),
    routes: [...table.routes, ...routes],
  };
}
