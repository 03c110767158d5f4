/** Static VPN connections with the same route on a transit gateway: static routing never does ECMP (E-TGW-DYN). */
import { formatPrefix } from '../../net/format-prefix.ts';
import { listed } from '../listed.ts';
import type { Breach, Rule } from '../rule.ts';
import { parallelConnections } from './parallel-connections.ts';

export const staticPaths: Rule = {
  id: 'ecmp/static',
  severity: 'warning',
  title: 'Static VPN connections on a transit gateway share no load',
  why: 'ECMP over VPN needs BGP. Of several static VPN connections with the same route one is used, and AWS chooses it.',
  fix: 'Use BGP on these connections.',
  facts: ['E-TGW-DYN', 'TS-STATIC'],
  *check({ solution }): Iterable<Breach> {
    const wanted = { gateway: 'transitGateway', routing: 'static', oneTransport: true } as const;
    for (const { gateway, router, connections, example } of parallelConnections(solution, wanted)) {
      yield {
        subject: `${gateway.name}/${router.name}`,
        message: `${listed(connections)} of ${router.name} are static and have the same route (${formatPrefix(example)}) on transit gateway ${gateway.name}: without BGP there is no ECMP, and one tunnel carries all of it.`,
        args: { connections: connections.join(' '), count: connections.length },
        path: ['vpnConnections', connections[0] as string],
      };
    }
  },
};
