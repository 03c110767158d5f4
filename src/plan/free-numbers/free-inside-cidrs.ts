/**
 * Inside CIDRs for new tunnels: /30 blocks of 169.254.0.0/16 without those that AWS keeps (G-IN4), or /126
 * blocks of fd00::/8 (G-IN6); none is used by a tunnel or Connect peer of the design, so that they are
 * unique on any gateway and any router of it.
 */
import { insideCidrTrouble } from '../../aws/addresses.ts';
import type { Design } from '../../design/vocabulary.ts';
import type { Family, Prefix } from '../../net/prefix.ts';
import { PrefixSet } from '../../net/prefix-set.ts';

export interface FreeInsideCidrs {
  readonly family: Family;
  readonly asked: number;
  /** Fewer than asked when there are no more. */
  readonly cidrs: readonly Prefix[];
}

/** Inside CIDRs that new tunnels can have: unreserved, and in use nowhere they would meet. */
export function freeInsideCidrs(design: Design, family: Family, count: number): FreeInsideCidrs {
  const used = usedInsideCidrs(design);
  const cidrs: Prefix[] = [];
  for (const cidr of blocksOf(family)) {
    if (cidrs.length >= count) break;
    if (insideCidrTrouble(cidr) === null && !used.overlaps(cidr)) cidrs.push(cidr);
  }
  return { family, asked: count, cidrs };
}

function* blocksOf(family: Family): Generator<Prefix, void, undefined> {
  if (family === 'ipv4') {
    for (let low = 0; low < 2 ** 16; low += 4) yield { family, a: 0xa9fe0000 + low, b: 0, c: 0, d: 0, length: 30 };
  } else {
    for (let low = 0; low < 2 ** 32; low += 4) yield { family, a: 0xfd000000, b: 0, c: 0, d: low, length: 126 };
  }
}

function usedInsideCidrs(design: Design): PrefixSet {
  const used: Prefix[] = [];
  for (const { tunnels } of Object.values(design.vpnConnections)) {
    for (const { tunnelInsideCidr, tunnelInsideIpv6Cidr } of tunnels) {
      if (tunnelInsideCidr !== null) used.push(tunnelInsideCidr);
      if (tunnelInsideIpv6Cidr !== null) used.push(tunnelInsideIpv6Cidr);
    }
  }
  for (const { attachments } of Object.values(design.transitGateways)) {
    for (const attachment of Object.values(attachments)) {
      if (attachment.kind !== 'connect') continue;
      for (const { insideCidrBlocks } of Object.values(attachment.peers)) used.push(...insideCidrBlocks);
    }
  }
  return PrefixSet.of(used);
}
