/**
 * Direct Connect ports below private-IP VPNs. All connections of one attachment share a port; several
 * ports count together only as a LAG, for which of several virtual interfaces carries the tunnels is not
 * said.
 */
import { formatBandwidth } from '../../design/bandwidth.ts';
import { counted } from '../../rules/counted.ts';
import { unitsFor, type Question } from './question.ts';

export interface Ports {
  readonly count: number;
  /** All together; null: their speed is not said. */
  readonly mbps: number | null;
  /** Id of the quota on the members of a LAG. */
  readonly quota: string;
}

export interface PortsNeeded {
  readonly ports: Ports;
  readonly says: string;
  readonly facts: readonly string[];
}

export interface NoPorts {
  readonly why: string;
  readonly facts: readonly string[];
  readonly instead: string | null;
}

const fastMbps = 100_000;

export function portsFor({ settings, portMbps, afterLossOf }: Question, mbps: number): PortsNeeded | NoPorts {
  const spare = afterLossOf === 'port' ? 1 : 0;
  const rate = formatBandwidth(Number(mbps.toPrecision(6)));
  const quota = (portMbps ?? 0) >= fastMbps ? 'dx.fast-lag-members' : 'dx.lag-members';
  const members = settings.quota(quota);
  const facts = ['F107', ...members.quota.facts];
  if (portMbps === null) {
    const needed = mbps === 0 ? 'a Direct Connect port' : `a Direct Connect port of ${rate} at least`;
    return {
      ports: { count: 1 + spare, mbps: null, quota },
      says: `All of it runs over ${needed}${spare === 1 ? ', and as much again in case it is lost' : ''} (--port counts them).`,
      facts: ['F107', 'F103'],
    };
  }
  const needed = Math.max(1, unitsFor(mbps, portMbps));
  const count = needed + spare;
  const port = formatBandwidth(portMbps);
  if (members.value !== null && count > members.value) {
    return {
      why: `${rate} over ports of ${port}${spare === 1 ? ' with one to spare' : ''} takes ${count < 1e15 ? counted(count, 'port') : 'too many ports'}, and a LAG has ${members.value} at most.`,
      facts,
      instead:
        'Take faster ports, or divide the traffic over several Direct Connect gateways and their own connections.',
    };
  }
  const lag = count === 1 ? '' : ' in one LAG';
  const left = spare === 1 ? `; ${needed} ${needed === 1 ? 'is' : 'are'} left when one is lost` : '';
  return {
    ports: { count, mbps: count * portMbps, quota },
    says: `All of it runs over Direct Connect: ${counted(count, 'port')} of ${port}${lag}${left}.`,
    facts,
  };
}
