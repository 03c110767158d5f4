/** Accelerated VPN exists on a transit gateway only. */
import type { Breach, Rule } from '../rule.ts';

export const acceleratedNeedsTransitGateway: Rule = {
  id: 'vpn/accelerated-needs-transit-gateway',
  severity: 'error',
  title: 'An accelerated VPN is not on a transit gateway',
  why: 'Only a transit gateway supports accelerated Site-to-Site VPN. The connection cannot be made as drawn.',
  fix: 'Give the connection a transitGateway, or set enableAcceleration to false.',
  facts: ['F133', 'K-ACC'],
  *check({ design }): Iterable<Breach> {
    for (const [name, connection] of Object.entries(design.vpnConnections)) {
      if (!connection.enableAcceleration || connection.gateway?.kind === 'transitGateway') continue;
      const where =
        connection.gateway === null ? 'has no gateway' : `is on virtual private gateway ${connection.gateway.name}`;
      yield {
        subject: name,
        message: `${name} is accelerated but ${where}; an accelerated VPN needs a transit gateway.`,
        args: { enableAcceleration: true, gateway: connection.gateway?.name ?? null },
        path: ['vpnConnections', name, 'enableAcceleration'],
      };
    }
  },
};
