/**
 * The sets of failures after which a demand is looked at again. Of VPN connections that are drawn alike
 * and attached alike one stands for all when one may fail: hundreds of them come to the same.
 */
import type { Settings } from '../../aws/settings.ts';
import type { Change } from '../../design/change.ts';
import { failureSets, type FailureSet } from '../../design/failures.ts';
import type { Design, Failures } from '../../design/vocabulary.ts';

export interface DistinctFailures {
  /** Each at least one thing that fails; null: there are too many to try them all, which would prove nothing. */
  readonly sets: readonly FailureSet[] | null;
  /** How many there are, those that come to the same counted each. */
  readonly total: number;
}

/** Every set is solved. */
const mostSets = 1_000;

export function distinctFailures(design: Design, settings: Settings, failures: Failures): DistinctFailures {
  const counts = Object.values(failures).reduce((sum, count) => sum + count, 0);
  // With a tie broken by name, things drawn alike are not alike.
  const isAlikeEnough = counts === 1 && settings.assume('finalTieBreak') === 'unknown';
  const alike = isAlikeEnough ? alikeness(design) : null;
  const seen = new Set<string>();
  const sets: FailureSet[] = [];
  const all = failureSets(design, failures, mostSets);
  for (let step = all.next(); ; step = all.next()) {
    if (step.done === true) return { sets: step.value.complete ? sets : null, total: step.value.total };
    if (step.value.names.length === 0) continue;
    const [change] = step.value.changes;
    const kind = alike === null || change === undefined ? null : alike(change);
    if (kind !== null && seen.has(kind)) continue;
    if (kind !== null) seen.add(kind);
    sets.push(step.value);
  }
}

/** Says which failures come to the same; null: this one is like no other. */
function alikeness(design: Design): (change: Change) => string | null {
  const identities = new Map<object, number>();
  /** Lists of announcements may be long: the same list, or another. */
  const identity = (it: object | null): number => {
    if (it === null) return -1;
    const known = identities.get(it) ?? identities.size;
    identities.set(it, known);
    return known;
  };
  const attached = attachmentTraces(design);
  return (change) => {
    if (change.kind !== 'tunnelDown' && change.kind !== 'connectionDown') return null;
    const connection = design.vpnConnections[change.connection];
    if (connection === undefined) return null;
    const { tunnels, announce, acceptedRoutes, ...rest } = connection;
    const drawn = tunnels.map(({ status, acceptedRouteCount, announce: own, policy }) => [
      status,
      acceptedRouteCount,
      identity(own),
      policy,
    ]);
    const at = change.kind === 'tunnelDown' ? change.tunnel : null;
    const traces = attached.get(change.connection) ?? [];
    return JSON.stringify(
      [change.kind, at, drawn, identity(announce), identity(acceptedRoutes), traces, rest],
      (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    );
  };
}

/** In which tables, and how, each attachment of a transit gateway is named. */
function attachmentTraces(design: Design): Map<string, string[]> {
  const traces = new Map<string, string[]>();
  const trace = (attachment: string | null, what: string): void => {
    if (attachment === null) return;
    const known = traces.get(attachment);
    if (known === undefined) traces.set(attachment, [what]);
    else known.push(what);
  };
  for (const [gateway, { routeTables }] of Object.entries(design.transitGateways)) {
    for (const [table, { associations, propagations, routes }] of Object.entries(routeTables)) {
      for (const each of associations) trace(each, `${gateway} ${table} associated`);
      for (const each of propagations) trace(each, `${gateway} ${table} propagates`);
      for (const [index, each] of routes.entries()) trace(each.attachment, `${gateway} ${table} route ${index}`);
    }
  }
  return traces;
}
