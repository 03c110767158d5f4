/** Parallel VPN paths of one kind on a transit gateway whose attributes are not all equal: no ECMP (E-TGW-EQ). */
import { formatPrefix } from '../../net/format-prefix.ts';
import { listed } from '../listed.ts';
import type { Breach, Rule } from '../rule.ts';
import { parallelConnections } from './parallel-connections.ts';

export const attributesDiffer: Rule = {
  id: 'ecmp/attributes-differ',
  severity: 'warning',
  title: 'Parallel VPN paths differ in their attributes and share no load',
  why: 'ECMP on a transit gateway asks for the same prefix with the same AS_PATH and attributes. One difference, and one path carries everything while the other waits.',
  fix: 'Announce the prefix with the same attributes on both. If one is meant as the backup, silence this finding and say so.',
  facts: ['E-TGW-EQ'],
  *check({ design, solution }): Iterable<Breach> {
    const among = (name: string): boolean => design.transitGateways[name]?.vpnEcmpSupport !== false;
    const wanted = { gateway: 'transitGateway', routing: 'bgp', oneTransport: true, among } as const;
    for (const { gateway, router, connections, example, differ } of parallelConnections(solution, wanted)) {
      if (differ.length === 0) continue;
      yield {
        subject: connections.join(' '),
        message: `${listed(connections)} of ${router.name} both carry ${formatPrefix(example)} to transit gateway ${gateway.name}, but not as ECMP: they differ in ${listed(differ)}.`,
        args: { gateway: gateway.name, router: router.name, prefix: formatPrefix(example) },
        path: ['vpnConnections', connections[0] as string],
      };
    }
  },
};
