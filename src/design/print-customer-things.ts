/** Customer gateways, VPN connections and tunnels to their documents. */
import { formatPrefix } from '../net/format-prefix.ts';
import { printAnnounce, printPolicy, sparse } from './print-parts.ts';
import type { CustomerGatewayDocument, TunnelDocument, VpnConnectionDocument } from './schema-customer.ts';
import type { CustomerGateway, Tunnel, VpnConnection } from './vocabulary.ts';

export function printCustomerGateway(gateway: CustomerGateway): CustomerGatewayDocument {
  return sparse({ ...gateway, announce: printAnnounce(gateway.announce), policy: printPolicy(gateway.policy) });
}

export function printConnection(connection: VpnConnection): VpnConnectionDocument {
  const { gateway, tunnels, outsideIpAddressType, tunnelInsideIpVersion, tunnelBandwidth } = connection;
  const down = tunnels.every(({ status }) => status === 'down');
  const printed = tunnels.map((tunnel, i) => printTunnel(tunnel, i, down));
  const untouched = printed.length === 2 && printed.every((tunnel) => Object.keys(tunnel).length === 0);
  return sparse({
    customerGateway: connection.customerGateway,
    ...(gateway === null ? {} : { [gateway.kind]: gateway.name }),
    staticRoutesOnly: connection.staticRoutesOnly ? true : null,
    routes: connection.routes.length === 0 ? null : connection.routes.map(formatPrefix),
    outsideIpAddressType: outsideIpAddressType === 'PublicIpv4' ? null : outsideIpAddressType,
    transportTransitGatewayAttachmentId: connection.transportTransitGatewayAttachmentId,
    enableAcceleration: connection.enableAcceleration ? true : null,
    overPublicVirtualInterface: connection.overPublicVirtualInterface,
    tunnelInsideIpVersion: tunnelInsideIpVersion === 'ipv4' ? null : tunnelInsideIpVersion,
    tunnelBandwidth: tunnelBandwidth === 'standard' ? null : tunnelBandwidth,
    mtu: connection.mtu,
    acceptedRoutes: connection.acceptedRoutes === null ? null : connection.acceptedRoutes.map(formatPrefix),
    announce: printAnnounce(connection.announce),
    policy: printPolicy(connection.policy),
    status: down ? ('down' as const) : null,
    tunnels: untouched ? null : printed,
    region: connection.region,
    account: connection.account,
  });
}

function printTunnel(tunnel: Tunnel, i: number, connectionDown: boolean): TunnelDocument {
  const some = <T>(list: readonly T[]): T[] | null => (list.length === 0 ? null : [...list]);
  return sparse({
    id: tunnel.id === `tunnel-${i + 1}` ? null : tunnel.id,
    tunnelInsideCidr: tunnel.tunnelInsideCidr === null ? null : formatPrefix(tunnel.tunnelInsideCidr),
    tunnelInsideIpv6Cidr: tunnel.tunnelInsideIpv6Cidr === null ? null : formatPrefix(tunnel.tunnelInsideIpv6Cidr),
    outsideIpAddress: tunnel.outsideIpAddress,
    status: tunnel.status === 'down' && !connectionDown ? ('down' as const) : null,
    acceptedRouteCount: tunnel.acceptedRouteCount,
    announce: printAnnounce(tunnel.announce),
    policy: printPolicy(tunnel.policy),
    phase1DHGroupNumbers: some(tunnel.phase1DHGroupNumbers),
    phase2DHGroupNumbers: some(tunnel.phase2DHGroupNumbers),
    phase1EncryptionAlgorithms: some(tunnel.phase1EncryptionAlgorithms),
    phase2EncryptionAlgorithms: some(tunnel.phase2EncryptionAlgorithms),
    phase1IntegrityAlgorithms: some(tunnel.phase1IntegrityAlgorithms),
    phase2IntegrityAlgorithms: some(tunnel.phase2IntegrityAlgorithms),
    startupAction: tunnel.startupAction,
  });
}
