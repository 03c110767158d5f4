/**
 * Where the announcements of a session are written down, and on which sessions they are seen: what a fit
 * changes is a router, customer gateway, virtual interface or connection, with all that hangs below it.
 */
import type { Network, Session } from '../../aws/network.ts';
import type { PolicySection } from '../../design/change.ts';
import type { Announcement } from '../../design/vocabulary.ts';
import { compareNatural } from '../../design/compare-natural.ts';

export interface Announcer {
  readonly section: PolicySection;
  readonly name: string;
  /** True: nothing is announced by word, and what AWS was seen to accept stands in. */
  readonly observed: boolean;
}

/** Announcers that say the same, for a site has often two of everything: they are changed as one. */
export interface Unit {
  readonly announcers: readonly Announcer[];
  readonly announce: readonly Announcement[];
  /** BGP sessions on which these announcements hold, in order of id. */
  readonly sessions: readonly Session[];
}

/** Null: they stand on a tunnel or a Connect peer alone, which no change of announcements names. */
export function announcerOf({ design, routers }: Network, session: Session): Announcer | null {
  const said = (section: PolicySection, name: string): Announcer => ({ section, name, observed: false });
  const router = routers.get(session.router);
  const ofRouter = (): Announcer | null =>
    router !== undefined && (design.routers[router.name]?.announce.length ?? 0) > 0
      ? said('routers', router.name)
      : null;
  if (session.kind === 'connect') {
    const peer = design.transitGateways[session.gateway.name]?.attachments[session.attachment ?? ''];
    const name = session.connection.slice((session.attachment ?? '').length + 1);
    const own = peer?.kind === 'connect' ? peer.peers[name]?.announce : undefined;
    return own === null || own === undefined ? ofRouter() : null;
  }
  if (session.kind === 'virtualInterface') {
    const own = design.virtualInterfaces[session.connection]?.announce ?? null;
    if (own !== null) return said('virtualInterfaces', session.connection);
    return ofRouter() ?? { section: 'virtualInterfaces', name: session.connection, observed: true };
  }
  const connection = design.vpnConnections[session.connection];
  const tunnel = connection?.tunnels[(session.tunnel ?? 1) - 1];
  if (tunnel !== undefined && tunnel.announce !== null) return null;
  if (connection !== undefined && connection.announce !== null) return said('vpnConnections', session.connection);
  const gateway = connection?.customerGateway ?? '';
  if ((design.customerGateways[gateway]?.announce ?? null) !== null) return said('customerGateways', gateway);
  return ofRouter() ?? { section: 'vpnConnections', name: session.connection, observed: true };
}

export function announcerName({ section, name }: Announcer): string {
  return `${section}/${name}`;
}

/** The units behind some sessions, with all the sessions that each of them reaches. */
export function unitsOf(
  network: Network,
  subjects: readonly Session[],
): { readonly units: readonly Unit[]; readonly unnamed: readonly Session[] } {
  const unnamed: Session[] = [];
  const wanted: { announcers: Map<string, Announcer>; announce: readonly Announcement[]; sessions: Session[] }[] = [];
  for (const session of subjects) {
    const announcer = announcerOf(network, session);
    if (announcer === null) {
      unnamed.push(session);
      continue;
    }
    let unit = wanted.find(({ announce }) => saysTheSame(announce, session.announce));
    if (unit === undefined) wanted.push((unit = { announcers: new Map(), announce: session.announce, sessions: [] }));
    unit.announcers.set(announcerName(announcer), announcer);
  }
  for (const session of network.sessions.values()) {
    if (session.routing === 'static') continue;
    const announcer = announcerOf(network, session);
    if (announcer === null) continue;
    for (const unit of wanted) if (unit.announcers.has(announcerName(announcer))) unit.sessions.push(session);
  }
  const units = wanted.map(({ announcers, announce, sessions }) => ({
    announcers: [...announcers.values()].sort((a, b) => compareNatural(announcerName(a), announcerName(b))),
    announce,
    sessions,
  }));
  return { units, unnamed };
}

function saysTheSame(one: readonly Announcement[], other: readonly Announcement[]): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  return one.every((a, i) => {
    const b = other[i]!;
    const [x, y] = [a, b].map(({ anonymous, asPath, origin, med, communities }) =>
      JSON.stringify([anonymous, asPath, origin, med, communities]),
    );
    return x === y && a.prefixes.equals(b.prefixes);
  });
}
