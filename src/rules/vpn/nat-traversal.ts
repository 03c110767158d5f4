/** NAT traversal must be on behind NAT; elsewhere, left on, it makes the tunnel depend on UDP port 4500. */
import type { Breach, Rule } from '../rule.ts';

export const natTraversal: Rule = {
  id: 'vpn/nat-traversal',
  severity: 'error',
  title: 'NAT traversal does not fit the place of the customer gateway',
  why: 'IPsec without NAT traversal does not survive address translation. With it, the tunnel runs over UDP port 4500 and needs that port open.',
  fix: 'Behind NAT, turn NAT traversal on on the device and let UDP ports 500 and 4500 through.',
  facts: ['F85', 'F89'],
  *check({ design }): Iterable<Breach> {
    for (const [name, gateway] of Object.entries(design.customerGateways)) {
      const at = { subject: name, args: { natTraversal: gateway.natTraversal, behindNat: gateway.behindNat } };
      const path = ['customerGateways', name, 'natTraversal'];
      if (gateway.behindNat === true && gateway.natTraversal === false) {
        yield {
          ...at,
          path,
          message: `Customer gateway ${name} is behind NAT but has NAT traversal off (natTraversal: false); its tunnels will not establish.`,
        };
      } else if (
        gateway.behindNat === false &&
        gateway.natTraversal === true &&
        !accelerated(design.vpnConnections, name)
      ) {
        yield {
          ...at,
          path,
          severity: 'note',
          message: `Customer gateway ${name} is not behind NAT but has NAT traversal on; AWS will try UDP port 4500, and if that port is not open the tunnels will not establish.`,
          fix: 'Turn NAT traversal off on the device, or open UDP port 4500.',
        };
      }
    }
  },
};

/** Acceleration needs NAT traversal wherever the device stands. */
function accelerated(
  connections: Readonly<Record<string, { readonly customerGateway: string; readonly enableAcceleration: boolean }>>,
  customerGateway: string,
): boolean {
  return Object.values(connections).some((it) => it.customerGateway === customerGateway && it.enableAcceleration);
}
