import { describe, expect, test } from 'vitest';
import { amazonSideNotPrivate } from '../../src/rules/asn/amazon-side-not-private.ts';
import { customerOutOfRange } from '../../src/rules/asn/customer-out-of-range.ts';
import { customerPrivate32Bit } from '../../src/rules/asn/customer-private-32-bit.ts';
import { customerReserved } from '../../src/rules/asn/customer-reserved.ts';
import { directConnectGatewaySameAsTransitGateway } from '../../src/rules/asn/direct-connect-gateway-same-as-transit-gateway.ts';
import { duplicateSites } from '../../src/rules/asn/duplicate-sites.ts';
import { legacyPublic } from '../../src/rules/asn/legacy-public.ts';
import { routerMismatch } from '../../src/rules/asn/router-mismatch.ts';
import { sameOnBothSides } from '../../src/rules/asn/same-on-both-sides.ts';
import { breachesOf, verdicts } from './breaches-of.ts';

const vpnGateway = (fields: string, region = 'eu-central-1'): string => `
region: ${region}
vpnGateways: { vgw: { ${fields} } }`;

describe('asn/amazon-side-not-private', () => {
  test.each([64511, 65535, 1, 4199999999, 4294967295])('AS %i is refused on a virtual private gateway', (asn) => {
    const [breach, ...more] = breachesOf(amazonSideNotPrivate, vpnGateway(`amazonSideAsn: ${asn}`));
    expect(more).toEqual([]);
    expect(breach?.subject).toBe('vgw');
    expect(breach?.message).toContain(String(asn));
    expect(breach?.message).toContain('64512–65534');
    expect(breach?.message).toContain('4200000000–4294967294');
    expect(breach?.path).toEqual(['vpnGateways', 'vgw', 'amazonSideAsn']);
  });

  test.each([64512, 65534, 4200000000, 4294967294])('AS %i is private and fine', (asn) => {
    expect(verdicts(amazonSideNotPrivate, vpnGateway(`amazonSideAsn: ${asn}`))).toEqual([]);
  });

  test('transit and Direct Connect gateways are held to it too', () => {
    const design = `
transitGateways: { hub: { amazonSideAsn: 100 } }
directConnectGateways: { dxgw: { amazonSideAsn: 200 } }`;
    expect(verdicts(amazonSideNotPrivate, design)).toEqual(['error hub', 'error dxgw']);
  });
});

describe('asn/legacy-public', () => {
  test.each([
    ['made the day after the last', 'amazonSideAsn: 7224, created: 2018-07-01', 'us-east-1'],
    ['of another region', 'amazonSideAsn: 9059, created: 2017-01-01', 'us-east-1'],
    ['7224 where the region has its own', 'amazonSideAsn: 7224, created: 2017-01-01', 'eu-west-1'],
  ])('%s: an error', (_what, fields, region) => {
    expect(verdicts(legacyPublic, vpnGateway(fields, region))).toEqual(['error vgw']);
  });

  test.each([
    ['7224 on the last day', 'amazonSideAsn: 7224, created: 2018-06-30', 'us-east-1'],
    ['Dublin', 'amazonSideAsn: 9059, created: 2016-05-01', 'eu-west-1'],
    ['Singapore', 'amazonSideAsn: 17493, created: 2016-05-01', 'ap-southeast-1'],
    ['Tokyo', 'amazonSideAsn: 10124, created: 2016-05-01', 'ap-northeast-1'],
    ['a private one, made later', 'amazonSideAsn: 64512, created: 2024-05-01', 'us-east-1'],
  ])('%s: fine', (_what, fields, region) => {
    expect(verdicts(legacyPublic, vpnGateway(fields, region))).toEqual([]);
  });

  test('when the date is not given it may be right, and is a warning that asks for it', () => {
    const [breach] = breachesOf(legacyPublic, vpnGateway('amazonSideAsn: 7224'));
    expect(breach?.severity).toBe('warning');
    expect(breach?.fix).toContain('created');
  });

  test('without a date but in the wrong region it cannot be right', () => {
    expect(verdicts(legacyPublic, vpnGateway('amazonSideAsn: 10124', 'eu-west-1'))).toEqual(['error vgw']);
  });

  test('no transit gateway ever had one', () => {
    expect(verdicts(legacyPublic, 'transitGateways: { hub: { amazonSideAsn: 7224 } }')).toEqual(['error hub']);
  });
});

const customer = (asn: number, region = 'eu-central-1'): string => `
region: ${region}
customerGateways: { dc1: { bgpAsn: ${asn}, ipAddress: 203.0.113.1 } }`;

describe('customer ASNs', () => {
  test('asn/customer-out-of-range: 2147483647 is the last one in the FAQ', () => {
    expect(verdicts(customerOutOfRange, customer(2147483647))).toEqual([]);
    const [breach] = breachesOf(customerOutOfRange, customer(2147483648));
    expect(breach?.subject).toBe('dc1');
    expect(breach?.message).toMatch(/2147483648.*1–2147483647/);
  });

  test('asn/customer-out-of-range: the user guide takes all of four bytes', () => {
    expect(verdicts(customerOutOfRange, customer(2147483648), { profile: 'guide' })).toEqual([]);
    expect(verdicts(customerOutOfRange, customer(4294967295), { profile: 'guide' })).toEqual([]);
  });

  test('asn/customer-private-32-bit: refused in the FAQ, allowed in the user guide, and no double finding', () => {
    for (const asn of [4200000000, 4294967294]) {
      expect(verdicts(customerPrivate32Bit, customer(asn))).toEqual(['error dc1']);
      expect(verdicts(customerOutOfRange, customer(asn))).toEqual([]);
      expect(verdicts(customerPrivate32Bit, customer(asn), { profile: 'guide' })).toEqual([]);
    }
    expect(verdicts(customerPrivate32Bit, customer(4199999999))).toEqual([]);
  });

  test('asn/customer-reserved: 7224 everywhere, the others in one region each', () => {
    expect(verdicts(customerReserved, customer(7224))).toEqual(['error dc1']);
    expect(verdicts(customerReserved, customer(9059, 'eu-west-1'))).toEqual(['error dc1']);
    expect(verdicts(customerReserved, customer(9059, 'us-east-1'))).toEqual([]);
    expect(verdicts(customerReserved, customer(10124, 'ap-northeast-1'))).toEqual(['error dc1']);
    for (const asn of [17493, 17943]) {
      expect(verdicts(customerReserved, customer(asn, 'ap-southeast-1'))).toEqual(['error dc1']);
    }
    expect(verdicts(customerReserved, customer(65000, 'eu-west-1'))).toEqual([]);
  });

  test("a customer gateway without an ASN has its router's, and the finding points there", () => {
    const design = `
routers: { dc1: { asn: 7224 } }
customerGateways: { line: { ipAddress: 203.0.113.1, router: dc1 } }`;
    const [breach] = breachesOf(customerReserved, design);
    expect(breach).toMatchObject({ subject: 'line', path: ['routers', 'dc1', 'asn'] });
  });

  test('the region of the customer gateway itself wins over the one of the design', () => {
    const design = `
region: us-east-1
customerGateways: { dc1: { bgpAsn: 9059, ipAddress: 203.0.113.1, region: eu-west-1 } }`;
    expect(verdicts(customerReserved, design)).toEqual(['error dc1']);
  });
});

describe('asn/same-on-both-sides', () => {
  const connection = (gateway: string, customerAsn: number, more = ''): string => `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
transitGateways: { hub: { amazonSideAsn: 64512 } }
customerGateways: { dc1: { bgpAsn: ${customerAsn}, ipAddress: 203.0.113.1 } }
vpnConnections: { vpn: { customerGateway: dc1, ${gateway}${more} } }`;

  test('is refused on a virtual private gateway', () => {
    const [breach, ...more] = breachesOf(sameOnBothSides, connection('vpnGateway: vgw', 64512));
    expect(more).toEqual([]);
    expect(breach).toMatchObject({ subject: 'vpn', args: { asn: 64512 } });
    expect(breach?.severity).toBeUndefined();
    expect(breach?.message).toContain('AsnConflict');
  });

  test('is a warning on a transit gateway, which names its assumption', () => {
    const [breach] = breachesOf(sameOnBothSides, connection('transitGateway: hub', 64512));
    expect(breach).toMatchObject({ severity: 'warning', assumptions: ['sameAsnOnTransitGateway'] });
  });

  test('different ASNs are fine, and so is iBGP with a Connect peer', () => {
    expect(verdicts(sameOnBothSides, connection('vpnGateway: vgw', 64513))).toEqual([]);
    const connect = `
vpcs: { app: { cidrs: [10.0.0.0/16] } }
transitGateways:
  hub:
    amazonSideAsn: 64512
    attachments:
      att-app: { vpc: app }
      att-connect: { connect: { transportAttachment: att-app, peers: { edge: { peerAsn: 64512, insideCidrBlocks: [169.254.6.0/29] } } } }`;
    expect(verdicts(sameOnBothSides, connect)).toEqual([]);
  });
});

describe('asn/duplicate-sites', () => {
  const cloudHub = (secondAsn: number): string => `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
customerGateways:
  north: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.1.0.0/16] }
  south: { bgpAsn: ${secondAsn}, ipAddress: 203.0.113.2, announce: [10.2.0.0/16] }
vpnConnections:
  vpn-north: { customerGateway: north, vpnGateway: vgw }
  vpn-south: { customerGateway: south, vpnGateway: vgw }`;

  test('two sites of one CloudHub with one ASN', () => {
    const [breach, ...more] = breachesOf(duplicateSites, cloudHub(65001));
    expect(more).toEqual([]);
    expect(breach?.subject).toBe('vgw');
    expect(breach?.message).toMatch(/north and south share AS 65001 on virtual private gateway vgw/);
    expect(breach?.args).toMatchObject({ asn: 65001, count: 2 });
  });

  test('with an ASN each they are fine', () => {
    expect(verdicts(duplicateSites, cloudHub(65002))).toEqual([]);
  });

  test('two gateways of one router are one site', () => {
    const design = `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
routers: { dc1: { asn: 65001, announce: [10.1.0.0/16] } }
customerGateways:
  line-1: { bgpAsn: 65001, ipAddress: 203.0.113.1, router: dc1 }
  line-2: { bgpAsn: 65001, ipAddress: 203.0.113.2, router: dc1 }
vpnConnections:
  vpn-1: { customerGateway: line-1, vpnGateway: vgw }
  vpn-2: { customerGateway: line-2, vpnGateway: vgw }`;
    expect(verdicts(duplicateSites, design)).toEqual([]);
  });

  test('two routers that announce the same prefixes are a pair at one site', () => {
    const design = cloudHub(65001).replace('10.2.0.0/16', '10.1.0.0/16');
    expect(verdicts(duplicateSites, design)).toEqual([]);
  });

  test('two gateways are two hubs', () => {
    const design = cloudHub(65001)
      .replace('vpnGateways: {', 'vpnGateways: { other: { amazonSideAsn: 64513 },')
      .replace('south, vpnGateway: vgw', 'south, vpnGateway: other');
    expect(verdicts(duplicateSites, design)).toEqual([]);
  });

  test('a static site hears nothing and loses nothing', () => {
    const design = cloudHub(65001)
      .replace(', announce: [10.2.0.0/16]', '')
      .replace('south, vpnGateway: vgw', 'south, vpnGateway: vgw, staticRoutesOnly: true, routes: [10.2.0.0/16]');
    expect(verdicts(duplicateSites, design)).toEqual([]);
  });

  const onTransitGateway = (tables: string): string => `
transitGateways:
  hub: { amazonSideAsn: 64512${tables} }
customerGateways:
  north: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.1.0.0/16] }
  south: { bgpAsn: 65001, ipAddress: 203.0.113.2, announce: [10.2.0.0/16] }
vpnConnections:
  vpn-north: { customerGateway: north, transitGateway: hub }
  vpn-south: { customerGateway: south, transitGateway: hub }`;

  test('on a transit gateway with one table for all, too', () => {
    const [breach] = breachesOf(duplicateSites, onTransitGateway(''));
    expect(breach?.message).toContain('transit gateway hub');
    expect(verdicts(duplicateSites, onTransitGateway(''))).toEqual(['warning hub']);
  });

  test('but not where their tables keep them apart', () => {
    const apart = `, routeTables: {
      for-north: { associations: [vpn-north], propagations: [] },
      for-south: { associations: [vpn-south], propagations: [vpn-north] } }`;
    expect(verdicts(duplicateSites, onTransitGateway(apart))).toEqual([]);
  });

  test('nor where each hears only one that does not hear it', () => {
    const design = onTransitGateway(`, routeTables: {
      for-north: { associations: [vpn-north], propagations: [vpn-south] },
      for-south: { associations: [vpn-south], propagations: [vpn-west] },
      for-west: { associations: [vpn-west], propagations: [vpn-north] } }`)
      .replace(
        'vpnConnections:',
        '  west: { bgpAsn: 65001, ipAddress: 203.0.113.3, announce: [10.3.0.0/16] }\nvpnConnections:',
      )
      .concat('\n  vpn-west: { customerGateway: west, transitGateway: hub }');
    expect(verdicts(duplicateSites, design)).toEqual([]);
  });

  test('nor when AWS is assumed to hide the customer ASN', () => {
    const design = `assumptions: { reAdvertisedAsPath: amazonAsnOnly }\n${cloudHub(65001)}`;
    expect(verdicts(duplicateSites, design)).toEqual([]);
  });
});

describe('asn/direct-connect-gateway-same-as-transit-gateway', () => {
  const design = (transit: number, direct: number): string => `
transitGateways: { hub: { amazonSideAsn: ${transit}, attachments: { att-dx: { directConnectGateway: dxgw } } } }
directConnectGateways: { dxgw: { amazonSideAsn: ${direct}, associations: [{ transitGateway: hub, allowedPrefixes: [10.0.0.0/8] }] } }`;

  test('equal: one error, though it is both associated and attached', () => {
    const [breach, ...more] = breachesOf(directConnectGatewaySameAsTransitGateway, design(64512, 64512));
    expect(more).toEqual([]);
    expect(breach).toMatchObject({ subject: 'dxgw', args: { asn: 64512, transitGateway: 'hub' } });
  });

  test('different: fine', () => {
    expect(verdicts(directConnectGatewaySameAsTransitGateway, design(64512, 64513))).toEqual([]);
  });
});

describe('asn/router-mismatch', () => {
  const design = (gatewayAsn: number, interfaceAsn: number): string => `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
routers: { dc1: { asn: 65010 } }
customerGateways: { dc1-vpn: { bgpAsn: ${gatewayAsn}, ipAddress: 203.0.113.1, router: dc1 } }
virtualInterfaces: { pvif: { type: private, vpnGateway: vgw, router: dc1, bgpAsn: ${interfaceAsn} } }`;

  test('AWS was told another ASN than the router has', () => {
    const [breach, ...more] = breachesOf(routerMismatch, design(65011, 65010));
    expect(more).toEqual([]);
    expect(breach?.subject).toBe('dc1-vpn');
    expect(breach?.message).toMatch(/65011.*65010/);
    expect(verdicts(routerMismatch, design(65010, 65012))).toEqual(['error pvif']);
  });

  test('the same ASN everywhere is fine', () => {
    expect(verdicts(routerMismatch, design(65010, 65010))).toEqual([]);
  });
});
