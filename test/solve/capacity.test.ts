/** Sizing by the FAQ's numbers (F73, F75, F113): the narrowest of what traffic passes decides. */
import { describe, expect, test } from 'vitest';
import { makeSettings } from '../../src/aws/settings.ts';
import { readDesign } from '../../src/design/read-design.ts';
import { capacity } from '../../src/solve/capacity.ts';
import { solve } from '../../src/solve/solve.ts';

function mbps(text: string, from: string, to: string): number | null {
  const { design, problems } = readDesign([{ file: 'design.yaml', text }], () => ({ ok: false, why: 'no files' }));
  expect(problems).toEqual([]);
  if (design === null) throw new Error('no design');
  return capacity(solve(design, makeSettings({ design }).settings), from, to).bandwidthMbps;
}

const hub = (target: string, connections: string) => `
routecap: 1
vpcs: { app: { cidrs: [10.20.0.0/16] } }
${target}
customerGateways:
  a: { bgpAsn: 65001, ipAddress: 198.51.100.1, announce: [10.1.0.0/16] }
  b: { bgpAsn: 65002, ipAddress: 198.51.100.2, announce: [10.2.0.0/16] }
vpnConnections:
${connections}
`;

const transit = 'transitGateways: { hub: { amazonSideAsn: 64600, attachments: { att-app: { vpc: app } } } }';
const virtual = 'vpnGateways: { hub: { vpc: app, amazonSideAsn: 64600 } }';

describe('what fits', () => {
  test('two tunnels of one connection on a transit gateway: 2 × 1.25 Gbit/s', () => {
    expect(mbps(hub(transit, '  a-1: { customerGateway: a, transitGateway: hub }'), 'app', 'a')).toBe(2500);
  });

  test('one tunnel alone on a virtual private gateway, whatever is built beside it', () => {
    const two = '  a-1: { customerGateway: a, vpnGateway: hub }\n  a-2: { customerGateway: a, vpnGateway: hub }';
    expect(mbps(hub(virtual, two), 'app', 'a')).toBe(1250);
  });

  test('from site to site the narrower side decides', () => {
    const lopsided = `  a-1: { customerGateway: a, transitGateway: hub }
  a-2: { customerGateway: a, transitGateway: hub }
  b-1: { customerGateway: b, transitGateway: hub }`;
    expect(mbps(hub(transit, lopsided), 'a', 'b')).toBe(2500);
    expect(mbps(hub(transit, lopsided), 'b', 'a')).toBe(2500);
    expect(mbps(hub(transit, lopsided), 'app', 'a')).toBe(5000);
  });

  test('nothing fits to a site that is not reached', () => {
    const down = '  a-1: { customerGateway: a, transitGateway: hub, status: down }';
    expect(mbps(hub(transit, down), 'app', 'a')).toBe(0);
  });
});
