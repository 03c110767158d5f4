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
