/**
 * The slow oracle: one world in which everything that AWS leaves open has been decided by a chooser, run
 * in rounds from nothing until it repeats. Written from the documents alone (model.md, the facts, the
 * assumptions), so that the solver's statuses can be held against it. No prefix tries, no sharing.
 */
import type { Settings } from '../../src/aws/settings.ts';
import type { Design } from '../../src/design/vocabulary.ts';
import { bitPrefix, covering, type BitPrefix } from './bit-prefix.ts';
import { drawnWorlds, everyWorld, someOf, type Choose } from './chooser.ts';
import { announcing, type Announcing } from './oracle-announcements.ts';
import { directConnectGatewayTable, transitGatewayTables, vpnGatewayTable, type Situation } from './oracle-gateways.ts';
import { plantOf, type Plant } from './oracle-plant.ts';
import { offersOf, routerTable } from './oracle-router.ts';
import { idsOf, plainRoute, pushTo, type OracleRoute, type OracleRoutes, type OracleTable } from './oracle-route.ts';

export type SessionState = 'established' | 'idle' | 'down';

export interface World {
  readonly plant: Plant;
  /** False: the rounds repeat without settling; all else is then a moment of the cycle. */
  readonly settled: boolean;
  readonly states: ReadonlyMap<string, SessionState>;
  /** By place, as the solution names places. */
  readonly tables: ReadonlyMap<string, OracleTable>;
  readonly offered: ReadonlyMap<string, OracleRoutes>;
  /** How many prefixes that count toward a cap each session offers. */
  readonly counted: ReadonlyMap<string, number>;
  readonly announcing: ReadonlyMap<string, Announcing>;
}

const mostRounds = 60;

export function concreteWorld(plant: Plant, settings: Settings, choose: Choose): World {
  let received = new Map<string, OracleRoutes>();
  const seen = new Set<string>();
  for (;;) {
    const round = playRound(plant, settings, choose, received);
    const next = new Map([...round.announcing].map(([id, { announced }]) => [id, announced]));
    const before = fingerprint(received);
    const after = fingerprint(next);
    if (before === after) return { ...round, settled: true };
    if (seen.has(after) || seen.size > mostRounds) return { ...round, settled: false };
    seen.add(after);
    received = next;
  }
}

function playRound(
  plant: Plant,
  settings: Settings,
  choose: Choose,
  received: ReadonlyMap<string, OracleRoutes>,
): World {
  const tables = new Map<string, OracleTable>();
  const offered = new Map<string, OracleRoutes>();
  for (const router of plant.routers) {
    const table = routerTable(plant, router, received, settings, choose);
    tables.set(`routers/${router.name}`, table);
    for (const session of plant.sessions) {
      if (session.router === router.name) offered.set(session.id, offersOf(session, router, table, choose));
    }
  }
  const { states, counted } = judge(plant, settings, offered);
  const accepted = new Map<string, OracleRoutes>();
  for (const { id, amazonAsn } of plant.sessions) {
    if (states.get(id) !== 'established') continue;
    accepted.set(id, new Map([...offered.get(id)!].filter(([, { path }]) => !path.includes(amazonAsn))));
  }
  const situation: Situation = { plant, settings, choose, accepted };
  const vpnGateways = new Map(
    Object.keys(plant.design.vpnGateways).map((name) => [name, vpnGatewayTable(situation, name)]),
  );
  const transitGateways = new Map(
    Object.keys(plant.design.transitGateways).map((name) => [name, transitGatewayTables(situation, name)]),
  );
  for (const [name, table] of vpnGateways) tables.set(`vpnGateways/${name}`, table);
  for (const [name, ofHub] of transitGateways)
    for (const [table, routes] of ofHub) tables.set(`transitGateways/${name}/${table}`, routes);
  for (const name of Object.keys(plant.design.directConnectGateways)) {
    tables.set(`directConnectGateways/${name}`, directConnectGatewayTable(situation, name));
  }
  addVpcTables(situation, vpnGateways, tables);
  const announcings = new Map<string, Announcing>();
  for (const session of plant.sessions) {
    const silent = states.get(session.id) !== 'established';
    announcings.set(
      session.id,
      silent
        ? { candidates: new Map(), announced: new Map() }
        : announcing(situation, { vpnGateways, transitGateways }, session),
    );
  }
  return { plant, settled: false, states, tables, offered, counted, announcing: announcings };
}

/** B-IN-DOWN: more than the cap, and the session is idle. */
function judge(plant: Plant, settings: Settings, offered: ReadonlyMap<string, OracleRoutes>) {
  const countable = new Map<string, Set<BitPrefix>>();
  for (const { id, amazonAsn } of plant.sessions) {
    const counts =
      settings.assume('loopedRoutesCount') === true ? () => true : ({ path }: OracleRoute) => !path.includes(amazonAsn);
    countable.set(id, new Set([...offered.get(id)!].filter(([, route]) => counts(route)).map(([prefix]) => prefix)));
  }
  const states = new Map<string, SessionState>();
  const counted = new Map<string, number>();
  for (const session of plant.sessions) {
    const place =
      session.kind === 'direct'
        ? 'dx'
        : session.kind === 'connect'
          ? 'connect'
          : session.gateway.kind === 'vpnGateway'
            ? 'vgw'
            : 'tgw';
    const cap = settings.quota(`${place}.routes-from-customer`).value;
    const whole =
      settings.assume('countingScope') === 'connection' && (session.kind === 'vpn' || session.kind === 'privateVpn');
    const together = whole ? plant.sessions.filter(({ connection }) => connection === session.connection) : [session];
    const count = new Set(together.flatMap(({ id }) => [...countable.get(id)!])).size;
    counted.set(session.id, countable.get(session.id)!.size);
    const over = !session.isStatic && cap !== null && count > cap;
    states.set(session.id, session.down ? 'down' : over ? 'idle' : 'established');
  }
  // K-PIP-REQ: a private IP VPN is there while Direct Connect reaches its outside address.
  for (const { id, transport } of plant.sessions) {
    if (transport === null) continue;
    const reached = plant.sessions.some(
      ({ id: carrier, gateway }) =>
        gateway.kind === 'directConnectGateway' &&
        gateway.name === transport.directConnectGateway &&
        states.get(carrier) === 'established' &&
        [...offered.get(carrier)!.keys()].some((prefix) => covering(prefix, transport.outside)),
    );
    if (!reached) states.set(id, 'down');
  }
  return { states, counted };
}

/** P-VPC-*: local before static before propagated; of too many propagated routes only some are there. */
function addVpcTables(
  { plant, settings, choose }: Situation,
  vpnGateways: ReadonlyMap<string, OracleTable>,
  tables: Map<string, OracleTable>,
): void {
  for (const [name, vpc] of Object.entries(plant.design.vpcs)) {
    const attached = Object.keys(plant.design.vpnGateways).filter(
      (gateway) => plant.design.vpnGateways[gateway]!.vpc === name,
    );
    const hubs = Object.entries(plant.design.transitGateways)
      .filter(([, { attachments }]) =>
        Object.values(attachments).some((each) => each.kind === 'vpc' && each.vpc === name),
      )
      .map(([hub]) => hub);
    const drawn = Object.entries(vpc.routeTables).map(([table, { propagatingVgws, routes }]) => ({
      table,
      propagating: propagatingVgws,
      statics: routes.map(({ destinationCidrBlock, target }): [BitPrefix, OracleRoute] => {
        const kind = target.kind === 'vpnGateway' ? 'vgw' : target.kind === 'transitGateway' ? 'tgw' : 'blackhole';
        const id =
          target.kind === 'vpnGateway'
            ? `vgw:${target.name}:static`
            : target.kind === 'transitGateway'
              ? `tgw:${target.name}`
              : 'blackhole';
        return [
          bitPrefix(destinationCidrBlock),
          { ...plainRoute, id, kind, owner: 'name' in target ? target.name : '' },
        ];
      }),
    }));
    const everything = settings.assume('implicitVpcRouteTable') === 'everything';
    const implied = {
      table: 'implicit',
      propagating: everything ? attached : [],
      statics: everything
        ? hubs.flatMap((hub) =>
            ['4', '6'].map((all): [BitPrefix, OracleRoute] => [
              all,
              { ...plainRoute, id: `tgw:${hub}`, kind: 'tgw', owner: hub },
            ]),
          )
        : [],
    };
    const cidrs = vpc.cidrs.map(bitPrefix);
    for (const { table, propagating, statics } of drawn.length === 0 ? [implied] : drawn) {
      const pool = new Map<BitPrefix, OracleRoute[]>();
      for (const cidr of cidrs) pushTo(pool, cidr, { ...plainRoute, id: 'local', kind: 'local' });
      for (const [prefix, route] of statics)
        if (!pool.get(prefix)?.some(({ kind }) => kind === 'local')) pushTo(pool, prefix, route);
      const propagated = propagating.flatMap((gateway) =>
        [...vpnGateways.get(gateway)!.keys()]
          .filter((prefix) => !cidrs.some((cidr) => covering(cidr, prefix)))
          .map((prefix) => ({ prefix, gateway })),
      );
      const cap = settings.quota('vpc.propagated-routes').value ?? Infinity;
      const sorted = propagated.sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
      const kept = someOf(
        choose,
        `propagated ${name} ${table} ${sorted.map(({ prefix }) => prefix).join(',')}`,
        sorted,
        cap,
      );
      for (const { prefix, gateway } of kept) {
        if (!pool.has(prefix))
          pushTo(pool, prefix, { ...plainRoute, id: `vgw:${gateway}:propagated`, kind: 'vgw', owner: gateway });
      }
      tables.set(`vpcs/${name}/${table}`, pool);
    }
  }
}

const fingerprint = (received: ReadonlyMap<string, OracleRoutes>): string =>
  [...received]
    .flatMap(([id, routes]) =>
      [...routes].map(([prefix, { path, med, origin }]) => `${id} ${prefix} ${path.join('.')} ${med} ${origin}`),
    )
    .sort()
    .join('\n');

/** Every world up to `limit`; where there are more, as many again are drawn at random. */
export function enumerateOutcomes(
  design: Design,
  settings: Settings,
  limit: number,
): { worlds: World[]; exhausted: boolean } {
  const plant = plantOf(design);
  const world = (choose: Choose): World => concreteWorld(plant, settings, choose);
  const { worlds, exhausted } = everyWorld(world, limit);
  if (!exhausted) worlds.push(...drawnWorlds(world, limit, worlds.length));
  return { worlds, exhausted };
}

export const inUse = (world: World, place: string, prefix: BitPrefix): string =>
  idsOf(world.tables.get(place)?.get(prefix) ?? []);
