/** A route of the slow oracle, and choosing by elimination. */
import type { Origin } from '../../src/bgp/attributes.ts';
import type { BitPrefix } from './bit-prefix.ts';

export interface OracleRoute {
  /** Where it came from, such as `session:vpn-a/tunnel-1`, `vpc:app`, `own`. */
  readonly id: string;
  readonly kind:
    | 'vpc'
    | 'direct'
    | 'dxgw'
    | 'staticVpn'
    | 'vpn'
    | 'privateVpn'
    | 'connect'
    | 'staticAttachment'
    | 'blackhole'
    | 'local'
    | 'vgw'
    | 'tgw'
    | 'own'
    | 'aws'
    | 'mirror';
  readonly path: readonly number[];
  readonly med: number | null;
  readonly origin: Origin;
  /** Session it crosses; null: none. */
  readonly session: string | null;
  /** Connection, attachment or thing it came over. */
  readonly owner: string;
  readonly localPreference: number;
  readonly external: boolean;
}

export const plainRoute = {
  path: [],
  med: null,
  origin: 'igp',
  session: null,
  owner: '',
  localPreference: 100,
  external: true,
} as const;

/** Routes in use, by prefix. */
export type OracleTable = Map<BitPrefix, readonly OracleRoute[]>;
/** One route per prefix. */
export type OracleRoutes = Map<BitPrefix, OracleRoute>;

export function keepLowest<T>(items: readonly T[], rank: (item: T) => number): T[] {
  const best = Math.min(...items.map(rank));
  return items.filter((item) => rank(item) === best);
}

/** The lowest of each group. */
export function keepLowestAmong<T>(items: readonly T[], group: (item: T) => unknown, rank: (item: T) => number): T[] {
  return items.filter((item) => items.every((other) => group(other) !== group(item) || rank(other) >= rank(item)));
}

export const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

export const idsOf = (routes: readonly OracleRoute[]): string =>
  routes
    .map(({ id }) => id)
    .sort()
    .join(' ');

export const sameAttributes = (r: OracleRoute): string => `${r.path.join(' ')}|${r.origin}|${r.med ?? 'none'}`;

export function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
