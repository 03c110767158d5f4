/**
 * A design in which routers announce more: a prefix announced on a router crosses all its sessions, and
 * is one static route more on its static connections. Written where a session's own announcements hold,
 * so that inherited ones, and what an AWS export only saw, stay what they were.
 */
import type { Network, Session } from '../../aws/network.ts';
import type { Announcement, Design, Policy, Tunnel } from '../../design/vocabulary.ts';
import type { Prefix } from '../../net/prefix.ts';
import { PrefixList } from '../../net/prefix-list.ts';

interface More {
  readonly prefixes: PrefixList;
  /** Keeps lists shared that were shared: thousands of tunnels may have one. */
  readonly lists: Map<readonly Announcement[], readonly Announcement[]>;
}

/** `more`: what each router announces besides, by name. */
export function withMorePrefixes(
  design: Design,
  network: Network,
  more: ReadonlyMap<string, readonly Prefix[]>,
): Design {
  const vpnConnections = copyOf(design.vpnConnections);
  const virtualInterfaces = copyOf(design.virtualInterfaces);
  const transitGateways = copyOf(design.transitGateways);
  for (const [name, prefixes] of more) {
    if (prefixes.length === 0) continue;
    const added: More = { prefixes: PrefixList.from(prefixes), lists: new Map() };
    for (const session of network.routers.get(name)?.sessions ?? []) {
      if (session.kind === 'vpn') grow(vpnConnections, session.connection, (it) => onConnection(it, session, added));
      else if (session.kind === 'virtualInterface') {
        grow(virtualInterfaces, session.connection, (it) => ({ ...it, ...speaking(it.policy, session, added) }));
      } else {
        grow(transitGateways, session.gateway.name, (it) => onPeer(it, session, added));
      }
    }
  }
  return { ...design, vpnConnections, virtualInterfaces, transitGateways };
}

/** Without a prototype, as the sections of a design are. */
export function copyOf<T>(things: Readonly<Record<string, T>>): Record<string, T> {
  return Object.assign(Object.create(null) as Record<string, T>, things);
}

function grow<T>(things: Record<string, T>, name: string, turn: (thing: T) => T): void {
  const thing = things[name];
  if (thing !== undefined) things[name] = turn(thing);
}

/** The announcements and the policy that let the new prefixes out beside the old ones. */
function speaking(own: Policy, session: Session, more: More): { announce: readonly Announcement[]; policy: Policy } {
  const { announceOnly } = session.policy;
  // A count that AWS saw has been through the filter already.
  const seen = session.acceptedRouteCount !== null;
  const policy =
    announceOnly === null ? own : { ...own, announceOnly: seen ? everything : [...announceOnly, ...more.prefixes] };
  return { announce: appended(session.announce, more), policy };
}

const everything: readonly Prefix[] = [
  { family: 'ipv4', a: 0, b: 0, c: 0, d: 0, length: 0 },
  { family: 'ipv6', a: 0, b: 0, c: 0, d: 0, length: 0 },
];

function appended(before: readonly Announcement[], { prefixes, lists }: More): readonly Announcement[] {
  let after = lists.get(before);
  if (after === undefined) {
    after = [...before, { prefixes, anonymous: 0, asPath: null, origin: 'igp', med: null, communities: [] }];
    lists.set(before, after);
  }
  return after;
}

type Connection = Design['vpnConnections'][string];

function onConnection(connection: Connection, session: Session, more: More): Connection {
  if (session.routing === 'static') {
    // Once for all tunnels: they share the connection's routes.
    if (session.tunnel !== 1) return connection;
    return { ...connection, routes: [...connection.routes, ...more.prefixes.ofFamily(session.family)] };
  }
  const tunnels = connection.tunnels.map((tunnel: Tunnel, index) =>
    index + 1 === session.tunnel ? { ...tunnel, ...speaking(tunnel.policy, session, more) } : tunnel,
  );
  return { ...connection, tunnels };
}

type Gateway = Design['transitGateways'][string];

function onPeer(gateway: Gateway, session: Session, more: More): Gateway {
  const name = session.attachment ?? '';
  const attachment = gateway.attachments[name];
  if (attachment?.kind !== 'connect') return gateway;
  const peers = copyOf(attachment.peers);
  grow(peers, session.connection.slice(name.length + 1), (it) => ({ ...it, ...speaking(it.policy, session, more) }));
  const attachments = copyOf(gateway.attachments);
  attachments[name] = { ...attachment, peers };
  return { ...gateway, attachments };
}
