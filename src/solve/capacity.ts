/**
 * How much traffic fits between two places: the tunnels of the groups in use, bounded by what carries
 * them (a virtual private gateway's aggregate, the Direct Connect port under a private-IP VPN). With an
 * open tie the least of the choices counts.
 */
import type { Session } from '../aws/network.ts';
import { parseAddress } from '../net/parse-prefix.ts';
import { covers, type Prefix } from '../net/prefix.ts';
import { routerNamed, startingPlaces } from './place-names.ts';
import { forward } from './forward.ts';
import type { Way } from './forwarding.ts';
import type { PlaceId, Solution } from '../aws/solution.ts';

/** Something traffic shares. */
export interface Resource {
  /** `tunnel vpn-1/tunnel-1`, `virtual private gateway hub`, `virtual interface pvif`. */
  readonly id: string;
  readonly kind: 'session' | 'vpnGateway' | 'virtualInterface';
  readonly name: string;
  /** Null: no bound known. */
  readonly bandwidthMbps: number | null;
  readonly packetsPerSecond: number | null;
}

export interface Capacity {
  /** Null: nothing bounds it that is known; 0: not reached. */
  readonly bandwidthMbps: number | null;
  readonly packetsPerSecond: number | null;
  /** The destination it is least for; null when nothing is reached. */
  readonly destination: Prefix | null;
  /** Sessions that carry it. */
  readonly sessions: readonly Session[];
  readonly why: string;
}

/** Prefixes a place stands for as a destination: a VPC's CIDRs, what a router announces (its tunnels' outer addresses aside). */
export function destinationsOf(solution: Solution, name: string): readonly Prefix[] {
  const { network } = solution;
  const [vpcName = ''] = name.split('/');
  const vpc = Object.hasOwn(network.design.vpcs, vpcName) ? network.design.vpcs[vpcName] : undefined;
  if (vpc !== undefined) return vpc.cidrs;
  const routerName = routerNamed(network, name);
  const router = routerName === null ? undefined : network.routers.get(routerName);
  const found: Prefix[] = [];
  const outer = outerAddresses(solution, routerName ?? '');
  for (const session of router?.sessions ?? []) {
    const announced = session.announce.flatMap(({ prefixes }) => [...prefixes]);
    for (const prefix of [...announced, ...session.staticRoutes]) {
      if (outer.some((address) => covers(prefix, address)) || found.some((other) => covers(other, prefix))) continue;
      found.push(prefix);
    }
  }
  return found.filter(
    (prefix, index) =>
      !found.some((other, at) => at !== index && covers(other, prefix) && (at < index || !covers(prefix, other))),
  );
}

function outerAddresses(solution: Solution, router: string): Prefix[] {
  const { design } = solution.network;
  const found: Prefix[] = [];
  for (const session of solution.network.routers.get(router)?.sessions ?? []) {
    if (session.transport !== 'private') continue;
    const gateway = design.vpnConnections[session.connection]?.customerGateway ?? '';
    const address = parseAddress(design.customerGateways[gateway]?.ipAddress ?? '');
    if (address.ok) found.push({ ...address.value, length: address.value.family === 'ipv4' ? 32 : 128 });
  }
  return found;
}

/** What a session's traffic rests on, innermost first. */
export function resourcesOf(solution: Solution, session: Session): readonly Resource[] {
  const { network } = solution;
  const { settings, design } = network;
  if (session.kind === 'virtualInterface') return [portResource(solution, session.connection)];
  // The two sessions of a Connect peer share its one tunnel (E-CONN).
  const name = session.kind === 'connect' ? session.connection : session.id;
  const { bandwidthMbps, packetsPerSecond } = session;
  const resources: Resource[] = [{ id: `tunnel ${name}`, kind: 'session', name, bandwidthMbps, packetsPerSecond }];
  if (session.kind === 'vpn' && session.gateway.kind === 'vpnGateway') {
    resources.push({
      id: `virtual private gateway ${session.gateway.name}`,
      kind: 'vpnGateway',
      name: session.gateway.name,
      bandwidthMbps: settings.quota('vgw.aggregate-bandwidth').value,
      packetsPerSecond: null,
    });
  }
  const transport = design.vpnConnections[session.connection]?.transportTransitGatewayAttachmentId ?? null;
  const attachment =
    transport === null ? undefined : design.transitGateways[session.gateway.name]?.attachments[transport];
  if (session.transport === 'private' && attachment?.kind === 'directConnectGateway') {
    const carriers = network.sessionsOf({ kind: 'directConnectGateway', name: attachment.directConnectGateway });
    const up = [
      ...new Set(
        carriers
          .filter(({ id }) => solution.sessions.get(id)?.state === 'established')
          .map(({ connection }) => connection),
      ),
    ];
    // With several ports up, any of them may carry all of it: only one for certain.
    const ports = up
      .map((port) => portResource(solution, port))
      .sort((a, b) => (a.bandwidthMbps ?? Infinity) - (b.bandwidthMbps ?? Infinity));
    const [least] = ports;
    if (least !== undefined) resources.push(least);
  }
  return resources;
}

function portResource(solution: Solution, name: string): Resource {
  return {
    id: `virtual interface ${name}`,
    kind: 'virtualInterface',
    name,
    bandwidthMbps: solution.network.design.virtualInterfaces[name]?.bandwidthMbps ?? null,
    packetsPerSecond: null,
  };
}

type Measure = 'bandwidthMbps' | 'packetsPerSecond';

/** Greatest load that, spread evenly over the sessions used together, overloads nothing. */
function fits(solution: Solution, group: readonly Session[], upwards: boolean, measure: Measure): number | null {
  const shares = new Map<string, { resource: Resource; sessions: number }>();
  for (const session of group) {
    for (const resource of resourcesOf(solution, session)) {
      // The aggregate of a virtual private gateway is one from AWS to the customer (F75).
      if (upwards && resource.kind === 'vpnGateway') continue;
      const known = shares.get(resource.id);
      if (known === undefined) shares.set(resource.id, { resource, sessions: 1 });
      else known.sessions += 1;
    }
  }
  let least: number | null = null;
  for (const { resource, sessions } of shares.values()) {
    const bound = resource[measure];
    if (bound === null) continue;
    const total = (bound * group.length) / sessions;
    least = least === null ? total : Math.min(least, total);
  }
  return least;
}

/** Sessions used together towards a destination: the groups of which one is in use. */
export function sessionGroups(
  solution: Solution,
  from: string,
  destination: Prefix,
): { groups: Session[][]; delivered: boolean; why: string; ways: readonly Way[] } {
  const forwarding = forward(solution, from, destination);
  const groups = new Map<string, Session[]>();
  for (const way of forwarding.ways) {
    const session = way.sessions.at(0);
    if (session === undefined) continue;
    const key = groupOf(solution, session, way);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [session]);
    else if (!group.includes(session)) group.push(session);
  }
  return {
    groups: [...groups.values()],
    delivered: forwarding.reach === 'certain',
    why: forwarding.why,
    ways: forwarding.ways,
  };
}

/** Which alternative of the place before the session the session belongs to. */
function groupOf(solution: Solution, session: Session, way: Way): string {
  const place =
    way.places.findLast((id) => solution.table(id) !== undefined && holds(solution, id, session, way.destination)) ??
    '';
  const entry = solution.table(place)?.longestMatch(way.destination)?.[1];
  const index = entry?.alternatives.findIndex((group) =>
    group.some(
      ({ source }) => (source.kind === 'session' || source.kind === 'staticVpn') && source.session.id === session.id,
    ),
  );
  return index === undefined || index === -1 ? `${place} ${session.id}` : `${place} ${index}`;
}

function holds(solution: Solution, place: string, session: Session, destination: Prefix): boolean {
  const entry = solution.table(place)?.longestMatch(destination)?.[1];
  return (
    entry?.alternatives.some((group) =>
      group.some(
        ({ source }) => (source.kind === 'session' || source.kind === 'staticVpn') && source.session.id === session.id,
      ),
    ) ?? false
  );
}

export function capacity(solution: Solution, from: string, to: string): Capacity {
  let least: Capacity | null = null;
  for (const destination of destinationsOf(solution, to)) {
    const found = capacityTo(solution, from, destination);
    if (least === null || (found.bandwidthMbps ?? Infinity) < (least.bandwidthMbps ?? Infinity)) least = found;
  }
  return (
    least ?? {
      bandwidthMbps: 0,
      packetsPerSecond: 0,
      destination: null,
      sessions: [],
      why: `${to} announces nothing to send to`,
    }
  );
}

/** Places from which packets cross between AWS and a customer's router, in either direction. */
export function crossings(solution: Solution, from: string, ways: readonly Way[]): Set<PlaceId> {
  const found = new Set<PlaceId>(startingPlaces(solution, from));
  for (const { places } of ways) {
    for (const [index, place] of places.entries()) {
      const next = places[index + 1];
      if (index > 0 && next !== undefined && place.startsWith('routers/') !== next.startsWith('routers/'))
        found.add(place);
    }
  }
  return found;
}

function capacityTo(solution: Solution, from: string, destination: Prefix): Capacity {
  const whole = sessionGroups(solution, from, destination);
  const { why } = whole;
  if (!whole.delivered) return { bandwidthMbps: 0, packetsPerSecond: 0, destination, sessions: [], why };
  let least: Capacity = { bandwidthMbps: null, packetsPerSecond: null, destination, sessions: [], why };
  // Traffic from site to site passes two sets of tunnels; the narrower one decides.
  for (const place of crossings(solution, from, whole.ways)) {
    const upwards = place.startsWith('routers/');
    for (const group of sessionGroups(solution, place, destination).groups) {
      const bandwidthMbps = fits(solution, group, upwards, 'bandwidthMbps');
      const packetsPerSecond = fits(solution, group, upwards, 'packetsPerSecond');
      if (bandwidthMbps === null && least.bandwidthMbps !== null) continue;
      if (least.bandwidthMbps === null || (bandwidthMbps ?? Infinity) < least.bandwidthMbps) {
        least = { bandwidthMbps, packetsPerSecond, destination, sessions: group, why };
      }
    }
  }
  return least;
}
