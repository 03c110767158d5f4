/** What the slow oracle needs to know of a design: who talks to whom, and what each says of itself. */
import type { Announcement, Design, Policy } from '../../src/design/vocabulary.ts';
import { bitPrefix, type BitPrefix } from './bit-prefix.ts';
import type { Origin } from '../../src/bgp/attributes.ts';

export interface Said {
  readonly prefix: BitPrefix;
  readonly asPath: readonly number[] | null;
  readonly med: number | null;
  readonly origin: Origin;
}

export interface PlantSession {
  readonly id: string;
  readonly kind: 'vpn' | 'privateVpn' | 'direct' | 'connect';
  readonly isStatic: boolean;
  readonly connection: string;
  /** On a transit gateway: the attachment. */
  readonly attachment: string;
  readonly router: string;
  readonly gateway: { readonly kind: 'vpnGateway' | 'transitGateway' | 'directConnectGateway'; readonly name: string };
  readonly transitInterface: boolean;
  readonly customerAsn: number;
  readonly amazonAsn: number;
  readonly down: boolean;
  readonly says: readonly Said[];
  readonly prepend: number;
  readonly policyMed: number | null;
  readonly localPreference: number;
  readonly announceOnly: readonly BitPrefix[] | null;
  readonly acceptOnly: readonly BitPrefix[] | null;
  readonly staticRoutes: readonly BitPrefix[];
  /** Private IP VPN: the Direct Connect gateway that carries it, and the outside address to reach; null: needs none. */
  readonly transport: { readonly directConnectGateway: string; readonly outside: BitPrefix } | null;
}

export interface PlantRouter {
  readonly name: string;
  readonly asn: number | null;
  readonly transit: boolean;
  readonly own: ReadonlySet<BitPrefix>;
}

export interface Plant {
  readonly design: Design;
  readonly sessions: readonly PlantSession[];
  readonly routers: readonly PlantRouter[];
}

const sayings = (items: readonly Announcement[]): Said[] =>
  items.flatMap(({ prefixes, asPath, med, origin }) =>
    [...prefixes].map((p) => ({ prefix: bitPrefix(p), asPath, med, origin })),
  );

/** The innermost policy that says something, field by field. */
function innermost<K extends keyof Policy>(key: K, policies: readonly (Policy | undefined)[]): Policy[K] {
  for (const policy of policies) if (policy !== undefined && policy[key] !== null) return policy[key];
  return null as Policy[K];
}

function policyOf(...policies: (Policy | undefined)[]) {
  const bits = (list: Policy['announceOnly']) => list?.map(bitPrefix) ?? null;
  return {
    prepend: innermost('prepend', policies) ?? 0,
    policyMed: innermost('med', policies),
    localPreference: innermost('localPreference', policies) ?? 100,
    announceOnly: bits(innermost('announceOnly', policies)),
    acceptOnly: bits(innermost('acceptOnly', policies)),
  };
}

export function plantOf(design: Design): Plant {
  const sessions: PlantSession[] = [];
  const asnOf = (gateway: PlantSession['gateway']): number => {
    const section = {
      vpnGateway: design.vpnGateways,
      transitGateway: design.transitGateways,
      directConnectGateway: design.directConnectGateways,
    };
    return section[gateway.kind][gateway.name]!.amazonSideAsn;
  };
  for (const [name, connection] of Object.entries(design.vpnConnections)) {
    const customer = design.customerGateways[connection.customerGateway]!;
    const router = customer.router === null ? undefined : design.routers[customer.router];
    const gateway = connection.gateway!;
    for (const tunnel of connection.tunnels) {
      sessions.push({
        id: `${name}/${tunnel.id}`,
        kind: connection.outsideIpAddressType === 'PrivateIpv4' ? 'privateVpn' : 'vpn',
        isStatic: connection.staticRoutesOnly,
        connection: name,
        attachment: name,
        router: customer.router ?? connection.customerGateway,
        gateway,
        transitInterface: false,
        customerAsn: customer.bgpAsn ?? router?.asn ?? 0,
        amazonAsn: asnOf(gateway),
        down: tunnel.status === 'down',
        says: sayings(tunnel.announce ?? connection.announce ?? customer.announce ?? router?.announce ?? []),
        ...policyOf(tunnel.policy, connection.policy, customer.policy, router?.policy),
        staticRoutes: connection.routes.map(bitPrefix),
        transport: transportOf(design, name),
      });
    }
  }
  for (const [name, face] of Object.entries(design.virtualInterfaces)) {
    const router = face.router === null ? undefined : design.routers[face.router];
    sessions.push({
      id: name,
      kind: 'direct',
      isStatic: false,
      connection: name,
      attachment: name,
      router: face.router ?? name,
      gateway: face.gateway!,
      transitInterface: face.type === 'transit',
      customerAsn: face.bgpAsn ?? router?.asn ?? 0,
      amazonAsn: asnOf(face.gateway!),
      down: face.status === 'down',
      says: sayings(face.announce ?? router?.announce ?? []),
      ...policyOf(face.policy, router?.policy),
      staticRoutes: [],
      transport: null,
    });
  }
  for (const [hub, { attachments }] of Object.entries(design.transitGateways)) {
    for (const [attachment, it] of Object.entries(attachments)) {
      if (it.kind !== 'connect') continue;
      for (const [peerName, peer] of Object.entries(it.peers)) {
        const router = peer.router === null ? undefined : design.routers[peer.router];
        for (const number of [1, 2]) {
          sessions.push({
            id: `${attachment}/${peerName}/${number}`,
            kind: 'connect',
            isStatic: false,
            connection: `${attachment}/${peerName}`,
            attachment,
            router: peer.router ?? peerName,
            gateway: { kind: 'transitGateway', name: hub },
            transitInterface: false,
            customerAsn: peer.peerAsn,
            amazonAsn: asnOf({ kind: 'transitGateway', name: hub }),
            down: peer.status === 'down',
            says: sayings(peer.announce ?? router?.announce ?? []),
            ...policyOf(peer.policy, router?.policy),
            staticRoutes: [],
            transport: null,
          });
        }
      }
    }
  }
  return { design, sessions, routers: routersOf(design, sessions) };
}

function transportOf(design: Design, name: string): PlantSession['transport'] {
  const connection = design.vpnConnections[name]!;
  const carrier = connection.transportTransitGatewayAttachmentId;
  if (connection.outsideIpAddressType !== 'PrivateIpv4' || carrier === null) return null;
  const attachment = design.transitGateways[connection.gateway!.name]?.attachments[carrier];
  const address = design.customerGateways[connection.customerGateway]!.ipAddress;
  const faces = Object.values(design.virtualInterfaces).map(({ gateway }) => gateway);
  if (attachment?.kind !== 'directConnectGateway' || address === null) return null;
  const { directConnectGateway } = attachment;
  if (!faces.some((gateway) => gateway?.kind === 'directConnectGateway' && gateway.name === directConnectGateway))
    return null;
  const [a, b, c, d] = address.split('.').map(Number);
  return {
    directConnectGateway,
    outside: bitPrefix({
      family: 'ipv4',
      a: ((a! << 24) | (b! << 16) | (c! << 8) | d!) >>> 0,
      b: 0,
      c: 0,
      d: 0,
      length: 32,
    }),
  };
}

function routersOf(design: Design, sessions: readonly PlantSession[]): PlantRouter[] {
  const names = new Set([...Object.keys(design.routers), ...sessions.map(({ router }) => router)]);
  return [...names].sort().map((name) => {
    const router = design.routers[name];
    const mine = sessions.filter((session) => session.router === name);
    const customers = Object.entries(design.customerGateways).filter(([key, c]) => (c.router ?? key) === name);
    return {
      name,
      asn: router?.asn ?? mine[0]?.customerAsn ?? null,
      transit: router?.transit === true || customers.some(([, c]) => c.transit === true),
      own: new Set(mine.flatMap(({ staticRoutes, says }) => [...staticRoutes, ...says.map(({ prefix }) => prefix)])),
    };
  });
}
