/** The customer's router in the slow oracle: what it prefers, offers and passes on (model.md section 4, RFC 4271 9.1.2.2). */
import type { Settings } from '../../src/aws/settings.ts';
import { covering } from './bit-prefix.ts';
import type { Choose } from './chooser.ts';
import type { Plant, PlantRouter, PlantSession } from './oracle-plant.ts';
import {
  byId,
  idsOf,
  keepLowest,
  keepLowestAmong,
  plainRoute,
  pushTo,
  type OracleRoute,
  type OracleRoutes,
  type OracleTable,
} from './oracle-route.ts';

/** `received`: per session, what AWS announces on it. */
export function routerTable(
  { sessions }: Plant,
  router: PlantRouter,
  received: ReadonlyMap<string, OracleRoutes>,
  settings: Settings,
  choose: Choose,
): OracleTable {
  const pool = new Map<string, OracleRoute[]>();
  for (const prefix of router.own) pushTo(pool, prefix, { ...plainRoute, id: 'own', kind: 'own' });
  for (const session of sessions.filter((each) => each.router === router.name)) {
    for (const [prefix, route] of received.get(session.id) ?? []) {
      if (session.acceptOnly !== null && !session.acceptOnly.some((p) => covering(p, prefix))) continue;
      if (router.asn !== null && route.path.includes(router.asn)) continue;
      pushTo(pool, prefix, {
        ...route,
        localPreference: session.localPreference,
        external: session.customerAsn !== session.amazonAsn,
      });
    }
  }
  const table: OracleTable = new Map();
  for (const [prefix, candidates] of pool)
    table.set(prefix, preferred(candidates, `${router.name} ${prefix}`, settings, choose));
  return table;
}

function preferred(
  candidates: readonly OracleRoute[],
  where: string,
  settings: Settings,
  choose: Choose,
): OracleRoute[] {
  // Its own networks have the weight of what is local.
  let left = keepLowest(candidates, ({ kind }) => (kind === 'own' ? 0 : 1));
  left = keepLowest(left, ({ localPreference }) => -localPreference);
  left = keepLowest(left, ({ path }) => path.length);
  left = keepLowest(left, ({ origin }) => ['igp', 'egp', 'incomplete'].indexOf(origin));
  left = keepLowestAmong(
    left,
    ({ path }) => path[0],
    ({ med }) => med ?? 0,
  );
  left = keepLowest(left, ({ external }) => (external ? 0 : 1)).sort(byId);
  // Multipath: BGP routes from one neighbouring AS (interop with FRR at its defaults). Static routes take one tunnel.
  const spreads = settings.assume('customerRouterMultipath') === true;
  const groups = new Map<unknown, OracleRoute[]>();
  for (const route of left) pushTo(groups, spreads && route.kind !== 'mirror' ? route.path[0] : route.id, route);
  const sets = [...groups.values()];
  if (settings.assume('finalTieBreak') === 'lowestId') return sets[0]!;
  return sets[choose(`router ${where} ${idsOf(left)}`, sets.length)]!;
}

/** What goes out on the session, loops and all. */
export function offersOf(session: PlantSession, router: PlantRouter, table: OracleTable, choose: Choose): OracleRoutes {
  const offers: OracleRoutes = new Map();
  if (session.isStatic || session.down) return offers;
  const asn = session.customerAsn;
  const prepended = Array.from({ length: session.prepend }, () => asn);
  const lets = (prefix: string): boolean =>
    session.announceOnly === null || session.announceOnly.some((p) => covering(p, prefix));
  const base = {
    ...plainRoute,
    id: `session:${session.id}`,
    kind: session.kind,
    session: session.id,
    owner: session.gateway.kind === 'transitGateway' ? session.attachment : session.connection,
    external: session.customerAsn !== session.amazonAsn,
  };
  for (const { prefix, asPath, med, origin } of session.says) {
    if (lets(prefix))
      offers.set(prefix, {
        ...base,
        path: [...prepended, ...(asPath ?? [asn])],
        med: session.policyMed ?? med,
        origin,
      });
  }
  if (!router.transit) return offers;
  for (const [prefix, routes] of table) {
    const learned = routes.filter(({ kind }) => kind === 'aws');
    if (learned.length === 0 || offers.has(prefix) || !lets(prefix)) continue;
    const best = learned[choose(`passes on ${router.name} ${prefix} ${idsOf(learned)}`, learned.length)]!;
    if (best.session === session.id) continue;
    offers.set(prefix, {
      ...base,
      path: [...prepended, asn, ...best.path],
      med: session.policyMed,
      origin: best.origin,
    });
  }
  return offers;
}
