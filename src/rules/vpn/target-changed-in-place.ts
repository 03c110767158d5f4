/** A VPN connection that is to end on another gateway: made anew, or interrupted while AWS moves it. */
import type { Breach, ChangeContext, Rule } from '../rule.ts';

export const targetChangedInPlace: Rule = {
  id: 'vpn/target-changed-in-place',
  severity: 'warning',
  title: 'A VPN connection moves to another gateway',
  why: 'Both tunnels go down while the endpoints are provisioned on the new gateway, and the routes of the connection are gone for that time. The FAQ knows only making the connection anew.',
  fix: 'Build a second connection to the new gateway beside the old one, move the traffic, then delete the old one.',
  facts: ['F269', 'F131'],
  check: () => [],
  *checkChange({ before, after }: ChangeContext): Iterable<Breach> {
    for (const [name, { gateway }] of Object.entries(after.vpnConnections)) {
      const was = before.vpnConnections[name]?.gateway ?? null;
      if (was === null || gateway === null || (was.kind === gateway.kind && was.name === gateway.name)) continue;
      yield {
        subject: name,
        message: `VPN connection ${name} moves from ${was.name} to ${gateway.name}: that means a new connection, or an interruption of both its tunnels.`,
        args: { before: was.name, after: gateway.name },
        path: ['vpnConnections', name, gateway.kind],
      };
    }
  },
};
