/**
 * A network looked up backwards: which sessions fail with a thing, which tables an attachment feeds, which
 * VPCs a gateway feeds. Made once for all the failures of one network.
 */
import type { Network, Session } from '../aws/network.ts';
import type { PlaceId } from '../aws/solution.ts';
import type { TransitGatewayRoute } from '../design/vocabulary.ts';
import { prefixKey, type Prefix, type PrefixKey } from '../net/prefix.ts';
import { placeAnnounced } from './place-names.ts';

/** One table of a transit gateway. */
export interface FabricTable {
  readonly place: PlaceId;
  readonly transitGateway: string;
  /** Attachment to its place among those that propagate into the table. */
  readonly propagations: ReadonlyMap<string, number>;
  readonly routesTo: ReadonlyMap<string, readonly TransitGatewayRoute[]>;
  readonly routesFor: ReadonlyMap<PrefixKey, readonly TransitGatewayRoute[]>;
}

export class Fabric {
  readonly #network: Network;
  readonly #byConnection = new Map<string, Session[]>();
  readonly #byCustomerGateway = new Map<string, Session[]>();
  readonly #byAttachment = new Map<string, Session[]>();
  readonly #hearing = new Map<PlaceId, Session[]>();
  readonly #tables = new Map<string, FabricTable[]>();
  /** One session of each kind and family for each place. */
  readonly #kindsHearing = new Map<PlaceId, Map<string, Session>>();
  readonly #unlike = new Map<PlaceId, Set<string>>();
  readonly #vpcsBehind = new Map<string, Set<string>>();
  /** Private-IP VPN sessions: they stand on the virtual interfaces that carry them. */
  readonly overDirectConnect: readonly Session[];

  constructor(network: Network) {
    this.#network = network;
    const { design } = network;
    const overDirectConnect: Session[] = [];
    for (const session of network.sessions.values()) {
      push(this.#byConnection, `${session.kind} ${session.connection}`, session);
      if (session.kind === 'vpn') {
        push(this.#byCustomerGateway, design.vpnConnections[session.connection]?.customerGateway ?? '', session);
      }
      if (session.gateway.kind === 'transitGateway') {
        push(this.#byAttachment, attachmentKey(session.gateway.name, attachmentOf(session)), session);
      }
      if (session.transport === 'private') overDirectConnect.push(session);
      const place = placeAnnounced(network, session);
      if (place === null) continue;
      push(this.#hearing, place, session);
      let kinds = this.#kindsHearing.get(place);
      if (kinds === undefined) this.#kindsHearing.set(place, (kinds = new Map()));
      kinds.set(`${session.kind} ${session.family}`, session);
    }
    this.overDirectConnect = overDirectConnect;
    for (const [name, { routeTables }] of Object.entries(design.transitGateways)) {
      this.#tables.set(
        name,
        Object.entries(routeTables).map(([table, { propagations, routes }]) => ({
          place: `transitGateways/${name}/${table}`,
          transitGateway: name,
          propagations: new Map(propagations.map((attachment, index) => [attachment, index])),
          routesTo: grouped(routes, ({ attachment }) => attachment ?? ''),
          routesFor: grouped(routes, ({ destinationCidrBlock }) => prefixKey(destinationCidrBlock)),
        })),
      );
    }
    this.#indexVpcs();
    this.#indexRouters();
  }

  /** Sessions that run over one VPN connection, virtual interface or Connect peer. */
  sessionsOver(kind: Session['kind'], connection: string): readonly Session[] {
    return this.#byConnection.get(`${kind} ${connection}`) ?? [];
  }

  sessionsOfCustomerGateway(name: string): readonly Session[] {
    return this.#byCustomerGateway.get(name) ?? [];
  }

  /** Of a router that the design draws. */
  sessionsOfRouter(name: string): readonly Session[] {
    const node = this.#network.routers.get(name);
    return node === undefined || node.path[0] !== 'routers' ? [] : node.sessions;
  }

  sessionsBehind(transitGateway: string, attachment: string): readonly Session[] {
    return this.#byAttachment.get(attachmentKey(transitGateway, attachment)) ?? [];
  }

  /** Sessions on which the table of a place is announced. */
  hearing(place: PlaceId): readonly Session[] {
    return this.#hearing.get(place) ?? [];
  }

  /** One session for each kind and family that hears the place. */
  kindsHearing(place: PlaceId): Iterable<Session> {
    return this.#kindsHearing.get(place)?.values() ?? [];
  }

  /** Routers that hear the place and have connections which are not all alike, so that they choose between them. */
  choosersAt(place: PlaceId): Iterable<string> {
    return this.#unlike.get(place) ?? [];
  }

  tablesOf(transitGateway: string): readonly FabricTable[] {
    return this.#tables.get(transitGateway) ?? [];
  }

  staticRoutesFor({ routesFor }: FabricTable, prefix: Prefix): readonly TransitGatewayRoute[] {
    return routesFor.get(prefixKey(prefix)) ?? [];
  }

  /** VPCs whose route tables hold what the gateway knows. */
  vpcsBehind(gateway: Session['gateway']): ReadonlySet<string> {
    return this.#vpcsBehind.get(`${gateway.kind}/${gateway.name}`) ?? new Set();
  }

  #indexRouters(): void {
    for (const router of this.#network.routers.values()) {
      const [first] = router.sessions;
      if (
        first === undefined ||
        router.sessions.every(({ connection, kind }) => connection === first.connection && kind === first.kind)
      )
        continue;
      const like = this.#likeness(first);
      if (router.sessions.every((session) => session.announce === first.announce && this.#likeness(session) === like))
        continue;
      for (const session of router.sessions) {
        const place = placeAnnounced(this.#network, session);
        if (place === null) continue;
        const known = this.#unlike.get(place);
        if (known === undefined) this.#unlike.set(place, new Set([router.name]));
        else known.add(router.name);
      }
    }
  }

  #likeness(session: Session): string {
    const { kind, routing, gateway, transport, family, policy } = session;
    const fed = this.tablesOf(gateway.name).filter(({ propagations }) => propagations.has(attachmentOf(session)));
    const places = [placeAnnounced(this.#network, session), ...fed.map(({ place }) => place)];
    return JSON.stringify([kind, routing, gateway, transport, family, policy, places]);
  }

  #indexVpcs(): void {
    const { design } = this.#network;
    const feeds = (gateway: string, vpc: string): void => {
      const known = this.#vpcsBehind.get(gateway);
      if (known === undefined) this.#vpcsBehind.set(gateway, new Set([vpc]));
      else known.add(vpc);
    };
    const isDrawn = (vpc: string): boolean => Object.keys(design.vpcs[vpc]?.routeTables ?? {}).length > 0;
    for (const [vpc, { routeTables }] of Object.entries(design.vpcs)) {
      for (const { propagatingVgws } of Object.values(routeTables)) {
        for (const name of propagatingVgws) feeds(`vpnGateway/${name}`, vpc);
      }
    }
    for (const [name, { vpc }] of Object.entries(design.vpnGateways)) {
      if (vpc !== null && !isDrawn(vpc)) feeds(`vpnGateway/${name}`, vpc);
    }
    // An implicit table takes from a transit gateway what that knows, unless it sends everything there.
    const attached = new Map<string, string[]>();
    for (const [name, { attachments }] of Object.entries(design.transitGateways)) {
      const vpcs = new Set(Object.values(attachments).flatMap((it) => (it.kind === 'vpc' ? [it.vpc] : [])));
      for (const vpc of vpcs) if (!isDrawn(vpc)) push(attached, vpc, name);
    }
    const withVpnGateway = new Set(Object.values(design.vpnGateways).map(({ vpc }) => vpc));
    for (const [vpc, gateways] of attached) {
      if (gateways.length === 1 && !withVpnGateway.has(vpc)) continue;
      for (const name of gateways) feeds(`transitGateway/${name}`, vpc);
    }
  }
}

export function attachmentOf(session: Session): string {
  return session.attachment ?? session.connection;
}

const attachmentKey = (transitGateway: string, attachment: string): string => `${transitGateway}\n${attachment}`;

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function grouped<K, V>(items: readonly V[], keyOf: (item: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const item of items) push(groups, keyOf(item), item);
  return groups;
}
