/** The AWS gateways in the slow oracle: what each prefers and announces (facts P-VGW-*, P-TGW-*, E-*, H-*, X-*). */
import type { Settings } from '../../src/aws/settings.ts';
import { bitPrefix, type BitPrefix } from './bit-prefix.ts';
import { someOf, type Choose } from './chooser.ts';
import type { Plant, PlantSession } from './oracle-plant.ts';
import {
  byId,
  idsOf,
  keepLowest,
  keepLowestAmong,
  plainRoute,
  pushTo,
  sameAttributes,
  type OracleRoute,
  type OracleRoutes,
  type OracleTable,
} from './oracle-route.ts';

export interface Situation {
  readonly plant: Plant;
  readonly settings: Settings;
  readonly choose: Choose;
  /** What each gateway accepted, per session; nothing for a session that is not established. */
  readonly accepted: ReadonlyMap<string, OracleRoutes>;
}

type Pool = Map<BitPrefix, OracleRoute[]>;

const cidrsOf = ({ plant }: Situation, vpc: string | null): BitPrefix[] =>
  vpc === null ? [] : plant.design.vpcs[vpc]!.cidrs.map(bitPrefix);

/** One of several that tie. */
function oneOf<T extends { id: string }>({ settings, choose }: Situation, question: string, tied: readonly T[]): T {
  const sorted = [...tied].sort(byId);
  if (settings.assume('finalTieBreak') === 'lowestId') return sorted[0]!;
  return sorted[choose(`${question} ${sorted.map(({ id }) => id).join(' ')}`, sorted.length)]!;
}

/** Static routes of a static VPN that are in force (staticOverCap: any of them, as many as the cap). */
export function staticsInForce({ settings, choose }: Situation, session: PlantSession): BitPrefix[] {
  const cap = settings.quota(
    session.gateway.kind === 'vpnGateway' ? 'vgw.static-routes' : 'tgw.static-vpn-routes',
  ).value;
  const all = [...new Set(session.staticRoutes)].sort();
  return cap === null ? all : someOf(choose, `static routes of ${session.connection}`, all, cap);
}

const staticVpnRoute = (session: PlantSession): OracleRoute => ({
  ...plainRoute,
  id: `staticVpn:${session.id}`,
  kind: 'staticVpn',
  session: session.id,
  owner: session.connection,
});

function addAccepted(situation: Situation, pool: Pool, session: PlantSession): void {
  if (session.isStatic) {
    if (!situation.accepted.has(session.id)) return;
    for (const prefix of staticsInForce(situation, session)) pushTo(pool, prefix, staticVpnRoute(session));
    return;
  }
  for (const [prefix, route] of situation.accepted.get(session.id) ?? []) pushTo(pool, prefix, route);
}

export function directConnectGatewayTable(situation: Situation, name: string): OracleTable {
  const pool: Pool = new Map();
  for (const session of situation.plant.sessions) {
    if (session.gateway.kind === 'directConnectGateway' && session.gateway.name === name)
      addAccepted(situation, pool, session);
  }
  return new Map(
    [...pool].map(([prefix, routes]) => {
      let left = keepLowest(routes, ({ path }) => path.length);
      left = keepLowest(left, ({ med }) => med ?? 0);
      return [prefix, left];
    }),
  );
}

/** What a Direct Connect gateway hands to the gateway behind it, which refuses its own AS number. */
function addFromDirectConnect(situation: Situation, pool: Pool, name: string, owner: string, asn: number): void {
  for (const [prefix, [best]] of directConnectGatewayTable(situation, name)) {
    if (best!.path.includes(asn)) continue;
    pushTo(pool, prefix, { ...best!, id: `dxgw:${name}`, kind: 'dxgw', session: null, owner });
  }
}

export function vpnGatewayTable(situation: Situation, name: string): OracleTable {
  const { plant, settings } = situation;
  const { vpc, amazonSideAsn } = plant.design.vpnGateways[name]!;
  const pool: Pool = new Map();
  for (const cidr of cidrsOf(situation, vpc))
    pushTo(pool, cidr, { ...plainRoute, id: `vpc:${vpc}`, kind: 'vpc', owner: `vpc:${vpc}` });
  for (const session of plant.sessions) {
    if (session.gateway.kind === 'vpnGateway' && session.gateway.name === name) addAccepted(situation, pool, session);
  }
  for (const [gateway, { associations }] of Object.entries(plant.design.directConnectGateways)) {
    if (associations.some((each) => each.gateway.kind === 'vpnGateway' && each.gateway.name === name)) {
      addFromDirectConnect(situation, pool, gateway, `dxgw:${gateway}`, amazonSideAsn);
    }
  }
  const missingMed = settings.assume('vpnGatewayMissingMed') === 'zero' ? 0 : 100;
  const rank = { vpc: 0, direct: 1, dxgw: 1, staticVpn: 2, vpn: 3 } as Record<string, number>;
  return new Map(
    [...pool].map(([prefix, routes]) => {
      let left = keepLowest(routes, ({ kind }) => rank[kind]!);
      left = keepLowest(left, ({ path }) => path.length);
      left = keepLowestAmong(
        left,
        ({ path }) => path[0],
        ({ med }) => med ?? missingMed,
      );
      return [prefix, [oneOf(situation, `vpn gateway ${name} ${prefix}`, left)]];
    }),
  );
}

/** All tables of a transit gateway, with the limit on their sum. */
export function transitGatewayTables(situation: Situation, name: string): Map<string, OracleTable> {
  const { plant, settings, choose } = situation;
  const tables = new Map<string, OracleTable>();
  const dynamic: { table: string; prefix: BitPrefix }[] = [];
  let fixed = 0;
  for (const table of Object.keys(plant.design.transitGateways[name]!.routeTables).sort()) {
    const chosen = transitGatewayTable(situation, name, table);
    tables.set(table, chosen);
    for (const [prefix, [first]] of chosen) {
      if (first!.kind === 'staticAttachment' || first!.kind === 'blackhole' || first!.kind === 'staticVpn') fixed++;
      else dynamic.push({ table, prefix });
    }
  }
  const total = settings.quota('tgw.routes').value;
  if (
    total === null ||
    fixed + dynamic.length <= total ||
    settings.assume('transitGatewayOverTotal') === 'allInstalled'
  )
    return tables;
  const room = Math.max(0, total - fixed);
  const key = ({ table, prefix }: { table: string; prefix: string }): string => `${table} ${prefix}`;
  const sorted = dynamic.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const kept = new Set(someOf(choose, `installed ${name} ${sorted.map(key).join(',')}`, sorted, room).map(key));
  for (const each of dynamic) if (!kept.has(key(each))) tables.get(each.table)!.delete(each.prefix);
  return tables;
}

function transitGatewayTable(situation: Situation, name: string, tableName: string): OracleTable {
  const { plant } = situation;
  const hub = plant.design.transitGateways[name]!;
  const table = hub.routeTables[tableName]!;
  const pool: Pool = new Map();
  for (const { destinationCidrBlock, attachment } of table.routes) {
    // P-VGW-0: a static route to a VPN none of whose tunnels is there is not used.
    const sessions = plant.sessions.filter(
      (session) => session.gateway.name === name && session.attachment === attachment,
    );
    if (sessions.length > 0 && !sessions.some(({ id }) => situation.accepted.has(id))) continue;
    const route: OracleRoute =
      attachment === null
        ? { ...plainRoute, id: 'blackhole', kind: 'blackhole', owner: 'blackhole' }
        : { ...plainRoute, id: `att:${attachment}`, kind: 'staticAttachment', owner: attachment };
    pushTo(pool, bitPrefix(destinationCidrBlock), route);
  }
  for (const propagated of table.propagations) {
    const attachment = hub.attachments[propagated];
    if (attachment?.kind === 'vpc') {
      for (const cidr of cidrsOf(situation, attachment.vpc)) {
        pushTo(pool, cidr, { ...plainRoute, id: `vpc:${attachment.vpc}`, kind: 'vpc', owner: propagated });
      }
    } else if (attachment?.kind === 'directConnectGateway') {
      addFromDirectConnect(situation, pool, attachment.directConnectGateway, propagated, hub.amazonSideAsn);
    } else {
      for (const session of plant.sessions) {
        if (
          session.gateway.kind === 'transitGateway' &&
          session.gateway.name === name &&
          session.attachment === propagated
        ) {
          addAccepted(situation, pool, session);
        }
      }
    }
  }
  const rank = {
    staticAttachment: 2,
    blackhole: 2,
    staticVpn: 2,
    vpc: 4,
    dxgw: 5,
    connect: 6,
    privateVpn: 7,
    vpn: 8,
  } as Record<string, number>;
  const chosen: OracleTable = new Map();
  for (const [prefix, routes] of pool) {
    let left = keepLowest(routes, ({ kind }) => rank[kind]!);
    left = keepLowest(left, ({ path }) => path.length);
    left = keepLowest(left, ({ kind, med }) => med ?? (kind === 'dxgw' ? 0 : 100));
    left = keepLowest(left, ({ external }) => (external ? 0 : 1));
    const groups = usedTogether(situation, left, hub.vpnEcmpSupport);
    chosen.set(prefix, oneOf(situation, `transit gateway ${name} ${tableName} ${prefix}`, groups).routes);
  }
  return chosen;
}

/** Every set of survivors that can carry traffic together (E-TGW-EQ, E-TGW-DYN, E-CONN). */
function usedTogether(
  { plant }: Situation,
  survivors: readonly OracleRoute[],
  vpnEcmp: boolean,
): { id: string; routes: OracleRoute[] }[] {
  const groups: OracleRoute[][] = [];
  const sets = new Map<string, OracleRoute[]>();
  for (const route of survivors) {
    const spreads = route.kind === 'connect' || ((route.kind === 'vpn' || route.kind === 'privateVpn') && vpnEcmp);
    if (spreads) pushTo(sets, sameAttributes(route), route);
    else groups.push([route]);
  }
  for (const routes of sets.values()) {
    // Of the two sessions of one Connect peer only one takes part.
    const perPeer = new Map<string, OracleRoute[]>();
    for (const route of routes) {
      const session = plant.sessions.find(({ id }) => id === route.session)!;
      pushTo(perPeer, route.kind === 'connect' ? session.connection : session.id, route);
    }
    let products: OracleRoute[][] = [[]];
    for (const options of perPeer.values())
      products = products.flatMap((product) => options.map((option) => [...product, option]));
    groups.push(...products);
  }
  return groups.map((routes) => ({ id: idsOf(routes), routes }));
}
