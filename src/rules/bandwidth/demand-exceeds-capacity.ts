/**
 * Demands against what carries them: each is spread over the tunnels used together, the loads of all
 * demands add up on what they share, and with an open tie the worst choice counts. The nominal rate is
 * judged (F73, F113); the two directions of a tunnel or port do not take from each other.
 */
import { effectiveRate } from '../../aws/encapsulation.ts';
import { formatBandwidth } from '../../design/bandwidth.ts';
import type { Demand } from '../../design/vocabulary.ts';
import { counted, thousands } from '../counted.ts';
import { listed } from '../listed.ts';
import type { Breach, Rule, RuleContext } from '../rule.ts';
import { demandLoads, type Load } from './demand-loads.ts';

export const demandExceedsCapacity: Rule = {
  id: 'bandwidth/demand-exceeds-capacity',
  severity: 'error',
  title: 'A demand exceeds what carries it',
  why: 'The tunnels in use, the aggregate of the virtual private gateway, or the Direct Connect port carry less than the traffic the design asks for: packets are lost.',
  fix: 'Add VPN connections with ECMP on a transit gateway, use a larger port, or move demand elsewhere.',
  facts: ['F73', 'F75', 'F79'],
  afterFailure: 'whole',
  *check(context): Iterable<Breach> {
    const { design, solution } = context;
    const shares = new Map<string, Shared>();
    for (const [index, demand] of design.demands.entries()) {
      const { loads, unreached } = demandLoads(solution, demand);
      if (unreached !== null) yield unreachedBreach(demand, index, unreached);
      for (const load of loads) {
        const shared = shares.get(load.key);
        if (shared === undefined)
          shares.set(load.key, { load, demands: [index], mbps: load.mbps, packets: load.packets });
        else {
          shared.demands.push(index);
          shared.mbps += load.mbps;
          shared.packets += load.packets;
        }
      }
    }
    yield* overloaded([...shares.values()], context);
  },
};

interface Shared {
  readonly load: Load;
  readonly demands: number[];
  mbps: number;
  packets: number;
}

const nameOf = ({ from, to }: Demand): string => `${from} → ${to}`;

function unreachedBreach(demand: Demand, index: number, why: string): Breach {
  const asks = [
    demand.bandwidthMbps === null ? [] : [formatBandwidth(demand.bandwidthMbps)],
    demand.packetsPerSecond === null ? [] : [`${thousands(demand.packetsPerSecond)} packets/s`],
  ].flat();
  return {
    subject: nameOf(demand),
    message: `${nameOf(demand)} asks for ${listed(asks)} and has nothing for certain: ${why}.`,
    args: { demandMbps: demand.bandwidthMbps, availableMbps: 0 },
    path: ['demands', index],
    fix: 'Make the destination reachable first: solve what the other findings name.',
  };
}

/** Of the things overloaded by the same demands only the tightest is told, with how many more there are. */
function* overloaded(shares: readonly Shared[], { design, settings }: RuleContext): Iterable<Breach> {
  const byDemands = new Map<string, { worst: Shared; factor: number; count: number }>();
  for (const shared of shares) {
    const factor = overload(shared);
    if (factor <= 1) continue;
    const key = shared.demands.join(' ');
    const known = byDemands.get(key);
    if (known === undefined) byDemands.set(key, { worst: shared, factor, count: 1 });
    else {
      known.count += 1;
      if (factor > known.factor) Object.assign(known, { worst: shared, factor });
    }
  }
  for (const { worst, count } of byDemands.values()) {
    const demands = worst.demands.map((index) => design.demands[index] as Demand);
    const [first] = demands as [Demand];
    const { resource } = worst.load;
    const names = [...new Set(demands.map(nameOf))];
    const tooFast = resource.bandwidthMbps !== null && exceeds(worst.mbps, resource.bandwidthMbps);
    const load = tooFast ? rounded(worst.mbps) : `${thousands(Math.round(worst.packets))} packets/s`;
    const capacity = tooFast
      ? formatBandwidth(resource.bandwidthMbps as number)
      : `${thousands(resource.packetsPerSecond ?? 0)} packets/s`;
    const others =
      count === 1
        ? ''
        : ` ${counted(count - 1, 'more thing')} on the way ${count === 2 ? 'is' : 'are'} overloaded as well.`;
    yield {
      subject: demands.length === 1 ? nameOf(first) : resource.id,
      message: `${listed(names)} ${names.length === 1 ? 'puts' : 'put'} ${load} on ${resource.id}, which carries ${capacity}.${others}${tooFast ? effectiveNote(worst.load) : ''}`,
      args: {
        resource: resource.id,
        loadMbps: Number(worst.mbps.toFixed(3)),
        capacityMbps: resource.bandwidthMbps,
        packetsPerSecond: Math.round(worst.packets),
        capacityPacketsPerSecond: resource.packetsPerSecond,
      },
      path: ['demands', worst.demands[0] as number],
      facts: resource.kind === 'vpnGateway' ? settings.quota('vgw.aggregate-bandwidth').quota.facts : [],
      ...(resource.kind === 'vpnGateway' ? { quota: 'vgw.aggregate-bandwidth' } : {}),
    };
  }
}

function overload({ load: { resource }, mbps, packets }: Shared): number {
  const bandwidth =
    resource.bandwidthMbps !== null && exceeds(mbps, resource.bandwidthMbps) ? mbps / resource.bandwidthMbps : 0;
  const rate =
    resource.packetsPerSecond !== null && exceeds(packets, resource.packetsPerSecond)
      ? packets / resource.packetsPerSecond
      : 0;
  return Math.max(bandwidth, rate);
}

/** Sums of fractions may come out a trifle above what they are. */
function exceeds(load: number, capacity: number): boolean {
  return load > capacity * (1 + 1e-9);
}

function rounded(mbps: number): string {
  return formatBandwidth(Number(mbps.toFixed(1)));
}

/** What encryption leaves of the rate, with what AWS proposes by default (F67). */
function effectiveNote({ resource, encrypted }: Load): string {
  if (!encrypted || resource.bandwidthMbps === null) return '';
  const left = effectiveRate(resource.bandwidthMbps, { encryption: 'AES128', integrity: 'SHA1', natTraversal: false });
  return ` The nominal rate is judged; after encryption about ${rounded(left)} of it is left for packets of full size.`;
}
