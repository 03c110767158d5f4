/** What a demand puts on everything it passes, at worst: over every open tie, and every destination it may be for. */
import type { Session } from '../../aws/network.ts';
import type { Demand } from '../../design/vocabulary.ts';
import { formatPrefix } from '../../net/format-prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import { destinationsBetween } from '../../solve/destinations.ts';
import { type Resource, resourcesOf } from '../../solve/resources.ts';
import { crossings, sessionGroups } from '../../solve/session-groups.ts';
import type { PlaceId, Solution } from '../../aws/solution.ts';

export interface Load {
  /** Resource and direction (assumption tunnelDirections). */
  readonly key: string;
  readonly resource: Resource;
  /** A VPN is on it: part of the rate goes into encryption. */
  readonly encrypted: boolean;
  readonly mbps: number;
  readonly packets: number;
}

export interface DemandLoads {
  readonly loads: readonly Load[];
  /** Why nothing can be counted on; null: all of it arrives. */
  readonly unreached: string | null;
}

export function demandLoads(solution: Solution, demand: Demand): DemandLoads {
  const destinations = destinationsBetween(solution, demand.from, demand.to);
  if (destinations.length === 0) return { loads: [], unreached: `${demand.to} announces nothing to send to` };
  const worst = new Map<string, Load>();
  for (const destination of destinations) {
    const whole = sessionGroups(solution, demand.from, destination);
    if (!whole.delivered) return { loads: [], unreached: `${whole.why} (${formatPrefix(destination)})` };
    for (const place of crossings(solution, demand.from, whole.ways)) {
      for (const load of loadsFrom(solution, place, destination, demand)) {
        const known = worst.get(load.key);
        if (known === undefined || load.mbps > known.mbps || load.packets > known.packets) worst.set(load.key, load);
      }
    }
  }
  return { loads: [...worst.values()], unreached: null };
}

function loadsFrom(solution: Solution, place: PlaceId, destination: Prefix, demand: Demand): Load[] {
  const upwards = place.startsWith('routers/');
  const worst = new Map<string, Load>();
  for (const group of sessionGroups(solution, place, destination).groups) {
    for (const load of spread(solution, group, upwards, demand)) {
      const known = worst.get(load.key);
      if (known === undefined || load.mbps > known.mbps || load.packets > known.packets) worst.set(load.key, load);
    }
  }
  return [...worst.values()];
}

/** The demand divided evenly among the sessions of one group. */
function spread(solution: Solution, group: readonly Session[], upwards: boolean, demand: Demand): Load[] {
  const loads = new Map<string, Load & { mbps: number; packets: number }>();
  for (const session of group) {
    for (const resource of resourcesOf(solution, session)) {
      // The aggregate of a virtual private gateway is one from AWS to the customer (F75).
      if (upwards && resource.kind === 'vpnGateway') continue;
      const together =
        resource.kind === 'session' && solution.network.settings.assume('tunnelDirections') === 'together';
      const key = `${resource.id} ${together ? 'up and down' : upwards ? 'up' : 'down'}`;
      const mbps = (demand.bandwidthMbps ?? 0) / group.length;
      const packets = (demand.packetsPerSecond ?? 0) / group.length;
      const known = loads.get(key);
      if (known === undefined)
        loads.set(key, {
          key,
          resource,
          encrypted: session.kind === 'vpn' && resource.kind !== 'port',
          mbps,
          packets,
        });
      else {
        known.mbps += mbps;
        known.packets += packets;
      }
    }
  }
  return [...loads.values()];
}
