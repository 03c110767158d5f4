/** BGP runs over tunnel interfaces, which a policy-based device does not have. */
import type { Breach, Rule } from '../rule.ts';

export const bgpNeedsRouteBased: Rule = {
  id: 'vpn/bgp-needs-route-based',
  severity: 'error',
  title: 'BGP over a policy-based device',
  why: 'A device that runs BGP with AWS must bind its tunnels to logical interfaces. A policy-based one has none for BGP to run over.',
  fix: 'Configure the device route-based (tunnel interfaces), or make the connection static with staticRoutesOnly: true.',
  facts: ['F53', 'F57'],
  *check({ design }): Iterable<Breach> {
    for (const [name, connection] of Object.entries(design.vpnConnections)) {
      if (connection.staticRoutesOnly) continue;
      if (design.customerGateways[connection.customerGateway]?.routing !== 'policy-based') continue;
      yield {
        subject: name,
        message: `${name} runs BGP, but its customer gateway ${connection.customerGateway} is policy-based; BGP needs a route-based device.`,
        args: { customerGateway: connection.customerGateway },
        path: ['customerGateways', connection.customerGateway, 'routing'],
      };
    }
  },
};
