import { expect, test } from 'vitest';
import { asymmetric } from '../../../src/rules/routing/asymmetric.ts';
import { breachesOf, verdicts } from '../breaches-of.ts';

const pair = (one: string, two: string, announce = '10.0.0.0/16'): string => `
vpcs: { app: { cidrs: [10.20.0.0/16] }, data: { cidrs: [10.30.0.0/16] } }
transitGateways: { hub: { amazonSideAsn: 64513, attachments: { att-app: { vpc: app }, att-data: { vpc: data } } } }
customerGateways: { dc: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [${announce}] } }
vpnConnections:
  one: { customerGateway: dc, transitGateway: hub, policy: ${one} }
  two: { customerGateway: dc, transitGateway: hub, policy: ${two} }`;

test('a longer path there and no preference back: it may differ', () => {
  const [breach, ...more] = breachesOf(asymmetric, pair('{}', '{ prepend: 1 }'));
  expect(more).toEqual([]);
  expect(breach?.subject).toBe('dc');
  expect(breach?.args).toMatchObject({ there: 'one', back: 'one two', certain: false });
  expect(breach?.message).toMatch(/From app and data to dc traffic goes over one, and it may come back another way/);
});

test('preferences that point opposite ways: it does differ', () => {
  const [breach] = breachesOf(asymmetric, pair('{}', '{ prepend: 1, localPreference: 200 }'));
  expect(breach?.args).toMatchObject({ there: 'one', back: 'two', certain: true });
  expect(breach?.message).toMatch(/comes back another way, over two/);
});

test('preferences that agree, or none at all: the same way', () => {
  expect(verdicts(asymmetric, pair('{ localPreference: 200 }', '{ prepend: 1 }'))).toEqual([]);
  expect(verdicts(asymmetric, pair('{}', '{}'))).toEqual([]);
});

test('longer prefixes over one connection decide the way there', () => {
  const design = `
vpcs: { app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64512 } }
customerGateways: { dc: { bgpAsn: 65001, ipAddress: 203.0.113.1 } }
vpnConnections:
  one: { customerGateway: dc, vpnGateway: vgw, announce: [10.0.0.0/16] }
  two: { customerGateway: dc, vpnGateway: vgw, announce: [10.0.0.0/17, 10.0.128.0/17], policy: { localPreference: 50 } }`;
  // The /16 is announced and looked at as well: its own route goes over one.
  const [breach] = breachesOf(asymmetric, design);
  expect(breach?.args).toMatchObject({ there: 'one two', back: 'one' });
});

test('a VPC whose gateway no connection of the router leads to is no matter', () => {
  const design = pair('{}', '{ prepend: 1 }').replace(', att-data: { vpc: data }', '');
  expect(breachesOf(asymmetric, design)[0]?.args?.['vpcs']).toBe('app');
});

test('says when it looked at part of the prefixes only', () => {
  expect(
    breachesOf(asymmetric, pair('{}', '{ prepend: 1 }', '{ from: 10.0.0.0/12, length: 24, count: 51 }'))[0]?.message,
  ).toMatch(/first 50 of its prefixes/);
  expect(
    breachesOf(asymmetric, pair('{}', '{ prepend: 1 }', '{ from: 10.0.0.0/12, length: 24, count: 50 }'))[0]?.message,
  ).not.toMatch(/first 50/);
});

test('the tunnels of one connection are one way', () => {
  const design = `
vpcs: { app: { cidrs: [10.20.0.0/16] } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64512 } }
customerGateways: { dc: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.0.0.0/16] } }
vpnConnections: { vpn: { customerGateway: dc, vpnGateway: vgw, tunnels: [{}, { policy: { prepend: 1 } }] } }`;
  expect(verdicts(asymmetric, design)).toEqual([]);
});

test('an aggregate over Direct Connect and the VPC CIDR over the VPN (P-CGW-LPM)', () => {
  const design = `
vpcs: { app: { cidrs: [10.20.0.0/16] } }
transitGateways: { hub: { amazonSideAsn: 64513, attachments: { att: { vpc: app }, dx: { directConnectGateway: dxgw } } } }
directConnectGateways: { dxgw: { amazonSideAsn: 64514, associations: [{ transitGateway: hub, allowedPrefixes: [10.0.0.0/8] }] } }
routers: { dc: { asn: 65001, announce: [192.168.0.0/16] } }
virtualInterfaces: { tvif: { type: transit, directConnectGateway: dxgw, router: dc } }
customerGateways: { cgw: { bgpAsn: 65001, ipAddress: 203.0.113.1, router: dc } }
vpnConnections: { vpn: { customerGateway: cgw, transitGateway: hub } }`;
  expect(breachesOf(asymmetric, design)[0]?.args).toMatchObject({ there: 'tvif', back: 'vpn', certain: true });
});
