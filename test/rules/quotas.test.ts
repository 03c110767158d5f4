import { describe, expect, test } from 'vitest';
import { quotas } from '../../src/aws/quotas.ts';
import { countObjects } from '../../src/rules/quotas/count-objects.ts';
import { objectsExceeded } from '../../src/rules/quotas/objects-exceeded.ts';
import { objectsNear } from '../../src/rules/quotas/objects-near.ts';
import { breachesOf, designOf, verdicts } from './breaches-of.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** A VGW with as many connections, spread over customer gateways of four connections each. */
const manyConnections = (count: number, head = 'region: us-west-2'): string => `
${head}
vpnGateways: { hub: { amazonSideAsn: 64512 } }
customerGateways:
${numbers(Math.ceil(count / 4))
  .map((i) => `  site-${i}: { bgpAsn: ${65000 + i}, ipAddress: 198.51.100.${i} }`)
  .join('\n')}
vpnConnections:
${numbers(count)
  .map((i) => `  vpn-${i}: { customerGateway: site-${Math.ceil(i / 4)}, vpnGateway: hub }`)
  .join('\n')}`;

describe('VPN connections of a virtual private gateway (10, adjustable)', () => {
  test('eleven are too many, and the message says that a raise is possible', () => {
    const [breach, ...more] = breachesOf(objectsExceeded, manyConnections(11));
    expect(more).toEqual([]);
    expect(breach?.subject).toBe('hub');
    expect(breach?.message).toMatch(
      /virtual private gateway hub has 11 VPN connections; the quota is 10 .*adjustable/i,
    );
    expect(breach?.args).toEqual({
      quota: 'vgw.vpn-connections',
      count: 11,
      cap: 10,
      adjustable: true,
      overridden: false,
    });
    expect(breach?.fix).toContain('vgw.vpn-connections: 11');
    expect(verdicts(objectsNear, manyConnections(11))).toEqual([]);
  });

  test('ten are not, but near', () => {
    expect(verdicts(objectsExceeded, manyConnections(10))).toEqual([]);
    expect(verdicts(objectsNear, manyConnections(10))).toEqual(['note hub']);
  });

  test('near begins where the settings say', () => {
    expect(verdicts(objectsNear, manyConnections(8))).toEqual(['note hub']);
    expect(verdicts(objectsNear, manyConnections(7))).toEqual([]);
    expect(verdicts(objectsNear, manyConnections(8), { near: 81 })).toEqual([]);
  });

  test('a raised quota holds instead, and is called so', () => {
    const head = 'region: us-west-2\nquotas: { vgw.vpn-connections: 12 }';
    expect(verdicts(objectsExceeded, manyConnections(12, head))).toEqual([]);
    const [breach] = breachesOf(objectsExceeded, manyConnections(13, head));
    expect(breach?.args).toMatchObject({ count: 13, cap: 12, overridden: true });
    expect(breach?.message).toContain('set for this design');
  });
});

describe('quotas of a region', () => {
  const gateways = (owners: readonly string[]): string => `
region: eu-west-1
account: "111111111111"
vpnGateways:
${owners.map((owner, i) => `  vgw-${i}: { amazonSideAsn: 64512${owner} }`).join('\n')}`;

  test('hold per region and per account', () => {
    expect(verdicts(objectsExceeded, gateways(['', '', '', '', '']))).toEqual([]);
    const [breach] = breachesOf(objectsExceeded, gateways(['', '', '', '', '', '']));
    expect(breach).toMatchObject({
      subject: '111111111111/eu-west-1',
      args: { quota: 'region.vpn-gateways', count: 6, cap: 5 },
    });
    expect(breach?.message).toContain('Region eu-west-1, account 111111111111 has 6');
    expect(verdicts(objectsExceeded, gateways(['', '', '', '', '', ', region: eu-west-2']))).toEqual([]);
    expect(verdicts(objectsExceeded, gateways(['', '', '', '', '', ', account: "222222222222"']))).toEqual([]);
  });

  test('four of five is no news', () => {
    expect(verdicts(objectsNear, gateways(['', '', '', '', '']))).toEqual([]);
  });

  test('a VPN connection is counted where its gateway is', () => {
    const design = `
region: eu-west-1
transitGateways: { hub: { amazonSideAsn: 64513, region: us-east-1 } }
customerGateways: { dc1: { bgpAsn: 65010, ipAddress: 203.0.113.1 } }
vpnConnections: { vpn: { customerGateway: dc1, transitGateway: hub, enableAcceleration: true } }`;
    const counts = countObjects(designOf(design));
    for (const quota of ['region.vpn-connections', 'region.accelerated-vpn-connections']) {
      expect(counts.filter((each) => each.quota === quota).map(({ subject, count }) => ({ subject, count }))).toEqual([
        { subject: 'us-east-1', count: 1 },
      ]);
    }
  });
});

describe('what is counted', () => {
  const counted = (yaml: string): Map<string, number> =>
    new Map(countObjects(designOf(yaml)).map(({ quota, subject, count }) => [`${quota} ${subject}`, count]));

  test('attachments of a transit gateway: drawn ones and VPN connections', () => {
    const counts = counted(`
vpcs: { app: { cidrs: [10.0.0.0/16, 10.1.0.0/16, "2001:db8::/56"], routeTables: { one: {}, two: {} } } }
transitGateways:
  hub:
    amazonSideAsn: 64513
    transitGatewayCidrBlocks: [10.255.0.0/24]
    attachments:
      att-app: { vpc: app }
      att-dx: { directConnectGateway: dxgw }
      att-far: { peering: far }
      att-connect: { connect: { transportAttachment: att-app, peers: { edge: { peerAsn: 65010, insideCidrBlocks: [169.254.6.0/29] } } } }
    routeTables: { main: { associations: [att-app, att-dx] }, other: {} }
  far: { amazonSideAsn: 64515 }
directConnectGateways: { dxgw: { amazonSideAsn: 64514, associations: [{ transitGateway: hub, allowedPrefixes: [10.0.0.0/8] }] } }
virtualInterfaces: { tvif: { type: transit, directConnectGateway: dxgw, bgpAsn: 65010 } }
customerGateways: { dc1: { bgpAsn: 65010, ipAddress: 203.0.113.1 } }
vpnConnections: { vpn-1: { customerGateway: dc1, transitGateway: hub }, vpn-2: { customerGateway: dc1, transitGateway: hub } }`);
    expect(Object.fromEntries(counts)).toMatchObject({
      'tgw.attachments hub': 6,
      'tgw.route-tables hub': 2,
      'tgw.peerings hub': 1,
      'tgw.cidr-blocks hub': 1,
      'tgw.direct-connect-gateways hub': 1,
      'connect.peers-per-attachment att-connect': 1,
      'dxgw.transit-gateways dxgw': 1,
      'dxgw.vpn-gateways dxgw': 0,
      'dxgw.virtual-interfaces dxgw': 1,
      'vpc.route-tables app': 2,
      'vpc.ipv4-cidrs app': 2,
      'vpc.ipv6-cidrs app': 1,
      'vpc.transit-gateways app': 1,
      'region.vpn-connections design': 2,
      'region.customer-gateways design': 1,
      'region.transit-gateways design': 2,
      'region.vpcs design': 1,
    });
  });

  test('every quota on objects is counted', () => {
    const wanted = quotas.filter((quota) => quota.unit === 'objects').map((quota) => quota.id);
    const counts = counted(`
vpcs: { app: { cidrs: [10.0.0.0/16] } }
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
transitGateways:
  hub:
    amazonSideAsn: 64513
    attachments:
      att-app: { vpc: app }
      att-connect: { connect: { transportAttachment: att-app, peers: {} } }
directConnectGateways: { dxgw: { amazonSideAsn: 64514 } }
customerGateways: { dc1: { bgpAsn: 65010, ipAddress: 203.0.113.1 } }
vpnConnections: { vpn: { customerGateway: dc1, transitGateway: hub, enableAcceleration: true } }`);
    const quotasCounted = new Set([...counts.keys()].map((key) => key.split(' ')[0]));
    expect([...quotasCounted].sort()).toEqual(wanted.sort());
  });

  test('five CIDR blocks fit a transit gateway, and that is not adjustable', () => {
    const design = (count: number): string =>
      `transitGateways: { hub: { amazonSideAsn: 64513, transitGatewayCidrBlocks: [${numbers(count)
        .map((i) => `10.255.${i}.0/24`)
        .join(', ')}] } }`;
    expect(verdicts(objectsExceeded, design(5))).toEqual([]);
    const [breach] = breachesOf(objectsExceeded, design(6));
    expect(breach?.args).toMatchObject({ quota: 'tgw.cidr-blocks', count: 6, cap: 5, adjustable: false });
    expect(breach?.message).toContain('not adjustable');
  });
});
