/** A design grown by prefixes, branches and VPCs, all at once; what is fresh is so in all of it. */
import type { Network } from '../../aws/network.ts';
import type { Design } from '../../design/vocabulary.ts';
import type { Family, Prefix } from '../../net/prefix.ts';
import { privateAsns } from '../free-numbers/private-asns.ts';
import { usedAsns } from '../free-numbers/used-asns.ts';
import { freshPrefixes, takenPrefixes } from './fresh-prefixes.ts';
import { withMoreBranches } from './more-branches.ts';
import { withMorePrefixes } from './more-prefixes.ts';
import { withMoreVpcs } from './more-vpcs.ts';

export interface Grown {
  readonly kind: 'prefixes' | 'branches' | 'vpcs';
  /** A router that announces more, or the router or VPC that each one more is like. */
  readonly subject: string;
  readonly count: number;
}

/** Of one design, as often as is asked. */
export function growing(network: Network): (grown: readonly Grown[]) => Design {
  const taken = takenPrefixes(network);
  const used = usedAsns(network, null);
  return (grown) => {
    const fresh = freshPrefixes(taken);
    const asns = privateAsns(used);
    const more = new Map<string, readonly Prefix[]>();
    for (const { kind, subject, count } of grown) {
      if (kind !== 'prefixes') continue;
      const families = familiesOf(network, subject);
      const prefixes = families.flatMap((family) => fresh.take(family, count));
      more.set(subject, [...(more.get(subject) ?? []), ...prefixes]);
    }
    let design = withMorePrefixes(network.design, network, more);
    for (const [subject, count] of summed(grown, 'branches')) {
      const own = Array.from({ length: count }, () => asns.next().value?.asn ?? 0);
      design = withMoreBranches(design, network, subject, { asns: own, fresh });
    }
    for (const [subject, count] of summed(grown, 'vpcs')) design = withMoreVpcs(design, subject, count, fresh);
    return design;
  };
}

/** Those of its sessions: IPv4 unless it has IPv6 alone. */
function familiesOf(network: Network, router: string): readonly Family[] {
  const sessions = network.routers.get(router)?.sessions ?? [];
  return sessions.some(({ family }) => family === 'ipv4') ? ['ipv4'] : ['ipv6'];
}

function summed(grown: readonly Grown[], wanted: Grown['kind']): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { kind, subject, count } of grown) {
    if (kind === wanted) sums.set(subject, (sums.get(subject) ?? 0) + count);
  }
  return sums;
}
