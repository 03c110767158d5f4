import { describe, expect, test } from 'vitest';
import { attributesDiffer } from '../../../src/rules/ecmp/attributes-differ.ts';
import { ecmpDisabled } from '../../../src/rules/ecmp/disabled.ts';
import { mixedPublicPrivate } from '../../../src/rules/ecmp/mixed-public-private.ts';
import { notOnVpnGateway } from '../../../src/rules/ecmp/not-on-vpn-gateway.ts';
import { staticPaths } from '../../../src/rules/ecmp/static.ts';
import { breachesOf, verdicts } from '../breaches-of.ts';

/** Two connections of one router; `one` and `two` are what each says of itself. */
const pair = (gateway: string, one = '', two = '', hub = ''): string => `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
transitGateways: { hub: { amazonSideAsn: 64513, ${hub} } }
routers: { dc: { asn: 65001, announce: [10.0.0.0/16] } }
customerGateways:
  cgw-1: { bgpAsn: 65001, ipAddress: 203.0.113.1, router: dc }
  cgw-2: { bgpAsn: 65001, ipAddress: 203.0.113.2, router: dc }
vpnConnections:
  one: { customerGateway: cgw-1, ${gateway}, ${one} }
  two: { customerGateway: cgw-2, ${gateway}, ${two} }`;

const onVpnGateway = 'vpnGateway: vgw';
const onTransitGateway = 'transitGateway: hub';

describe('ecmp/not-on-vpn-gateway', () => {
  test('equal paths of one router', () => {
    const [breach, ...more] = breachesOf(notOnVpnGateway, pair(onVpnGateway));
    expect(more).toEqual([]);
    expect(breach?.subject).toBe('vgw/dc');
    expect(breach?.args).toMatchObject({ connections: 'one two', count: 2 });
    expect(breach?.message).toMatch(/one and two of dc.*no ECMP/);
  });

  test('not on a transit gateway, nor with an order, nor without a prefix in common', () => {
    expect(verdicts(notOnVpnGateway, pair(onTransitGateway))).toEqual([]);
    expect(verdicts(notOnVpnGateway, pair(onVpnGateway, '', 'policy: { prepend: 1 }'))).toEqual([]);
    expect(verdicts(notOnVpnGateway, pair(onVpnGateway, '', 'announce: [10.1.0.0/16]'))).toEqual([]);
    expect(verdicts(notOnVpnGateway, pair(onVpnGateway, '', 'status: down'))).toEqual([]);
  });

  test('equal announcements written twice are equal, and one prefix in common is enough', () => {
    expect(
      verdicts(
        notOnVpnGateway,
        pair(onVpnGateway, 'announce: [10.1.0.0/16, 10.0.0.0/16]', 'announce: [10.2.0.0/16, 10.0.0.0/16]'),
      ),
    ).toEqual(['warning vgw/dc']);
  });

  test('two tunnels of one connection are one path, and two routers are two sites', () => {
    const single = `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
customerGateways: { a: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.0.0.0/16] }, b: { bgpAsn: 65001, ipAddress: 203.0.113.2, announce: [10.0.0.0/16] } }
vpnConnections: { one: { customerGateway: a, vpnGateway: vgw }, two: { customerGateway: b, vpnGateway: vgw } }`;
    expect(verdicts(notOnVpnGateway, single)).toEqual([]);
  });

  test('static ones, too', () => {
    const fixed = 'staticRoutesOnly: true, routes: [10.9.0.0/16]';
    expect(verdicts(notOnVpnGateway, pair(onVpnGateway, fixed, fixed))).toEqual(['warning vgw/dc']);
    expect(verdicts(notOnVpnGateway, pair(onVpnGateway, fixed, ''))).toEqual([]);
  });
});

describe('ecmp/static', () => {
  const fixed = (route: string): string => `staticRoutesOnly: true, routes: [${route}]`;

  test('the same static route on a transit gateway', () => {
    expect(verdicts(staticPaths, pair(onTransitGateway, fixed('10.9.0.0/16'), fixed('10.9.0.0/16')))).toEqual([
      'warning hub/dc',
    ]);
  });

  test('another route, or BGP, or a virtual private gateway: not this', () => {
    expect(verdicts(staticPaths, pair(onTransitGateway, fixed('10.9.0.0/16'), fixed('10.8.0.0/16')))).toEqual([]);
    expect(verdicts(staticPaths, pair(onTransitGateway))).toEqual([]);
    expect(verdicts(staticPaths, pair(onVpnGateway, fixed('10.9.0.0/16'), fixed('10.9.0.0/16')))).toEqual([]);
  });
});

describe('ecmp/disabled', () => {
  test('equal paths with VPN ECMP switched off', () => {
    const [breach] = breachesOf(ecmpDisabled, pair(onTransitGateway, '', '', 'vpnEcmpSupport: disable'));
    expect(breach?.subject).toBe('hub/dc');
    expect(breach?.path).toEqual(['transitGateways', 'hub', 'vpnEcmpSupport']);
  });

  test('switched on, or an order among them', () => {
    expect(verdicts(ecmpDisabled, pair(onTransitGateway))).toEqual([]);
    expect(
      verdicts(ecmpDisabled, pair(onTransitGateway, '', 'policy: { med: 200 }', 'vpnEcmpSupport: disable')),
    ).toEqual([]);
  });
});

describe('ecmp/attributes-differ', () => {
  test.each([
    ['policy: { prepend: 1 }', /AS_PATH \(65001 and 65001 65001\)/],
    ['policy: { med: 50 }', /MED \(none and 50\)/],
    ['policy: { communities: ["65001:7"] }', /communities \(none and 65001:7\)/],
    ['announce: [{ prefix: 10.0.0.0/16, origin: incomplete }]', /origin \(igp and incomplete\)/],
  ])('%s', (two, message) => {
    const [breach, ...more] = breachesOf(attributesDiffer, pair(onTransitGateway, '', two));
    expect(more).toEqual([]);
    expect(breach?.subject).toBe('one two');
    expect(breach?.message).toMatch(message);
  });

  test('equal paths, ECMP off, other prefixes, other tables: not this', () => {
    expect(verdicts(attributesDiffer, pair(onTransitGateway))).toEqual([]);
    expect(
      verdicts(attributesDiffer, pair(onTransitGateway, '', 'policy: { med: 50 }', 'vpnEcmpSupport: disable')),
    ).toEqual([]);
    expect(
      verdicts(attributesDiffer, pair(onTransitGateway, '', 'announce: [{ prefix: 10.1.0.0/16, med: 50 }]')),
    ).toEqual([]);
    const tables =
      'routeTables: { a: { associations: [one], propagations: [one] }, b: { associations: [two], propagations: [two] } }';
    expect(verdicts(attributesDiffer, pair(onTransitGateway, '', 'policy: { med: 50 }', tables))).toEqual([]);
  });

  test('a tunnel that differs from the rest of equal connections is left alone', () => {
    expect(verdicts(attributesDiffer, pair(onTransitGateway, '', 'tunnels: [{}, { policy: { prepend: 1 } }]'))).toEqual(
      [],
    );
  });
});

describe('ecmp/mixed-public-private', () => {
  const mixed = (announce: string, tables = ''): string => `
transitGateways:
  hub:
    amazonSideAsn: 64513
    transitGatewayCidrBlocks: [10.255.0.0/24]
    attachments: { dx: { directConnectGateway: dxgw } }
    ${tables}
directConnectGateways: { dxgw: { amazonSideAsn: 64514, associations: [{ transitGateway: hub, allowedPrefixes: [10.255.0.0/24] }] } }
routers: { dc: { asn: 65001, announce: [192.168.0.0/16, 192.168.1.0/24] } }
virtualInterfaces: { tvif: { type: transit, directConnectGateway: dxgw, router: dc, announce: [172.31.255.0/24] } }
customerGateways:
  inside: { bgpAsn: 65001, ipAddress: 172.31.255.1, router: dc }
  outside: { bgpAsn: 65001, ipAddress: 203.0.113.1, router: dc, announce: [${announce}] }
vpnConnections:
  pip: { customerGateway: inside, transitGateway: hub, outsideIpAddressType: PrivateIpv4, transportTransitGatewayAttachmentId: dx }
  pub: { customerGateway: outside, transitGateway: hub }`;

  test('once for each public connection, however many prefixes', () => {
    const [breach, ...more] = breachesOf(mixedPublicPrivate, mixed('192.168.0.0/16, 192.168.1.0/24'));
    expect(more).toEqual([]);
    expect(breach?.subject).toBe('pub');
    expect(breach?.args).toMatchObject({ gateway: 'hub', count: 2 });
    expect(breach?.message).toMatch(/192\.168\.0\.0\/16 and 1 more prefix.*private-IP pip/);
  });

  test('other prefixes, or tables of their own: fine', () => {
    expect(verdicts(mixedPublicPrivate, mixed('192.168.0.0/17'))).toEqual([]);
    const apart =
      'routeTables: { a: { associations: [dx, pip], propagations: [dx, pip] }, b: { associations: [pub], propagations: [pub] } }';
    expect(verdicts(mixedPublicPrivate, mixed('192.168.0.0/16', apart))).toEqual([]);
  });
});
