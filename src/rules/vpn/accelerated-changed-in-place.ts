/** Acceleration that is to be switched on or off on a connection that exists (K-ACC). */
import type { Breach, ChangeContext, Rule } from '../rule.ts';

export const acceleratedChangedInPlace: Rule = {
  id: 'vpn/accelerated-changed-in-place',
  severity: 'warning',
  title: 'Acceleration is switched on a VPN connection that exists',
  why: 'Acceleration is chosen when a connection is created. Changing it means a new connection with new outside addresses.',
  fix: 'Create a new connection with the wanted setting, move the customer gateway to its addresses, then delete the old one.',
  facts: ['F131', 'K-ACC'],
  check: () => [],
  *checkChange({ before, after }: ChangeContext): Iterable<Breach> {
    for (const [name, { enableAcceleration }] of Object.entries(after.vpnConnections)) {
      const was = before.vpnConnections[name]?.enableAcceleration;
      if (was === undefined || was === enableAcceleration) continue;
      yield {
        subject: name,
        message: `VPN connection ${name} is to be ${enableAcceleration ? 'accelerated' : 'accelerated no longer'}: it has to be made anew, with new outside addresses.`,
        args: { before: was, after: enableAcceleration },
        path: ['vpnConnections', name, 'enableAcceleration'],
      };
    }
  },
};
