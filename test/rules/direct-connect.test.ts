import { describe, expect, test } from 'vitest';
import { mixedGatewayKinds } from '../../src/rules/direct-connect/mixed-gateway-kinds.ts';
import { overlappingAllowedPrefixes } from '../../src/rules/direct-connect/overlapping-allowed-prefixes.ts';
import { overlappingVpcs } from '../../src/rules/direct-connect/overlapping-vpcs.ts';
import { breachesOf, verdicts } from './breaches-of.ts';

const design = (associations: string, secondVpc = '10.1.0.0/16'): string => `
vpcs: { app: { cidrs: [10.0.0.0/16] }, data: { cidrs: [${secondVpc}] } }
vpnGateways: { vgw-app: { amazonSideAsn: 64512, vpc: app }, vgw-data: { amazonSideAsn: 64512, vpc: data } }
transitGateways: { east: { amazonSideAsn: 64513 }, west: { amazonSideAsn: 64514 } }
directConnectGateways: { dxgw: { amazonSideAsn: 64520, associations: [${associations}] } }`;

test('direct-connect/mixed-gateway-kinds', () => {
  const [breach] = breachesOf(
    mixedGatewayKinds,
    design('{ vpnGateway: vgw-app }, { transitGateway: east, allowedPrefixes: [10.9.0.0/16] }'),
  );
  expect(breach?.subject).toBe('dxgw');
  expect(breach?.message).toMatch(/vgw-app.*east.*only one/);
  expect(verdicts(mixedGatewayKinds, design('{ vpnGateway: vgw-app }, { vpnGateway: vgw-data }'))).toEqual([]);
});

describe('direct-connect/overlapping-allowed-prefixes', () => {
  const allowed = (east: string, west: string): string =>
    design(
      `{ transitGateway: east, allowedPrefixes: [${east}] }, { transitGateway: west, allowedPrefixes: [${west}] }`,
    );

  test('one prefix inside another', () => {
    const [breach, ...more] = breachesOf(
      overlappingAllowedPrefixes,
      allowed('10.0.0.0/8, 192.168.0.0/16', '10.64.0.0/16'),
    );
    expect(more).toEqual([]);
    expect(breach?.message).toMatch(/10\.64\.0\.0\/16.*west.*10\.0\.0\.0\/8.*east/);
  });

  test('a default route beside anything', () => {
    expect(verdicts(overlappingAllowedPrefixes, allowed('0.0.0.0/0', '10.64.0.0/16'))).toEqual(['error dxgw']);
  });

  test('neighbours are fine, and so are the other family and one gateway alone', () => {
    expect(verdicts(overlappingAllowedPrefixes, allowed('10.0.0.0/9', '10.128.0.0/9'))).toEqual([]);
    expect(verdicts(overlappingAllowedPrefixes, allowed('0.0.0.0/0', '"2001:db8::/32"'))).toEqual([]);
    expect(
      verdicts(
        overlappingAllowedPrefixes,
        design('{ transitGateway: east, allowedPrefixes: [10.0.0.0/8, 10.1.0.0/16] }'),
      ),
    ).toEqual([]);
  });
});

describe('direct-connect/overlapping-vpcs', () => {
  const both = '{ vpnGateway: vgw-app }, { vpnGateway: vgw-data }';

  test('two VPCs with common addresses', () => {
    const [breach] = breachesOf(overlappingVpcs, design(both, '10.0.128.0/17'));
    expect(breach?.subject).toBe('dxgw');
    expect(breach?.message).toMatch(/app \(10\.0\.0\.0\/16\).*data \(10\.0\.128\.0\/17\)/);
  });

  test('neighbours are fine, and so is one of the two alone', () => {
    expect(verdicts(overlappingVpcs, design(both))).toEqual([]);
    expect(verdicts(overlappingVpcs, design('{ vpnGateway: vgw-app }', '10.0.128.0/17'))).toEqual([]);
  });
});
