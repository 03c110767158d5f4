/** No tunnel of a VPN connection carries traffic, with the reason of each. */
import type { SessionResult } from '../../aws/solution.ts';
import type { Breach, Rule } from '../rule.ts';

export const connectionDown: Rule = {
  id: 'vpn/connection-down',
  severity: 'error',
  title: 'A VPN connection has no tunnel that works',
  why: 'Nothing crosses this connection, and every route learned over it is withdrawn.',
  fix: 'Bring at least one tunnel back: solve what each of them names as its reason.',
  facts: ['F97', 'F81'],
  *check({ solution, design }): Iterable<Breach> {
    const byConnection = new Map<string, SessionResult[]>();
    for (const result of solution.sessions.values()) {
      if (result.session.kind !== 'vpn') continue;
      const list = byConnection.get(result.session.connection);
      if (list === undefined) byConnection.set(result.session.connection, [result]);
      else list.push(result);
    }
    for (const [name, results] of byConnection) {
      if (results.some((result) => result.state === 'established')) continue;
      // What a transit router passes on may be uncertain, and with it whether a cap is broken.
      const certain = results.every((result) => result.stateCertain);
      yield {
        subject: name,
        message: `VPN connection ${name} ${certain ? 'is' : 'may be'} down: ${reasons(results)}.${counted(results)}`,
        args: {
          idle: results.filter((result) => result.state === 'idle').length,
          down: results.filter((result) => result.state === 'down').length,
        },
        path: design.vpnConnections[name] === undefined ? (results[0]?.session.path ?? []) : ['vpnConnections', name],
        facts: [...new Set(results.flatMap((result) => result.facts))],
        assumptions: [...new Set(results.flatMap((result) => result.assumptions))],
      };
    }
  },
};

function reasons(results: readonly SessionResult[]): string {
  const [first, ...rest] = results;
  if (first === undefined) return '';
  const alike = rest.every((result) => result.state === first.state && result.reason === first.reason);
  if (alike && rest.length > 0) {
    return `${rest.length === 1 ? 'both tunnels are' : 'all tunnels are'} ${first.state} (${clause(first.reason)})`;
  }
  return results.map((result) => `${tunnelOf(result)} is ${result.state} (${clause(result.reason)})`).join('; ');
}

/** `tunnel-1` or the outside address. */
function tunnelOf(result: SessionResult): string {
  return result.session.id.slice(result.session.connection.length + 1);
}

function clause(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** AWS counts a static route as accepted although no tunnel is up: the count is no sign of life. */
function counted(results: readonly SessionResult[]): string {
  const count = Math.max(
    ...results.map(({ session }) => (session.routing === 'static' ? (session.acceptedRouteCount ?? 0) : 0)),
  );
  if (count <= 0) return '';
  return ` AWS counts ${count} accepted ${count === 1 ? 'route' : 'routes'} on it all the same: that is the static configuration, not a sign of life.`;
}
