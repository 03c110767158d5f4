/**
 * Who starts IKE. The customer gateway does unless startupAction is `start`; AWS cannot where the device
 * is not to be reached, and an accelerated VPN does not allow it.
 */
import type { CustomerGateway } from '../../design/vocabulary.ts';
import type { Breach, Rule } from '../rule.ts';
import { eachTunnel } from './each-tunnel.ts';

export const ikeInitiation: Rule = {
  id: 'vpn/ike-initiation',
  severity: 'error',
  title: 'AWS is asked to start IKE where it cannot',
  why: 'If each side waits for the other the tunnel never comes up. AWS cannot start IKE on an accelerated connection, nor towards a device it cannot reach.',
  fix: 'Set startupAction to add and let the customer gateway start IKE.',
  facts: ['F101'],
  *check({ design }): Iterable<Breach> {
    for (const { id, connection, tunnel, path } of eachTunnel(design)) {
      if (tunnel.startupAction !== 'start') continue;
      const at = { subject: id, args: { startupAction: 'start' }, path: [...path, 'startupAction'] };
      if (connection.enableAcceleration) {
        yield {
          ...at,
          message: `${id} has startupAction start, but its connection is accelerated; there IKE must start on the customer gateway's side.`,
          facts: ['K-ACC'],
        };
        continue;
      }
      const unreachable = whyUnreachable(
        connection.customerGateway,
        design.customerGateways[connection.customerGateway],
      );
      if (unreachable === null) continue;
      yield { ...at, severity: 'warning', message: `${id} has startupAction start, but ${unreachable}.` };
    }
  },
};

function whyUnreachable(name: string, gateway: CustomerGateway | undefined): string | null {
  if (gateway === undefined) return null;
  if (gateway.behindNat === true) {
    return `its customer gateway ${name} is behind NAT, where AWS may not reach it unless the NAT device passes UDP 500 and 4500 on to it`;
  }
  if (gateway.ipAddress === null) return `its customer gateway ${name} has no address that AWS could start IKE to`;
  return null;
}
