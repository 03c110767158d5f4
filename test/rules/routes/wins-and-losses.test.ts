/** Overlaps with a VPC, shadowed routes, and longer prefixes on the backup. */
import { describe, expect, test } from 'vitest';
import { moreSpecificOnBackup } from '../../../src/rules/routes/more-specific-on-backup.ts';
import { overlapsLocal } from '../../../src/rules/routes/overlaps-local.ts';
import { shadowed } from '../../../src/rules/routes/shadowed.ts';
import { breachesOf, verdicts } from '../breaches-of.ts';

describe('routes/overlaps-local', () => {
  const onVpnGateway = (announce: string): string => `
vpcs: { app: { cidrs: [10.20.0.0/16, "2001:db8::/56"] }, other: { cidrs: [10.30.0.0/16] } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64512 } }
customerGateways: { cgw: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [${announce}] } }
vpnConnections: { vpn: { customerGateway: cgw, vpnGateway: vgw } }`;

  test('equal to the CIDR, or inside it', () => {
    expect(verdicts(overlapsLocal, onVpnGateway('10.20.0.0/16'))).toEqual(['warning vpn']);
    const [breach, ...more] = breachesOf(overlapsLocal, onVpnGateway('10.20.1.0/24, 10.20.2.0/24, 10.0.0.0/8'));
    expect(more).toEqual([]);
    expect(breach?.args).toMatchObject({ vpc: 'app', count: 2, examples: '10.20.1.0/24 10.20.2.0/24' });
    expect(breach?.path).toEqual(['vpnConnections', 'vpn']);
  });

  test('wider, beside, or of a VPC elsewhere: fine', () => {
    expect(verdicts(overlapsLocal, onVpnGateway('10.0.0.0/8, 10.21.0.0/24, 10.30.1.0/24'))).toEqual([]);
  });

  test('over a transit gateway others are drawn to the customer', () => {
    const design = (announce: string): string => `
vpcs: { app: { cidrs: [10.20.0.0/16] } }
transitGateways: { hub: { amazonSideAsn: 64513, attachments: { att: { vpc: app } } } }
customerGateways: { cgw: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [${announce}] } }
vpnConnections: { vpn: { customerGateway: cgw, transitGateway: hub } }`;
    expect(breachesOf(overlapsLocal, design('10.20.1.0/24'))[0]?.message).toMatch(/Others on the transit gateway/);
    expect(breachesOf(overlapsLocal, design('10.20.0.0/16'))[0]?.message).not.toMatch(/Others/);
  });

  test('through a Direct Connect gateway, one finding for each VPC', () => {
    const design = `
vpcs: { app: { cidrs: [10.20.0.0/16] }, data: { cidrs: [10.30.0.0/16] } }
vpnGateways: { one: { vpc: app, amazonSideAsn: 64512 }, two: { vpc: data, amazonSideAsn: 64512 } }
directConnectGateways: { dxgw: { amazonSideAsn: 64520, associations: [{ vpnGateway: one }, { vpnGateway: two }] } }
virtualInterfaces: { pvif: { type: private, directConnectGateway: dxgw, bgpAsn: 65001, announce: [10.20.1.0/24, 10.30.1.0/24] } }`;
    expect(breachesOf(overlapsLocal, design).map(({ subject, args }) => `${subject} ${args?.['vpc']}`)).toEqual([
      'pvif app',
      'pvif data',
    ]);
  });
});

/** One router with a private virtual interface and a VPN on one virtual private gateway. */
const dxAndVpn = (onInterface: string, onVpn: string, more = ''): string => `
vpcs: { app: { cidrs: [10.20.0.0/16] } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64512 } }
routers: { dc: { asn: 65001 } }
virtualInterfaces: { pvif: { type: private, vpnGateway: vgw, router: dc, announce: [${onInterface}] } }
customerGateways: { cgw: { bgpAsn: 65001, ipAddress: 203.0.113.1, router: dc, announce: [${onVpn}] } }
vpnConnections: { vpn: { customerGateway: cgw, vpnGateway: vgw, ${more} } }`;

describe('routes/shadowed', () => {
  test('what Direct Connect carries as well never wins over the VPN', () => {
    const [breach, ...more] = breachesOf(shadowed, dxAndVpn('10.0.0.0/16, 10.1.0.0/16', '10.0.0.0/16, 10.2.0.0/16'));
    expect(more).toEqual([]);
    expect(breach?.subject).toBe('vpn');
    expect(breach?.args).toMatchObject({ count: 1, examples: '10.0.0.0/16' });
    expect(breach?.message).toMatch(/goes over pvif/);
  });

  test('nothing in common, nothing shadowed; nor on a connection that is down', () => {
    expect(verdicts(shadowed, dxAndVpn('10.0.0.0/16', '10.2.0.0/16'))).toEqual([]);
    expect(verdicts(shadowed, dxAndVpn('10.0.0.0/16', '10.0.0.0/16', 'status: down'))).toEqual([]);
  });

  test('paths that tie all may win', () => {
    const tie = (policy: string): string => `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
customerGateways: { cgw: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.0.0.0/16] } }
vpnConnections:
  one: { customerGateway: cgw, vpnGateway: vgw }
  two: { customerGateway: cgw, vpnGateway: vgw, policy: ${policy} }`;
    expect(verdicts(shadowed, tie('{}'))).toEqual([]);
    expect(verdicts(shadowed, tie('{ prepend: 1 }'))).toEqual(['note two']);
  });

  test('one tunnel of a connection that wins is enough', () => {
    const design = `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
customerGateways: { cgw: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.0.0.0/16] } }
vpnConnections: { vpn: { customerGateway: cgw, vpnGateway: vgw, tunnels: [{}, { policy: { prepend: 2 } }] } }`;
    expect(verdicts(shadowed, design)).toEqual([]);
  });

  test('a route that wins in one of two tables of a transit gateway is not shadowed', () => {
    const design = (seconds: string): string => `
transitGateways:
  hub:
    amazonSideAsn: 64513
    routeTables:
      first: { associations: [one, two], propagations: [one, two] }
      second: { propagations: [${seconds}] }
customerGateways:
  a: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.0.0.0/16] }
  b: { bgpAsn: 65002, ipAddress: 203.0.113.2, announce: [{ prefix: 10.0.0.0/16, asPath: [65002, 65100] }] }
vpnConnections: { one: { customerGateway: a, transitGateway: hub }, two: { customerGateway: b, transitGateway: hub } }`;
    expect(verdicts(shadowed, design('one, two'))).toEqual(['note two']);
    expect(verdicts(shadowed, design('two'))).toEqual([]);
  });

  test('a static route of the transit gateway shadows what comes through a Direct Connect gateway', () => {
    const design = (routes: string): string => `
transitGateways:
  hub:
    amazonSideAsn: 64513
    attachments: { dx: { directConnectGateway: dxgw } }
    routeTables: { main: { associations: [dx], propagations: [dx], routes: [${routes}] } }
directConnectGateways: { dxgw: { amazonSideAsn: 64514, associations: [{ transitGateway: hub, allowedPrefixes: [10.20.0.0/16] }] } }
virtualInterfaces: { tvif: { type: transit, directConnectGateway: dxgw, bgpAsn: 65001, announce: [10.0.0.0/16] } }`;
    expect(verdicts(shadowed, design(''))).toEqual([]);
    expect(verdicts(shadowed, design('{ destinationCidrBlock: 10.0.0.0/16, blackhole: true }'))).toEqual(['note tvif']);
  });
});

describe('routes/more-specific-on-backup', () => {
  test('the customer announces the halves over the VPN and the whole over Direct Connect', () => {
    const [breach, ...more] = breachesOf(
      moreSpecificOnBackup,
      dxAndVpn('10.0.0.0/16', '10.0.0.0/17, 10.0.128.0/17, 10.0.0.0/16'),
    );
    expect(more).toEqual([]);
    expect(breach?.subject).toBe('vpn');
    expect(breach?.args).toMatchObject({
      direction: 'towards the customer site',
      preferred: 'pvif',
      count: 2,
      examples: '10.0.0.0/17 10.0.128.0/17',
    });
  });

  test('the same on both, wider on the backup, or unrelated: fine', () => {
    expect(verdicts(moreSpecificOnBackup, dxAndVpn('10.0.0.0/16, 10.0.0.0/17', '10.0.0.0/17'))).toEqual([]);
    expect(verdicts(moreSpecificOnBackup, dxAndVpn('10.0.0.0/17', '10.0.0.0/16'))).toEqual([]);
    expect(verdicts(moreSpecificOnBackup, dxAndVpn('10.0.0.0/16', '10.1.0.0/17'))).toEqual([]);
  });

  test('a backup that is down takes nothing', () => {
    expect(verdicts(moreSpecificOnBackup, dxAndVpn('10.0.0.0/16', '10.0.0.0/17', 'status: down'))).toEqual([]);
  });

  const aggregate = (allowed: string, routes = ''): string => `
vpcs: { app: { cidrs: [10.20.0.0/16] } }
transitGateways:
  hub:
    amazonSideAsn: 64513
    attachments: { att: { vpc: app }, dx: { directConnectGateway: dxgw } }
    routeTables: { main: { associations: [att, dx, vpn], propagations: [${routes === '' ? 'att, ' : ''}dx, vpn], routes: [${routes}] } }
directConnectGateways: { dxgw: { amazonSideAsn: 64514, associations: [{ transitGateway: hub, allowedPrefixes: [${allowed}] }] } }
routers: { dc: { asn: 65001, announce: [192.168.0.0/16] } }
virtualInterfaces: { tvif: { type: transit, directConnectGateway: dxgw, router: dc } }
customerGateways: { cgw: { bgpAsn: 65001, ipAddress: 203.0.113.1, router: dc } }
vpnConnections: { vpn: { customerGateway: cgw, transitGateway: hub } }`;

  test('the trap of P-CGW-LPM: an aggregate over Direct Connect, the VPC CIDR over the VPN', () => {
    const [breach, ...more] = breachesOf(moreSpecificOnBackup, aggregate('10.0.0.0/8'));
    expect(more).toEqual([]);
    expect(breach?.args).toMatchObject({ direction: 'towards AWS', preferred: 'tvif', examples: '10.20.0.0/16' });
    expect(verdicts(moreSpecificOnBackup, aggregate('10.20.0.0/16'))).toEqual([]);
    expect(verdicts(moreSpecificOnBackup, aggregate('10.0.0.0/8, 10.20.0.0/16'))).toEqual([]);
  });

  test('a static aggregate in the table of the VPN aligns the two (P-TGW-AGG)', () => {
    expect(
      verdicts(moreSpecificOnBackup, aggregate('10.0.0.0/8', '{ destinationCidrBlock: 10.0.0.0/8, attachment: att }')),
    ).toEqual([]);
  });

  test('of two VPNs the one with the longer path is the backup', () => {
    const design = (policy: string): string => `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
customerGateways: { cgw: { bgpAsn: 65001, ipAddress: 203.0.113.1 } }
vpnConnections:
  main: { customerGateway: cgw, vpnGateway: vgw, announce: [10.0.0.0/16] }
  spare: { customerGateway: cgw, vpnGateway: vgw, announce: [10.0.0.0/17], policy: ${policy} }`;
    expect(verdicts(moreSpecificOnBackup, design('{ prepend: 2 }'))).toEqual(['warning spare']);
    expect(verdicts(moreSpecificOnBackup, design('{}'))).toEqual([]);
  });
});
