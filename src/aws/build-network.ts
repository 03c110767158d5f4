/** Compiles a design into sessions and routers with caps, ASNs, announcements and policies resolved. */
import type { Family, Prefix } from '../net/prefix.ts';
import { PrefixList } from '../net/prefix-list.ts';
import type { DesignPath } from '../design/problem.ts';
import type {
  Announcement,
  ConnectPeer,
  CustomerGateway,
  Design,
  Policy,
  Router,
  Tunnel,
  VirtualInterface,
  VpnConnection,
} from '../design/vocabulary.ts';
import type { GatewayRef, Network, RouterNode, Session } from './network.ts';
import type { Settings } from './settings.ts';

type Down = Session['down'];

const noPolicy: Policy = {
  prepend: null,
  med: null,
  localPreference: null,
  communities: null,
  announceOnly: null,
  acceptOnly: null,
};

/** Innermost first: each field from the first policy that says it. */
export function mergePolicies(policies: readonly (Policy | undefined)[]): Policy {
  const merged: { -readonly [K in keyof Policy]: Policy[K] } = { ...noPolicy };
  for (const policy of policies) {
    if (policy === undefined) continue;
    merged.prepend ??= policy.prepend;
    merged.med ??= policy.med;
    merged.localPreference ??= policy.localPreference;
    merged.communities ??= policy.communities;
    merged.announceOnly ??= policy.announceOnly;
    merged.acceptOnly ??= policy.acceptOnly;
  }
  return merged;
}

/** The router a thing names, or the one that stands in for it under its own name. */
class RouterRegister {
  readonly #design: Design;
  readonly #nodes = new Map<string, { node: Omit<RouterNode, 'sessions'>; sessions: Session[] }>();

  constructor(design: Design) {
    this.#design = design;
    for (const [name, router] of Object.entries(design.routers)) {
      this.#add(name, { name, implicit: false, asn: router.asn, transit: router.transit, path: ['routers', name] });
    }
  }

  #add(name: string, node: Omit<RouterNode, 'sessions'>): void {
    this.#nodes.set(name, { node, sessions: [] });
  }

  /** Name of the declared or implicit router behind a thing; a customer gateway may make it a transit one. */
  nameFor(declared: string | null, section: string, thing: string, asn: number | null, transit: boolean): string {
    if (declared !== null) {
      const entry = this.#nodes.get(declared);
      if (transit && entry !== undefined) entry.node = { ...entry.node, transit: true };
      return declared;
    }
    const taken = this.#nodes.get(thing);
    const same = taken !== undefined && taken.node.path[0] === section;
    const name = taken === undefined || same ? thing : `${section}:${thing}`;
    if (!this.#nodes.has(name)) {
      this.#add(name, { name, implicit: true, asn, transit, path: [section, thing] });
    }
    return name;
  }

  router(name: string): Router | undefined {
    return this.#design.routers[name];
  }

  connect(session: Session): void {
    this.#nodes.get(session.router)?.sessions.push(session);
  }

  nodes(): Map<string, RouterNode> {
    const sorted = [...this.#nodes].sort(([a], [b]) => (a < b ? -1 : 1));
    return new Map(
      sorted.map(([name, { node, sessions }]) => [
        name,
        { ...node, sessions: sessions.sort((a, b) => (a.id < b.id ? -1 : 1)) },
      ]),
    );
  }
}

interface Said {
  readonly announce: readonly Announcement[];
  /** The count an AWS export saw, when it is all that is known. */
  readonly acceptedRouteCount: number | null;
}

/** The innermost announcements said (an empty list said on purpose counts); failing those, what AWS was seen to accept. */
function saidOrSeen(
  levels: readonly (readonly Announcement[] | null | undefined)[],
  router: Router | undefined,
  seen: { readonly acceptedRoutes: readonly Prefix[] | null; readonly acceptedRouteCount: number | null },
): Said {
  for (const level of levels)
    if (level !== null && level !== undefined) return { announce: level, acceptedRouteCount: null };
  if (router !== undefined && router.announce.length > 0)
    return { announce: router.announce, acceptedRouteCount: null };
  const count = seen.acceptedRouteCount;
  const routes = seen.acceptedRoutes ?? [];
  // Fewer accepted than known: which ones cannot be told.
  const known = PrefixList.from(count !== null && count < routes.length ? [] : routes);
  if (count === null && known.size === 0) return { announce: [], acceptedRouteCount: null };
  const anonymous = Math.max(0, (count ?? 0) - known.size);
  return {
    announce: [{ prefixes: known, anonymous, asPath: null, origin: 'igp', med: null, communities: [] }],
    acceptedRouteCount: count,
  };
}

function amazonAsnOf(design: Design, gateway: GatewayRef): number {
  switch (gateway.kind) {
    case 'vpnGateway':
      return design.vpnGateways[gateway.name]?.amazonSideAsn ?? 64512;
    case 'transitGateway':
      return design.transitGateways[gateway.name]?.amazonSideAsn ?? 64512;
    case 'directConnectGateway':
      return design.directConnectGateways[gateway.name]?.amazonSideAsn ?? 64512;
  }
}

const isDown = (what: string): NonNullable<Down> => ({ reason: `${what} is down`, facts: [] });

const failing = { vpn: 'the tunnel', virtualInterface: 'the virtual interface', connect: 'the Connect peer' } as const;

/** The same session when what it runs over has failed. */
export function withFailure(session: Session): Session {
  // A connection without a gateway has nothing that could fail.
  return session.gateway.name === '' ? session : { ...session, down: isDown(failing[session.kind]) };
}

/** What keeps a BGP session down whatever crosses it; the first reason found. */
function downBecause(
  settings: Settings,
  it: {
    status: 'up' | 'down';
    what: string;
    peerAsn: number | null;
    routerAsn: number | null;
    amazonAsn: number;
    gateway: GatewayRef;
  },
): Down {
  const { status, what, peerAsn, routerAsn, amazonAsn, gateway } = it;
  if (status === 'down') return isDown(what);
  if (peerAsn === null) return { reason: 'the customer gateway has no ASN to speak BGP with', facts: ['G-BADAS'] };
  if (routerAsn !== null && routerAsn !== peerAsn) {
    return {
      reason: `AWS expects AS ${peerAsn} and the router says AS ${routerAsn}: its OPEN is refused`,
      facts: ['G-BADAS'],
    };
  }
  if (peerAsn === amazonAsn && gateway.kind === 'vpnGateway') {
    return { reason: `both sides have AS ${peerAsn}: AWS refuses the connection`, facts: ['A-SAME-VGW'] };
  }
  if (
    peerAsn === amazonAsn &&
    gateway.kind === 'transitGateway' &&
    settings.assume('sameAsnOnTransitGateway') === 'refused'
  ) {
    return { reason: `both sides have AS ${peerAsn}, which AWS is assumed to refuse`, facts: ['A-SAME-TGW'] };
  }
  return null;
}

function vpnSessions(
  design: Design,
  settings: Settings,
  routers: RouterRegister,
  name: string,
  connection: VpnConnection,
): Session[] {
  const customer = design.customerGateways[connection.customerGateway] as CustomerGateway;
  const gateway: GatewayRef = connection.gateway ?? { kind: 'transitGateway', name: '' };
  const onVpnGateway = gateway.kind === 'vpnGateway';
  const router = routers.nameFor(
    customer.router,
    'customerGateways',
    connection.customerGateway,
    customer.bgpAsn,
    customer.transit ?? false,
  );
  const declared = routers.router(router);
  const amazonAsn = amazonAsnOf(design, gateway);
  const isStatic = connection.staticRoutesOnly;
  const side = onVpnGateway ? 'vgw' : 'tgw';
  const size = connection.tunnelBandwidth === 'large' ? 'large-tunnel' : 'tunnel';
  return connection.tunnels.map((tunnel: Tunnel, index): Session => {
    const path: DesignPath = ['vpnConnections', name, 'tunnels', index];
    const asn = customer.bgpAsn ?? declared?.asn ?? null;
    let down: Down;
    if (connection.gateway === null) {
      down = { reason: 'the connection is not associated with a gateway', facts: ['Q-VPN-UNASSOC'] };
    } else if (isStatic) {
      down = tunnel.status === 'down' ? isDown(failing.vpn) : null;
    } else {
      down = downBecause(settings, {
        status: tunnel.status,
        what: failing.vpn,
        peerAsn: asn,
        routerAsn: declared?.asn ?? null,
        amazonAsn,
        gateway,
      });
      if (down === null && onVpnGateway && connection.tunnelInsideIpVersion === 'ipv6') {
        down = { reason: 'a virtual private gateway carries no IPv6', facts: ['K-IP6-IN', 'F99'] };
      }
    }
    const said = saidOrSeen([tunnel.announce, connection.announce, customer.announce], declared, {
      acceptedRoutes: connection.acceptedRoutes,
      acceptedRouteCount: tunnel.acceptedRouteCount,
    });
    return {
      id: `${name}/${tunnel.id}`,
      kind: 'vpn',
      routing: isStatic ? 'static' : 'bgp',
      family: connection.tunnelInsideIpVersion,
      connection: name,
      tunnel: index + 1,
      router,
      gateway,
      attachment: gateway.kind === 'transitGateway' ? name : null,
      transport: connection.outsideIpAddressType === 'PrivateIpv4' ? 'private' : 'public',
      customerAsn: asn ?? 0,
      amazonAsn,
      inboundCap: settings.quota(
        isStatic ? (onVpnGateway ? 'vgw.static-routes' : 'tgw.static-vpn-routes') : `${side}.routes-from-customer`,
      ),
      outboundCap: settings.quota(`${side}.routes-to-customer`),
      down,
      bandwidthMbps: settings.quota(`vpn.${size}-bandwidth`).value,
      packetsPerSecond: settings.quota(`vpn.${size}-packets`).value,
      announce: said.announce,
      policy: mergePolicies([tunnel.policy, connection.policy, customer.policy, declared?.policy]),
      staticRoutes: isStatic ? connection.routes : [],
      acceptedRouteCount: isStatic ? tunnel.acceptedRouteCount : said.acceptedRouteCount,
      path,
    };
  });
}

function virtualInterfaceSessions(
  design: Design,
  settings: Settings,
  routers: RouterRegister,
  name: string,
  virtualInterface: VirtualInterface,
): Session[] {
  const { gateway, type } = virtualInterface;
  // A public virtual interface exchanges public routes with AWS at large: not modelled, and said so by a rule.
  if (gateway === null || type === 'public') return [];
  const router = routers.nameFor(virtualInterface.router, 'virtualInterfaces', name, virtualInterface.bgpAsn, false);
  const declared = routers.router(router);
  const amazonAsn = amazonAsnOf(design, gateway);
  const asn = virtualInterface.bgpAsn ?? declared?.asn ?? null;
  const said = saidOrSeen([virtualInterface.announce], declared, virtualInterface);
  return virtualInterface.families.map((family: Family, index): Session => ({
    id: index === 0 ? name : `${name}/${family}`,
    kind: 'virtualInterface',
    routing: 'bgp',
    family,
    connection: name,
    tunnel: null,
    router,
    gateway,
    attachment: null,
    transport: 'directConnect',
    customerAsn: asn ?? 0,
    amazonAsn,
    inboundCap: settings.quota('dx.routes-from-customer'),
    outboundCap: settings.quota(type === 'transit' ? 'dx.allowed-prefixes' : 'dx.routes-to-customer'),
    down: downBecause(settings, {
      status: virtualInterface.status,
      what: failing.virtualInterface,
      peerAsn: asn,
      routerAsn: declared?.asn ?? null,
      amazonAsn,
      gateway,
    }),
    bandwidthMbps: virtualInterface.bandwidthMbps,
    packetsPerSecond: null,
    announce: said.announce,
    policy: mergePolicies([virtualInterface.policy, declared?.policy]),
    staticRoutes: [],
    acceptedRouteCount: said.acceptedRouteCount,
    path: ['virtualInterfaces', name],
  }));
}

function connectSessions(
  design: Design,
  settings: Settings,
  routers: RouterRegister,
  transitGateway: string,
  attachment: string,
  name: string,
  peer: ConnectPeer,
): Session[] {
  const gateway: GatewayRef = { kind: 'transitGateway', name: transitGateway };
  const connection = `${attachment}/${name}`;
  const path: DesignPath = ['transitGateways', transitGateway, 'attachments', attachment, 'connect', 'peers', name];
  const router = routers.nameFor(peer.router, 'connectPeers', connection, peer.peerAsn, false);
  const declared = routers.router(router);
  const amazonAsn = amazonAsnOf(design, gateway);
  // AWS speaks to the peer from two addresses: two sessions (T-CON).
  return [1, 2].map((number): Session => ({
    id: `${connection}/${number}`,
    kind: 'connect',
    routing: 'bgp',
    family: 'ipv4',
    connection,
    tunnel: number,
    router,
    gateway,
    attachment,
    transport: 'connect',
    customerAsn: peer.peerAsn,
    amazonAsn,
    inboundCap: settings.quota('connect.routes-from-customer'),
    outboundCap: settings.quota('connect.routes-to-customer'),
    down:
      peer.status === 'down'
        ? isDown(failing.connect)
        : declared !== undefined && declared.asn !== null && declared.asn !== peer.peerAsn
          ? {
              reason: `AWS expects AS ${peer.peerAsn} and the router says AS ${declared.asn}: its OPEN is refused`,
              facts: ['G-BADAS'],
            }
          : null,
    bandwidthMbps: settings.quota('connect.peer-bandwidth').value,
    packetsPerSecond: settings.quota('connect.peer-packets').value,
    announce: peer.announce ?? declared?.announce ?? [],
    policy: mergePolicies([peer.policy, declared?.policy]),
    staticRoutes: [],
    acceptedRouteCount: null,
    path,
  }));
}

/** Table each attachment is associated with, per transit gateway. */
function associations(design: Design): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const [name, gateway] of Object.entries(design.transitGateways)) {
    const tables = new Map<string, string>();
    for (const [table, { associations: attachments }] of Object.entries(gateway.routeTables)) {
      for (const attachment of attachments) tables.set(attachment, table);
    }
    found.set(name, tables);
  }
  return found;
}

/** A design compiled into sessions and routers, with caps, ASNs, announcements and policies resolved. */
export function buildNetwork(design: Design, settings: Settings): Network {
  const routers = new RouterRegister(design);
  const all: Session[] = [];
  for (const [name, connection] of Object.entries(design.vpnConnections)) {
    all.push(...vpnSessions(design, settings, routers, name, connection));
  }
  for (const [name, virtualInterface] of Object.entries(design.virtualInterfaces)) {
    all.push(...virtualInterfaceSessions(design, settings, routers, name, virtualInterface));
  }
  for (const [name, gateway] of Object.entries(design.transitGateways)) {
    for (const [attachment, thing] of Object.entries(gateway.attachments)) {
      if (thing.kind !== 'connect') continue;
      for (const [peer, value] of Object.entries(thing.peers)) {
        all.push(...connectSessions(design, settings, routers, name, attachment, peer, value));
      }
    }
  }
  all.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const byGateway = new Map<string, Session[]>();
  for (const session of all) {
    routers.connect(session);
    const key = `${session.gateway.kind}/${session.gateway.name}`;
    const list = byGateway.get(key);
    if (list === undefined) byGateway.set(key, [session]);
    else list.push(session);
  }
  const tables = associations(design);
  return {
    design,
    settings,
    sessions: new Map(all.map((session) => [session.id, session])),
    routers: routers.nodes(),
    sessionsOf: (gateway) => byGateway.get(`${gateway.kind}/${gateway.name}`) ?? [],
    associatedTable: (transitGateway, attachment) => tables.get(transitGateway)?.get(attachment) ?? null,
  };
}
