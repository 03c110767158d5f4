/**
 * Two sites of one hub with one ASN: each finds its own ASN in the path of the other's routes and drops
 * them (RFC 4271 section 9.1.2). A site is a router; two routers that announce the same prefixes are a
 * pair at one site and need nothing from each other.
 */
import type { GatewayRef, Network, Session } from '../../aws/network.ts';
import { compareNatural } from '../../design/compare-natural.ts';
import { PrefixList } from '../../net/prefix-list.ts';
import { gatewayNoun } from '../gateway-noun.ts';
import type { Breach, Rule } from '../rule.ts';

export const duplicateSites: Rule = {
  id: 'asn/duplicate-sites',
  severity: 'warning',
  title: 'Two sites of one hub share an ASN',
  why: 'AWS passes the routes of one site on to the others with the path they came with. A router drops a route that has its own ASN in the path, so sites with one ASN never learn of each other. AWS asks for a unique ASN per customer gateway.',
  fix: 'Give every site an ASN of its own. If a site must keep its ASN, let its router accept the own ASN from AWS (allowas-in).',
  facts: ['H-ASN'],
  afterFailure: 'same',
  assumptions: ['reAdvertisedAsPath'],
  *check({ design, settings, solution: { network } }): Iterable<Breach> {
    if (settings.assume('reAdvertisedAsPath') === 'amazonAsnOnly') return;
    const interfacesExchange = settings.assume('virtualInterfacesExchangeRoutes') !== false;
    for (const name of Object.keys(design.vpnGateways)) {
      // Over a virtual private gateway every session hears every other one.
      const exchange: Exchange = (a, b) =>
        interfacesExchange || a.kind !== 'virtualInterface' || b.kind !== 'virtualInterface';
      yield* sharedAsns(network, { kind: 'vpnGateway', name }, exchange);
    }
    for (const name of Object.keys(design.transitGateways)) {
      yield* sharedAsns(network, { kind: 'transitGateway', name }, overTransitGateway(network, name));
    }
  },
};

/** Whether two sessions of a hub hear each other's routes. */
type Exchange = (a: Session, b: Session) => boolean;

function* sharedAsns(network: Network, hub: GatewayRef, exchange: Exchange): Iterable<Breach> {
  const byAsn = new Map<number, Session[]>();
  for (const session of network.sessionsOf(hub)) {
    // 0 stands for an ASN nobody has said.
    if (session.routing !== 'bgp' || session.customerAsn === 0) continue;
    const list = byAsn.get(session.customerAsn);
    if (list === undefined) byAsn.set(session.customerAsn, [session]);
    else list.push(session);
  }
  for (const [asn, sessions] of byAsn) {
    const sites = sitesThatClash(sessions, exchange);
    const [first, second] = sites;
    if (first === undefined || second === undefined) continue;
    const path = network.routers.get(second)?.path ?? [];
    yield {
      subject: hub.name,
      message: `${listed(sites)} share AS ${asn} on ${gatewayNoun(hub.kind)} ${hub.name}: each drops the routes of the other${sites.length > 2 ? 's' : ''}, as it finds its own ASN in their path.`,
      args: { asn, sites: sites.join(' '), count: sites.length },
      path,
    };
  }
}

/** Names of the routers that exchange routes with a different site of their ASN, in order. */
function sitesThatClash(sessions: readonly Session[], exchange: Exchange): string[] {
  const byRouter = new Map<string, Session[]>();
  for (const session of sessions) {
    const list = byRouter.get(session.router);
    if (list === undefined) byRouter.set(session.router, [session]);
    else list.push(session);
  }
  if (byRouter.size < 2) return [];
  const sites = [...byRouter].map(([router, own]) => ({
    router,
    // Tunnels of one connection hear the same: one of them speaks for all.
    own: [...new Map(own.map((session) => [`${session.kind} ${session.attachment}`, session])).values()],
    routes: routesOf(own),
    numberOnly: own.some(hasAnonymous),
  }));
  const clashing = (site: (typeof sites)[number]): boolean =>
    sites.some((other) => {
      if (other === site) return false;
      const pair = !site.numberOnly && !other.numberOnly && site.routes.size > 0 && site.routes.equals(other.routes);
      return !pair && site.own.some((a) => other.own.some((b) => exchange(a, b)));
    });
  return sites
    .filter(clashing)
    .map((site) => site.router)
    .sort(compareNatural);
}

function routesOf(sessions: readonly Session[]): PrefixList {
  // Tunnels of one router mostly announce the very same list.
  const lists = new Set(sessions.flatMap((session) => session.announce.map((announcement) => announcement.prefixes)));
  return PrefixList.concatAll([...lists]).sortedUnique();
}

function hasAnonymous(session: Session): boolean {
  return session.announce.some((announcement) => announcement.anonymous > 0);
}

/** Two attachments hear each other when each propagates into the table the other is associated with. */
function overTransitGateway(network: Network, transitGateway: string): Exchange {
  const tables = network.design.transitGateways[transitGateway]?.routeTables ?? {};
  const propagations = new Map(Object.entries(tables).map(([name, table]) => [name, new Set(table.propagations)]));
  const hears = (listener: string, speaker: string): boolean => {
    const table = network.associatedTable(transitGateway, listener);
    return table !== null && (propagations.get(table)?.has(speaker) ?? false);
  };
  return (a, b) => {
    if (a.attachment === null || b.attachment === null || a.attachment === b.attachment) return false;
    return hears(a.attachment, b.attachment) && hears(b.attachment, a.attachment);
  };
}

function listed(names: readonly string[]): string {
  if (names.length > 6) return `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
