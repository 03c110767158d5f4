/** Every gateway with an Amazon-side ASN, with its place in the design and what AWS says of that ASN. */
import { amazonSideVerdict, type AmazonSide, type AmazonSideVerdict } from '../../aws/asn.ts';
import { effectiveOwner } from '../../design/effective-owner.ts';
import type { DesignPath } from '../../design/problem.ts';
import type { Design } from '../../design/vocabulary.ts';

export interface GatewayAsn {
  readonly name: string;
  readonly asn: number;
  readonly side: AmazonSide;
  readonly verdict: AmazonSideVerdict;
  readonly path: DesignPath;
}

export function* eachGatewayAsn(design: Design): Iterable<GatewayAsn> {
  for (const [name, gateway] of Object.entries(design.vpnGateways)) {
    const { region } = effectiveOwner(design, gateway);
    yield gatewayAsn(
      name,
      gateway.amazonSideAsn,
      { kind: 'vpnGateway', region, created: gateway.created },
      'vpnGateways',
    );
  }
  for (const [name, gateway] of Object.entries(design.transitGateways)) {
    const { region } = effectiveOwner(design, gateway);
    yield gatewayAsn(name, gateway.amazonSideAsn, { kind: 'transitGateway', region, created: null }, 'transitGateways');
  }
  for (const [name, gateway] of Object.entries(design.directConnectGateways)) {
    // A Direct Connect gateway is in no region.
    const side = { kind: 'directConnectGateway', region: null, created: null } as const;
    yield gatewayAsn(name, gateway.amazonSideAsn, side, 'directConnectGateways');
  }
}

function gatewayAsn(name: string, asn: number, side: AmazonSide, section: string): GatewayAsn {
  return { name, asn, side, verdict: amazonSideVerdict(asn, side), path: [section, name, 'amazonSideAsn'] };
}
