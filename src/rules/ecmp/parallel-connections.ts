/**
 * VPN connections of one router that end on one gateway: which of them carry the same prefixes, and
 * whether with the same attributes. Tunnels that announce alike are looked at once.
 */
import type { GatewayRef, Network, RouterNode, Session } from '../../aws/network.ts';
import { attributesKey, type PathAttributes } from '../../bgp/attributes.ts';
import { compareNatural } from '../../design/compare-natural.ts';
import type { Prefix } from '../../net/prefix.ts';
import { PrefixTable } from '../../net/prefix-table.ts';
import type { Solution } from '../../aws/solution.ts';
import { isDenied } from '../offered-prefixes.ts';
import { tablesPropagatedTo } from '../places-fed.ts';

/** Connections of one router with a prefix in common. */
export interface Parallel {
  readonly gateway: GatewayRef;
  readonly router: RouterNode;
  /** At least two, sorted. */
  readonly connections: readonly string[];
  readonly example: Prefix;
  /** Attributes in which they differ for it; empty: equal. */
  readonly differ: readonly string[];
}

/** Sessions that announce alike, as one. */
interface Alike {
  readonly session: Session;
  readonly connections: Set<string>;
  routes: PrefixTable<readonly PathAttributes[]> | null;
}

export interface Wanted {
  readonly gateway: GatewayRef['kind'];
  readonly routing: Session['routing'] | 'any';
  /** Separate private from public VPNs, which never share load. */
  readonly oneTransport: boolean;
  /** Names of the gateways asked about; absent: all of the kind. */
  readonly among?: (gateway: string) => boolean;
}

/** One for equal attributes and one for each pair that differs, per router and gateway. */
export function* parallelConnections(solution: Solution, wanted: Wanted): Iterable<Parallel> {
  const { network } = solution;
  for (const router of network.routers.values()) {
    const bunches = new Map<string, Session[]>();
    for (const session of router.sessions) {
      if (session.kind !== 'vpn' || session.gateway.kind !== wanted.gateway || session.down !== null) continue;
      if (wanted.among?.(session.gateway.name) === false) continue;
      if (wanted.routing !== 'any' && session.routing !== wanted.routing) continue;
      const key = `${session.gateway.name} ${wanted.oneTransport ? session.transport : ''}`;
      const bunch = bunches.get(key);
      if (bunch === undefined) bunches.set(key, [session]);
      else bunch.push(session);
    }
    for (const sessions of bunches.values()) {
      const [first] = sessions as [Session];
      if (sessions.every(({ connection }) => connection === first.connection)) continue;
      yield* among(solution, router, first.gateway, sessions);
    }
  }
}

function* among(
  solution: Solution,
  router: RouterNode,
  gateway: GatewayRef,
  sessions: readonly Session[],
): Iterable<Parallel> {
  const kinds: Alike[] = [];
  for (const session of sessions) {
    const known = kinds.find((it) => announcesAlike(it.session, session, router, solution.network));
    if (known === undefined) kinds.push({ session, connections: new Set([session.connection]), routes: null });
    else known.connections.add(session.connection);
  }
  const equal = new Set<string>();
  let example: Prefix | null = null;
  const differing: Parallel[] = [];
  for (const [index, one] of kinds.entries()) {
    if (one.connections.size > 1) {
      const prefix = firstPrefix(one, solution);
      if (prefix !== null) {
        for (const name of one.connections) equal.add(name);
        example ??= prefix;
      }
    }
    for (const other of kinds.slice(index + 1)) {
      const names = new Set([...one.connections, ...other.connections]);
      if (names.size < 2 || !shareTable(solution.network, one.session, other.session)) continue;
      const found = compare(one, other, solution);
      if (found.same !== null) {
        for (const name of names) equal.add(name);
        example ??= found.same;
      } else if (found.differs !== null) {
        differing.push({
          gateway,
          router,
          connections: [...names].sort(compareNatural),
          example: found.differs.prefix,
          differ: found.differs.attributes,
        });
      }
    }
  }
  if (example !== null) yield { gateway, router, connections: [...equal].sort(compareNatural), example, differ: [] };
  // Pairs of which each is equal to a third are equal enough to have been told.
  yield* differing.filter(({ connections }) => !connections.every((name) => equal.has(name)));
}

function announcesAlike(a: Session, b: Session, router: RouterNode, network: Network): boolean {
  return (
    a.announce === b.announce &&
    a.routing === b.routing &&
    a.family === b.family &&
    a.customerAsn === b.customerAsn &&
    !router.transit &&
    (a.routing === 'bgp' ? JSON.stringify(a.policy) === JSON.stringify(b.policy) : a.staticRoutes === b.staticRoutes) &&
    shareTable(network, a, b)
  );
}

function shareTable(network: Network, a: Session, b: Session): boolean {
  if (a.gateway.kind !== 'transitGateway' || a.attachment === b.attachment) return true;
  const tables = tablesPropagatedTo(network, a.gateway.name, b.attachment ?? '');
  return tablesPropagatedTo(network, a.gateway.name, a.attachment ?? '').some((table) => tables.includes(table));
}

function routesOf(alike: Alike, solution: Solution): PrefixTable<readonly PathAttributes[]> {
  if (alike.routes === null) {
    const { session } = alike;
    const routes = new PrefixTable<readonly PathAttributes[]>();
    for (const entry of solution.offered(session).entries()) {
      if (!isDenied(entry, session))
        routes.set(
          entry.prefix,
          entry.alternatives.flat().map(({ attributes }) => attributes),
        );
    }
    for (const prefix of session.staticRoutes) routes.set(prefix, []);
    alike.routes = routes;
  }
  return alike.routes;
}

function firstPrefix(alike: Alike, solution: Solution): Prefix | null {
  for (const [prefix] of routesOf(alike, solution).entries()) return prefix;
  return null;
}

interface Comparison {
  /** A prefix that both carry with equal attributes. */
  same: Prefix | null;
  differs: { readonly prefix: Prefix; readonly attributes: readonly string[] } | null;
}

function compare(one: Alike, other: Alike, solution: Solution): Comparison {
  const found: Comparison = { same: null, differs: null };
  if (one.session.routing !== other.session.routing) return found;
  const others = routesOf(other, solution);
  for (const [prefix, ours] of routesOf(one, solution).entries()) {
    const theirs = others.get(prefix);
    if (theirs === undefined) continue;
    const keys = new Set(theirs.map(attributesKey));
    if (ours.length === 0 || ours.some((attributes) => keys.has(attributesKey(attributes))))
      return { same: prefix, differs: null };
    found.differs ??= { prefix, attributes: differences(ours[0] as PathAttributes, theirs[0] as PathAttributes) };
  }
  return found;
}

function differences(a: PathAttributes, b: PathAttributes): string[] {
  const found: string[] = [];
  if (a.asPath.join(' ') !== b.asPath.join(' '))
    found.push(`AS_PATH (${a.asPath.join(' ')} and ${b.asPath.join(' ')})`);
  if (a.med !== b.med) found.push(`MED (${a.med ?? 'none'} and ${b.med ?? 'none'})`);
  if (a.origin !== b.origin) found.push(`origin (${a.origin} and ${b.origin})`);
  if (a.communities.join(' ') !== b.communities.join(' ')) {
    found.push(`communities (${a.communities.join(' ') || 'none'} and ${b.communities.join(' ') || 'none'})`);
  }
  return found;
}
