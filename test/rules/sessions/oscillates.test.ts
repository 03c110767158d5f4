import { expect, test } from 'vitest';
import { oscillates } from '../../../src/rules/sessions/oscillates.ts';
import { breachesOf } from '../breaches-of.ts';

/** A transit router between two gateways, each of which has a site with so many routes. */
const between = (routes: number): string => `
vpnGateways: { left: { amazonSideAsn: 64601 }, right: { amazonSideAsn: 64602 } }
routers: { hop: { asn: 65001, transit: true, announce: [{ from: 172.16.0.0/16, length: 24, count: 50 }] } }
customerGateways:
  hop-left: { bgpAsn: 65001, ipAddress: 203.0.113.1, router: hop }
  hop-right: { bgpAsn: 65001, ipAddress: 203.0.113.2, router: hop }
  site-left: { bgpAsn: 65002, ipAddress: 203.0.113.3, announce: [{ from: 10.1.0.0/16, length: 24, count: ${routes} }] }
  site-right: { bgpAsn: 65003, ipAddress: 203.0.113.4, announce: [{ from: 10.2.0.0/16, length: 24, count: ${routes} }] }
vpnConnections:
  left: { customerGateway: hop-left, vpnGateway: left }
  right: { customerGateway: hop-right, vpnGateway: right }
  site-left: { customerGateway: site-left, vpnGateway: left }
  site-right: { customerGateway: site-right, vpnGateway: right }`;

test('both sessions up carry what takes both down: 50 + 51 > 100', () => {
  const [breach, ...more] = breachesOf(oscillates, between(51));
  expect(more).toEqual([]);
  expect(breach?.subject).toBe('left/tunnel-1');
  expect(breach?.args).toMatchObject({
    period: 2,
    sessions: 'left/tunnel-1 left/tunnel-2 right/tunnel-1 right/tunnel-2',
  });
  expect(breach?.message).toMatch(/do not settle.*fed by what hop passes on/);
});

test('at the cap it is steady', () => {
  expect(breachesOf(oscillates, between(50))).toEqual([]);
});
