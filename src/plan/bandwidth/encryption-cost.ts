/** What encryption takes of the rate: reported beside the nominal rate, which is the one that is judged (F73, F113). */
import { effectiveRate, encapsulatedBytes, mtuFor, type TunnelMtu } from '../../aws/encapsulation.ts';
import type { Question } from './question.ts';

export interface EncryptionCost extends TunnelMtu {
  readonly packetBytes: number;
  readonly outsideBytes: number;
  /** What is left of one tunnel, if its rate counts the outside. */
  readonly tunnelMbps: number;
  /** The same for all of them. */
  readonly allMbps: number;
  /** Connections it takes if the rate counts the outside; null: no number does, or no rate is asked for. */
  readonly connections: number | null;
}

/** What is left of a tunnel's rate if that counts the outside. */
export function insideRate({ protection, packetBytes }: Question, mbps: number): number {
  return effectiveRate(mbps, protection, packetBytes ?? undefined);
}

export function encryptionCost(
  question: Question,
  tunnelMbps: number,
  tunnels: number,
  connections: number | null,
): EncryptionCost {
  const { protection } = question;
  const table = mtuFor(protection);
  const packetBytes = question.packetBytes ?? table.mtu;
  const inside = insideRate(question, tunnelMbps);
  return {
    ...table,
    packetBytes,
    outsideBytes: encapsulatedBytes(packetBytes, protection),
    tunnelMbps: inside,
    allMbps: tunnels * inside,
    connections,
  };
}
