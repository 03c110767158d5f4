/**
 * Whether each session stands: established, idle behind a broken cap, or down, and how sure that is.
 * Private-IP VPNs stand on the virtual interfaces that carry them, so those are judged first.
 */
import { breaks } from '../aws/caps.ts';
import type { Network, Session } from '../aws/network.ts';
import { parseAddress } from '../net/parse-prefix.ts';
import type { Offers } from './offers.ts';

export interface Standing {
  readonly state: 'established' | 'idle' | 'down';
  readonly certain: boolean;
  readonly reason: string;
  readonly facts: readonly string[];
  readonly assumptions: readonly string[];
}

/** Bounds of the count that is held against a session's cap. */
export interface Counted {
  readonly least: number;
  readonly most: number;
}

const capFacts = (session: Session): string[] => ['B-IN-DOWN', ...session.inboundCap.quota.facts];

function againstCap(session: Session, { least, most }: Counted): Standing {
  const cap = session.inboundCap.value;
  const verdict = breaks(least, most, cap);
  if (session.routing === 'static') {
    return {
      state: 'established',
      certain: true,
      reason: 'static routing: the tunnel is up, there is no BGP session',
      facts: [],
      assumptions: [],
    };
  }
  if (verdict === 'never') {
    return { state: 'established', certain: true, reason: 'established', facts: [], assumptions: [] };
  }
  const dx = session.kind === 'virtualInterface';
  const number = (count: number): string => count.toLocaleString('en-US');
  const shown = least === most ? number(most) : `${number(least)} to ${number(most)}`;
  const allowed = cap === null ? 'any number' : number(cap);
  return {
    state: 'idle',
    certain: verdict === 'certainly',
    reason:
      verdict === 'certainly'
        ? `${shown} routes offered, ${allowed} allowed: NOTIFICATION 6/1, Idle`
        : `${shown} routes offered, ${allowed} allowed: may be reset (NOTIFICATION 6/1)`,
    facts: dx ? ['B-DX-DOWN', ...session.inboundCap.quota.facts] : capFacts(session),
    assumptions: ['countingScope', 'loopedRoutesCount'],
  };
}

/** Whether the Direct Connect path under a private-IP tunnel is there. */
function transportOf(
  network: Network,
  session: Session,
  standings: ReadonlyMap<string, Standing>,
  offers: ReadonlyMap<string, Offers>,
): 'up' | 'unsure' | 'down' {
  const connection = network.design.vpnConnections[session.connection];
  const attachmentName = connection?.transportTransitGatewayAttachmentId ?? null;
  if (connection === undefined || attachmentName === null) return 'up';
  const attachment = network.design.transitGateways[session.gateway.name]?.attachments[attachmentName];
  if (attachment?.kind !== 'directConnectGateway') return 'up';
  const carriers = network.sessionsOf({ kind: 'directConnectGateway', name: attachment.directConnectGateway });
  // A design that draws no virtual interface says nothing about the path: it is not what is judged then.
  if (carriers.length === 0) return 'up';
  const outside = network.design.customerGateways[connection.customerGateway]?.ipAddress ?? null;
  const address = outside === null ? null : parseAddress(outside);
  let unsure = false;
  for (const carrier of carriers) {
    const standing = standings.get(carrier.id);
    const offered = offers.get(carrier.id);
    if (standing === undefined || offered === undefined) continue;
    if (standing.state === 'down' || (standing.state === 'idle' && standing.certain)) continue;
    const unknown = offered.anonymous > 0 || address === null || !address.ok;
    const covering = unknown ? [] : [...offered.table().covering(address.value)];
    if (!unknown && covering.length === 0) continue;
    const present = unknown || covering.some(([, offer]) => offer.present);
    if (standing.state === 'established' && standing.certain && present) return 'up';
    unsure = true;
  }
  return unsure ? 'unsure' : 'down';
}

export function judgeSessions(
  network: Network,
  offers: ReadonlyMap<string, Offers>,
  countedOf: (session: Session) => Counted,
): Map<string, Standing> {
  const standings = new Map<string, Standing>();
  const later: Session[] = [];
  for (const session of network.sessions.values()) {
    if (session.down !== null) {
      const { reason, facts } = session.down;
      standings.set(session.id, { state: 'down', certain: true, reason, facts, assumptions: [] });
    } else if (session.transport === 'private') {
      later.push(session);
    } else {
      standings.set(session.id, againstCap(session, countedOf(session)));
    }
  }
  const transports = new Map<string, 'up' | 'unsure' | 'down'>();
  for (const session of later) {
    let transport = transports.get(session.connection);
    if (transport === undefined) {
      transport = transportOf(network, session, standings, offers);
      transports.set(session.connection, transport);
    }
    const standing = againstCap(session, countedOf(session));
    if (transport === 'up') standings.set(session.id, standing);
    else {
      standings.set(session.id, {
        state: 'down',
        certain: transport === 'down',
        reason:
          transport === 'down'
            ? 'no virtual interface of the Direct Connect transport reaches its outside address'
            : 'its Direct Connect transport may be gone',
        facts: ['K-PIP-REQ', 'F107'],
        assumptions: standing.assumptions,
      });
    }
  }
  return standings;
}

/** May routes cross the session in some outcome, and do they in every one? */
export function crossing(standing: Standing | undefined): 'always' | 'sometimes' | 'never' {
  if (standing === undefined) return 'never';
  if (standing.state === 'established') return standing.certain ? 'always' : 'sometimes';
  return standing.certain ? 'never' : 'sometimes';
}
