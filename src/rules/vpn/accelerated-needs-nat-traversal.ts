/** Accelerated VPN runs over NAT traversal, so the device must have it on. */
import type { Breach, Rule } from '../rule.ts';

export const acceleratedNeedsNatTraversal: Rule = {
  id: 'vpn/accelerated-needs-nat-traversal',
  severity: 'error',
  title: 'An accelerated VPN whose customer gateway has NAT traversal off',
  why: 'NAT traversal (UDP port 4500) is required for accelerated VPN. With it off on the device the tunnels never establish.',
  fix: 'Turn NAT traversal on on the device and let UDP ports 500 and 4500 through, or set enableAcceleration to false.',
  facts: ['F137', 'K-ACC'],
  *check({ design }): Iterable<Breach> {
    for (const [name, connection] of Object.entries(design.vpnConnections)) {
      if (!connection.enableAcceleration) continue;
      if (design.customerGateways[connection.customerGateway]?.natTraversal !== false) continue;
      yield {
        subject: name,
        message: `${name} is accelerated, but its customer gateway ${connection.customerGateway} has NAT traversal off (natTraversal: false); acceleration requires it.`,
        args: { customerGateway: connection.customerGateway, natTraversal: false },
        path: ['vpnConnections', name, 'enableAcceleration'],
      };
    }
  },
};
