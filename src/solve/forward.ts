/**
 * Follows packets from a place to a destination prefix, through every outcome that is allowed. A
 * destination is reached for certain when in every outcome every piece of it is delivered; what a merely
 * possible route reaches counts only through the certain route that covers it.
 */
import type { Session } from '../aws/network.ts';
import { announcedByAssociation } from '../aws/direct-connect-gateway.ts';
import { covers, type Prefix, strictlyCovers } from '../net/prefix.ts';
import { formatPrefix } from '../net/format-prefix.ts';
import { PrefixSet } from '../net/prefix-set.ts';
import type { Forwarding, Way } from './forwarding.ts';
import { startingPlaces } from './place-names.ts';
import type { Entry, PlacedRoute, PlaceId, Solution } from '../aws/solution.ts';
import { crossing } from './standing.ts';

/** What becomes of a piece of the destination. */
interface Outcome {
  /** Delivered whole in every outcome. */
  readonly always: boolean;
  /** Delivered whole in some outcome. */
  readonly sometimes: boolean;
  readonly ways: readonly Way[];
}

interface Packet {
  readonly destination: Prefix;
  /** Parts of the destination that have gone their own way already. */
  readonly without: readonly Prefix[];
  readonly places: readonly PlaceId[];
  readonly sessions: readonly Session[];
}

/** One outcome of several, any of which may come about. */
function oneOf(outcomes: readonly Outcome[]): Outcome {
  return {
    always: outcomes.length > 0 && outcomes.every(({ always }) => always),
    sometimes: outcomes.some(({ sometimes }) => sometimes),
    ways: distinct(outcomes.flatMap(({ ways }) => ways)),
  };
}

/** Several that come about together. */
function allOf(outcomes: readonly Outcome[]): Outcome {
  return {
    always: outcomes.every(({ always }) => always),
    sometimes: outcomes.every(({ sometimes }) => sometimes),
    ways: distinct(outcomes.flatMap(({ ways }) => ways)),
  };
}

/** Routes used together, of which those that are merely possible may be missing. */
function together(members: readonly (Outcome & { readonly certain: boolean })[]): Outcome {
  return {
    ...allOf(members),
    sometimes:
      members.some(({ sometimes }) => sometimes) && members.every(({ certain, sometimes }) => sometimes || !certain),
  };
}

/** Pieces that go the same way are told once. */
function distinct(ways: readonly Way[]): Way[] {
  const byKey = new Map<string, Way>();
  for (const way of ways) {
    const key = `${way.outcome} ${way.places.join('>')} ${way.sessions.map(({ id }) => id).join('>')} ${way.why}`;
    const known = byKey.get(key);
    if (known === undefined || covers(way.destination, known.destination)) byKey.set(key, way);
  }
  return [...byKey.values()];
}

class Follower {
  readonly #solution: Solution;

  constructor(solution: Solution) {
    this.#solution = solution;
  }

  /** Longest match at a place, for every piece of the destination that may go its own way. */
  at(place: PlaceId, packet: Packet, arrivedBy: PlacedRoute | null): Outcome {
    if (packet.places.includes(place)) return this.#end(packet, 'loop', null, `it comes back to ${place}`);
    const here: Packet = { ...packet, places: [...packet.places, place] };
    const table = this.#solution.table(place);
    if (table === undefined) return this.#end(here, 'dropped', null, 'there is no route table');
    const local = place.startsWith('vpcs/')
      ? [...table.covering(packet.destination)].find(([, entry]) => isLocal(entry))
      : undefined;
    if (local !== undefined) return this.#end(here, 'delivered', vpcOf(place), 'the local route');
    const known = PrefixSet.of(packet.without);
    const inside = table.inside(packet.destination).flatMap(([prefix]) => (known.coversAll(prefix) ? [] : [prefix]));
    const apart = [...packet.without, ...inside];
    const outcomes: Outcome[] = [];
    for (const destination of [...inside, packet.destination]) {
      const without = apart.filter((part) => strictlyCovers(destination, part));
      if (without.length > 0 && PrefixSet.of(without).coversAll(destination)) continue;
      outcomes.push(this.#piece({ ...here, destination, without }, arrivedBy));
    }
    return allOf(outcomes);
  }

  #piece(packet: Packet, arrivedBy: PlacedRoute | null): Outcome {
    const place = packet.places.at(-1) as PlaceId;
    const outcomes: Outcome[] = [];
    for (const [, entry] of this.#solution.table(place)?.covering(packet.destination) ?? []) {
      for (const group of entry.alternatives) {
        outcomes.push(
          together(group.map((route) => ({ certain: route.certain, ...this.#follow(route, packet, arrivedBy) }))),
        );
      }
      // A merely possible route gives way to the next shorter one when it is not there.
      if (entry.presence === 'certain') return oneOf(outcomes);
    }
    outcomes.push(this.#noRoute(packet, arrivedBy));
    return oneOf(outcomes);
  }

  #noRoute(packet: Packet, arrivedBy: PlacedRoute | null): Outcome {
    const place = packet.places.at(-1) as PlaceId;
    const isStatic = arrivedBy?.source.kind === 'staticVpn' || arrivedBy?.source.kind === 'staticAttachment';
    if (place.startsWith('routers/') && isStatic) {
      return this.#end(packet, 'delivered', place, 'a static route leads here; what is behind the router is not drawn');
    }
    return this.#end(packet, 'dropped', null, `no certain route at ${place}`);
  }

  #end(packet: Packet, outcome: Way['outcome'], end: string | null, why: string): Outcome {
    const delivered = outcome === 'delivered';
    const { destination, places, sessions } = packet;
    return { always: delivered, sometimes: delivered, ways: [{ destination, outcome, places, sessions, end, why }] };
  }

  #follow(route: PlacedRoute, packet: Packet, arrivedBy: PlacedRoute | null): Outcome {
    const { source } = route;
    switch (source.kind) {
      case 'local':
        return this.#end(packet, 'delivered', `vpcs/${source.vpc}`, 'the local route');
      case 'vpc':
        return this.#end(packet, 'delivered', `vpcs/${source.vpc}`, 'a CIDR of the VPC');
      case 'own':
        return this.#end(packet, 'delivered', packet.places.at(-1) as string, "the router's own network");
      case 'blackhole':
        return this.#end(packet, 'dropped', null, 'a blackhole route');
      case 'outside':
        return this.#end(packet, 'outside', source.name, `it leaves what is modelled through ${source.name}`);
      case 'vpnGateway':
        return this.at(`vpnGateways/${source.name}`, packet, route);
      case 'transitGateway':
        return this.#intoTransitGateway(source.name, source.attachment, packet, route);
      case 'directConnectGateway':
        if (source.attachment === null && cameOverVpn(packet, arrivedBy)) {
          return this.#end(
            packet,
            'dropped',
            null,
            'a VPN and a Direct Connect gateway on one VGW carry no traffic for each other (H-DXGW)',
          );
        }
        return this.at(`directConnectGateways/${source.name}`, packet, route);
      case 'staticAttachment':
        return this.#overAttachment(source.transitGateway, source.attachment, packet, route);
      case 'session':
      case 'staticVpn':
        return this.#across(source.session, packet, route);
    }
  }

  /** Over a session: from AWS down to the router, or from the router up to AWS. */
  #across(session: Session, packet: Packet, route: PlacedRoute): Outcome {
    const crossed: Packet = { ...packet, sessions: [...packet.sessions, session] };
    if (!(packet.places.at(-1) as string).startsWith('routers/'))
      return this.at(`routers/${session.router}`, crossed, route);
    const { kind, name } = session.gateway;
    if (kind === 'vpnGateway') return this.at(`vpnGateways/${name}`, crossed, route);
    if (kind === 'transitGateway') return this.#intoTransitGateway(name, session.attachment ?? '', crossed, route);
    return this.#upThroughDirectConnect(name, crossed, route);
  }

  #intoTransitGateway(name: string, attachment: string, packet: Packet, route: PlacedRoute): Outcome {
    const table = this.#solution.network.associatedTable(name, attachment);
    if (table === null) {
      return this.#end(packet, 'dropped', null, `${attachment || 'the VPC'} is associated with no table of ${name}`);
    }
    return this.at(`transitGateways/${name}/${table}`, packet, route);
  }

  /** From a virtual interface to the gateway whose association announces the longest match. */
  #upThroughDirectConnect(name: string, packet: Packet, route: PlacedRoute): Outcome {
    const { design } = this.#solution.network;
    const here: Packet = { ...packet, places: [...packet.places, `directConnectGateways/${name}`] };
    let best: { prefix: Prefix; next: () => Outcome } | null = null;
    for (const association of design.directConnectGateways[name]?.associations ?? []) {
      for (const prefix of announcedByAssociation(design, association)) {
        if (!covers(prefix, packet.destination) || (best !== null && best.prefix.length >= prefix.length)) continue;
        const { gateway } = association;
        best = {
          prefix,
          next: () =>
            gateway.kind === 'vpnGateway'
              ? this.at(`vpnGateways/${gateway.name}`, here, route)
              : this.#intoTransitGateway(gateway.name, this.#attachmentOf(gateway.name, name), here, route),
        };
      }
    }
    return best === null ? this.#end(here, 'dropped', null, `no association of ${name} carries it`) : best.next();
  }

  #attachmentOf(transitGateway: string, directConnectGateway: string): string {
    const attachments = this.#solution.network.design.transitGateways[transitGateway]?.attachments ?? {};
    for (const [name, thing] of Object.entries(attachments)) {
      if (thing.kind === 'directConnectGateway' && thing.directConnectGateway === directConnectGateway) return name;
    }
    return '';
  }

  /** A static route of a transit gateway: to whatever the attachment is. */
  #overAttachment(transitGateway: string, attachment: string, packet: Packet, route: PlacedRoute): Outcome {
    const { network } = this.#solution;
    const thing = network.design.transitGateways[transitGateway]?.attachments[attachment];
    if (thing?.kind === 'vpc') {
      const inside = (network.design.vpcs[thing.vpc]?.cidrs ?? []).some((cidr) => covers(cidr, packet.destination));
      return inside
        ? this.#end(packet, 'delivered', `vpcs/${thing.vpc}`, 'a CIDR of the VPC')
        : this.#end(packet, 'outside', thing.vpc, `it goes on from VPC ${thing.vpc}, which is not modelled`);
    }
    if (thing?.kind === 'directConnectGateway') {
      return this.at(`directConnectGateways/${thing.directConnectGateway}`, packet, route);
    }
    if (thing?.kind === 'peering') {
      const other = network.design.transitGateways[thing.transitGateway]?.attachments ?? {};
      const back = Object.keys(other).find((name) => {
        const candidate = other[name];
        return candidate?.kind === 'peering' && candidate.transitGateway === transitGateway;
      });
      return this.#intoTransitGateway(thing.transitGateway, back ?? '', packet, route);
    }
    const sessions = network
      .sessionsOf({ kind: 'transitGateway', name: transitGateway })
      .filter((session) => session.attachment === attachment);
    const usable = sessions.filter(({ id }) => {
      const result = this.#solution.sessions.get(id);
      return result !== undefined && crossing({ ...result, certain: result.stateCertain }) !== 'never';
    });
    if (usable.length > 0) return oneOf(usable.map((session) => this.#across(session, packet, route)));
    if (thing !== undefined && sessions.length === 0) {
      return this.#end(packet, 'outside', attachment, `it leaves what is modelled through ${attachment}`);
    }
    return this.#end(packet, 'dropped', null, `${attachment} has no session up`);
  }
}

function isLocal(entry: Entry): boolean {
  return entry.alternatives.every((group) => group.every(({ source }) => source.kind === 'local'));
}

function vpcOf(place: PlaceId): string {
  return place.split('/').slice(0, 2).join('/');
}

function cameOverVpn(packet: Packet, arrivedBy: PlacedRoute | null): boolean {
  return packet.sessions.at(-1)?.kind === 'vpn' && arrivedBy !== null;
}

/** Follows `destination` from a place named as people name it; see startingPlaces. */
export function forward(solution: Solution, from: string, destination: Prefix): Forwarding {
  const places = startingPlaces(solution, from);
  const follower = new Follower(solution);
  const start: Packet = { destination, without: [], places: [], sessions: [] };
  const outcomes = places.map((place) => follower.at(place, start, null));
  const outcome = allOf(outcomes);
  const none = places.length === 0;
  const via = new Set(outcome.ways.flatMap(({ sessions }) => sessions.map(({ connection }) => connection)));
  const reach = none || !outcome.sometimes ? 'never' : outcome.always ? 'certain' : 'possible';
  return {
    from,
    destination,
    reach,
    ways: outcome.ways,
    via: [...via].sort(),
    why: none ? `${from} is connected to nothing that is modelled` : explainReach(reach, destination, outcome.ways),
  };
}

function explainReach(reach: Forwarding['reach'], destination: Prefix, ways: readonly Way[]): string {
  const failing = ways.find(({ outcome }) => outcome !== 'delivered');
  if (reach === 'certain') {
    const ends = [...new Set(ways.map(({ end }) => end))].join(', ');
    return `${formatPrefix(destination)} is delivered to ${ends}`;
  }
  const what =
    failing === undefined ? '' : `: ${formatPrefix(failing.destination)} is ${failing.outcome}, ${failing.why}`;
  return reach === 'never'
    ? `${formatPrefix(destination)} is not reached${what}`
    : `${formatPrefix(destination)} is reached only in some outcomes${what}`;
}
