/** Site-to-Site VPN is in every commercial region but two. */
import { vpnUnsupported } from '../../aws/regions.ts';
import type { Breach, Rule } from '../rule.ts';
import { connectionRegion } from './connection-region.ts';

export const regionUnsupported: Rule = {
  id: 'vpn/region-unsupported',
  severity: 'error',
  title: 'A VPN connection in a region without Site-to-Site VPN',
  why: 'AWS Site-to-Site VPN is not available in Beijing and Ningxia. The connection cannot be made there.',
  fix: 'End the VPN in another region, or reach this one another way.',
  facts: ['F121'],
  *check({ design }): Iterable<Breach> {
    for (const [name, connection] of Object.entries(design.vpnConnections)) {
      const region = connectionRegion(design, connection);
      if (region === null || !vpnUnsupported(region)) continue;
      yield {
        subject: name,
        message: `${name} is in ${region}, where AWS Site-to-Site VPN is not available.`,
        args: { region },
        path: ['vpnConnections', name],
      };
    }
  },
};
