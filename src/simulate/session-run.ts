/** One session of the running simulation: its two ends, what crosses it, and what the rest remembers of it. */
import type { Session } from '../aws/network.ts';
import type { Design } from '../design/vocabulary.ts';
import type { BgpPair } from './bgp-pair.ts';
import type { Scheduled } from './event-queue.ts';
import type { InboundFlow } from './inbound-flow.ts';
import type { Standing } from './standing.ts';
import type { SessionSpan } from './timeline.ts';

export interface SessionRun {
  session: Session;
  readonly flow: InboundFlow;
  /** Null: static routing. */
  readonly pair: BgpPair | null;
  /** What carries it is there. */
  linkUp: boolean;
  /** As far as AWS knows. */
  tunnelUp: boolean;
  /** The router has heard all that AWS announces. */
  customerReady: boolean;
  becomingReady: Scheduled | null;
  detection: Scheduled | null;
  /** The MED that AWS adds while the endpoint is about to be replaced. */
  extraMed: number | null;
  /** The endpoint is away. */
  away: boolean;
  warned: boolean;
  standing: Standing;
  /** The same standing for the same key. */
  standingKey: string;
  removed: boolean;
  readonly spans: SessionSpan[];
  spanSinceMs: number;
}

/** What cannot change without the session being made anew. */
export function identityOf({
  gateway,
  customerAsn,
  amazonAsn,
  family,
  routing,
  router,
  kind,
  transport,
  attachment,
}: Session): string {
  return [
    gateway.kind,
    gateway.name,
    customerAsn,
    amazonAsn,
    family,
    routing,
    router,
    kind,
    transport,
    attachment,
  ].join(' ');
}

/** Whether the design says that what carries the session is down. */
export function isLinkDown(design: Design, session: Session): boolean {
  switch (session.kind) {
    case 'vpn':
      return design.vpnConnections[session.connection]?.tunnels[(session.tunnel ?? 1) - 1]?.status === 'down';
    case 'virtualInterface':
      return design.virtualInterfaces[session.connection]?.status === 'down';
    case 'connect': {
      const attachment = design.transitGateways[session.gateway.name]?.attachments[session.attachment ?? ''];
      const peer = session.connection.slice((session.attachment ?? '').length + 1);
      return attachment?.kind === 'connect' && attachment.peers[peer]?.status === 'down';
    }
  }
}
