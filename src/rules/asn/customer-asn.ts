/** The ASN AWS expects of a customer gateway: its own, or else its router's; null when neither is said. */
import type { CustomerGateway, Design } from '../../design/vocabulary.ts';

export function customerAsn(design: Design, gateway: CustomerGateway): number | null {
  if (gateway.bgpAsn !== null || gateway.router === null) return gateway.bgpAsn;
  return design.routers[gateway.router]?.asn ?? null;
}
