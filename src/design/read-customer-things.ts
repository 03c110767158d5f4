/** Routers, customer gateways, VPN connections with their tunnels, and Client VPN endpoints. */
import type { DesignPath } from './problem.ts';
import { readAnnouncements, readPolicy } from './read-announcements.ts';
import { accountOf } from './read-aws-things.ts';
import { namesOf, present, soundPrefix, soundPrefixes, type Reading } from './reading.ts';
import type {
  ClientVpnEndpointDocument,
  CustomerGatewayDocument,
  RouterDocument,
  TunnelDocument,
  VpnConnectionDocument,
} from './schema-customer.ts';
import type { ClientVpnEndpoint, CustomerGateway, Router, Tunnel, VpnConnection } from './vocabulary.ts';

export function readRouter(reading: Reading, router: RouterDocument, name: string): Router {
  return {
    asn: router.asn === undefined ? null : Number(router.asn),
    announce: readAnnouncements(reading, router.announce, ['routers', name, 'announce']) ?? [],
    transit: router.transit ?? false,
    policy: readPolicy(router.policy),
  };
}

export function readCustomerGateway(reading: Reading, gateway: CustomerGatewayDocument, name: string): CustomerGateway {
  const path = ['customerGateways', name];
  if (gateway.router !== undefined)
    reading.known('router', namesOf(reading.document.routers), gateway.router, [...path, 'router']);
  return {
    region: gateway.region ?? null,
    account: accountOf(gateway),
    bgpAsn: gateway.bgpAsn === undefined ? null : Number(gateway.bgpAsn),
    ipAddress: gateway.ipAddress ?? null,
    router: gateway.router ?? null,
    announce: readAnnouncements(reading, gateway.announce, [...path, 'announce']),
    policy: readPolicy(gateway.policy),
    transit: gateway.transit ?? null,
    natTraversal: gateway.natTraversal ?? null,
    behindNat: gateway.behindNat ?? null,
    routing: gateway.routing ?? null,
    trafficSelectors: gateway.trafficSelectors ?? null,
  };
}

/** Null when its customer gateway is unknown: there is nothing to hang a connection on. */
export function readVpnConnection(
  reading: Reading,
  connection: VpnConnectionDocument,
  name: string,
): VpnConnection | null {
  const path = ['vpnConnections', name];
  const { customerGateway } = connection;
  if (customerGateway === undefined) {
    if (!reading.damaged(path)) reading.report(path, 'a VPN connection needs `customerGateway`', null, 'key');
  } else
    reading.known('customer gateway', namesOf(reading.document.customerGateways), customerGateway, [
      ...path,
      'customerGateway',
    ]);
  const gateway = readGateway(reading, connection, path);
  readTransport(reading, connection, path);
  const over = connection.overPublicVirtualInterface;
  if (over !== undefined)
    reading.known('virtual interface', namesOf(reading.document.virtualInterfaces), over, [
      ...path,
      'overPublicVirtualInterface',
    ]);
  const tunnels = readTunnels(reading, connection, path);
  if (customerGateway === undefined) return null;
  return {
    region: connection.region ?? null,
    account: accountOf(connection),
    customerGateway,
    gateway,
    staticRoutesOnly: connection.staticRoutesOnly ?? false,
    routes: soundPrefixes(connection.routes),
    outsideIpAddressType: connection.outsideIpAddressType ?? 'PublicIpv4',
    transportTransitGatewayAttachmentId: connection.transportTransitGatewayAttachmentId ?? null,
    enableAcceleration: connection.enableAcceleration ?? false,
    overPublicVirtualInterface: over ?? null,
    tunnelInsideIpVersion: connection.tunnelInsideIpVersion ?? 'ipv4',
    tunnelBandwidth: connection.tunnelBandwidth ?? 'standard',
    mtu: connection.mtu ?? null,
    acceptedRoutes: connection.acceptedRoutes === undefined ? null : soundPrefixes(connection.acceptedRoutes),
    announce: readAnnouncements(reading, connection.announce, [...path, 'announce']),
    policy: readPolicy(connection.policy),
    tunnels,
  };
}

function readGateway(reading: Reading, connection: VpnConnectionDocument, path: DesignPath): VpnConnection['gateway'] {
  const { vpnGateway, transitGateway } = connection;
  if (vpnGateway !== undefined && transitGateway !== undefined) {
    reading.report(
      [...path, 'transitGateway'],
      'a VPN connection ends on a VPN gateway or on a transit gateway, not on both',
      null,
      'key',
    );
    return null;
  }
  if (vpnGateway !== undefined) {
    reading.known('VPN gateway', namesOf(reading.document.vpnGateways), vpnGateway, [...path, 'vpnGateway']);
    return { kind: 'vpnGateway', name: vpnGateway };
  }
  if (transitGateway === undefined) return null;
  reading.known('transit gateway', namesOf(reading.document.transitGateways), transitGateway, [
    ...path,
    'transitGateway',
  ]);
  return { kind: 'transitGateway', name: transitGateway };
}

/** The transport of a private IP VPN is an attachment of its own transit gateway. */
function readTransport(reading: Reading, connection: VpnConnectionDocument, path: DesignPath): void {
  const transport = connection.transportTransitGatewayAttachmentId;
  if (transport === undefined) return;
  const { transitGateway } = connection;
  const gateways = reading.document.transitGateways ?? {};
  const attachments =
    transitGateway !== undefined && gateways[transitGateway] !== undefined
      ? namesOf(gateways[transitGateway]?.attachments)
      : new Set(Object.values(gateways).flatMap((gateway) => [...namesOf(gateway.attachments)]));
  reading.known('attachment', attachments, transport, [...path, 'transportTransitGatewayAttachmentId']);
}

function readTunnels(reading: Reading, connection: VpnConnectionDocument, path: DesignPath): Tunnel[] {
  const given = connection.tunnels as (TunnelDocument | undefined)[] | undefined;
  const down = connection.status === 'down';
  if (given !== undefined && given.length > 2) {
    reading.report([...path, 'tunnels', 2], `a VPN connection has two tunnels, and this has ${given.length}`);
  }
  if (given !== undefined && given.length === 0) {
    reading.report(
      [...path, 'tunnels'],
      'a VPN connection has one or two tunnels; leave `tunnels` out for two',
      null,
      'key',
    );
  }
  const ids = new Set<string>();
  return (given ?? [{}, {}]).map((each, i) => {
    const tunnel = readTunnel(reading, each ?? {}, i, [...path, 'tunnels', i]);
    if (ids.has(tunnel.id)) reading.report([...path, 'tunnels', i, 'id'], `both tunnels have the id \`${tunnel.id}\``);
    ids.add(tunnel.id);
    return down ? { ...tunnel, status: 'down' } : tunnel;
  });
}

function readTunnel(reading: Reading, tunnel: TunnelDocument, i: number, path: DesignPath): Tunnel {
  if (tunnel.id !== undefined && !/^[A-Za-z0-9:][A-Za-z0-9._:@+-]*$/.test(tunnel.id)) {
    reading.report([...path, 'id'], 'a tunnel id is letters, digits and . _ : @ + -');
  }
  const words = (list: readonly (string | undefined)[] | undefined): string[] =>
    [...present(list)].map(([each]) => each);
  const groups = (list: readonly (number | undefined)[] | undefined): number[] =>
    [...present(list)].map(([each]) => each);
  return {
    id: tunnel.id ?? `tunnel-${i + 1}`,
    status: tunnel.status === 'down' ? 'down' : 'up',
    outsideIpAddress: tunnel.outsideIpAddress ?? null,
    tunnelInsideCidr: tunnel.tunnelInsideCidr === undefined ? null : soundPrefix(tunnel.tunnelInsideCidr),
    tunnelInsideIpv6Cidr: tunnel.tunnelInsideIpv6Cidr === undefined ? null : soundPrefix(tunnel.tunnelInsideIpv6Cidr),
    acceptedRouteCount: tunnel.acceptedRouteCount ?? null,
    announce: readAnnouncements(reading, tunnel.announce, [...path, 'announce']),
    policy: readPolicy(tunnel.policy),
    phase1DHGroupNumbers: groups(tunnel.phase1DHGroupNumbers),
    phase2DHGroupNumbers: groups(tunnel.phase2DHGroupNumbers),
    phase1EncryptionAlgorithms: words(tunnel.phase1EncryptionAlgorithms),
    phase2EncryptionAlgorithms: words(tunnel.phase2EncryptionAlgorithms),
    phase1IntegrityAlgorithms: words(tunnel.phase1IntegrityAlgorithms),
    phase2IntegrityAlgorithms: words(tunnel.phase2IntegrityAlgorithms),
    startupAction: tunnel.startupAction ?? null,
  };
}

export function readClientVpnEndpoint(endpoint: ClientVpnEndpointDocument): ClientVpnEndpoint {
  return {
    region: endpoint.region ?? null,
    account: accountOf(endpoint),
    clientCidrBlock: endpoint.clientCidrBlock === undefined ? null : soundPrefix(endpoint.clientCidrBlock),
  };
}
