/** Where the routes of a session go: the gateways behind it and the tables they are put into. */
import type { GatewayRef, Network, Session } from '../aws/network.ts';
import type { PlaceId } from '../aws/solution.ts';
import type { Design } from '../design/vocabulary.ts';

/** Virtual private and transit gateways a session leads to; through a Direct Connect gateway, those associated with it. */
export function gatewaysBehind(network: Network, { gateway }: Session): readonly GatewayRef[] {
  if (gateway.kind !== 'directConnectGateway') return [gateway];
  return (network.design.directConnectGateways[gateway.name]?.associations ?? []).map((it) => it.gateway);
}

/** True when both lead to one gateway: each can stand in for the other. */
export function leadToOneGateway(network: Network, a: Session, b: Session): boolean {
  const behindA = gatewaysBehind(network, a);
  return gatewaysBehind(network, b).some((it) =>
    behindA.some((other) => other.kind === it.kind && other.name === it.name),
  );
}

/** Per design, transit gateway and attachment: thousands of attachments ask, and a table lists them all. */
const propagations = new WeakMap<Design, Map<string, Map<string, PlaceId[]>>>();

/** Tables of a transit gateway that an attachment propagates into. */
export function tablesPropagatedTo(network: Network, transitGateway: string, attachment: string): readonly PlaceId[] {
  let gateways = propagations.get(network.design);
  if (gateways === undefined) propagations.set(network.design, (gateways = new Map()));
  let attachments = gateways.get(transitGateway);
  if (attachments === undefined) {
    attachments = new Map();
    for (const [name, table] of Object.entries(network.design.transitGateways[transitGateway]?.routeTables ?? {})) {
      for (const each of table.propagations) {
        const tables = attachments.get(each);
        if (tables === undefined) attachments.set(each, [`transitGateways/${transitGateway}/${name}`]);
        else tables.push(`transitGateways/${transitGateway}/${name}`);
      }
    }
    gateways.set(transitGateway, attachments);
  }
  return attachments.get(attachment) ?? [];
}

/** Tables that hold the session's own routes at its gateway (a Direct Connect gateway's own table first). */
export function placesFed(network: Network, session: Session): readonly PlaceId[] {
  const { kind, name } = session.gateway;
  if (kind === 'vpnGateway') return [`vpnGateways/${name}`];
  if (kind === 'directConnectGateway') return [`directConnectGateways/${name}`];
  return tablesPropagatedTo(network, name, session.attachment ?? '');
}

/** Tables that take in the routes of a Direct Connect gateway. */
export function placesBehindDirectConnect(network: Network, name: string): readonly PlaceId[] {
  const { design } = network;
  return (design.directConnectGateways[name]?.associations ?? []).flatMap(({ gateway }) => {
    if (gateway.kind === 'vpnGateway') return [`vpnGateways/${gateway.name}`];
    const attachments = Object.entries(design.transitGateways[gateway.name]?.attachments ?? {});
    return attachments
      .filter(([, it]) => it.kind === 'directConnectGateway' && it.directConnectGateway === name)
      .flatMap(([attachment]) => tablesPropagatedTo(network, gateway.name, attachment));
  });
}
