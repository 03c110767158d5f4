/**
 * The tables of all AWS places for one round: who feeds whom, in order (Direct Connect gateways, then
 * virtual private gateways and transit gateways, then VPC route tables). How each place chooses is its
 * behaviour's business.
 */
import type { Behaviour } from '../aws/behaviour.ts';
import type { Candidate } from '../aws/candidate.ts';
import { directConnectGatewayBehaviour } from '../aws/direct-connect-gateway.ts';
import type { Network, Session } from '../aws/network.ts';
import type { Settings } from '../aws/settings.ts';
import { transitGatewayBehaviour } from '../aws/transit-gateway.ts';
import { vpcAttachment, vpcRouteSource, vpcRouteTableBehaviour } from '../aws/vpc-route-table.ts';
import { vpnGatewayBehaviour } from '../aws/vpn-gateway.ts';
import { attributesKey, pathHolds, plainAttributes } from '../bgp/attributes.ts';
import type { TransitGateway, Vpc } from '../design/vocabulary.ts';
import { covers, equalPrefixes, type Prefix } from '../net/prefix.ts';
import { parsePrefix } from '../net/parse-prefix.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import type { Offers } from './offers.ts';
import { addVariants, merelyPossible, type Pool, selectAll, type Selecting } from '../aws/pool.ts';
import type { Entry, PlaceId } from '../aws/solution.ts';
import { PatchedMap } from './patched-map.ts';
import { crossing, type Standing } from './standing.ts';

export interface Tables {
  readonly of: ReadonlyMap<PlaceId, PrefixTable<Entry>>;
  /** Candidates, kept for explanations. */
  readonly pools: ReadonlyMap<PlaceId, Pool>;
  /** Propagated into each VPC route table, anonymous ones included, at most. */
  readonly propagated: ReadonlyMap<PlaceId, number>;
  /** Over all tables of each transit gateway, at most. */
  readonly transitGatewayRoutes: ReadonlyMap<string, number>;
  /** Routes known by number alone: per gateway place, owner to count. */
  readonly anonymous: ReadonlyMap<PlaceId, ReadonlyMap<string, number>>;
}

export interface Round {
  readonly network: Network;
  readonly offers: ReadonlyMap<string, Offers>;
  readonly standings: ReadonlyMap<string, Standing>;
}

export const implicitTable = 'implicit';

function parsed(text: string): Prefix {
  const result = parsePrefix(text);
  if (!result.ok) throw new Error(`not a prefix: ${text}`);
  return result.value;
}

const everything = (): readonly Prefix[] => [parsed('0.0.0.0/0'), parsed('::/0')];

type Filling<K, V> = ReadonlyMap<K, V> & { readonly set: (key: K, value: V) => unknown };

/** Builds the tables of all places, or, over those of an earlier round, of the places it is asked to. */
export class TableBuilder implements Tables {
  readonly #round: Round;
  readonly #tieBreak: unknown;
  readonly of: Filling<PlaceId, PrefixTable<Entry>>;
  readonly pools: Filling<PlaceId, Pool>;
  readonly propagated: Filling<PlaceId, number>;
  readonly transitGatewayRoutes: Filling<string, number>;
  readonly anonymous: Filling<PlaceId, Map<string, number>>;

  constructor(round: Round, before: Tables | null = null) {
    this.#round = round;
    this.#tieBreak = round.network.settings.assume('finalTieBreak');
    this.of = before === null ? new Map() : new PatchedMap(before.of);
    this.pools = before === null ? new Map() : new PatchedMap(before.pools);
    this.propagated = before === null ? new Map() : new PatchedMap(before.propagated);
    this.transitGatewayRoutes = before === null ? new Map() : new PatchedMap(before.transitGatewayRoutes);
    this.anonymous = before === null ? new Map() : new PatchedMap(before.anonymous as TableBuilder['anonymous']);
  }

  build(): void {
    const { design } = this.#round.network;
    for (const name of Object.keys(design.directConnectGateways)) this.directConnectGateway(name);
    for (const name of Object.keys(design.vpnGateways)) this.vpnGateway(name);
    for (const [name, gateway] of Object.entries(design.transitGateways)) this.transitGateway(name, gateway);
    for (const [name, vpc] of Object.entries(design.vpcs)) this.vpc(name, vpc);
  }

  selecting(behaviour: Behaviour): Selecting {
    return { behaviour, tieBreak: this.#tieBreak };
  }

  #settle(place: PlaceId, pool: Pool, behaviour: Behaviour): PrefixTable<Entry> {
    const table = selectAll(this.selecting(behaviour), pool);
    this.pools.set(place, pool);
    this.of.set(place, table);
    return table;
  }

  /**
   * Takes in what crosses a session: BGP routes that are not refused, or the static routes of a static VPN;
   * of one prefix alone when that is given.
   */
  #admit(pool: Pool, session: Session, behaviour: Behaviour, only: Prefix | null = null): void {
    const crosses = crossing(this.#round.standings.get(session.id));
    const offers = this.#round.offers.get(session.id);
    if (crosses === 'never' || offers === undefined) return;
    if (session.routing === 'static') {
      const cap = session.inboundCap.value;
      // AWS adds no static route above the cap; which ones were added first is not known.
      const present = crosses === 'always' && (cap === null || offers.most <= cap);
      const candidate: Candidate = { attributes: plainAttributes, source: { kind: 'staticVpn', session } };
      for (const prefix of session.staticRoutes) {
        if (prefix.family === session.family && isWanted(prefix, only)) addVariants(pool, prefix, [candidate], present);
      }
      return;
    }
    for (const [prefix, { variants, present }] of entriesOf(offers.table(), only)) {
      const accepted = variants.filter((attributes) => behaviour.refuse(attributes, session) === null);
      addVariants(
        pool,
        prefix,
        accepted.map((attributes): Candidate => ({ attributes, source: { kind: 'session', session } })),
        present && accepted.length === variants.length && crosses === 'always',
      );
    }
  }

  /** Per owner the greatest count over its sessions: the tunnels of a connection carry the same routes. */
  #countAnonymous(place: PlaceId, session: Session, owner: string): void {
    const offers = this.#round.offers.get(session.id);
    if (offers === undefined || offers.anonymous === 0) return;
    if (crossing(this.#round.standings.get(session.id)) === 'never') return;
    this.#addAnonymous(place, owner, (before) => Math.max(before, offers.anonymous));
  }

  #addAnonymous(place: PlaceId, owner: string, turn: (before: number) => number): void {
    let counts = this.anonymous.get(place);
    if (counts === undefined) this.anonymous.set(place, (counts = new Map()));
    counts.set(owner, turn(counts.get(owner) ?? 0));
  }

  /** What an earlier round counted at the place is not this one's. */
  #forgetAnonymous(place: PlaceId): void {
    if (this.anonymous.has(place)) this.anonymous.set(place, new Map());
  }

  directConnectGateway(name: string): void {
    const pool: Pool = new PrefixTable();
    const place = `directConnectGateways/${name}`;
    this.#forgetAnonymous(place);
    for (const session of this.#round.network.sessionsOf({ kind: 'directConnectGateway', name })) {
      this.#admit(pool, session, directConnectGatewayBehaviour);
      this.#countAnonymous(place, session, session.connection);
    }
    this.#settle(place, pool, directConnectGatewayBehaviour);
  }

  /** Routes of a Direct Connect gateway in the table of a gateway associated with it, which denies its own ASN too (G-LOOP). */
  #fromDirectConnect(
    pool: Pool,
    name: string,
    attachment: string | null,
    amazonAsn: number,
    only: Prefix | null = null,
  ): void {
    const table = this.of.get(`directConnectGateways/${name}`);
    if (table === undefined) return;
    for (const [prefix, entry] of entriesOf(table, only)) {
      const seen = new Map<string, Candidate>();
      let denied = false;
      // Of routes used together, and of the variants of one route, any may be the one that is handed on.
      for (const { attributes } of entry.alternatives.flat()) {
        if (pathHolds(attributes, amazonAsn)) {
          denied = true;
          continue;
        }
        seen.set(attributesKey(attributes), { attributes, source: { kind: 'directConnectGateway', name, attachment } });
      }
      addVariants(pool, prefix, [...seen.values()], entry.presence === 'certain' && !denied);
    }
  }

  #countAnonymousOfDirectConnect(place: PlaceId, name: string, attachment: string | null): void {
    for (const [owner, count] of this.anonymous.get(`directConnectGateways/${name}`) ?? []) {
      this.#addAnonymous(place, attachment ?? `${name}/${owner}`, (before) => before + count);
    }
  }

  vpnGateway(name: string): void {
    const { network } = this.#round;
    const behaviour = vpnGatewayBehaviour(network.settings);
    const pool: Pool = new PrefixTable();
    const place = `vpnGateways/${name}`;
    this.#forgetAnonymous(place);
    const vpc = network.design.vpnGateways[name]?.vpc ?? null;
    for (const cidr of (vpc === null ? undefined : network.design.vpcs[vpc]?.cidrs) ?? []) {
      addVariants(
        pool,
        cidr,
        [{ attributes: plainAttributes, source: { kind: 'vpc', vpc: vpc as string, attachment: null } }],
        true,
      );
    }
    for (const session of network.sessionsOf({ kind: 'vpnGateway', name })) {
      this.#admit(pool, session, behaviour);
      this.#countAnonymous(place, session, session.connection);
    }
    for (const [gateway, { associations }] of Object.entries(network.design.directConnectGateways)) {
      if (associations.some((it) => it.gateway.kind === 'vpnGateway' && it.gateway.name === name)) {
        this.#fromDirectConnect(pool, gateway, null, network.design.vpnGateways[name]?.amazonSideAsn ?? 0);
        this.#countAnonymousOfDirectConnect(place, gateway, null);
      }
    }
    this.#settle(place, pool, behaviour);
  }

  transitGateway(name: string, gateway: TransitGateway): void {
    const { network } = this.#round;
    const behaviour = transitGatewayBehaviour(network.settings, gateway.vpnEcmpSupport);
    const byAttachment = new Map<string, Session[]>();
    for (const session of network.sessionsOf({ kind: 'transitGateway', name })) {
      const attachment = session.attachment ?? session.connection;
      const list = byAttachment.get(attachment);
      if (list === undefined) byAttachment.set(attachment, [session]);
      else list.push(session);
    }
    let routes = 0;
    const settled: PlaceId[] = [];
    for (const [tableName, table] of Object.entries(gateway.routeTables)) {
      const place = `transitGateways/${name}/${tableName}`;
      const pool: Pool = new PrefixTable();
      for (const route of table.routes)
        this.staticAttachmentRoute(pool, name, route, byAttachment.get(route.attachment ?? '') ?? []);
      for (const attachment of table.propagations) {
        this.propagate(pool, { name, gateway, behaviour }, attachment, byAttachment.get(attachment) ?? []);
      }
      this.countAnonymous(place, name, gateway, table.propagations, byAttachment);
      routes += this.#settle(place, pool, behaviour).size + this.anonymousAt(place);
      settled.push(place);
    }
    this.transitGatewayRoutes.set(name, routes);
    if (!isOverTotal(network.settings, routes)) return;
    for (const place of settled) this.#makePossible(place, () => true);
  }

  anonymousAt(place: PlaceId): number {
    let sum = 0;
    for (const count of this.anonymous.get(place)?.values() ?? []) sum += count;
    return sum;
  }

  /** Routes known by number alone in a transit gateway table. */
  countAnonymous(
    place: PlaceId,
    name: string,
    gateway: TransitGateway,
    propagations: readonly string[],
    sessions: ReadonlyMap<string, readonly Session[]>,
  ): void {
    this.#forgetAnonymous(place);
    for (const attachment of propagations) {
      for (const session of sessions.get(attachment) ?? []) this.#countAnonymous(place, session, attachment);
      const directConnect = this.#directConnectBehind(name, gateway, attachment);
      if (directConnect !== null) this.#countAnonymousOfDirectConnect(place, directConnect, attachment);
    }
  }

  staticAttachmentRoute(
    pool: Pool,
    transitGateway: string,
    { destinationCidrBlock, attachment }: TransitGateway['routeTables'][string]['routes'][number],
    behind: readonly Session[],
  ): void {
    if (attachment === null) {
      addVariants(pool, destinationCidrBlock, [{ attributes: plainAttributes, source: { kind: 'blackhole' } }], true);
      return;
    }
    // The health of VPN endpoints counts before everything else (P-VGW-0).
    const states = behind.map(({ id }) => crossing(this.#round.standings.get(id)));
    const dead = behind.length > 0 && behind.every(({ id }) => this.#round.standings.get(id)?.state === 'down');
    if (dead && states.every((state) => state === 'never')) return;
    addVariants(
      pool,
      destinationCidrBlock,
      [{ attributes: plainAttributes, source: { kind: 'staticAttachment', transitGateway, attachment } }],
      behind.length === 0 || states.includes('always'),
    );
  }

  /** What an attachment propagates into a table; of one prefix alone when that is given. */
  propagate(
    pool: Pool,
    into: { readonly name: string; readonly gateway: TransitGateway; readonly behaviour: Behaviour },
    attachment: string,
    sessions: readonly Session[],
    only: Prefix | null = null,
  ): void {
    const { name, gateway, behaviour } = into;
    for (const session of sessions) this.#admit(pool, session, behaviour, only);
    const thing = gateway.attachments[attachment];
    if (thing?.kind === 'vpc') {
      const source: Candidate['source'] = { kind: 'vpc', vpc: thing.vpc, attachment };
      for (const cidr of this.#round.network.design.vpcs[thing.vpc]?.cidrs ?? []) {
        if (isWanted(cidr, only)) addVariants(pool, cidr, [{ attributes: plainAttributes, source }], true);
      }
      return;
    }
    const directConnect = this.#directConnectBehind(name, gateway, attachment);
    if (directConnect !== null) this.#fromDirectConnect(pool, directConnect, attachment, gateway.amazonSideAsn, only);
  }

  /** The Direct Connect gateway of an attachment that is associated with the transit gateway. */
  #directConnectBehind(transitGateway: string, gateway: TransitGateway, attachment: string): string | null {
    const thing = gateway.attachments[attachment];
    if (thing?.kind !== 'directConnectGateway') return null;
    const name = thing.directConnectGateway;
    const { associations = [] } = this.#round.network.design.directConnectGateways[name] ?? {};
    const associated = associations.some(
      (it) => it.gateway.kind === 'transitGateway' && it.gateway.name === transitGateway,
    );
    return associated ? name : null;
  }

  vpc(name: string, vpc: Vpc): void {
    const tables = Object.entries(vpc.routeTables);
    if (tables.length === 0) {
      if (this.#round.network.settings.assume('implicitVpcRouteTable') === 'everything')
        this.#implicitVpcTable(name, vpc);
      return;
    }
    for (const [table, { propagatingVgws, routes }] of tables) {
      const pool: Pool = this.#localRoutes(name, vpc);
      for (const { destinationCidrBlock, target } of routes) {
        const source = vpcRouteSource(this.#round.network.design, name, target);
        addVariants(pool, destinationCidrBlock, [{ attributes: plainAttributes, source }], true);
      }
      this.#vpcTable(name, table, vpc, pool, propagatingVgws);
    }
  }

  #localRoutes(name: string, vpc: Vpc): Pool {
    const pool: Pool = new PrefixTable();
    for (const cidr of vpc.cidrs) {
      addVariants(pool, cidr, [{ attributes: plainAttributes, source: { kind: 'local', vpc: name } }], true);
    }
    return pool;
  }

  /** Assumption implicitVpcRouteTable: what a VPC's gateways know is routed to them. */
  #implicitVpcTable(name: string, vpc: Vpc): void {
    const { design } = this.#round.network;
    const pool = this.#localRoutes(name, vpc);
    const gateways = Object.keys(design.vpnGateways).filter((key) => design.vpnGateways[key]?.vpc === name);
    const attached = Object.keys(design.transitGateways).flatMap((transitGateway) => {
      const attachment = vpcAttachment(this.#round.network.design, transitGateway, name);
      return attachment === undefined ? [] : [{ transitGateway, attachment }];
    });
    for (const { transitGateway, attachment } of attached) {
      const source: Candidate['source'] = { kind: 'transitGateway', name: transitGateway, attachment };
      const table = this.#round.network.associatedTable(transitGateway, attachment);
      // Beside other gateways only what the transit gateway knows; alone, everything.
      const alone = attached.length === 1 && gateways.length === 0;
      const known = table === null ? undefined : this.of.get(`transitGateways/${transitGateway}/${table}`);
      const destinations = alone ? everything() : [...(known?.entries() ?? [])].map(([prefix]) => prefix);
      for (const prefix of destinations) {
        if (!vpc.cidrs.some((cidr) => covers(cidr, prefix))) {
          addVariants(pool, prefix, [{ attributes: plainAttributes, source }], true);
        }
      }
    }
    this.#vpcTable(name, implicitTable, vpc, pool, gateways);
  }

  #vpcTable(name: string, table: string, vpc: Vpc, pool: Pool, propagating: readonly string[]): void {
    const { settings } = this.#round.network;
    const place = `vpcs/${name}/${table}`;
    const counts = { ipv4: 0, ipv6: 0 };
    let anonymous = 0;
    for (const gateway of propagating) {
      for (const [prefix, entry] of this.of.get(`vpnGateways/${gateway}`)?.entries() ?? []) {
        if (entry.alternatives.every((group) => group.every(({ source }) => source.kind === 'vpc'))) continue;
        counts[prefix.family] += 1;
        // The local route wins even against longer prefixes (P-VPC-LOCAL).
        if (vpc.cidrs.some((cidr) => covers(cidr, prefix))) continue;
        const source: Candidate['source'] = { kind: 'vpnGateway', name: gateway, propagated: true };
        const attributes = entry.alternatives[0]?.[0]?.attributes ?? plainAttributes;
        addVariants(pool, prefix, [{ attributes, source }], entry.presence === 'certain');
      }
      for (const count of this.anonymous.get(`vpnGateways/${gateway}`)?.values() ?? []) anonymous += count;
    }
    const separate = settings.assume('propagatedCapFamilies') === 'separate';
    const total = separate ? Math.max(counts.ipv4 + anonymous, counts.ipv6) : counts.ipv4 + counts.ipv6 + anonymous;
    this.propagated.set(place, total);
    this.#settle(place, pool, vpcRouteTableBehaviour);
    const cap = settings.quota('vpc.propagated-routes').value;
    if (cap !== null && total > cap) this.#makePossible(place, (entry) => isPropagated(entry));
  }

  /** Some of these routes are not installed, and AWS does not say which (B-VPC-RT, B-TGW-10K). */
  #makePossible(place: PlaceId, which: (entry: Entry) => boolean): void {
    const table = this.of.get(place);
    if (table === undefined) return;
    for (const [prefix, entry] of table.entries()) if (which(entry)) table.set(prefix, merelyPossible(entry));
  }
}

/** More routes than a transit gateway holds, of which some may then be missing (B-TGW-10K, assumption transitGatewayOverTotal). */
export function isOverTotal(settings: Settings, routes: number): boolean {
  const cap = settings.quota('tgw.routes').value;
  return cap !== null && routes > cap && settings.assume('transitGatewayOverTotal') !== 'allInstalled';
}

function isWanted(prefix: Prefix, only: Prefix | null): boolean {
  return only === null || equalPrefixes(prefix, only);
}

function entriesOf<V>(table: PrefixTable<V>, only: Prefix | null): Iterable<[Prefix, V]> {
  if (only === null) return table.entries();
  const value = table.get(only);
  return value === undefined ? [] : [[only, value]];
}

function isPropagated(entry: Entry): boolean {
  return entry.alternatives.some((group) =>
    group.some(({ source }) => source.kind === 'vpnGateway' && source.propagated),
  );
}

export function buildTables(round: Round): Tables {
  const builder = new TableBuilder(round);
  builder.build();
  return builder;
}
