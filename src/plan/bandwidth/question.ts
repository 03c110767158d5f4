/** How much is to be carried, over what, and what may be lost: the question without a design. */
import type { Protection } from '../../aws/encapsulation.ts';
import type { Settings } from '../../aws/settings.ts';
import type { FlowClass } from './flow-class.ts';

export const gatewayKinds = ['tgw', 'vgw', 'connect'] as const;
export const losses = ['tunnel', 'connection', 'port'] as const;

export interface Question {
  readonly settings: Settings;
  /** Null: not said. One of the two, or flows, is. */
  readonly bandwidthMbps: number | null;
  readonly packetsPerSecond: number | null;
  readonly on: (typeof gatewayKinds)[number];
  /** How the outer packets travel: over the internet, or with private addresses over Direct Connect. */
  readonly over: 'public' | 'private';
  /** What may be lost without anything being overloaded; null: nothing. */
  readonly afterLossOf: (typeof losses)[number] | null;
  readonly tunnel: 'standard' | 'large';
  /** Of one Direct Connect port. */
  readonly portMbps: number | null;
  /** Inside the tunnel. */
  readonly packetBytes: number | null;
  readonly protection: Protection;
  readonly flows: readonly FlowClass[];
  /** The chance of an overloaded tunnel that is accepted, 0 to 1. */
  readonly risk: number;
  readonly seed: number;
  readonly draws: number | null;
}

/** A sentence of the answer with the facts that it rests on. */
export interface Reason {
  readonly says: string;
  readonly facts: readonly string[];
}

/** What packets of one size are, if their size is known: each of rate and packets tells the other. */
export function wantedOf(question: Question): { readonly mbps: number; readonly packets: number } {
  const { packetBytes, flows } = question;
  const flowing = flows.reduce((sum, { count, mbps }) => sum + count * mbps, 0);
  const said = Math.max(question.bandwidthMbps ?? 0, flowing);
  const implied = packetBytes === null ? 0 : mbpsOf(question.packetsPerSecond ?? 0, packetBytes);
  const mbps = said > 0 ? said : implied;
  return { mbps, packets: question.packetsPerSecond ?? (packetBytes === null ? 0 : packetsOf(mbps, packetBytes)) };
}

export function packetsOf(mbps: number, packetBytes: number): number {
  return (mbps * 1e6) / (8 * packetBytes);
}

export function mbpsOf(packetsPerSecond: number, packetBytes: number): number {
  return (packetsPerSecond * 8 * packetBytes) / 1e6;
}

/** Units of a capacity that a load takes. Loads are sums of decimals, which may come out a trifle too large. */
export function unitsFor(load: number, capacity: number): number {
  return Math.ceil((load / capacity) * (1 - 1e-9));
}
