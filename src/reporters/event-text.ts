/** What happened, in words: one short clause for each event of a simulation. */
import { notificationCodes, readMaximumPrefixesData } from '../bgp/notification.ts';
import type { TimelineEvent } from '../simulate/timeline.ts';
import { counted, grouped } from './words.ts';

export function eventText(event: TimelineEvent): string {
  switch (event.kind) {
    case 'step':
      return event.step;
    case 'sessionAdded':
      return 'the session is new in the design';
    case 'sessionRemoved':
      return 'the session is no longer in the design';
    case 'sessionState':
      return `${event.from} → ${event.to}`;
    case 'notification':
      return notificationText(event);
    case 'holdExpired':
      return `the hold timer of the ${event.end === 'aws' ? 'AWS' : 'customer'} end expires`;
    case 'prefixCount':
      return `AWS has ${prefixes(event.count)}${event.cap === null ? '' : ` of ${grouped(event.cap)}`}`;
    case 'prefixLimitNear':
      return `AWS has ${prefixes(event.count)}: near the cap of ${grouped(event.cap)}`;
    case 'prefixLimitExceeded':
      return `AWS has ${prefixes(event.count)}: over the cap of ${grouped(event.cap)}`;
    case 'endOfRib':
      return `End-of-RIB from ${event.sender === 'aws' ? 'AWS' : 'the customer'}: ${prefixes(event.count)}`;
    case 'linkLost':
      return {
        failure: 'the link is gone',
        administrative: 'shut down',
        transport: 'the transport below is gone',
        maintenance: 'taken away for maintenance',
      }[event.cause];
    case 'tunnelDown':
      return {
        administrator: 'down, as was ordered',
        deadPeerDetection: 'down: dead peer detection noticed',
        bfd: 'down: BFD noticed',
      }[event.noticedBy];
    case 'tunnelUp':
      return 'the link is up';
    case 'maintenance':
      return {
        medLowered: 'maintenance: AWS draws traffic to the other tunnel by its MED',
        replacing: 'maintenance: AWS replaces the endpoint',
        replaced: 'maintenance: the new endpoint is there',
        done: 'maintenance is over',
      }[event.phase];
    case 'routesLearned':
      return `learns ${counted(event.count, 'route')}`;
    case 'routesChanged':
      return `${counted(event.count, 'route')} ${event.count === 1 ? 'changes' : 'change'}`;
    case 'routesWithdrawn':
      return `loses ${counted(event.count, 'route')}`;
    case 'quiet':
      return event.retrying === 0
        ? 'all is quiet'
        : `all is quiet but for ${counted(event.retrying, 'session')} that ${event.retrying === 1 ? 'keeps' : 'keep'} trying`;
  }
}

function prefixes(count: number): string {
  return count === 1 ? '1 prefix' : `${grouped(count)} prefixes`;
}

function notificationText({ sender, code, subcode, data }: Extract<TimelineEvent, { kind: 'notification' }>): string {
  const known = notificationCodes.find((each) => each.code === code);
  const name = known?.subcodes.find((each) => each.subcode === subcode)?.name ?? known?.name;
  const reached = code === 6 && subcode === 1 ? readMaximumPrefixesData(bytesOf(data)) : null;
  const cap = reached === null ? '' : `, cap ${grouped(reached.cap)}`;
  const from = sender === 'aws' ? 'AWS' : 'the customer';
  return `${from} ends it with NOTIFICATION ${code}/${subcode}${name === undefined ? '' : ` (${name}${cap})`}`;
}

function bytesOf(hexadecimal: string): Uint8Array {
  return Uint8Array.from(hexadecimal.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
