/** A day of 50 VPN connections on one gateway, two sessions of which flap: AWS opens them again every two minutes. */
import { makeSettings } from '../src/aws/settings.ts';
import { readDesign } from '../src/design/read-design.ts';
import type { DesignDocument } from '../src/design/schema.ts';
import { simulate, type Simulation } from '../src/simulate/simulate.ts';

export function simulateFlappingDay(): Simulation {
  const customerGateways: NonNullable<DesignDocument['customerGateways']> = {};
  const vpnConnections: NonNullable<DesignDocument['vpnConnections']> = {};
  for (let index = 0; index < 50; index += 1) {
    const count = index === 0 ? 120 : 90;
    customerGateways[`site-${index}`] = {
      bgpAsn: 65001 + index,
      ipAddress: `198.51.100.${index + 1}`,
      announce: [{ from: `10.${index}.0.0/16`, length: 24, count }],
    };
    vpnConnections[`vpn-${index}`] = { customerGateway: `site-${index}`, vpnGateway: 'vgw' };
  }
  const document: DesignDocument = {
    routecap: 1,
    vpcs: { app: { cidrs: ['172.20.0.0/16'], routeTables: { main: { propagatingVgws: ['vgw'], routes: [] } } } },
    vpnGateways: { vgw: { amazonSideAsn: 64620, vpc: 'app' } },
    customerGateways,
    vpnConnections,
  };
  const { design } = readDesign([{ file: 'flapping', document }], () => ({ ok: false, why: 'no files' }));
  if (design === null) throw new Error('the design of the bench cannot be read');
  const { settings } = makeSettings({ design, assumptions: { resetRetry: 120 } });
  return simulate({ design, settings, steps: [], untilMs: 24 * 3_600_000, options: {} });
}
