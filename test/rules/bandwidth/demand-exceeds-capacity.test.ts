import { expect, test } from 'vitest';
import { demandExceedsCapacity } from '../../../src/rules/bandwidth/demand-exceeds-capacity.ts';
import { breachesOf, verdicts } from '../breaches-of.ts';

/** A VPC and two sites; `gateway` is where the VPNs end. */
const sites = (gateway: string, demands: string, tunnels = ''): string => `
vpcs: { app: { cidrs: [10.20.0.0/16] } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64512 } }
transitGateways: { hub: { amazonSideAsn: 64513, attachments: { att: { vpc: app } } } }
customerGateways:
  a: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.1.0.0/16] }
  b: { bgpAsn: 65002, ipAddress: 203.0.113.2, announce: [10.2.0.0/16] }
vpnConnections:
  a: { customerGateway: a, ${gateway}, ${tunnels} }
  b: { customerGateway: b, ${gateway} }
demands: [${demands}]`;

const vgw = 'vpnGateway: vgw';
const hub = 'transitGateway: hub';

test('a virtual private gateway sends through one tunnel: 1.25 Gbit/s (F75)', () => {
  expect(verdicts(demandExceedsCapacity, sites(vgw, '{ from: app, to: a, bandwidth: 1.25Gbps }'))).toEqual([]);
  const [breach, ...more] = breachesOf(demandExceedsCapacity, sites(vgw, '{ from: app, to: a, bandwidth: 1.3Gbps }'));
  expect(more).toEqual([]);
  expect(breach?.subject).toBe('app → a');
  expect(breach?.args).toMatchObject({ loadMbps: 1300, capacityMbps: 1250 });
  expect(breach?.path).toEqual(['demands', 0]);
  // AES-128 with SHA-1 leaves 1438 of every 1496 bytes at most, as Q-MTU-TAB has it.
  expect(breach?.message).toMatch(/after encryption about 1\.2\d*Gbps/);
});

test('demands add up on the aggregate of the virtual private gateway', () => {
  const both = (each: string): string =>
    `{ from: app, to: a, bandwidth: ${each} }, { from: app, to: b, bandwidth: ${each} }`;
  expect(verdicts(demandExceedsCapacity, sites(vgw, both('625Mbps')))).toEqual([]);
  const [breach, ...more] = breachesOf(demandExceedsCapacity, sites(vgw, both('650Mbps')));
  expect(more).toEqual([]);
  expect(breach?.subject).toBe('virtual private gateway vgw');
  expect(breach?.message).toMatch(/app → a and app → b put 1\.3Gbps/);
});

test('the aggregate is one from AWS to the customer: nothing of the other way counts in it', () => {
  const upwards = '{ from: a, to: app, bandwidth: 1Gbps }, { from: b, to: app, bandwidth: 1Gbps }';
  expect(verdicts(demandExceedsCapacity, sites(vgw, upwards))).toEqual([]);
  expect(verdicts(demandExceedsCapacity, sites(vgw, '{ from: a, to: app, bandwidth: 1.3Gbps }'))).toEqual([
    'error a → app',
  ]);
  expect(verdicts(demandExceedsCapacity, sites(vgw, `${upwards}, { from: app, to: a, bandwidth: 1Gbps }`))).toEqual([]);
});

test('ECMP on a transit gateway adds the tunnels up', () => {
  const noVgw = (text: string): string => text.replace('vgw: { vpc: app, amazonSideAsn: 64512 }', '');
  expect(verdicts(demandExceedsCapacity, noVgw(sites(hub, '{ from: app, to: a, bandwidth: 2.5Gbps }')))).toEqual([]);
  expect(verdicts(demandExceedsCapacity, noVgw(sites(hub, '{ from: app, to: a, bandwidth: 2.6Gbps }')))).toEqual([
    'error app → a',
  ]);
  expect(
    verdicts(
      demandExceedsCapacity,
      noVgw(sites(hub, '{ from: app, to: a, bandwidth: 1.3Gbps }', 'tunnels: [{}, { status: down }]')),
    ),
  ).toEqual(['error app → a']);
});

test('packets are judged as well (F79)', () => {
  expect(verdicts(demandExceedsCapacity, sites(vgw, '{ from: app, to: a, packetsPerSecond: 140000 }'))).toEqual([]);
  const [breach] = breachesOf(demandExceedsCapacity, sites(vgw, '{ from: app, to: a, packetsPerSecond: 140001 }'));
  expect(breach?.message).toMatch(/140,001 packets\/s on tunnel .* carries 140,000 packets\/s/);
});

test('between two sites both legs count', () => {
  const [breach] = breachesOf(
    demandExceedsCapacity,
    sites(vgw, '{ from: a, to: b, bandwidth: 900Mbps }, { from: app, to: b, bandwidth: 900Mbps }'),
  );
  expect(breach?.args).toMatchObject({ loadMbps: 1800, capacityMbps: 1250 });
});

test('what is not reached has nothing', () => {
  const [breach] = breachesOf(
    demandExceedsCapacity,
    sites(vgw, '{ from: app, to: a, bandwidth: 1Mbps }', 'status: down'),
  );
  expect(breach?.subject).toBe('app → a');
  expect(breach?.args).toMatchObject({ availableMbps: 0 });
  expect(breach?.message).toMatch(/asks for 1Mbps and has nothing for certain/);
});

test('the Direct Connect port bounds what runs over it', () => {
  const port = (demand: string): string => `
vpcs: { app: { cidrs: [10.20.0.0/16] } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64512 } }
virtualInterfaces: { pvif: { type: private, vpnGateway: vgw, bgpAsn: 65001, bandwidth: 1Gbps, announce: [10.1.0.0/16] } }
demands: [{ from: app, to: pvif, bandwidth: ${demand} }]`;
  expect(verdicts(demandExceedsCapacity, port('1Gbps'))).toEqual([]);
  const [breach] = breachesOf(demandExceedsCapacity, port('1.1Gbps'));
  expect(breach?.args?.['resource']).toBe('virtual interface pvif');
  expect(breach?.message).not.toMatch(/encryption/);
});

const app = 'vpcs: { app: { cidrs: [10.20.0.0/16] } }';
const appOnHub = `${app}
transitGateways: { hub: { amazonSideAsn: 64513, attachments: { att: { vpc: app } } } }`;

test('all of the traffic may be for the more specific prefix that one connection alone announces', () => {
  const two = (alsoA: string, demand: string): string => `${appOnHub}
routers: { dc: { asn: 65001 } }
customerGateways:
  a: { bgpAsn: 65001, ipAddress: 203.0.113.1, router: dc, announce: [10.0.0.0/12${alsoA}] }
  b: { bgpAsn: 65001, ipAddress: 203.0.113.2, router: dc, announce: [10.0.0.0/12, 10.1.0.0/16] }
vpnConnections: { a: { customerGateway: a, transitGateway: hub }, b: { customerGateway: b, transitGateway: hub } }
demands: [{ ${demand}, bandwidth: 5Gbps }]`;
  expect(verdicts(demandExceedsCapacity, two(', 10.1.0.0/16', 'from: app, to: dc'))).toEqual([]);
  const [breach] = breachesOf(demandExceedsCapacity, two('', 'from: app, to: dc'));
  expect(breach?.args).toMatchObject({ resource: 'tunnel b/tunnel-1', loadMbps: 2500 });
  // The other way the VPC's prefix is on all four tunnels.
  expect(verdicts(demandExceedsCapacity, two('', 'from: dc, to: app'))).toEqual([]);
});

test('a site without IPv6 sends none to a VPC that has it; a site with both is held to the narrower', () => {
  const dual = (connections: string, demand: string, announce = '10.1.0.0/16'): string => `
vpcs: { app: { cidrs: [10.20.0.0/16, 2001:db8::/56] } }
transitGateways: { hub: { amazonSideAsn: 64513, attachments: { att: { vpc: app } } } }
customerGateways: { a: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [${announce}] } }
vpnConnections: { ${connections} }
demands: [{ from: a, to: app, bandwidth: ${demand} }]`;
  const four = 'a: { customerGateway: a, transitGateway: hub }';
  expect(verdicts(demandExceedsCapacity, dual(four, '2.5Gbps'))).toEqual([]);
  expect(verdicts(demandExceedsCapacity, dual(four, '2.6Gbps'))).toEqual(['error a → app']);
  const both = `${four}, b: { customerGateway: a, transitGateway: hub }, six: { customerGateway: a, transitGateway: hub, tunnelInsideIpVersion: ipv6 }`;
  const announced = '10.1.0.0/16, 2001:db8:1::/48';
  expect(verdicts(demandExceedsCapacity, dual(both, '2.5Gbps', announced))).toEqual([]);
  const [breach] = breachesOf(demandExceedsCapacity, dual(both, '3Gbps', announced));
  expect(breach?.args).toMatchObject({ resource: 'tunnel six/tunnel-1', loadMbps: 1500 });
});

test.each(['transitGateway: hub', 'vpnGateway: vgw'])('static tunnels are not used together (%s)', (gateway) => {
  const fixed = (
    demand: string,
  ): string => `${gateway.startsWith('t') ? appOnHub : `${app}\nvpnGateways: { vgw: { vpc: app } }`}
customerGateways: { a: { ipAddress: 203.0.113.1 } }
vpnConnections: { a: { customerGateway: a, ${gateway}, staticRoutesOnly: true, routes: [10.1.0.0/16] } }
demands: [{ from: app, to: a, bandwidth: ${demand} }]`;
  expect(verdicts(demandExceedsCapacity, fixed('1.25Gbps'))).toEqual([]);
  expect(verdicts(demandExceedsCapacity, fixed('1.26Gbps'))).toEqual(['error app → a']);
});

test('a Connect peer carries 5 Gbit/s over its two sessions, two peers twice that (E-CONN)', () => {
  const peers = (names: readonly string[], demand: string): string => `${app}
routers: { sd: { asn: 65009, announce: [10.1.0.0/16] } }
transitGateways:
  hub:
    amazonSideAsn: 64513
    attachments:
      att: { vpc: app }
      con: { connect: { transportAttachment: att, peers: { ${names.map((name) => `${name}: { peerAsn: 65009, router: sd }`).join(', ')} } } }
demands: [{ from: app, to: sd, ${demand} }]`;
  expect(verdicts(demandExceedsCapacity, peers(['p1'], 'bandwidth: 5Gbps'))).toEqual([]);
  expect(verdicts(demandExceedsCapacity, peers(['p1'], 'bandwidth: 5.1Gbps'))).toEqual(['error app → sd']);
  expect(verdicts(demandExceedsCapacity, peers(['p1', 'p2'], 'bandwidth: 10Gbps'))).toEqual([]);
  expect(verdicts(demandExceedsCapacity, peers(['p1'], 'packetsPerSecond: 300001'))).toEqual(['error app → sd']);
});

test('the port below a Connect attachment bounds it too', () => {
  const over = (demand: string): string => `${app}
routers: { edge: { asn: 65008 }, sd: { asn: 65009, announce: [10.1.0.0/16] } }
directConnectGateways: { dxgw: { amazonSideAsn: 64600, associations: [{ transitGateway: hub, allowedPrefixes: [10.255.0.0/24] }] } }
virtualInterfaces: { tvif: { type: transit, directConnectGateway: dxgw, router: edge, bandwidth: 1Gbps, announce: [172.16.0.0/24] } }
transitGateways:
  hub:
    amazonSideAsn: 64513
    transitGatewayCidrBlocks: [10.255.0.0/24]
    attachments:
      att: { vpc: app }
      dx: { directConnectGateway: dxgw }
      con: { connect: { transportAttachment: dx, peers: { p1: { peerAsn: 65009, router: sd } } } }
demands: [{ from: app, to: sd, bandwidth: ${demand} }]`;
  expect(verdicts(demandExceedsCapacity, over('1Gbps'))).toEqual([]);
  expect(breachesOf(demandExceedsCapacity, over('3Gbps'))[0]?.args).toMatchObject({
    resource: 'virtual interface tvif',
    loadMbps: 3000,
  });
});

test('virtual interfaces on one Direct Connect connection share its port', () => {
  const two = (second: string): string => `
vpcs: { app: { cidrs: [10.20.0.0/16] }, shop: { cidrs: [10.30.0.0/16] } }
routers: { dc: { asn: 65009, announce: [10.1.0.0/16] } }
vpnGateways: { v1: { vpc: app }, v2: { vpc: shop } }
virtualInterfaces:
  a: { type: private, vpnGateway: v1, router: dc, bandwidth: 1Gbps, connection: dxcon-1 }
  b: { type: private, vpnGateway: v2, router: dc, bandwidth: 1Gbps, connection: ${second} }
demands: [{ from: app, to: dc, bandwidth: 800Mbps }, { from: shop, to: dc, bandwidth: 800Mbps }]`;
  expect(verdicts(demandExceedsCapacity, two('dxcon-2'))).toEqual([]);
  expect(breachesOf(demandExceedsCapacity, two('dxcon-1')).map(({ message }) => message)).toEqual([
    'app → dc and shop → dc put 1.6Gbps on Direct Connect connection dxcon-1, which carries 1Gbps.',
  ]);
});

test('a private-IP VPN rests on the port that leads to its customer gateway, not on that of another site', () => {
  const sites = (demand: string): string => `${app}
routers: { north: { asn: 65001, announce: [10.1.0.0/16] }, south: { asn: 65002, announce: [10.2.0.0/16] } }
directConnectGateways: { dxgw: { amazonSideAsn: 64600, associations: [{ transitGateway: hub, allowedPrefixes: [10.255.0.0/24] }] } }
virtualInterfaces:
  n: { type: transit, directConnectGateway: dxgw, router: north, bandwidth: 10Gbps, announce: [172.16.1.0/24] }
  s: { type: transit, directConnectGateway: dxgw, router: south, bandwidth: 1Gbps, announce: [172.16.2.0/24] }
transitGateways:
  hub:
    amazonSideAsn: 64513
    transitGatewayCidrBlocks: [10.255.0.0/24]
    attachments: { att: { vpc: app }, dx: { directConnectGateway: dxgw } }
customerGateways:
  n: { bgpAsn: 65001, ipAddress: 172.16.1.1, router: north }
  s: { bgpAsn: 65002, ipAddress: 172.16.2.1, router: south }
vpnConnections:
  n: { customerGateway: n, transitGateway: hub, outsideIpAddressType: PrivateIpv4, transportTransitGatewayAttachmentId: dx }
  s: { customerGateway: s, transitGateway: hub, outsideIpAddressType: PrivateIpv4, transportTransitGatewayAttachmentId: dx }
demands: [{ ${demand}, bandwidth: 2.5Gbps }]`;
  expect(verdicts(demandExceedsCapacity, sites('from: app, to: north'))).toEqual([]);
  expect(breachesOf(demandExceedsCapacity, sites('from: app, to: south'))[0]?.args).toMatchObject({
    resource: 'virtual interface s',
  });
});

test('the two directions of a tunnel take from each other where that is assumed', () => {
  const both = (assumption: string): string => `${appOnHub}
${assumption}
customerGateways: { a: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.1.0.0/16] } }
vpnConnections: { a: { customerGateway: a, transitGateway: hub } }
demands: [{ from: app, to: a, bandwidth: 2Gbps }, { from: a, to: app, bandwidth: 2Gbps }]`;
  expect(verdicts(demandExceedsCapacity, both(''))).toEqual([]);
  const [breach, ...more] = breachesOf(demandExceedsCapacity, both('assumptions: { tunnelDirections: together }'));
  expect(more).toEqual([]);
  expect(breach).toMatchObject({ args: { loadMbps: 2000, capacityMbps: 1250 }, assumptions: ['tunnelDirections'] });
});
