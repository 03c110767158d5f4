/**
 * Customer and AWS with one ASN. A virtual private gateway refuses the connection (A-SAME-VGW); for a
 * transit gateway AWS does not say (A-SAME-TGW). Connect peers may: that is iBGP.
 */
import type { Breach, Rule } from '../rule.ts';
import { customerAsn } from './customer-asn.ts';

export const sameOnBothSides: Rule = {
  id: 'asn/same-on-both-sides',
  severity: 'error',
  title: 'Customer and AWS have the same ASN',
  why: 'AWS refuses a VPN connection whose customer gateway has the ASN of the virtual private gateway. On a transit gateway what happens is not documented.',
  fix: 'Give one of the two another ASN: the customer gateway, or the AWS gateway (which means making a new virtual private gateway).',
  facts: ['A-SAME-VGW'],
  *check({ design }): Iterable<Breach> {
    for (const [name, connection] of Object.entries(design.vpnConnections)) {
      const { gateway } = connection;
      const customer = design.customerGateways[connection.customerGateway];
      if (gateway === null || customer === undefined) continue;
      const asn = customerAsn(design, customer);
      const breach = {
        subject: name,
        args: { asn, customerGateway: connection.customerGateway, gateway: gateway.name },
        path: ['customerGateways', connection.customerGateway, 'bgpAsn'],
      };
      if (gateway.kind === 'vpnGateway') {
        if (asn !== design.vpnGateways[gateway.name]?.amazonSideAsn) continue;
        yield {
          ...breach,
          message: `${name}: customer gateway ${connection.customerGateway} and virtual private gateway ${gateway.name} both have AS ${asn}; AWS refuses the connection (AsnConflict).`,
        };
      } else if (!connection.staticRoutesOnly && asn === design.transitGateways[gateway.name]?.amazonSideAsn) {
        yield {
          ...breach,
          severity: 'warning',
          message: `${name}: customer gateway ${connection.customerGateway} and transit gateway ${gateway.name} both have AS ${asn}; AWS does not say whether that works.`,
          fix: 'Give the customer gateway another ASN, so that nothing depends on what AWS does not document.',
          facts: ['A-SAME-TGW'],
          assumptions: ['sameAsnOnTransitGateway'],
        };
      }
    }
  },
};
