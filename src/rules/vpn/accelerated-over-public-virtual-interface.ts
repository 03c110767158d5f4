/** Accelerated VPN is not available over a public Direct Connect virtual interface. */
import type { Breach, Rule } from '../rule.ts';

export const acceleratedOverPublicVirtualInterface: Rule = {
  id: 'vpn/accelerated-over-public-virtual-interface',
  severity: 'error',
  title: 'An accelerated VPN over a public virtual interface',
  why: 'AWS does not offer acceleration over public Direct Connect, and it would gain nothing there: the traffic does not cross the internet.',
  fix: 'Set enableAcceleration to false, or reach the accelerated endpoints over the internet.',
  facts: ['F143', 'K-ACC'],
  *check({ design }): Iterable<Breach> {
    for (const [name, connection] of Object.entries(design.vpnConnections)) {
      const over = connection.overPublicVirtualInterface;
      if (!connection.enableAcceleration || over === null) continue;
      yield {
        subject: name,
        message: `${name} is accelerated and runs over public virtual interface ${over}; acceleration is not available over public Direct Connect.`,
        args: { virtualInterface: over },
        path: ['vpnConnections', name, 'enableAcceleration'],
      };
    }
  },
};
