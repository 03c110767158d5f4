/** A VPN connection that rests on one of its two tunnels (F73, M-HEALTH). */
import { connectionsOf } from '../connections.ts';
import type { Breach, Rule } from '../rule.ts';

export const singleTunnel: Rule = {
  id: 'resilience/single-tunnel',
  severity: 'warning',
  title: 'A VPN connection works over one tunnel only',
  why: 'AWS replaces tunnel endpoints for maintenance, one at a time. With one tunnel in use the connection is down meanwhile. AWS Health reports such connections.',
  fix: 'Configure both tunnels on the customer device and keep both up.',
  facts: ['F73', 'M-HEALTH'],
  afterFailure: 'same',
  *check({ design, solution }): Iterable<Breach> {
    for (const { name, kind, sessions, path } of connectionsOf(solution.network.sessions.values())) {
      if (kind !== 'vpn') continue;
      const up = sessions.filter(({ id }) => solution.sessions.get(id)?.state === 'established');
      const [only] = up;
      if (up.length !== 1 || only === undefined) continue;
      const other = sessions.find((session) => session !== only);
      const reason = other === undefined ? null : solution.sessions.get(other.id)?.reason;
      const why = other === undefined ? 'the design draws only one' : `${other.id} is not up (${reason})`;
      yield {
        subject: name,
        message: `VPN connection ${name} rests on ${only.id} alone: ${why}.`,
        args: { up: only.id, drawn: design.vpnConnections[name]?.tunnels.length ?? sessions.length },
        path,
      };
    }
  },
};
