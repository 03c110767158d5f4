/**
 * Prefixes that nothing in a design knows of, to stand for those that growth brings. They come from blocks
 * that no network uses (240.0.0.0/4, RFC 1112 section 4; 4000::/3, unassigned by IANA), so they are inside
 * no VPC and cover no outside address. Never shown as a proposal.
 */
import type { Network } from '../../aws/network.ts';
import { maskPrefix, type Family, type Prefix } from '../../net/prefix.ts';
import { PrefixList } from '../../net/prefix-list.ts';
import { PrefixSet } from '../../net/prefix-set.ts';

export interface FreshPrefixes {
  /** The next ones: no two calls give the same. */
  readonly take: (family: Family, count: number) => Prefix[];
}

/** Of `network`: the prefixes it knows that lie in the blocks are left out. */
export function freshPrefixes(taken: PrefixSet): FreshPrefixes {
  const next = { ipv4: 0, ipv6: 0 };
  return {
    take: (family, count) => {
      const found: Prefix[] = [];
      while (found.length < count) {
        const prefix = numbered(family, next[family]++);
        if (!taken.overlaps(prefix)) found.push(prefix);
      }
      return found;
    },
  };
}

/** More than AWS takes of anything; beyond this a count is a slip. */
function numbered(family: Family, index: number): Prefix {
  if (index >= 2 ** 28) throw new RangeError('growth needs more prefixes than there are');
  if (family === 'ipv4') return { family, a: 0xf0000000 + index, b: 0, c: 0, d: 0, length: 32 };
  return { family, a: 0x40000000, b: index, c: 0, d: 0, length: 64 };
}

/** What a network knows inside the blocks; prefixes that cover a whole block say nothing of it. */
export function takenPrefixes({ design, sessions }: Network): PrefixSet {
  const taken: Prefix[] = [];
  const note = (prefix: Prefix): void => {
    const block = prefix.family === 'ipv4' ? maskPrefix(prefix, 4).a === 0xf0000000 : prefix.a >>> 29 === 2;
    if (block && prefix.length > 4) taken.push(prefix);
  };
  const seen = new Set<PrefixList>();
  for (const { announce, staticRoutes } of sessions.values()) {
    staticRoutes.forEach(note);
    for (const { prefixes } of announce) {
      if (seen.has(prefixes)) continue;
      seen.add(prefixes);
      for (const prefix of prefixes) note(prefix);
    }
  }
  for (const { cidrs, routeTables } of Object.values(design.vpcs)) {
    cidrs.forEach(note);
    for (const { routes } of Object.values(routeTables))
      routes.forEach(({ destinationCidrBlock }) => note(destinationCidrBlock));
  }
  for (const { routeTables } of Object.values(design.transitGateways)) {
    for (const { routes } of Object.values(routeTables))
      routes.forEach(({ destinationCidrBlock }) => note(destinationCidrBlock));
  }
  for (const { associations } of Object.values(design.directConnectGateways)) {
    for (const { allowedPrefixes } of associations) allowedPrefixes?.forEach(note);
  }
  return PrefixSet.of(taken);
}
