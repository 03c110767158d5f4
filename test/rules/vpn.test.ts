import { describe, expect, test } from 'vitest';
import type { Rule } from '../../src/rules/rule.ts';
import { acceleratedNeedsNatTraversal } from '../../src/rules/vpn/accelerated-needs-nat-traversal.ts';
import { acceleratedNeedsTransitGateway } from '../../src/rules/vpn/accelerated-needs-transit-gateway.ts';
import { acceleratedOverPublicVirtualInterface } from '../../src/rules/vpn/accelerated-over-public-virtual-interface.ts';
import { acceleratedRegion } from '../../src/rules/vpn/accelerated-region.ts';
import { accountDiffers } from '../../src/rules/vpn/account-differs.ts';
import { bgpNeedsRouteBased } from '../../src/rules/vpn/bgp-needs-route-based.ts';
import { bgpWithoutAsn } from '../../src/rules/vpn/bgp-without-asn.ts';
import { connectionDown } from '../../src/rules/vpn/connection-down.ts';
import { ikeInitiation } from '../../src/rules/vpn/ike-initiation.ts';
import { ipv6NeedsTransitGateway } from '../../src/rules/vpn/ipv6-needs-transit-gateway.ts';
import { mtu } from '../../src/rules/vpn/mtu.ts';
import { natTraversal } from '../../src/rules/vpn/nat-traversal.ts';
import { outsideAddressNotIpv4 } from '../../src/rules/vpn/outside-address-not-ipv4.ts';
import { policyBasedManySelectors } from '../../src/rules/vpn/policy-based-many-selectors.ts';
import { privateIpNeedsTransitGateway } from '../../src/rules/vpn/private-ip-needs-transit-gateway.ts';
import { privateIpNeedsTransport } from '../../src/rules/vpn/private-ip-needs-transport.ts';
import { regionUnsupported } from '../../src/rules/vpn/region-unsupported.ts';
import { staticAndBgp } from '../../src/rules/vpn/static-and-bgp.ts';
import { breachesOf, verdicts, type Wanted } from './breaches-of.ts';

/** One connection `vpn` of customer gateway `dc1`, to virtual private gateway `vgw` or transit gateway `hub`. */
const oneVpn = (
  fields: string,
  customer = 'bgpAsn: 65010, ipAddress: 203.0.113.1',
  more = 'region: eu-west-1',
): string => `
${more}
vpcs: { app: { cidrs: [10.20.0.0/16] } }
vpnGateways: { vgw: { amazonSideAsn: 64620, vpc: app } }
transitGateways: { hub: { amazonSideAsn: 64513, attachments: { att-app: { vpc: app }, att-dx: { directConnectGateway: dxgw } } } }
directConnectGateways: { dxgw: { amazonSideAsn: 64514, associations: [{ transitGateway: hub, allowedPrefixes: [10.255.0.0/24] }] } }
virtualInterfaces: { public-vif: { type: public, bgpAsn: 65010 } }
customerGateways: { dc1: { ${customer} } }
vpnConnections: { vpn: { customerGateway: dc1, ${fields} } }`;

const toVgw = 'vpnGateway: vgw';
const toHub = 'transitGateway: hub';
const plain = 'bgpAsn: 65010, ipAddress: 203.0.113.1';

interface Case {
  readonly rule: Rule;
  /** Breaks the rule on subject `vpn` unless said otherwise. */
  readonly bad: string;
  readonly subject?: string;
  readonly says: RegExp;
  /** As near as possible, and fine. */
  readonly fine: string;
}

const cases: readonly Case[] = [
  {
    rule: privateIpNeedsTransitGateway,
    bad: oneVpn(`${toVgw}, outsideIpAddressType: PrivateIpv4`),
    says: /PrivateIpv4.*vgw.*needs a transit gateway/,
    fine: oneVpn(`${toHub}, outsideIpAddressType: PrivateIpv4, transportTransitGatewayAttachmentId: att-dx`),
  },
  {
    rule: privateIpNeedsTransport,
    bad: oneVpn(`${toHub}, outsideIpAddressType: PrivateIpv4`),
    says: /names no transportTransitGatewayAttachmentId.*att-dx/,
    fine: oneVpn(`${toHub}, outsideIpAddressType: PrivateIpv4, transportTransitGatewayAttachmentId: att-dx`),
  },
  {
    rule: privateIpNeedsTransport,
    bad: oneVpn(`${toHub}, outsideIpAddressType: PrivateIpv4, transportTransitGatewayAttachmentId: att-app`),
    says: /att-app is not a Direct Connect gateway attachment/,
    fine: oneVpn(`${toHub}, outsideIpAddressType: PublicIpv4`),
  },
  {
    rule: ipv6NeedsTransitGateway,
    bad: oneVpn(`${toVgw}, tunnelInsideIpVersion: ipv6`),
    says: /ipv6.*vgw.*IPv4 only/,
    fine: oneVpn(`${toHub}, tunnelInsideIpVersion: ipv6`),
  },
  {
    rule: acceleratedNeedsTransitGateway,
    bad: oneVpn(`${toVgw}, enableAcceleration: true`),
    says: /accelerated.*vgw.*needs a transit gateway/,
    fine: oneVpn(`${toHub}, enableAcceleration: true`),
  },
  {
    rule: acceleratedNeedsNatTraversal,
    bad: oneVpn(`${toHub}, enableAcceleration: true`, `${plain}, natTraversal: false`),
    says: /dc1.*natTraversal: false.*requires/,
    fine: oneVpn(`${toHub}, enableAcceleration: true`),
  },
  {
    rule: acceleratedOverPublicVirtualInterface,
    bad: oneVpn(`${toHub}, enableAcceleration: true, overPublicVirtualInterface: public-vif`),
    says: /public-vif.*not available/,
    fine: oneVpn(`${toHub}, overPublicVirtualInterface: public-vif`),
  },
  {
    rule: acceleratedRegion,
    bad: oneVpn(`${toHub}, enableAcceleration: true`, plain, 'region: eu-central-2'),
    says: /eu-central-2/,
    fine: oneVpn(`${toHub}, enableAcceleration: true`, plain, 'region: eu-central-1'),
  },
  {
    rule: regionUnsupported,
    bad: oneVpn(toVgw, plain, 'region: cn-northwest-1'),
    says: /cn-northwest-1.*not available/,
    fine: oneVpn(toVgw, plain, 'region: ap-northeast-1'),
  },
  {
    rule: accountDiffers,
    bad: oneVpn(`${toHub}, account: "111111111111"`, plain, 'account: "222222222222"'),
    says: /111111111111.*hub.*222222222222/,
    fine: oneVpn(`${toVgw}, account: "111111111111"`, plain, 'account: "222222222222"'),
  },
  {
    rule: staticAndBgp,
    bad: oneVpn(`${toVgw}, routes: [10.1.0.0/16, 10.2.0.0/16]`),
    says: /staticRoutesOnly is false.*2 static routes/,
    fine: oneVpn(`${toVgw}, staticRoutesOnly: true, routes: [10.1.0.0/16]`),
  },
  {
    rule: bgpWithoutAsn,
    bad: oneVpn(toVgw, 'ipAddress: 203.0.113.1'),
    says: /dc1 has no bgpAsn/,
    fine: oneVpn(`${toVgw}, staticRoutesOnly: true, routes: [10.1.0.0/16]`, 'ipAddress: 203.0.113.1'),
  },
  {
    rule: bgpNeedsRouteBased,
    bad: oneVpn(toVgw, `${plain}, routing: policy-based, trafficSelectors: 1`),
    says: /dc1 is policy-based/,
    fine: oneVpn(`${toVgw}, staticRoutesOnly: true`, `${plain}, routing: policy-based, trafficSelectors: 1`),
  },
  {
    rule: policyBasedManySelectors,
    subject: 'dc1',
    bad: oneVpn(`${toVgw}, staticRoutesOnly: true`, `${plain}, routing: policy-based, trafficSelectors: 2`),
    says: /2 traffic selectors.*limit is 1/,
    fine: oneVpn(`${toVgw}, staticRoutesOnly: true`, `${plain}, routing: policy-based, trafficSelectors: 1`),
  },
  {
    rule: natTraversal,
    subject: 'dc1',
    bad: oneVpn(toVgw, `${plain}, behindNat: true, natTraversal: false`),
    says: /behind NAT.*natTraversal: false.*not establish/,
    fine: oneVpn(toVgw, `${plain}, natTraversal: false`),
  },
  {
    rule: ikeInitiation,
    subject: 'vpn/tunnel-1',
    bad: oneVpn(`${toHub}, enableAcceleration: true, tunnels: [{ startupAction: start }, {}]`),
    says: /startupAction start.*accelerated.*customer gateway's side/,
    fine: oneVpn(`${toHub}, tunnels: [{ startupAction: start }, { startupAction: add }]`),
  },
];

describe.each(cases)('$rule.id', ({ rule, bad, says, fine, subject = 'vpn' }) => {
  test('is broken', () => {
    const [breach, ...more] = breachesOf(rule, bad);
    expect(more).toEqual([]);
    expect(breach?.subject).toBe(subject);
    expect(breach?.severity ?? rule.severity).toBe('error');
    expect(breach?.message).toMatch(says);
  });

  test('is not broken by a near miss', () => {
    expect(verdicts(rule, fine)).toEqual([]);
  });
});

describe('vpn/private-ip-needs-transport', () => {
  test('an attachment that is not there at all', () => {
    const design = oneVpn(`${toHub}, outsideIpAddressType: PrivateIpv4, transportTransitGatewayAttachmentId: att-dx`)
      .replace(', att-dx: { directConnectGateway: dxgw }', '')
      .replace(/^directConnectGateways:[\s\S]*?(?=^\S)/m, '')
      .replace(', transportTransitGatewayAttachmentId: att-dx', '');
    const [breach] = breachesOf(privateIpNeedsTransport, design);
    expect(breach?.message).toContain('no Direct Connect gateway attachment yet');
  });
});

describe('regions', () => {
  test('a connection without a region is where its gateway is', () => {
    const design = `
region: eu-west-1
transitGateways: { hub: { amazonSideAsn: 64513, region: cn-north-1 } }
customerGateways: { dc1: { ${plain} } }
vpnConnections: { vpn: { customerGateway: dc1, transitGateway: hub, enableAcceleration: true } }`;
    expect(verdicts(regionUnsupported, design)).toEqual(['error vpn']);
    expect(verdicts(acceleratedRegion, design)).toEqual(['error vpn']);
  });

  test('nothing is said when no region is', () => {
    const design = oneVpn(`${toHub}, enableAcceleration: true`, plain, '');
    expect(verdicts(acceleratedRegion, design)).toEqual([]);
    expect(verdicts(regionUnsupported, design)).toEqual([]);
  });
});

describe('vpn/account-differs', () => {
  test('one account said on the design holds for both', () => {
    expect(verdicts(accountDiffers, oneVpn(toHub, plain, 'account: "222222222222"'))).toEqual([]);
  });
});

describe('vpn/outside-address-not-ipv4', () => {
  const ipv6 = 'bgpAsn: 65010, ipAddress: "2001:db8::1"';
  const check = (fields: string, customer: string, wanted: Wanted): string[] =>
    verdicts(outsideAddressNotIpv4, oneVpn(fields, customer), wanted);

  test('the FAQ knows IPv4 alone', () => {
    expect(check(`${toHub}, outsideIpAddressType: Ipv6`, ipv6, { profile: 'faq' })).toEqual(['error dc1']);
    expect(check(`${toHub}, outsideIpAddressType: Ipv6`, plain, { profile: 'faq' })).toEqual(['error vpn']);
    expect(check(toHub, plain, { profile: 'faq' })).toEqual([]);
  });

  test('the user guide allows IPv6 on a transit gateway, both ends alike', () => {
    const guide = { profile: 'guide' } as const;
    expect(check(`${toHub}, outsideIpAddressType: Ipv6`, ipv6, guide)).toEqual([]);
    expect(check(`${toVgw}, outsideIpAddressType: Ipv6`, ipv6, guide)).toEqual(['error vpn']);
    expect(check(toHub, ipv6, guide)).toEqual(['error vpn']);
    expect(check(`${toHub}, outsideIpAddressType: Ipv6`, plain, guide)).toEqual(['error vpn']);
    expect(check(toHub, plain, guide)).toEqual([]);
  });
});

describe('vpn/static-and-bgp', () => {
  const isStatic = `${toVgw}, staticRoutesOnly: true, routes: [10.1.0.0/16]`;

  test('prefixes announced on a static connection go nowhere', () => {
    expect(verdicts(staticAndBgp, oneVpn(`${isStatic}, announce: [10.1.0.0/16]`))).toEqual(['warning vpn']);
    expect(verdicts(staticAndBgp, oneVpn(`${isStatic}, tunnels: [{ announce: [10.1.0.0/16] }]`))).toEqual([
      'warning vpn',
    ]);
  });

  test('so do those of a customer gateway that has static connections alone', () => {
    expect(verdicts(staticAndBgp, oneVpn(isStatic, `${plain}, announce: [10.1.0.0/16]`))).toEqual(['warning dc1']);
    expect(verdicts(staticAndBgp, oneVpn(toVgw, `${plain}, announce: [10.1.0.0/16]`))).toEqual([]);
  });
});

describe('vpn/bgp-without-asn', () => {
  test('the ASN of the router stands in', () => {
    const design = (router: string): string => `
routers: { dc1: { ${router} } }
vpnGateways: { vgw: { amazonSideAsn: 64620 } }
customerGateways: { line: { ipAddress: 203.0.113.1, router: dc1 } }
vpnConnections: { vpn: { customerGateway: line, vpnGateway: vgw } }`;
    expect(verdicts(bgpWithoutAsn, design('asn: 65010'))).toEqual([]);
    expect(verdicts(bgpWithoutAsn, design('transit: false'))).toEqual(['error vpn']);
  });
});

describe('vpn/policy-based-many-selectors', () => {
  test('an unknown number is a warning', () => {
    const design = oneVpn(`${toVgw}, staticRoutesOnly: true`, `${plain}, routing: policy-based`);
    expect(verdicts(policyBasedManySelectors, design)).toEqual(['warning dc1']);
  });

  test('a route-based device may have as many as it likes', () => {
    const design = oneVpn(toVgw, `${plain}, routing: route-based, trafficSelectors: 5`);
    expect(verdicts(policyBasedManySelectors, design)).toEqual([]);
  });
});

describe('vpn/ike-initiation', () => {
  test('AWS cannot start IKE towards a device behind NAT', () => {
    const design = oneVpn(`${toVgw}, tunnels: [{}, { startupAction: start }]`, `${plain}, behindNat: true`);
    expect(verdicts(ikeInitiation, design)).toEqual(['warning vpn/tunnel-2']);
    const add = design.replace('startupAction: start', 'startupAction: add');
    expect(verdicts(ikeInitiation, add)).toEqual([]);
  });

  test('nor towards a device whose address it does not know', () => {
    const design = oneVpn(`${toVgw}, tunnels: [{ startupAction: start }]`, 'bgpAsn: 65010');
    expect(verdicts(ikeInitiation, design)).toEqual(['warning vpn/tunnel-1']);
  });
});

describe('vpn/nat-traversal', () => {
  test('left on without need it is a note about port 4500, except where acceleration needs it', () => {
    const on = `${plain}, behindNat: false, natTraversal: true`;
    expect(verdicts(natTraversal, oneVpn(toHub, on))).toEqual(['note dc1']);
    expect(verdicts(natTraversal, oneVpn(`${toHub}, enableAcceleration: true`, on))).toEqual([]);
  });

  test('on behind NAT is as it should be', () => {
    expect(verdicts(natTraversal, oneVpn(toHub, `${plain}, behindNat: true, natTraversal: true`))).toEqual([]);
  });
});

describe('vpn/mtu', () => {
  test('1,500 in the FAQ', () => {
    expect(verdicts(mtu, oneVpn(`${toHub}, mtu: 1500`))).toEqual([]);
    const [breach] = breachesOf(mtu, oneVpn(`${toHub}, mtu: 1501`));
    expect(breach).toMatchObject({ subject: 'vpn', args: { mtu: 1501, cap: 1500 }, quota: 'vpn.mtu' });
  });

  test('1,446 in the user guide, less with most algorithms (Q-MTU-TAB)', () => {
    const guide = { profile: 'guide' } as const;
    expect(verdicts(mtu, oneVpn(`${toHub}, mtu: 1446`), guide)).toEqual([]);
    expect(verdicts(mtu, oneVpn(`${toHub}, mtu: 1447`), guide)).toEqual(['warning vpn']);
    const tunnels = (hash: string): string =>
      `tunnels: [{ phase2EncryptionAlgorithms: [AES256], phase2IntegrityAlgorithms: [${hash}] }]`;
    for (const [hash, most] of [
      ['SHA2-256', 1438],
      ['SHA2-384', 1422],
      ['SHA2-512', 1422],
    ] as const) {
      expect(verdicts(mtu, oneVpn(`${toHub}, mtu: ${most}, ${tunnels(hash)}`), guide)).toEqual([]);
      const [breach] = breachesOf(mtu, oneVpn(`${toHub}, mtu: ${most + 1}, ${tunnels(hash)}`), guide);
      expect(breach?.args).toMatchObject({ mtu: most + 1, cap: most });
    }
  });
});

describe('vpn/mtu, several algorithms', () => {
  test('the one that leaves most room counts, on the tunnel that has least', () => {
    const guide = { profile: 'guide' } as const;
    const tunnel = (hashes: string): string =>
      `{ phase2EncryptionAlgorithms: [AES256], phase2IntegrityAlgorithms: [${hashes}] }`;
    const either = tunnel('SHA2-512, SHA2-256');
    expect(verdicts(mtu, oneVpn(`${toHub}, mtu: 1438, tunnels: [${either}, ${either}]`), guide)).toEqual([]);
    const [breach] = breachesOf(mtu, oneVpn(`${toHub}, mtu: 1438, tunnels: [${either}, ${tunnel('SHA2-512')}]`), guide);
    expect(breach?.args).toMatchObject({ cap: 1422 });
  });
});

describe('vpn/connection-down', () => {
  const announcing = (count: number): string =>
    `${plain}, announce: [{ from: 10.64.0.0/10, length: 24, count: ${count} }]`;

  test('one route over the cap on both tunnels takes the connection down', () => {
    const [breach, ...more] = breachesOf(connectionDown, oneVpn(toVgw, announcing(101)));
    expect(more).toEqual([]);
    expect(breach?.subject).toBe('vpn');
    expect(breach?.message).toMatch(/both tunnels are idle/);
    expect(breach?.args).toEqual({ idle: 2, down: 0 });
    expect(breach?.path).toEqual(['vpnConnections', 'vpn']);
  });

  test('at the cap it stays up', () => {
    expect(verdicts(connectionDown, oneVpn(toVgw, announcing(100)))).toEqual([]);
  });

  test('one tunnel that works is enough', () => {
    expect(verdicts(connectionDown, oneVpn(`${toVgw}, tunnels: [{ status: down }, {}]`))).toEqual([]);
  });

  test('tunnels down for different reasons are named one by one', () => {
    const fields = `${toVgw}, tunnels: [{ status: down }, { announce: [{ from: 10.64.0.0/10, length: 24, count: 101 }] }]`;
    const [breach] = breachesOf(connectionDown, oneVpn(fields));
    expect(breach?.message).toMatch(/tunnel-1 is down.*; tunnel-2 is idle/);
    expect(breach?.args).toEqual({ idle: 1, down: 1 });
  });

  test('a count of static routes is no sign of life', () => {
    const fields = `${toVgw}, staticRoutesOnly: true, routes: [10.1.0.0/16], tunnels: [{ status: down, acceptedRouteCount: 1 }, { status: down, acceptedRouteCount: 1 }]`;
    const [breach] = breachesOf(connectionDown, oneVpn(fields));
    expect(breach?.message).toMatch(/both tunnels are down.*AWS counts 1 accepted route.*not a sign of life/);
    const bgp = breachesOf(connectionDown, oneVpn(`${toVgw}, tunnels: [{ status: down }, { status: down }]`));
    expect(bgp[0]?.message).not.toContain('sign of life');
  });
});
