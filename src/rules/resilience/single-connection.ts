/**
 * A site whose only way to AWS is one connection. Two routers that announce the very same prefixes stand
 * for one site with two devices and back each other up.
 */
import type { RouterNode } from '../../aws/network.ts';
import { formatPrefix } from '../../net/format-prefix.ts';
import { PrefixList } from '../../net/prefix-list.ts';
import { connectionNoun, connectionsOf } from '../connections.ts';
import type { Breach, Rule } from '../rule.ts';

export const singleConnection: Rule = {
  id: 'resilience/single-connection',
  severity: 'warning',
  title: 'A site has one connection to AWS',
  why: 'One connection ends on one device and one line, and both tunnels of a VPN connection do. When that fails, or its session is reset, the site is cut off.',
  fix: 'Add a second connection from another device or over another line, and let both announce the same prefixes.',
  facts: ['F73', 'M-TA'],
  afterFailure: 'same',
  *check({ solution }): Iterable<Breach> {
    const routers = [...solution.network.routers.values()];
    const backedUp = twins(routers);
    for (const router of routers) {
      const connections = connectionsOf(router.sessions);
      const [only] = connections;
      if (only === undefined || connections.length > 1 || backedUp.has(router)) continue;
      const up = only.sessions.some(({ id }) => solution.sessions.get(id)?.state === 'established');
      if (!up) continue;
      yield {
        subject: router.name,
        message: `${router.name} reaches AWS over ${connectionNoun(only.kind)} ${only.name} alone.`,
        args: { connection: only.name },
        path: router.path,
      };
    }
  },
};

/** Routers that announce the same prefixes as another one. */
function twins(routers: readonly RouterNode[]): Set<RouterNode> {
  const groups = new Map<string, { router: RouterNode; routes: PrefixList }[]>();
  const sorted = new Map<PrefixList, PrefixList>();
  for (const router of routers) {
    const routes = routesOf(router, sorted);
    if (routes === null) continue;
    const key = `${routes.size} ${formatPrefix(routes.at(0))} ${formatPrefix(routes.at(routes.size - 1))}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [{ router, routes }]);
    else group.push({ router, routes });
  }
  const found = new Set<RouterNode>();
  for (const group of groups.values()) {
    for (const one of group) {
      if (group.some((other) => other !== one && other.routes.equals(one.routes))) found.add(one.router);
    }
  }
  return found;
}

/** Null: it announces nothing, or routes of which only the number is known. */
function routesOf(router: RouterNode, sorted: Map<PrefixList, PrefixList>): PrefixList | null {
  const items = router.sessions.flatMap(({ announce }) => announce);
  if (items.some(({ anonymous }) => anonymous > 0)) return null;
  const lists = new Set(items.map(({ prefixes }) => prefixes));
  const statics = router.sessions.flatMap(({ staticRoutes }) => staticRoutes);
  const [first] = lists;
  if (first !== undefined && lists.size === 1 && statics.length === 0) {
    let unique = sorted.get(first);
    if (unique === undefined) sorted.set(first, (unique = first.sortedUnique()));
    return unique.size === 0 ? null : unique;
  }
  const all = PrefixList.concatAll([PrefixList.from(statics), ...lists]);
  return all.size === 0 ? null : all.sortedUnique();
}
