/**
 * Address ranges that AWS demands or keeps for itself: inside addresses of tunnels (G-IN4, G-IN6) and
 * of Connect peers (G-CONN-IN), outside addresses of private IP VPN (K-PIP-IP), CIDR blocks of transit
 * gateways (Q-TGW-ACC), VPC routes (P-VPC-RSV), client CIDRs (K-CV-CIDR). A `…Trouble` function answers
 * null when all is well and otherwise with a clause to stand after a colon.
 */
import { formatPrefix } from '../net/format-prefix.ts';
import { covers, equalPrefixes, overlaps } from '../net/prefix.ts';
import type { Address, Prefix } from '../net/prefix.ts';
import { isPrivate, isSharedAddressSpace } from '../net/special-prefixes.ts';

const ipv4 = (w: number, x: number, y: number, z: number, length: number): Prefix => ({
  family: 'ipv4',
  a: ((w << 24) | (x << 16) | (y << 8) | z) >>> 0,
  b: 0,
  c: 0,
  d: 0,
  length,
});

const ipv6 = (a: number, length: number): Prefix => ({ family: 'ipv6', a, b: 0, c: 0, d: 0, length });

const linkLocal = ipv4(169, 254, 0, 0, 16);
const uniqueLocal = ipv6(0xfd000000, 8);

/** Inside IPv4 CIDRs that no tunnel may have (G-IN4). */
export const reservedTunnelCidrs: readonly Prefix[] = [
  ...[0, 1, 2, 3, 4, 5].map((third) => ipv4(169, 254, third, 0, 30)),
  ipv4(169, 254, 169, 252, 30),
];

/** Inside IPv4 CIDRs that no Connect peer may have (G-CONN-IN). */
export const reservedConnectCidrs: readonly Prefix[] = [
  ...[0, 1, 2, 3, 4, 5].map((third) => ipv4(169, 254, third, 0, 29)),
  ipv4(169, 254, 169, 248, 29),
];

/** Where a VPC route table takes no routes (P-VPC-RSV). */
const reservedVpcRanges: readonly Prefix[] = [ipv4(169, 254, 168, 0, 22), ipv6(0xfd000ec2, 32)];

/** Inside CIDR of a VPN tunnel: an IPv4 /30 or an IPv6 /126, each from its range. */
export function insideCidrTrouble(prefix: Prefix): string | null {
  return insideTrouble(prefix, prefix.family === 'ipv4' ? 30 : 126, reservedTunnelCidrs);
}

/** Inside CIDR of a Connect peer: an IPv4 /29 or an IPv6 /125, each from its range. */
export function connectInsideCidrTrouble(prefix: Prefix): string | null {
  return insideTrouble(prefix, prefix.family === 'ipv4' ? 29 : 125, reservedConnectCidrs);
}

function insideTrouble(prefix: Prefix, length: number, reserved: readonly Prefix[]): string | null {
  const range = prefix.family === 'ipv4' ? linkLocal : uniqueLocal;
  const text = formatPrefix(prefix);
  if (prefix.length !== length) return `${text} is not a /${length}`;
  if (!covers(range, prefix)) return `${text} is not inside ${formatPrefix(range)}`;
  if (reserved.some((each) => equalPrefixes(each, prefix))) return `AWS keeps ${text} for itself`;
  return null;
}

/** CIDR block of a transit gateway: /24 or wider, IPv6 /64 or wider, and not of the link-local range. */
export function transitGatewayCidrTrouble(prefix: Prefix): string | null {
  const longest = prefix.family === 'ipv4' ? 24 : 64;
  const text = formatPrefix(prefix);
  if (prefix.length > longest) return `${text} is narrower than a /${longest}`;
  if (overlaps(linkLocal, prefix)) return `${text} overlaps ${formatPrefix(linkLocal)}`;
  return null;
}

/** Destination of a route in a VPC route table: not equal to or inside what AWS keeps for its own services. */
export function vpcRouteTrouble(prefix: Prefix): string | null {
  const range = reservedVpcRanges.find((each) => covers(each, prefix));
  return range === undefined
    ? null
    : `${formatPrefix(prefix)} is within ${formatPrefix(range)}, which AWS keeps for itself`;
}

/** Client CIDR of a Client VPN endpoint: IPv4, between /22 and /12. */
export function clientCidrTrouble(prefix: Prefix): string | null {
  const text = formatPrefix(prefix);
  if (prefix.family === 'ipv6') return `${text} is not IPv4`;
  if (prefix.length > 22) return `${text} is narrower than a /22`;
  if (prefix.length < 12) return `${text} is wider than a /12`;
  return null;
}

/** Whether an outside address will do for private IP VPN: RFC 1918, or RFC 6598 which one AWS page leaves out. */
export function isPrivateOutsideAddress(address: Address): boolean {
  return isPrivate(address) || isSharedAddressSpace(address);
}
