/** The region a VPN connection is in: its own, or its gateway's, or the design's; null when nothing says it. */
import { effectiveOwner } from '../../design/effective-owner.ts';
import type { Design, VpnConnection } from '../../design/vocabulary.ts';

export function connectionRegion(design: Design, connection: VpnConnection): string | null {
  const { gateway } = connection;
  if (connection.region !== null || gateway === null) return effectiveOwner(design, connection).region;
  const owned = gateway.kind === 'vpnGateway' ? design.vpnGateways[gateway.name] : design.transitGateways[gateway.name];
  return effectiveOwner(design, owned ?? {}).region;
}
