/** What traffic on a session rests on and shares: its tunnel, the gateway's aggregate, the Direct Connect port below. */
import type { Session } from '../aws/network.ts';
import type { Solution } from '../aws/solution.ts';
import { parseAddress } from '../net/parse-prefix.ts';
import { covers, maskPrefix, widthOf } from '../net/prefix.ts';

/** Something traffic shares. */
export interface Resource {
  /**
   * `tunnel vpn-1/tunnel-1`, `virtual private gateway hub`, `Direct Connect connection dxcon-1`, or
   * `virtual interface pvif` where the connection below it is not named.
   */
  readonly id: string;
  readonly kind: 'session' | 'vpnGateway' | 'port';
  readonly name: string;
  /** Null: no bound known. */
  readonly bandwidthMbps: number | null;
  readonly packetsPerSecond: number | null;
}

/** What a session's traffic rests on, innermost first. */
export function resourcesOf(solution: Solution, session: Session): readonly Resource[] {
  if (session.kind === 'virtualInterface') return [portOf(solution, session.connection)];
  // The two sessions of a Connect peer share its one tunnel (E-CONN).
  const name = session.kind === 'connect' ? session.connection : session.id;
  const { bandwidthMbps, packetsPerSecond, gateway } = session;
  const resources: Resource[] = [{ id: `tunnel ${name}`, kind: 'session', name, bandwidthMbps, packetsPerSecond }];
  if (session.kind === 'vpn' && gateway.kind === 'vpnGateway') {
    resources.push({
      id: `virtual private gateway ${gateway.name}`,
      kind: 'vpnGateway',
      name: gateway.name,
      bandwidthMbps: solution.network.settings.quota('vgw.aggregate-bandwidth').value,
      packetsPerSecond: null,
    });
  }
  // With several ports up, any of them may carry all of it: only one for certain.
  const [least] = portsBelow(solution, session).sort(
    (a, b) => (a.bandwidthMbps ?? Infinity) - (b.bandwidthMbps ?? Infinity),
  );
  if (least !== undefined) resources.push(least);
  return resources;
}

/** The Direct Connect ports that may carry a tunnel of a private-IP VPN or of a Connect attachment. */
function portsBelow(solution: Solution, session: Session): Resource[] {
  const { network } = solution;
  const attachments = network.design.transitGateways[session.gateway.name]?.attachments ?? {};
  const connection = network.design.vpnConnections[session.connection];
  const own = attachments[session.attachment ?? ''];
  const below = own?.kind === 'connect' ? own.transportAttachment : connection?.transportTransitGatewayAttachmentId;
  const transport = attachments[below ?? ''];
  if (session.transport === 'public' || transport?.kind !== 'directConnectGateway') return [];
  const outside = network.design.customerGateways[connection?.customerGateway ?? '']?.ipAddress ?? null;
  const address = outside === null ? null : parseAddress(outside);
  const host = address?.ok === true ? maskPrefix(address.value, widthOf(address.value.family)) : null;
  const up = network
    .sessionsOf({ kind: 'directConnectGateway', name: transport.directConnectGateway })
    .filter(({ id }) => solution.sessions.get(id)?.state === 'established');
  // A port leads to the customer gateway when its routes do; where its address is not known, any may.
  const leading = up.filter((carrier) => {
    if (host === null || carrier.announce.some(({ anonymous }) => anonymous > 0)) return true;
    for (const { prefix } of solution.offered(carrier).entries()) if (covers(prefix, host)) return true;
    return false;
  });
  return [...new Set(leading.map(({ connection: name }) => name))].map((name) => portOf(solution, name));
}

/** Virtual interfaces on one Direct Connect connection share its port. */
function portOf(solution: Solution, name: string): Resource {
  const { virtualInterfaces } = solution.network.design;
  const connection = virtualInterfaces[name]?.connection ?? null;
  const known = Object.entries(virtualInterfaces).flatMap(([each, { connection: on, bandwidthMbps }]) =>
    bandwidthMbps !== null && (each === name || (connection !== null && on === connection)) ? [bandwidthMbps] : [],
  );
  return {
    id: connection === null ? `virtual interface ${name}` : `Direct Connect connection ${connection}`,
    kind: 'port',
    name: connection ?? name,
    bandwidthMbps: known.length === 0 ? null : Math.min(...known),
    packetsPerSecond: null,
  };
}
