/**
 * Packets larger than a tunnel carries. The FAQ names 1,500 bytes (F117, for private-IP VPN); the user
 * guide 1,446 at most, and less for most algorithms (Q-MTU-TAB).
 */
import { readEncryption, readIntegrity } from '../../aws/cryptography.ts';
import { mtuFor } from '../../aws/encapsulation.ts';
import type { CustomerGateway, Tunnel, VpnConnection } from '../../design/vocabulary.ts';
import type { Breach, Rule } from '../rule.ts';

export const mtu: Rule = {
  id: 'vpn/mtu',
  severity: 'warning',
  title: 'The MTU is larger than a tunnel carries',
  why: 'AWS neither carries jumbo frames over VPN nor takes part in path MTU discovery: packets that are too large are fragmented or lost, and large transfers hang while small ones work.',
  fix: 'Set the MTU of the tunnel interface to the limit or below and clamp the TCP MSS to 40 bytes less.',
  facts: ['F117', 'Q-MTU', 'Q-MTU-TAB'],
  *check({ design, settings }): Iterable<Breach> {
    const quota = settings.quota('vpn.mtu').value;
    for (const [name, connection] of Object.entries(design.vpnConnections)) {
      if (connection.mtu === null) continue;
      const byAlgorithm =
        settings.profile === 'guide'
          ? largestOf(connection, design.customerGateways[connection.customerGateway])
          : null;
      const limits = [quota, byAlgorithm].filter((limit) => limit !== null);
      if (limits.length === 0) continue;
      const limit = Math.min(...limits);
      if (connection.mtu <= limit) continue;
      const why = limit === quota ? '' : ' with the algorithms it allows';
      yield {
        subject: name,
        message: `${name} has an MTU of ${connection.mtu} bytes; a VPN tunnel carries at most ${limit}${why}.`,
        args: { mtu: connection.mtu, cap: limit },
        path: ['vpnConnections', name, 'mtu'],
        quota: 'vpn.mtu',
      };
    }
  },
};

/** What the better of the algorithms allowed carries, on the tunnel that carries less; null: nothing is said about algorithms. */
function largestOf(connection: VpnConnection, customer: CustomerGateway | undefined): number | null {
  const natTraversal = connection.enableAcceleration || customer?.natTraversal === true;
  const each = connection.tunnels
    .map((tunnel) => largestOfTunnel(tunnel, natTraversal))
    .filter((limit) => limit !== null);
  return each.length === 0 ? null : Math.min(...each);
}

function largestOfTunnel(tunnel: Tunnel, natTraversal: boolean): number | null {
  const encryption = tunnel.phase2EncryptionAlgorithms.map(readEncryption).filter((it) => it !== null);
  const integrity = tunnel.phase2IntegrityAlgorithms.map(readIntegrity).filter((it) => it !== null);
  if (encryption.length === 0) return null;
  // An integrity algorithm left open may be the shortest one.
  const hashes = integrity.length === 0 ? (['SHA1'] as const) : integrity;
  return Math.max(
    ...encryption.flatMap((cipher) =>
      hashes.map((hash) => mtuFor({ encryption: cipher, integrity: hash, natTraversal }).mtu),
    ),
  );
}
