/**
 * ASNs that a new site must not have: every Amazon-side and customer ASN, and every ASN in a path that is
 * announced, for a site drops each route with its own ASN in the path (H-ASN, RFC 4271 section 9.1.2).
 */
import type { GatewayRef, Network, Session } from '../../aws/network.ts';
import type { Announcement } from '../../design/vocabulary.ts';

/** `hub`: only what is met there; null: everything in the design. */
export function usedAsns(network: Network, hub: GatewayRef | null): Set<number> {
  const { design } = network;
  const used = new Set<number>();
  const sessions = hub === null ? network.sessions.values() : sessionsAround(network, hub);
  for (const session of sessions) {
    used.add(session.customerAsn).add(session.amazonAsn);
    addPaths(session.announce, used);
    const asn = network.routers.get(session.router)?.asn ?? null;
    if (asn !== null) used.add(asn);
  }
  for (const gateway of hub === null ? gatewaysOf(network) : withAssociated(network, hub)) {
    const things = design[`${gateway.kind}s`];
    const asn = things[gateway.name]?.amazonSideAsn;
    if (asn !== undefined) used.add(asn);
  }
  if (hub === null) {
    for (const { bgpAsn } of Object.values(design.customerGateways)) if (bgpAsn !== null) used.add(bgpAsn);
    for (const { asn, announce } of Object.values(design.routers)) {
      if (asn !== null) used.add(asn);
      // Told of on no session, they are written down all the same.
      addPaths(announce, used);
    }
    for (const { bgpAsn } of Object.values(design.virtualInterfaces)) if (bgpAsn !== null) used.add(bgpAsn);
  }
  return used;
}

function addPaths(announce: readonly Announcement[], used: Set<number>): void {
  for (const { asPath } of announce) asPath?.forEach((asn) => used.add(asn));
}

const kinds = ['vpnGateway', 'transitGateway', 'directConnectGateway'] as const;

/** The gateways of a design that sites connect to. */
export function gatewaysOf({ design }: Network): GatewayRef[] {
  return kinds.flatMap((kind) => Object.keys(design[`${kind}s`]).map((name): GatewayRef => ({ kind, name })));
}

/** The hub's own, those of gateways tied to it, and, where a router passes routes on, those of all it speaks to. */
function sessionsAround(network: Network, hub: GatewayRef): Session[] {
  const found = new Set<Session>();
  const seen = new Set<string>();
  const waiting = withAssociated(network, hub);
  for (let gateway = waiting.pop(); gateway !== undefined; gateway = waiting.pop()) {
    const key = `${gateway.kind}/${gateway.name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const session of network.sessionsOf(gateway)) {
      found.add(session);
      const router = network.routers.get(session.router);
      if (router?.transit !== true) continue;
      for (const other of router.sessions) waiting.push(...withAssociated(network, other.gateway));
    }
  }
  return [...found];
}

/** A gateway and those that a Direct Connect gateway ties to it. */
function withAssociated({ design }: Network, hub: GatewayRef): GatewayRef[] {
  const found: GatewayRef[] = [hub];
  for (const [name, { associations }] of Object.entries(design.directConnectGateways)) {
    const own = hub.kind === 'directConnectGateway' && hub.name === name;
    const tied = associations.some(({ gateway }) => gateway.kind === hub.kind && gateway.name === hub.name);
    if (tied) found.push({ kind: 'directConnectGateway', name });
    if (own) found.push(...associations.map(({ gateway }) => gateway));
  }
  return found;
}
