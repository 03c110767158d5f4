/**
 * How much traffic fits between two places: the tunnels of the groups in use, bounded by what carries
 * them (a virtual private gateway's aggregate, the Direct Connect port under a private-IP VPN). With an
 * open tie the least of the choices counts.
 */
import type { Session } from '../aws/network.ts';
import type { Solution } from '../aws/solution.ts';
import type { Prefix } from '../net/prefix.ts';
import { destinationsBetween } from './destinations.ts';
import { type Resource, resourcesOf } from './resources.ts';
import { crossings, sessionGroups } from './session-groups.ts';

export interface Capacity {
  /** Null: nothing bounds it that is known; 0: not reached. */
  readonly bandwidthMbps: number | null;
  readonly packetsPerSecond: number | null;
  /** The destination it is least for; null when nothing is reached. */
  readonly destination: Prefix | null;
  /** Sessions that carry it. */
  readonly sessions: readonly Session[];
  readonly why: string;
}

type Measure = 'bandwidthMbps' | 'packetsPerSecond';

/** Greatest load that, spread evenly over the sessions used together, overloads nothing. */
function fits(solution: Solution, group: readonly Session[], upwards: boolean, measure: Measure): number | null {
  const shares = new Map<string, { resource: Resource; sessions: number }>();
  for (const session of group) {
    for (const resource of resourcesOf(solution, session)) {
      // The aggregate of a virtual private gateway is one from AWS to the customer (F75).
      if (upwards && resource.kind === 'vpnGateway') continue;
      const known = shares.get(resource.id);
      if (known === undefined) shares.set(resource.id, { resource, sessions: 1 });
      else known.sessions += 1;
    }
  }
  let least: number | null = null;
  for (const { resource, sessions } of shares.values()) {
    const bound = resource[measure];
    if (bound === null) continue;
    const total = (bound * group.length) / sessions;
    least = least === null ? total : Math.min(least, total);
  }
  return least;
}

export function capacity(solution: Solution, from: string, to: string): Capacity {
  let least: Capacity | null = null;
  for (const destination of destinationsBetween(solution, from, to)) {
    const found = capacityTo(solution, from, destination);
    if (least === null || (found.bandwidthMbps ?? Infinity) < (least.bandwidthMbps ?? Infinity)) least = found;
  }
  return (
    least ?? {
      bandwidthMbps: 0,
      packetsPerSecond: 0,
      destination: null,
      sessions: [],
      why: `${to} announces nothing to send to`,
    }
  );
}

function capacityTo(solution: Solution, from: string, destination: Prefix): Capacity {
  const whole = sessionGroups(solution, from, destination);
  const { why } = whole;
  if (!whole.delivered) return { bandwidthMbps: 0, packetsPerSecond: 0, destination, sessions: [], why };
  let least: Capacity = { bandwidthMbps: null, packetsPerSecond: null, destination, sessions: [], why };
  // Traffic from site to site passes two sets of tunnels; the narrower one decides.
  for (const place of crossings(solution, from, whole.ways)) {
    const upwards = place.startsWith('routers/');
    for (const group of sessionGroups(solution, place, destination).groups) {
      const bandwidthMbps = fits(solution, group, upwards, 'bandwidthMbps');
      const packetsPerSecond = fits(solution, group, upwards, 'packetsPerSecond');
      if (bandwidthMbps === null && least.bandwidthMbps !== null) continue;
      if (least.bandwidthMbps === null || (bandwidthMbps ?? Infinity) < least.bandwidthMbps) {
        least = { bandwidthMbps, packetsPerSecond, destination, sessions: group, why };
      }
    }
  }
  return least;
}
