/** A demand that does not get through, in words: as drawn, or after failures. */
import type { Settings } from '../../aws/settings.ts';
import { effectiveRate } from '../../aws/encapsulation.ts';
import { formatBandwidth } from '../../design/bandwidth.ts';
import type { Demand } from '../../design/vocabulary.ts';
import { counted, thousands } from '../counted.ts';
import { listed } from '../listed.ts';
import type { Breach } from '../rule.ts';
import type { Load } from './demand-loads.ts';
import { exceeds, type Overload, type Unreached } from './demand-overloads.ts';

export const demandName = ({ from, to }: Demand): string => `${from} → ${to}`;

export function unreachedBreach(demands: readonly Demand[], { demand: index, why }: Unreached): Breach {
  const demand = demands[index] as Demand;
  const asks = [
    demand.bandwidthMbps === null ? [] : [formatBandwidth(demand.bandwidthMbps)],
    demand.packetsPerSecond === null ? [] : [`${thousands(demand.packetsPerSecond)} packets/s`],
  ].flat();
  return {
    subject: demandName(demand),
    message: `${demandName(demand)} asks for ${listed(asks)} and has nothing for certain: ${why}.`,
    args: { demandMbps: demand.bandwidthMbps, availableMbps: 0 },
    path: ['demands', index],
    fix: 'Make the destination reachable first: solve what the other findings name.',
  };
}

export function overloadBreach(demands: readonly Demand[], overload: Overload, settings: Settings): Breach {
  const { load, others: more } = overload;
  const { resource } = load;
  const involved = overload.demands.map((index) => demands[index] as Demand);
  const [first] = involved as [Demand];
  const names = [...new Set(involved.map(demandName))];
  const tooFast = resource.bandwidthMbps !== null && exceeds(overload.mbps, resource.bandwidthMbps);
  const puts = tooFast ? rounded(overload.mbps) : `${thousands(Math.round(overload.packets))} packets/s`;
  const capacity = tooFast
    ? formatBandwidth(resource.bandwidthMbps as number)
    : `${thousands(resource.packetsPerSecond ?? 0)} packets/s`;
  const others =
    more === 0 ? '' : ` ${counted(more, 'more thing')} on the way ${more === 1 ? 'is' : 'are'} overloaded as well.`;
  const aggregate = settings.quota('vgw.aggregate-bandwidth').quota;
  return {
    subject: involved.length === 1 ? demandName(first) : resource.id,
    message: `${listed(names)} ${names.length === 1 ? 'puts' : 'put'} ${puts} on ${resource.id}, which carries ${capacity}.${others}${tooFast ? effectiveNote(load) : ''}`,
    args: {
      resource: resource.id,
      loadMbps: Number(overload.mbps.toFixed(3)),
      capacityMbps: resource.bandwidthMbps,
      packetsPerSecond: Math.round(overload.packets),
      capacityPacketsPerSecond: resource.packetsPerSecond,
    },
    path: ['demands', overload.demands[0] as number],
    facts: resource.kind === 'vpnGateway' ? aggregate.facts : [],
    assumptions:
      resource.kind === 'session' && settings.assume('tunnelDirections') === 'together' ? ['tunnelDirections'] : [],
    ...(resource.kind === 'vpnGateway' ? { quota: aggregate.id } : {}),
  };
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
