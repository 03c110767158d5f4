/** A BGP connection needs the customer's ASN: the customer gateway's, or that of the router it stands for. */
import { customerAsn } from '../asn/customer-asn.ts';
import type { Breach, Rule } from '../rule.ts';

export const bgpWithoutAsn: Rule = {
  id: 'vpn/bgp-without-asn',
  severity: 'error',
  title: 'A BGP connection whose customer gateway has no ASN',
  why: 'BGP needs an ASN on both sides. AWS expects the one of the customer gateway in the OPEN message; without it no session establishes.',
  fix: 'Set bgpAsn on the customer gateway (the ASN of the device), or make the connection static with staticRoutesOnly: true.',
  facts: ['F53', 'F55', 'F293'],
  *check({ design }): Iterable<Breach> {
    for (const [name, connection] of Object.entries(design.vpnConnections)) {
      if (connection.staticRoutesOnly) continue;
      const customer = design.customerGateways[connection.customerGateway];
      if (customer === undefined || customerAsn(design, customer) !== null) continue;
      yield {
        subject: name,
        message: `${name} runs BGP, but its customer gateway ${connection.customerGateway} has no bgpAsn.`,
        args: { customerGateway: connection.customerGateway },
        path: ['customerGateways', connection.customerGateway],
      };
    }
  },
};
