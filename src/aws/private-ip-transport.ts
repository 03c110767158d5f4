/**
 * Whether the Direct Connect path under a private-IP VPN is there: a virtual interface on the gateway of its
 * transport attachment that is up and announces the outside address of the customer gateway (K-PIP-REQ).
 */
import { parseAddress } from '../net/parse-prefix.ts';
import type { Address } from '../net/prefix.ts';
import type { Network, Session } from './network.ts';

/** A virtual interface as it stands at the moment. */
export interface Carrier {
  /** Do routes cross it in every outcome, in some, in none? */
  readonly crosses: 'always' | 'sometimes' | 'never';
  /** Some of what it announces is known by number alone. */
  readonly anonymous: boolean;
  /** What it announces over an address; `present`: in every outcome. */
  readonly covering: (address: Address) => Iterable<readonly [unknown, { readonly present: boolean }]>;
}

export function transportOf(
  network: Network,
  session: Session,
  carrierOf: (carrier: Session) => Carrier | null,
): 'up' | 'unsure' | 'down' {
  const connection = network.design.vpnConnections[session.connection];
  const attachmentName = connection?.transportTransitGatewayAttachmentId ?? null;
  if (session.transport !== 'private' || connection === undefined || attachmentName === null) return 'up';
  const attachment = network.design.transitGateways[session.gateway.name]?.attachments[attachmentName];
  if (attachment?.kind !== 'directConnectGateway') return 'up';
  const carriers = network.sessionsOf({ kind: 'directConnectGateway', name: attachment.directConnectGateway });
  // A design that draws no virtual interface says nothing about the path: it is not what is judged then.
  if (carriers.length === 0) return 'up';
  const outside = network.design.customerGateways[connection.customerGateway]?.ipAddress ?? null;
  const address = outside === null ? null : parseAddress(outside);
  let unsure = false;
  for (const each of carriers) {
    const carrier = carrierOf(each);
    if (carrier === null || carrier.crosses === 'never') continue;
    const unknown = carrier.anonymous || address === null || !address.ok;
    const covering = unknown ? [] : [...carrier.covering(address.value)];
    if (!unknown && covering.length === 0) continue;
    const present = unknown || covering.some(([, offer]) => offer.present);
    if (carrier.crosses === 'always' && present) return 'up';
    unsure = true;
  }
  return unsure ? 'unsure' : 'down';
}
