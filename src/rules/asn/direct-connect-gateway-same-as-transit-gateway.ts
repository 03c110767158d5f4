/** A Direct Connect gateway and the transit gateways on it have different ASNs. */
import type { Design } from '../../design/vocabulary.ts';
import type { Breach, Rule } from '../rule.ts';

export const directConnectGatewaySameAsTransitGateway: Rule = {
  id: 'asn/direct-connect-gateway-same-as-transit-gateway',
  severity: 'error',
  title: 'A Direct Connect gateway has the ASN of its transit gateway',
  why: 'AWS refuses the association of the two. The default of both is 64512, so two defaults together always fail.',
  fix: 'Give the Direct Connect gateway an amazonSideAsn of its own; it can be chosen only when the gateway is made.',
  facts: ['A-DXGW-TGW'],
  *check({ design }): Iterable<Breach> {
    for (const [name, gateway] of Object.entries(design.directConnectGateways)) {
      for (const transitGateway of transitGatewaysOf(design, name)) {
        if (design.transitGateways[transitGateway]?.amazonSideAsn !== gateway.amazonSideAsn) continue;
        yield {
          subject: name,
          message: `Direct Connect gateway ${name} and its transit gateway ${transitGateway} both have AS ${gateway.amazonSideAsn}; AWS refuses the association.`,
          args: { asn: gateway.amazonSideAsn, transitGateway },
          path: ['directConnectGateways', name, 'amazonSideAsn'],
        };
      }
    }
  },
};

/** By association, and by an attachment that the association was not drawn for. */
function transitGatewaysOf(design: Design, directConnectGateway: string): Set<string> {
  const found = new Set<string>();
  for (const { gateway } of design.directConnectGateways[directConnectGateway]?.associations ?? []) {
    if (gateway.kind === 'transitGateway') found.add(gateway.name);
  }
  for (const [name, { attachments }] of Object.entries(design.transitGateways)) {
    const attached = Object.values(attachments).some(
      (it) => it.kind === 'directConnectGateway' && it.directConnectGateway === directConnectGateway,
    );
    if (attached) found.add(name);
  }
  return found;
}
