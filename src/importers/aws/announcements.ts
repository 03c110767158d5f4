/**
 * What AWS accepted from customers, as far as an export tells: the count per tunnel (telemetry), and prefixes where a
 * route table names them. A prefix is given to a connection only when no other one can have announced it, or the
 * table names the connection; the rest stays a count. It is what was seen, so any announcement somebody writes down
 * stands before it. A down connection announces nothing that can be known.
 */
import { byText, sortedUnique } from './fields.ts';
import { note } from './ledger.ts';
import { transitGatewayPrefixes } from './transit-gateway-prefixes.ts';
import type { AwsExport, VpnConnectionFacts } from './aws-export.ts';

export interface Announcements {
  readonly vpnConnections: Map<string, string[]>;
  /** Connections whose telemetry is older than their routes: its counts are left out. */
  readonly outdatedCounts: Set<string>;
  readonly virtualInterfaces: Map<string, string[]>;
  readonly connectPeers: Map<string, string[]>;
}

export function deriveAnnouncements(awsExport: AwsExport): Announcements {
  const announcements: Announcements = {
    vpnConnections: new Map(),
    outdatedCounts: new Set(),
    virtualInterfaces: new Map(),
    connectPeers: new Map(),
  };
  const named = transitGatewayPrefixes(awsExport);
  for (const [id, facts] of sorted(awsExport.vpnConnections)) {
    if (facts.transitGateway !== undefined && facts.staticRoutesOnly !== true) {
      announceNamed(awsExport, announcements, id, facts, sortedUnique(named.vpnConnections.get(id) ?? []));
    }
  }
  for (const gateway of sortedUnique(awsExport.vpnGateways.keys()))
    announceToVpnGateway(awsExport, announcements, gateway);
  announceBehindAttachments(awsExport, announcements, named.directConnectGateways, named.connects);
  return announcements;
}

function sorted<Facts>(things: ReadonlyMap<string, Facts>): [string, Facts][] {
  return [...things].sort(([a], [b]) => byText(a, b));
}

interface LiveTunnel {
  readonly address: string;
  readonly count: number;
}

/** Tunnels that are up with a count, most routes first. */
function liveTunnels(facts: VpnConnectionFacts): LiveTunnel[] {
  return Object.entries(facts.tunnels)
    .flatMap(([address, { status, acceptedRouteCount }]) =>
      status === 'up' && acceptedRouteCount !== undefined ? [{ address, count: acceptedRouteCount }] : [],
    )
    .sort((a, b) => b.count - a.count || byText(a.address, b.address));
}

/** A connection whose prefixes are known at least in part: `known` all come from it. */
function announceNamed(
  awsExport: AwsExport,
  announcements: Announcements,
  id: string,
  facts: VpnConnectionFacts,
  known: readonly string[],
): void {
  const live = liveTunnels(facts);
  if (live.length === 0) {
    const observed = Object.values(facts.tunnels).some(({ status }) => status !== undefined);
    if (known.length > 0) announcements.vpnConnections.set(id, [...known]);
    else
      note(
        awsExport.ledger,
        id,
        `${observed ? 'is down' : 'has no telemetry'}: what it announces cannot be told from the export`,
      );
    return;
  }
  const most = live[0]!.count;
  if (known.length > 0) announcements.vpnConnections.set(id, [...known]);
  if (most === 0 && known.length > 0) {
    note(
      awsExport.ledger,
      id,
      `its telemetry counts no route, its route table holds ${known.length}: the table is believed`,
    );
    announcements.outdatedCounts.add(id);
    return;
  }
  if (known.length < most) {
    const what = known.length === 0 ? 'none of them' : `only ${known.length}`;
    note(
      awsExport.ledger,
      id,
      `AWS accepts ${most === 1 ? 'one route' : `${most} routes`} of it: the export names ${what}`,
    );
  }
  for (const { address, count } of live) {
    if (count > 0 && count < known.length) {
      note(
        awsExport.ledger,
        id,
        `which ${count} of ${known.length} known prefixes the tunnel ${address} carries cannot be told from the export`,
      );
    }
  }
}

/** The propagated routes of the VPC tell what a virtual private gateway learned, not from whom. */
function announceToVpnGateway(awsExport: AwsExport, announcements: Announcements, gateway: string): void {
  const propagated = new Set<string>();
  for (const table of awsExport.routeTables.values()) {
    for (const destination of table.propagated[gateway] ?? []) propagated.add(destination);
  }
  const connections = sorted(awsExport.vpnConnections).filter(([, facts]) => facts.vpnGateway === gateway);
  const dynamic = connections.filter(([, facts]) => facts.staticRoutesOnly !== true);
  const all = sortedUnique(propagated);
  for (const [, facts] of connections) {
    if (facts.staticRoutesOnly === true) for (const route of facts.routes ?? []) propagated.delete(route);
  }
  const known = sortedUnique(propagated);
  const interfaces = virtualInterfacesOf(awsExport, gateway);
  const feeding = dynamic.filter(([, facts]) => (liveTunnels(facts)[0]?.count ?? 0) > 0);
  // Without telemetry a connection may feed the gateway too.
  const others = dynamic.filter(
    ([, { tunnels }]) => !Object.values(tunnels).some(({ status }) => status !== undefined),
  );

  if (feeding.length + others.length === 0 && interfaces.length === 1 && known.length > 0) {
    announcements.virtualInterfaces.set(interfaces[0]!, known);
  } else if (interfaces.length > 0) {
    for (const id of interfaces) note(awsExport.ledger, id, 'what it announces cannot be told from the export');
  }

  const unsettled: string[] = [];
  for (const [id, facts] of dynamic) {
    const most = liveTunnels(facts)[0]?.count ?? 0;
    const alone = feeding.length === 1 && others.length === 0 && interfaces.length === 0;
    // Whatever it announces is among the propagated: as many as there are means all of them.
    const theirs = most === all.length ? all : alone || most === known.length ? known : [];
    announceNamed(awsExport, announcements, id, facts, most === 0 ? [] : theirs);
    if (most > 0 && theirs.length === 0) unsettled.push(id);
  }
  if (unsettled.length > 0 && known.length > 0) {
    const what = `which of its ${known.length} propagated routes come from ${unsettled.join(', ')} cannot be told from the export`;
    note(awsExport.ledger, gateway, what);
  }
}

/** Private virtual interfaces that are up, on the gateway itself or through a Direct Connect gateway. */
function virtualInterfacesOf(awsExport: AwsExport, gateway: string): string[] {
  const through = new Set(
    [...awsExport.directConnectAssociations.values()]
      .filter((association) => association.gateway === gateway)
      .map(({ directConnectGateway }) => directConnectGateway),
  );
  return sorted(awsExport.virtualInterfaces)
    .filter(([, { type, status }]) => type === 'private' && status !== 'down')
    .filter(([, facts]) => facts.vpnGateway === gateway || through.has(facts.directConnectGateway ?? ''))
    .map(([id]) => id);
}

/** A transit gateway names the attachment; behind it may be several virtual interfaces or Connect peers. */
function announceBehindAttachments(
  awsExport: AwsExport,
  announcements: Announcements,
  directConnectGateways: ReadonlyMap<string, ReadonlySet<string>>,
  connects: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  for (const [gateway, prefixes] of sorted(directConnectGateways)) {
    const behind = sorted(awsExport.virtualInterfaces)
      .filter(
        ([, facts]) => facts.directConnectGateway === gateway && facts.type === 'transit' && facts.status !== 'down',
      )
      .map(([id]) => id);
    shareOut(awsExport, announcements.virtualInterfaces, gateway, behind, prefixes, 'virtual interface');
  }
  for (const [id, facts] of sorted(awsExport.virtualInterfaces)) {
    const told = announcements.virtualInterfaces.has(id) || facts.status === 'down' || facts.type !== 'transit';
    if (!told) note(awsExport.ledger, id, 'what it announces cannot be told from the export');
  }
  for (const [attachment, prefixes] of sorted(connects)) {
    const peers = sorted(awsExport.connectPeers)
      .filter(([, facts]) => facts.attachment === attachment && facts.status !== 'down')
      .map(([id]) => id);
    shareOut(awsExport, announcements.connectPeers, attachment, peers, prefixes, 'Connect peer');
  }
}

function shareOut(
  awsExport: AwsExport,
  into: Map<string, string[]>,
  subject: string,
  ids: readonly string[],
  prefixes: ReadonlySet<string>,
  noun: string,
): void {
  const routes = prefixes.size === 1 ? 'one route comes' : `${prefixes.size} routes come`;
  if (ids.length === 0)
    note(awsExport.ledger, subject, `${routes} from behind it, but the export holds no ${noun} there that is up`);
  if (ids.length > 1)
    note(
      awsExport.ledger,
      subject,
      `${routes} from behind it, which ${noun} announces them cannot be told: each is taken to`,
    );
  for (const id of ids) into.set(id, sortedUnique(prefixes));
}
