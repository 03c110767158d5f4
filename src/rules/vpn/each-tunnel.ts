/** Every tunnel of every VPN connection, with its session id and its place in the design. */
import type { DesignPath } from '../../design/problem.ts';
import type { Design, Tunnel, VpnConnection } from '../../design/vocabulary.ts';

export interface TunnelOfConnection {
  /** The session id: `vpn-dc1/tunnel-1`. */
  readonly id: string;
  readonly name: string;
  readonly connection: VpnConnection;
  readonly tunnel: Tunnel;
  readonly path: DesignPath;
}

export function* eachTunnel(design: Design): Iterable<TunnelOfConnection> {
  for (const [name, connection] of Object.entries(design.vpnConnections)) {
    for (const [index, tunnel] of connection.tunnels.entries()) {
      const path = ['vpnConnections', name, 'tunnels', index];
      yield { id: `${name}/${tunnel.id}`, name, connection, tunnel, path };
    }
  }
}
