/** Equal paths over several VPN connections on a virtual private gateway: no load is shared there (E-VGW, F75). */
import { formatPrefix } from '../../net/format-prefix.ts';
import { listed } from '../listed.ts';
import type { Breach, Rule } from '../rule.ts';
import { parallelConnections } from './parallel-connections.ts';

export const notOnVpnGateway: Rule = {
  id: 'ecmp/not-on-vpn-gateway',
  severity: 'warning',
  title: 'Equal VPN paths on a virtual private gateway share no load',
  why: 'A virtual private gateway sends everything through one tunnel of all its VPN connections. More connections add resilience, not bandwidth, and which one is used AWS does not say.',
  fix: 'For more bandwidth end the connections on a transit gateway with ECMP. For a known order give one of them a longer AS_PATH.',
  facts: ['E-VGW', 'F75', 'P-VGW-7'],
  assumptions: ['finalTieBreak'],
  *check({ solution }): Iterable<Breach> {
    const wanted = { gateway: 'vpnGateway', routing: 'any', oneTransport: false } as const;
    for (const { gateway, router, connections, example, differ } of parallelConnections(solution, wanted)) {
      if (differ.length > 0) continue;
      yield {
        subject: `${gateway.name}/${router.name}`,
        message: `${listed(connections)} of ${router.name} carry the same prefixes with equal attributes (${formatPrefix(example)}) on virtual private gateway ${gateway.name}: it does no ECMP, so one tunnel of them carries all that AWS sends.`,
        args: { connections: connections.join(' '), count: connections.length },
        path: ['vpnGateways', gateway.name],
      };
    }
  },
};
