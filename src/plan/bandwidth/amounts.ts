/** Amounts in the sentences of an answer: rates, packets, and numbers no one would read out. */
import { formatBandwidth } from '../../design/bandwidth.ts';
import { counted, thousands } from '../../rules/counted.ts';
import type { Question } from './question.ts';

const nouns = { tgw: 'VPN connection', vgw: 'VPN connection', connect: 'Connect peer' } as const;

/** `1 VPN connection`, `3 Connect peers`. */
export function connectionsText(on: Question['on'], count: number): string {
  return counted(count, nouns[on]);
}

export function rateText(mbps: number): string {
  return formatBandwidth(Number(mbps.toPrecision(6)));
}

export function packetsText(packets: number): string {
  return `${packets < 1e15 ? thousands(Math.round(packets)) : packets.toPrecision(3)} packets/s`;
}

/** `8 tunnels`; beyond what anyone reads out, with its power of ten. */
export function manyText(units: number, noun: string): string {
  return units < 1e15 ? counted(units, noun) : `${units.toPrecision(3)} ${noun}s`;
}

/** Of a chance from 0 to 1, with the three digits that matter. */
export function percentText(chance: number): string {
  if (chance > 0 && chance < 1e-9) return 'less than 0.0000001 %';
  if (chance < 1 && chance > 1 - 1e-5) return 'more than 99.999 %';
  return `${Number((chance * 100).toPrecision(chance > 0.9 ? 5 : 3))} %`;
}
