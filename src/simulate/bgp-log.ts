/**
 * A timeline as AWS would log it: the records of the VPN BGP logs (B-IN-LOGS) for sessions of VPN
 * tunnels, in the order warning, limit exceeded, NOTIFICATION, state. What the details say is worded as
 * in the user guide (S-LOG); RouteStatus records are left out, since a timeline counts
 * routes and does not name them. A tunnel whose outside address the design does not tell has its
 * own name in the place of the address.
 */
import { notificationCodes } from '../bgp/notification.ts';
import type { Design } from '../design/vocabulary.ts';
import { formatAddress } from '../net/format-prefix.ts';
import type { TimelineEvent } from './timeline.ts';

export interface BgpLogRecord {
  /** `CONNECTION_OUTSIDE-ADDRESS`. */
  readonly resource_id: string;
  /** Milliseconds since the epoch. */
  readonly event_timestamp: number;
  readonly timestamp: string;
  readonly type: 'BGPStatus';
  readonly status: 'UP' | 'DOWN';
  readonly message: { readonly details: string };
}

/** `startMs`: when the simulation begins, in milliseconds since the epoch; `formatTime` writes such a time. */
export function bgpLog(
  design: Design,
  events: readonly TimelineEvent[],
  given: { readonly startMs: number; readonly formatTime: (epochMs: number) => string },
): BgpLogRecord[] {
  const resources = new Map<string, string>();
  for (const [connection, { tunnels, staticRoutesOnly }] of Object.entries(design.vpnConnections)) {
    if (staticRoutesOnly) continue;
    for (const { id, outsideIpAddress } of tunnels)
      resources.set(`${connection}/${id}`, `${connection}_${outsideIpAddress ?? id}`);
  }
  const up = new Set<string>();
  const records: BgpLogRecord[] = [];
  for (const event of events) {
    const resource = 'session' in event ? resources.get(event.session) : undefined;
    if (resource === undefined || !('session' in event)) continue;
    if (event.kind === 'sessionState') {
      if (event.to === 'Established') up.add(event.session);
      else up.delete(event.session);
    } else if (event.kind === 'prefixLimitExceeded') {
      up.delete(event.session);
    }
    const details = detailsOf(event, design);
    if (details === null) continue;
    const at = given.startMs + event.ms;
    records.push({
      resource_id: resource,
      event_timestamp: at,
      timestamp: given.formatTime(at),
      type: 'BGPStatus',
      status: up.has(event.session) ? 'UP' : 'DOWN',
      message: { details },
    });
  }
  return records;
}

/** In the words of the user guide's page on VPN logs; what it does not word is left out. */
function detailsOf(event: TimelineEvent, design: Design): string | null {
  if (!('session' in event)) return null;
  const peer = neighbor(event.session, design);
  switch (event.kind) {
    case 'sessionState':
      return `AWS-side peer BGP session state has changed from ${event.from} to ${event.to} with ${peer}`;
    case 'notification': {
      // The expiry of AWS's own hold timer is worded by itself.
      if (event.code === 4 && event.sender === 'aws') return null;
      const what = `notification ${event.code}/${event.subcode}${nameOf(event.code, event.subcode)}`;
      return event.sender === 'aws'
        ? `AWS-side peer sent a ${what} to ${peer}`
        : `AWS-side peer received ${what} from ${peer}`;
    }
    case 'holdExpired':
      return event.end === 'aws' ? `AWS-side peer sent a Hold Timer Expired notification to ${peer}` : null;
    case 'prefixLimitNear':
      return `AWS-side peer is reporting a maximum prefix limit warning - received ${event.count} prefixes from ${peer}, limit is ${event.cap}`;
    case 'prefixLimitExceeded':
      return `AWS-side peer detected the maximum prefix limit was exceeded - received ${event.count} prefixes from ${peer}, limit is ${event.cap}`;
    case 'endOfRib':
      return event.sender === 'aws' ? `AWS-side peer sent an End-of-RIB message to ${peer}` : null;
    default:
      return null;
  }
}

/** ` (Cease/Maximum Number of Prefixes Reached)`. */
function nameOf(code: number, subcode: number): string {
  const row = notificationCodes.find((each) => each.code === code);
  const detail = row?.subcodes.find((each) => each.subcode === subcode);
  return row === undefined ? '' : ` (${row.name}${detail === undefined ? '' : `/${detail.name}`})`;
}

/** The customer's inside address, the second of the block; where that is not drawn its outside address, or a name. */
function neighbor(session: string, design: Design): string {
  const cut = session.lastIndexOf('/');
  const connection = design.vpnConnections[session.slice(0, cut)];
  const inside = connection?.tunnels.find(({ id }) => id === session.slice(cut + 1))?.tunnelInsideCidr ?? null;
  if (inside !== null) return `neighbor ${formatAddress({ ...inside, a: (inside.a + 2) >>> 0 })}`;
  const gateway = design.customerGateways[connection?.customerGateway ?? ''];
  return `neighbor ${gateway?.ipAddress ?? connection?.customerGateway ?? session}`;
}
