/**
 * A connection is static or it runs BGP, never both: static routes on a BGP connection are refused
 * (an error), prefixes announced on a static one go nowhere (a warning).
 */
import type { Design, VpnConnection } from '../../design/vocabulary.ts';
import type { Breach, Rule } from '../rule.ts';

export const staticAndBgp: Rule = {
  id: 'vpn/static-and-bgp',
  severity: 'error',
  title: 'Static routes and BGP on one VPN connection',
  why: 'A connection is created as static or as dynamic. AWS refuses static routes on a BGP connection, and hears no announcement on a static one.',
  fix: 'Set staticRoutesOnly: true and keep the routes, or delete the routes and announce the prefixes over BGP.',
  facts: ['F39', 'F53', 'F55'],
  *check({ design }): Iterable<Breach> {
    for (const [name, connection] of Object.entries(design.vpnConnections)) {
      if (!connection.staticRoutesOnly && connection.routes.length > 0) {
        const count = connection.routes.length;
        yield {
          subject: name,
          message: `${name} runs BGP (staticRoutesOnly is false) but has ${count} static ${count === 1 ? 'route' : 'routes'}; AWS refuses static routes on a BGP connection.`,
          args: { count },
          path: ['vpnConnections', name, 'routes'],
        };
      }
      if (connection.staticRoutesOnly && announces(connection)) {
        yield {
          subject: name,
          severity: 'warning',
          message: `${name} is static (staticRoutesOnly is true) but announces prefixes; without BGP AWS never hears of them.`,
          args: {},
          path: ['vpnConnections', name],
          fix: 'Move the prefixes to routes, or set staticRoutesOnly: false.',
        };
      }
    }
    yield* staticCustomerGateways(design);
  },
};

function announces(connection: VpnConnection): boolean {
  return [connection, ...connection.tunnels].some(({ announce }) => announce !== null && announce.length > 0);
}

/** A customer gateway announces, and every one of its connections is static. */
function* staticCustomerGateways(design: Design): Iterable<Breach> {
  const connections = Object.values(design.vpnConnections);
  const used = new Set(connections.map(({ customerGateway }) => customerGateway));
  const dynamic = new Set(
    connections.filter(({ staticRoutesOnly }) => !staticRoutesOnly).map(({ customerGateway }) => customerGateway),
  );
  for (const [name, gateway] of Object.entries(design.customerGateways)) {
    if (gateway.announce === null || gateway.announce.length === 0) continue;
    if (!used.has(name) || dynamic.has(name)) continue;
    yield {
      subject: name,
      severity: 'warning',
      message: `Customer gateway ${name} announces prefixes, but every VPN connection of it is static; without BGP AWS never hears of them.`,
      args: {},
      path: ['customerGateways', name, 'announce'],
      fix: 'Move the prefixes to the routes of the connections, or set staticRoutesOnly: false.',
    };
  }
}
