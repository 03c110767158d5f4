import { describe, expect, test } from 'vitest';
import { backupNeverUp } from '../../../src/rules/resilience/backup-never-up.ts';
import { singleConnection } from '../../../src/rules/resilience/single-connection.ts';
import { singleTunnel } from '../../../src/rules/resilience/single-tunnel.ts';
import { breachesOf, verdicts } from '../breaches-of.ts';

const one = (connection = ''): string => `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
customerGateways: { cgw: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.0.0.0/16] } }
vpnConnections: { vpn: { customerGateway: cgw, vpnGateway: vgw, ${connection} } }`;

describe('resilience/single-tunnel', () => {
  test('one tunnel drawn, or one of two down', () => {
    expect(breachesOf(singleTunnel, one('tunnels: [{}]'))[0]?.message).toMatch(
      /vpn\/tunnel-1 alone: the design draws only one/,
    );
    expect(breachesOf(singleTunnel, one('tunnels: [{}, { status: down }]'))[0]?.message).toMatch(
      /vpn\/tunnel-2 is not up \(the tunnel is down\)/,
    );
    expect(verdicts(singleTunnel, one('tunnels: [{}, { status: down }]'))).toEqual(['warning vpn']);
  });

  test('two up is fine, none up is another finding', () => {
    expect(verdicts(singleTunnel, one())).toEqual([]);
    expect(verdicts(singleTunnel, one('status: down'))).toEqual([]);
  });
});

describe('resilience/single-connection', () => {
  test('a site with one connection, once', () => {
    const [breach, ...more] = breachesOf(singleConnection, one());
    expect(more).toEqual([]);
    expect(breach?.subject).toBe('cgw');
    expect(breach?.message).toMatch(/VPN connection vpn alone/);
    expect(verdicts(singleConnection, one('status: down'))).toEqual([]);
  });

  const two = (routerOfSecond: string, announceSecond: string): string => `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
routers: { dc: { asn: 65001 } }
customerGateways:
  a: { bgpAsn: 65001, ipAddress: 203.0.113.1, router: dc, announce: [10.0.0.0/16, 10.1.0.0/16] }
  b: { bgpAsn: 65001, ipAddress: 203.0.113.2, ${routerOfSecond} announce: [${announceSecond}] }
vpnConnections: { a: { customerGateway: a, vpnGateway: vgw }, b: { customerGateway: b, vpnGateway: vgw } }`;

  test('two connections of one router, or two routers with the same prefixes', () => {
    expect(verdicts(singleConnection, two('router: dc,', '10.9.0.0/16'))).toEqual([]);
    expect(verdicts(singleConnection, two('', '10.1.0.0/16, 10.0.0.0/16'))).toEqual([]);
    expect(verdicts(singleConnection, two('', '10.1.0.0/16'))).toEqual(['warning b', 'warning dc']);
  });
});

describe('resilience/backup-never-up', () => {
  const dxAndVpn = (count: number, more = '', gatewayOfVpn = 'vgw'): string => `
quotas: { dx.routes-from-customer: 200 }
vpnGateways: { vgw: { amazonSideAsn: 64512 }, other: { amazonSideAsn: 64512 } }
routers: { dc: { asn: 65001, announce: [{ from: 10.64.0.0/10, length: 24, count: ${count} }] } }
virtualInterfaces: { pvif: { type: private, vpnGateway: vgw, router: dc, ${more} } }
customerGateways: { cgw: { bgpAsn: 65001, ipAddress: 203.0.113.1, router: dc } }
vpnConnections: { backup: { customerGateway: cgw, vpnGateway: ${gatewayOfVpn} } }`;

  test('a VPN over its cap behind a virtual interface that is not', () => {
    const [breach, ...more] = breachesOf(backupNeverUp, dxAndVpn(101));
    expect(more).toEqual([]);
    expect(breach?.subject).toBe('backup');
    expect(breach?.path).toEqual(['vpnConnections', 'backup']);
    expect(breach?.args).toMatchObject({ carriedBy: 'pvif', count: 101, cap: 100 });
    expect(breach?.message).toMatch(/When pvif fails, backup carries nothing/);
  });

  test('at the cap it stands; with nothing carried elsewhere it is no backup', () => {
    expect(verdicts(backupNeverUp, dxAndVpn(100))).toEqual([]);
    expect(verdicts(backupNeverUp, dxAndVpn(101, 'status: down'))).toEqual([]);
    expect(verdicts(backupNeverUp, dxAndVpn(101, 'announce: [172.16.0.0/16]'))).toEqual([]);
    expect(verdicts(backupNeverUp, dxAndVpn(101, '', 'other'))).toEqual([]);
  });

  test('a summary on the other path carries the routes as well', () => {
    expect(verdicts(backupNeverUp, dxAndVpn(101, 'announce: [10.64.0.0/10]'))).toEqual(['error backup']);
  });

  test('a virtual interface may be the one that never comes up', () => {
    const design = `
transitGateways: { hub: { amazonSideAsn: 64513, attachments: { dx: { directConnectGateway: dxgw } } } }
directConnectGateways: { dxgw: { amazonSideAsn: 64514, associations: [{ transitGateway: hub, allowedPrefixes: [10.20.0.0/16] }] } }
routers: { dc: { asn: 65001, announce: [{ from: 10.64.0.0/10, length: 24, count: 101 }] } }
virtualInterfaces: { tvif: { type: transit, directConnectGateway: dxgw, router: dc } }
customerGateways: { cgw: { bgpAsn: 65001, ipAddress: 203.0.113.1, router: dc } }
vpnConnections: { vpn: { customerGateway: cgw, transitGateway: hub } }`;
    expect(verdicts(backupNeverUp, design)).toEqual(['error tvif']);
  });
});
