/** Equal VPN paths on a transit gateway whose VPN ECMP is switched off (E-TGW-OPT, E-TGW-OFF). */
import { formatPrefix } from '../../net/format-prefix.ts';
import { listed } from '../listed.ts';
import type { Breach, Rule } from '../rule.ts';
import { parallelConnections } from './parallel-connections.ts';

export const ecmpDisabled: Rule = {
  id: 'ecmp/disabled',
  severity: 'warning',
  title: 'Equal VPN paths, and VPN ECMP is disabled on the transit gateway',
  why: 'With VPN ECMP disabled the gateway chooses one of the equal paths by metrics of its own; the others carry nothing.',
  fix: 'Set vpnEcmpSupport to enable on the transit gateway, or give the paths an order by AS_PATH or MED.',
  facts: ['E-TGW-OPT', 'E-TGW-OFF'],
  *check({ design, solution }): Iterable<Breach> {
    const among = (name: string): boolean => design.transitGateways[name]?.vpnEcmpSupport === false;
    const wanted = { gateway: 'transitGateway', routing: 'bgp', oneTransport: true, among } as const;
    for (const { gateway, router, connections, example, differ } of parallelConnections(solution, wanted)) {
      if (differ.length > 0) continue;
      yield {
        subject: `${gateway.name}/${router.name}`,
        message: `${listed(connections)} of ${router.name} carry the same prefixes with equal attributes (${formatPrefix(example)}), but VPN ECMP is disabled on transit gateway ${gateway.name}: one of them carries everything.`,
        args: { connections: connections.join(' '), count: connections.length },
        path: ['transitGateways', gateway.name, 'vpnEcmpSupport'],
      };
    }
  },
};
