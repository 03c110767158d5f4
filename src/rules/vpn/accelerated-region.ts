/** Accelerated VPN is offered in the regions the FAQ lists. */
import { accelerationSupported } from '../../aws/regions.ts';
import type { Breach, Rule } from '../rule.ts';
import { connectionRegion } from './connection-region.ts';

export const acceleratedRegion: Rule = {
  id: 'vpn/accelerated-region',
  severity: 'error',
  title: 'An accelerated VPN in a region that does not offer it',
  why: 'Accelerated Site-to-Site VPN is available in listed regions only. Elsewhere the connection cannot be made with acceleration on.',
  fix: 'Set enableAcceleration to false, or put the transit gateway into a region that offers acceleration.',
  facts: ['F145'],
  *check({ design }): Iterable<Breach> {
    for (const [name, connection] of Object.entries(design.vpnConnections)) {
      if (!connection.enableAcceleration) continue;
      const region = connectionRegion(design, connection);
      if (region === null || accelerationSupported(region)) continue;
      yield {
        subject: name,
        message: `${name} is accelerated in ${region}, which is not among the regions that offer accelerated Site-to-Site VPN.`,
        args: { region },
        path: ['vpnConnections', name, 'enableAcceleration'],
      };
    }
  },
};
