/**
 * What encryption costs on the way: the bytes that ESP in tunnel mode adds (RFC 4303, RFC 3948, RFC
 * 4106, RFC 4868), the MTU and MSS that AWS recommends from them (Q-MTU-TAB), and the rate that is
 * left. Outside IPv4, 1,500 bytes; whether AWS counts its 1.25 Gbit/s before or after encryption is not
 * documented: the rate here takes it as after, so it is an estimate on the safe side.
 */
import type { Encryption, Integrity } from './cryptography.ts';

export interface Protection {
  readonly encryption: Encryption;
  /** Without effect on GCM, which brings its own check value. */
  readonly integrity: Integrity;
  readonly natTraversal: boolean;
}

export interface TunnelMtu {
  readonly mtu: number;
  readonly mssIpv4: number;
  readonly mssIpv6: number;
}

const outsideMtu = 1500;

/** Check value of ESP in bytes. */
const checkBytes: Readonly<Record<Integrity, number>> = { SHA1: 12, 'SHA2-256': 16, 'SHA2-384': 24, 'SHA2-512': 32 };

interface Layout {
  /** Everything around the encrypted part: outer headers, ESP header, initialisation vector, check value. */
  readonly around: number;
  /** The encrypted part (packet, padding, two bytes of trailer) is a multiple of this. */
  readonly block: number;
}

function layoutOf({ encryption, integrity, natTraversal }: Protection): Layout {
  const gcm = encryption === 'AES128-GCM-16' || encryption === 'AES256-GCM-16';
  const outer = 20 + (natTraversal ? 8 : 0) + 8;
  return gcm ? { around: outer + 8 + 16, block: 4 } : { around: outer + 16 + checkBytes[integrity], block: 16 };
}

/** Bytes on the outside for one packet of `packetBytes` inside. */
export function encapsulatedBytes(packetBytes: number, protection: Protection): number {
  const { around, block } = layoutOf(protection);
  return around + Math.ceil((packetBytes + 2) / block) * block;
}

/** The largest packet that fits the tunnel without fragments, and the TCP segment inside it. */
export function mtuFor(protection: Protection): TunnelMtu {
  const { around, block } = layoutOf(protection);
  const mtu = Math.floor((outsideMtu - around) / block) * block - 2;
  return { mtu, mssIpv4: mtu - 40, mssIpv6: mtu - 60 };
}

/** The rate of inside packets when the outside carries `bandwidthMbps`; full-sized packets unless told otherwise. */
export function effectiveRate(
  bandwidthMbps: number,
  protection: Protection,
  packetBytes = mtuFor(protection).mtu,
): number {
  return (bandwidthMbps * packetBytes) / encapsulatedBytes(packetBytes, protection);
}
