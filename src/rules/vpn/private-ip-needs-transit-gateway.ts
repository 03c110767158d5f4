/** A private-IP VPN ends on a transit gateway; a virtual private gateway has no private outside addresses. */
import type { Breach, Rule } from '../rule.ts';

export const privateIpNeedsTransitGateway: Rule = {
  id: 'vpn/private-ip-needs-transit-gateway',
  severity: 'error',
  title: 'A private-IP VPN is not on a transit gateway',
  why: 'AWS offers private outside addresses only for VPN connections to a transit gateway. The connection cannot be made as drawn.',
  fix: 'Give the connection a transitGateway that reaches the site over a Direct Connect gateway, or use outsideIpAddressType PublicIpv4.',
  facts: ['F103', 'F107', 'K-PIP-REQ', 'K-PIP-NO'],
  *check({ design }): Iterable<Breach> {
    for (const [name, connection] of Object.entries(design.vpnConnections)) {
      if (connection.outsideIpAddressType !== 'PrivateIpv4' || connection.gateway?.kind === 'transitGateway') continue;
      const where =
        connection.gateway === null ? 'has no gateway' : `is on virtual private gateway ${connection.gateway.name}`;
      yield {
        subject: name,
        message: `${name} asks for private outside addresses (outsideIpAddressType PrivateIpv4) but ${where}; a private-IP VPN needs a transit gateway.`,
        args: { outsideIpAddressType: 'PrivateIpv4', gateway: connection.gateway?.name ?? null },
        path: ['vpnConnections', name, 'outsideIpAddressType'],
      };
    }
  },
};
