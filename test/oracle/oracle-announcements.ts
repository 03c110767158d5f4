/** What the gateways of the slow oracle announce to customers, before and after the cap (F95, B-OUT-*). */
import { bitPrefix, covering, type BitPrefix } from './bit-prefix.ts';
import { someOf } from './chooser.ts';
import type { Situation } from './oracle-gateways.ts';
import type { PlantSession } from './oracle-plant.ts';
import { plainRoute, type OracleRoute, type OracleRoutes, type OracleTable } from './oracle-route.ts';

export interface Tables {
  readonly vpnGateways: ReadonlyMap<string, OracleTable>;
  readonly transitGateways: ReadonlyMap<string, ReadonlyMap<string, OracleTable>>;
}

export interface Announcing {
  /** What AWS has for the session. */
  readonly candidates: OracleRoutes;
  /** What it sends of that. */
  readonly announced: OracleRoutes;
}

/** What a session gets while it is established; on a static VPN, what the customer's static routes mirror. */
export function announcing(situation: Situation, tables: Tables, session: PlantSession): Announcing {
  const { settings, choose } = situation;
  if (session.gateway.kind === 'directConnectGateway') return fromDirectConnectGateway(situation, session);
  const candidates =
    session.gateway.kind === 'vpnGateway'
      ? fromVpnGateway(situation, tables.vpnGateways.get(session.gateway.name)!, session)
      : fromTransitGateway(situation, tables.transitGateways.get(session.gateway.name)!, session);
  if (session.isStatic) {
    const announced = settings.assume('customerStaticRoutes') === 'mirror' ? candidates : new Map();
    for (const [prefix, route] of announced) announced.set(prefix, { ...route, kind: 'mirror', path: [], med: null });
    return { candidates, announced };
  }
  const place =
    session.kind === 'direct'
      ? 'dx'
      : session.kind === 'connect'
        ? 'connect'
        : session.gateway.kind === 'vpnGateway'
          ? 'vgw'
          : 'tgw';
  const cap = settings.quota(`${place}.routes-to-customer`).value;
  if (cap === null) return { candidates, announced: candidates };
  const sorted = [...candidates.keys()].sort();
  const kept = someOf(choose, `announced ${session.id} ${sorted.join(',')}`, sorted, cap);
  return { candidates, announced: new Map(kept.map((prefix) => [prefix, candidates.get(prefix)!])) };
}

const base = (session: PlantSession) => ({
  ...plainRoute,
  id: `session:${session.id}`,
  kind: 'aws' as const,
  session: session.id,
  owner: session.connection,
});

/** AS_PATH as the customer sees it (assumption reAdvertisedAsPath). */
function pathOf({ settings }: Situation, session: PlantSession, route: OracleRoute): readonly number[] {
  return settings.assume('reAdvertisedAsPath') === 'prepended'
    ? [session.amazonAsn, ...route.path]
    : [session.amazonAsn];
}

function fromVpnGateway(situation: Situation, table: OracleTable, session: PlantSession): OracleRoutes {
  const { settings } = situation;
  const out: OracleRoutes = new Map();
  const med = tunnelMed(situation, session);
  for (const [prefix, [route]] of table) {
    if (route!.kind === 'dxgw') continue;
    if (route!.owner === session.connection && settings.assume('announceBackToSource') !== true) continue;
    if (route!.kind === 'staticVpn' && settings.assume('vpnGatewayPassesStaticRoutesOn') !== true) continue;
    out.set(prefix, { ...base(session), path: pathOf(situation, session, route!), origin: route!.origin, med });
  }
  return out;
}

/**
 * One tunnel of a connection is preferred by its MED, nobody says which, nor how connections and virtual
 * interfaces compare: no two sessions of the gateway send the same value here, each may be the lowest.
 */
function tunnelMed({ plant, settings, choose }: Situation, session: PlantSession): number | null {
  if (settings.assume('vpnGatewayTunnelMed') === 'equal') return null;
  const index = plant.sessions.indexOf(session);
  if (settings.assume('finalTieBreak') === 'lowestId') return 100 + index;
  const pair = plant.sessions.filter(({ connection }) => connection === session.connection);
  const rivals = plant.sessions.some(
    ({ connection, gateway, router }) =>
      connection !== session.connection && gateway.name === session.gateway.name && router === session.router,
  );
  const values = [
    ...(pair.length > 1 || rivals
      ? [
          [100, 200],
          [200, 100],
        ]
      : [[100]]),
    ...(rivals
      ? [
          [50, 150],
          [150, 50],
        ]
      : []),
  ];
  return (
    values[choose(`tunnel MED ${session.connection}`, values.length)]![pair.indexOf(session)]! +
    plant.sessions.indexOf(pair[0]!)
  );
}

function fromTransitGateway(
  situation: Situation,
  tables: ReadonlyMap<string, OracleTable>,
  session: PlantSession,
): OracleRoutes {
  const { plant, settings } = situation;
  const hub = plant.design.transitGateways[session.gateway.name]!;
  const associated = Object.keys(hub.routeTables).find((name) =>
    hub.routeTables[name]!.associations.includes(session.attachment),
  );
  const out: OracleRoutes = new Map();
  if (associated === undefined) return out;
  for (const [prefix, routes] of tables.get(associated)!) {
    const route = routes[0]!;
    if (route.kind === 'blackhole') continue;
    // Never over an attachment that a route in use came from.
    if (routes.some(({ owner }) => owner === session.attachment) && settings.assume('announceBackToSource') !== true)
      continue;
    out.set(prefix, { ...base(session), path: pathOf(situation, session, route), origin: route.origin });
  }
  return out;
}

function fromDirectConnectGateway({ plant, settings, choose }: Situation, session: PlantSession): Announcing {
  const candidates: OracleRoutes = new Map();
  const announced: OracleRoutes = new Map();
  const route = { ...base(session), path: [session.amazonAsn] };
  for (const { gateway, allowedPrefixes } of plant.design.directConnectGateways[session.gateway.name]!.associations) {
    const allowed = allowedPrefixes?.map(bitPrefix) ?? null;
    let all: BitPrefix[];
    if (gateway.kind === 'transitGateway') all = allowed ?? [];
    else {
      const { vpc } = plant.design.vpnGateways[gateway.name]!;
      const cidrs = vpc === null ? [] : plant.design.vpcs[vpc]!.cidrs.map(bitPrefix);
      all = cidrs.filter((cidr) => allowed === null || allowed.some((p) => covering(p, cidr)));
    }
    const cap = gateway.kind === 'transitGateway' ? settings.quota('dx.allowed-prefixes').value : null;
    let kept = all;
    if (cap !== null && all.length > cap) {
      kept =
        settings.assume('directConnectOverAllowedPrefixes') === 'none'
          ? []
          : someOf(choose, `allowed ${session.id} ${gateway.name}`, [...all].sort(), cap);
    }
    // A list that is refused as a whole is nothing to announce.
    for (const prefix of kept.length === 0 ? [] : all) candidates.set(prefix, route);
    for (const prefix of kept) announced.set(prefix, route);
  }
  const cap = session.transitInterface ? null : settings.quota('dx.routes-to-customer').value;
  if (cap === null) return { candidates, announced };
  const kept = someOf(choose, `announced ${session.id}`, [...announced.keys()].sort(), cap);
  return { candidates, announced: new Map(kept.map((prefix) => [prefix, route])) };
}
