/** IPv6 inside the tunnels exists on a transit gateway only. */
import type { Breach, Rule } from '../rule.ts';

export const ipv6NeedsTransitGateway: Rule = {
  id: 'vpn/ipv6-needs-transit-gateway',
  severity: 'error',
  title: 'IPv6 inside the tunnels of a VPN on a virtual private gateway',
  why: 'A virtual private gateway carries IPv4 only over VPN. No IPv6 packet and no IPv6 route will cross this connection.',
  fix: 'Put the connection on a transit gateway, or set tunnelInsideIpVersion to ipv4.',
  facts: ['F99', 'K-IP6-IN', 'P-VGW-FILTER'],
  *check({ design }): Iterable<Breach> {
    for (const [name, connection] of Object.entries(design.vpnConnections)) {
      if (connection.tunnelInsideIpVersion !== 'ipv6' || connection.gateway?.kind !== 'vpnGateway') continue;
      yield {
        subject: name,
        message: `${name} has tunnelInsideIpVersion ipv6 but is on virtual private gateway ${connection.gateway.name}, which carries IPv4 only; IPv6 needs a transit gateway.`,
        args: { tunnelInsideIpVersion: 'ipv6', gateway: connection.gateway.name },
        path: ['vpnConnections', name, 'tunnelInsideIpVersion'],
      };
    }
  },
};
