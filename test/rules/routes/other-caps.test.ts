/** Outbound, static, VPC, transit gateway, allowed prefix and Connect caps, each at the cap and one beside it. */
import { describe, expect, test } from 'vitest';
import { connectCapExceeded } from '../../../src/rules/routes/connect-cap-exceeded.ts';
import { connectCapNear } from '../../../src/rules/routes/connect-cap-near.ts';
import { dxAllowedPrefixesExceeded } from '../../../src/rules/routes/dx-allowed-prefixes-exceeded.ts';
import { dxAllowedPrefixesNear } from '../../../src/rules/routes/dx-allowed-prefixes-near.ts';
import { inboundCapExceeded } from '../../../src/rules/routes/inbound-cap-exceeded.ts';
import { outboundCapExceeded } from '../../../src/rules/routes/outbound-cap-exceeded.ts';
import { outboundCapNear } from '../../../src/rules/routes/outbound-cap-near.ts';
import { staticCapExceeded } from '../../../src/rules/routes/static-cap-exceeded.ts';
import { staticCapNear } from '../../../src/rules/routes/static-cap-near.ts';
import { tgwTotalExceeded } from '../../../src/rules/routes/tgw-total-exceeded.ts';
import { tgwTotalNear } from '../../../src/rules/routes/tgw-total-near.ts';
import { vpcPropagatedCapExceeded } from '../../../src/rules/routes/vpc-propagated-cap-exceeded.ts';
import { vpcPropagatedCapNear } from '../../../src/rules/routes/vpc-propagated-cap-near.ts';
import { breachesOf, verdicts } from '../breaches-of.ts';

const range = (count: number, block = '10.0.0.0/8'): string => `{ from: ${block}, length: 24, count: ${count} }`;

/** A transit gateway with a site of so many routes and one of one route, and a third that is to hear them. */
const threeSites = (count: number, third: string, thirdConnection = ''): string => `
transitGateways: { hub: { amazonSideAsn: 64513 } }
customerGateways:
  big: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [${range(count)}] }
  small: { bgpAsn: 65002, ipAddress: 203.0.113.2, announce: [192.168.0.0/24] }
  third: { bgpAsn: 65003, ipAddress: 203.0.113.3, ${third} }
vpnConnections:
  big: { customerGateway: big, transitGateway: hub }
  small: { customerGateway: small, transitGateway: hub }
  third: { customerGateway: third, transitGateway: hub, ${thirdConnection} }`;

describe('outbound', () => {
  // Ten sites of 100 routes and the VPC's own CIDRs, as H-COUNT reckons.
  const cloudHub = (extra: number): string => `
vpnGateways: { hub: { amazonSideAsn: 64512 } }
customerGateways:
${Array.from({ length: 10 }, (_, i) => `  b${i}: { bgpAsn: ${65001 + i}, ipAddress: 198.51.100.${i + 1}, announce: [${range(100, `10.${i}.0.0/16`)}] }`).join('\n')}
  few: { bgpAsn: 65100, ipAddress: 198.51.100.100, announce: [${range(extra, '172.16.0.0/16')}] }
  last: { bgpAsn: 65101, ipAddress: 198.51.100.101 }
vpnConnections:
${Array.from({ length: 10 }, (_, i) => `  b${i}: { customerGateway: b${i}, vpnGateway: hub }`).join('\n')}
  few: { customerGateway: few, vpnGateway: hub }
  last: { customerGateway: last, vpnGateway: hub }`;

  test('45 of 1,045 on a virtual private gateway', () => {
    const found = breachesOf(outboundCapExceeded, cloudHub(45)).filter(({ subject }) => subject.startsWith('last/'));
    expect(found.map(({ subject }) => subject)).toEqual(['last/tunnel-1', 'last/tunnel-2']);
    expect(found[0]?.message).toMatch(
      /^45 of 1,045 routes are not announced to last over last\/tunnel-1, and AWS does not say which/,
    );
    expect(found[0]?.args).toMatchObject({ count: 1045, cap: 1000, unknown: 45 });
  });

  test('at the cap nothing is missing', () => {
    expect(breachesOf(outboundCapExceeded, cloudHub(0))).toEqual([]);
    expect(
      breachesOf(outboundCapNear, cloudHub(0)).find(({ subject }) => subject === 'last/tunnel-1')?.message,
    ).toMatch(/With one more an unknown route goes missing/);
    expect(breachesOf(outboundCapExceeded, cloudHub(1)).map(({ subject }) => subject)).toEqual([
      'last/tunnel-1',
      'last/tunnel-2',
    ]);
  });

  test('on a transit gateway the sources disagree: 1,000 in the FAQ, 5,000 in the guide', () => {
    const design = threeSites(1000, 'announce: []');
    const [breach] = breachesOf(outboundCapExceeded, design);
    expect(breach?.subject).toBe('third/tunnel-1');
    expect(breach?.quota).toBe('tgw.routes-to-customer');
    expect(breachesOf(outboundCapExceeded, design, { profile: 'guide' })).toEqual([]);
    expect(breachesOf(outboundCapNear, design, { profile: 'guide' })).toEqual([]);
  });

  test('a session that is idle would miss routes, were it up', () => {
    const design = threeSites(1000, `announce: [${range(1001, '172.16.0.0/12')}]`);
    expect(
      breachesOf(outboundCapExceeded, design).find(({ subject }) => subject === 'third/tunnel-1')?.message,
    ).toMatch(/would not be announced .* if it were up/);
  });

  test('static connections are announced nothing', () => {
    const design = threeSites(1000, '', 'staticRoutesOnly: true, routes: [172.16.0.0/24]');
    expect(breachesOf(outboundCapExceeded, design).filter(({ subject }) => subject.startsWith('third'))).toEqual([]);
  });
});

describe('static routes', () => {
  const withStatic = (gateway: string, count: number): string => `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
transitGateways: { tgw: { amazonSideAsn: 64513 } }
customerGateways: { cgw: { ipAddress: 203.0.113.1 } }
vpnConnections: { vpn: { customerGateway: cgw, ${gateway}, staticRoutesOnly: true, routes: [${Array.from({ length: count }, (_, i) => `10.${i}.0.0/16`).join(', ')}] } }`;

  test.each([
    [100, []],
    [101, ['error vpn']],
  ])('%i on a virtual private gateway', (count, wanted) => {
    expect(verdicts(staticCapExceeded, withStatic('vpnGateway: vgw', count))).toEqual(wanted);
  });

  test('once a connection, near below the cap', () => {
    expect(verdicts(staticCapNear, withStatic('vpnGateway: vgw', 79))).toEqual([]);
    expect(verdicts(staticCapNear, withStatic('vpnGateway: vgw', 80))).toEqual(['warning vpn']);
    expect(verdicts(staticCapNear, withStatic('vpnGateway: vgw', 101))).toEqual([]);
  });

  test('on a transit gateway only the FAQ has the cap', () => {
    expect(verdicts(staticCapExceeded, withStatic('transitGateway: tgw', 101))).toEqual(['error vpn']);
    expect(verdicts(staticCapExceeded, withStatic('transitGateway: tgw', 101), { profile: 'guide' })).toEqual([]);
    expect(verdicts(staticCapExceeded, withStatic('vpnGateway: vgw', 101), { profile: 'guide' })).toEqual([
      'error vpn',
    ]);
  });
});

describe('propagated routes of a VPC table', () => {
  const propagated = (
    first: number,
    second: number,
    tables = 'routeTables: { main: { propagatingVgws: [vgw] }, plain: {} }',
  ): string => `
vpcs: { app: { cidrs: [10.20.0.0/16], ${tables} } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64512 } }
customerGateways:
  a: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [${range(first, '172.16.0.0/13')}] }
  b: { bgpAsn: 65002, ipAddress: 203.0.113.2, announce: [${range(second, '172.24.0.0/13')}] }
vpnConnections: { a: { customerGateway: a, vpnGateway: vgw }, b: { customerGateway: b, vpnGateway: vgw } }`;

  test('the cap is one for all connections together, and per table', () => {
    expect(verdicts(vpcPropagatedCapExceeded, propagated(50, 50))).toEqual([]);
    expect(verdicts(vpcPropagatedCapExceeded, propagated(50, 51))).toEqual(['error app/main']);
    expect(verdicts(vpcPropagatedCapNear, propagated(40, 39))).toEqual([]);
    expect(verdicts(vpcPropagatedCapNear, propagated(40, 40))).toEqual(['warning app/main']);
  });

  test('a VPC without tables has an implied one', () => {
    const [breach] = breachesOf(vpcPropagatedCapExceeded, propagated(50, 51, ''));
    expect(breach?.subject).toBe('app/implicit');
    expect(breach?.assumptions).toContain('implicitVpcRouteTable');
  });
});

describe('the total of a transit gateway', () => {
  // Two tables: each route counts in both. 1,000 a site.
  const total = (tables: number, sites: number, last: number): string => {
    const names = Array.from({ length: sites }, (_, i) => `s${i}`);
    return `
transitGateways:
  hub:
    amazonSideAsn: 64513
    routeTables:
${Array.from({ length: tables }, (_, i) => `      t${i}: { associations: [${i === 0 ? names.join(', ') : ''}], propagations: [${names.join(', ')}] }`).join('\n')}
customerGateways:
${names.map((name, i) => `  ${name}: { bgpAsn: ${65001 + i}, ipAddress: 203.0.113.${i + 1}, announce: [{ from: ${11 + i}.0.0.0/8, length: 24, count: ${i === sites - 1 ? last : 1000} }] }`).join('\n')}
vpnConnections:
${names.map((name) => `  ${name}: { customerGateway: ${name}, transitGateway: hub }`).join('\n')}`;
  };

  test('10,000 over all tables together', () => {
    expect(verdicts(tgwTotalExceeded, total(2, 5, 1000))).toEqual([]);
    expect(verdicts(tgwTotalNear, total(2, 5, 1000))).toEqual(['warning hub']);
    const [breach] = breachesOf(tgwTotalExceeded, total(2, 6, 1));
    expect(breach?.args).toMatchObject({ count: 10002, cap: 10000, tables: 2 });
    expect(verdicts(tgwTotalNear, total(1, 8, 999))).toEqual([]);
    expect(verdicts(tgwTotalNear, total(1, 8, 1000))).toEqual(['warning hub']);
  });
});

describe('allowed prefixes of Direct Connect', () => {
  const allowed = (ipv4: number, ipv6: number, quotas = ''): string => `
${quotas}
transitGateways: { hub: { amazonSideAsn: 64513, attachments: { dx: { directConnectGateway: dxgw } } } }
directConnectGateways:
  dxgw:
    amazonSideAsn: 64514
    associations:
      - transitGateway: hub
        allowedPrefixes: [${[...Array.from({ length: ipv4 }, (_, i) => `10.${i}.0.0/16`), ...Array.from({ length: ipv6 }, (_, i) => `"2001:db8:${i}::/48"`)].join(', ')}]`;

  test('200 for both families together', () => {
    expect(verdicts(dxAllowedPrefixesExceeded, allowed(150, 50))).toEqual([]);
    expect(verdicts(dxAllowedPrefixesNear, allowed(150, 50))).toEqual(['warning dxgw/hub']);
    expect(verdicts(dxAllowedPrefixesExceeded, allowed(150, 51))).toEqual(['error dxgw/hub']);
    expect(verdicts(dxAllowedPrefixesNear, allowed(159, 0))).toEqual([]);
    expect(verdicts(dxAllowedPrefixesNear, allowed(160, 0))).toEqual(['warning dxgw/hub']);
  });

  test('a raise holds, and is said', () => {
    const [breach] = breachesOf(dxAllowedPrefixesNear, allowed(201, 0, 'quotas: { dx.allowed-prefixes: 210 }'));
    expect(breach?.message).toMatch(/cap 210, set for this design; 200 by default/);
  });
});

describe('Connect peers', () => {
  const connect = (offered: number): string => `
transitGateways:
  hub:
    amazonSideAsn: 64513
    attachments:
      sdwan: { connect: { peers: { one: { peerAsn: 65001, announce: [${range(offered)}] } } } }`;

  test('1,000 from the appliance, on both sessions, and no other rule speaks of them', () => {
    expect(verdicts(connectCapExceeded, connect(1000))).toEqual([]);
    expect(verdicts(connectCapNear, connect(1000))).toHaveLength(2);
    const found = breachesOf(connectCapExceeded, connect(1001));
    expect(found.map(({ subject }) => subject)).toEqual(['sdwan/one/1', 'sdwan/one/2']);
    expect(found[0]?.args).toMatchObject({ direction: 'inbound', count: 1001, cap: 1000 });
    expect(verdicts(inboundCapExceeded, connect(1001))).toEqual([]);
  });

  test('5,000 towards the appliance', () => {
    const design = (last: number): string => `${connect(1)}
customerGateways:
${Array.from({ length: 6 }, (_, i) => `  s${i}: { bgpAsn: ${65011 + i}, ipAddress: 203.0.113.${i + 1}, announce: [{ from: ${11 + i}.0.0.0/8, length: 24, count: ${i === 5 ? last : 1000} }] }`).join('\n')}
vpnConnections:
${Array.from({ length: 6 }, (_, i) => `  s${i}: { customerGateway: s${i}, transitGateway: hub }`).join('\n')}`;
    expect(verdicts(connectCapExceeded, design(0))).toEqual([]);
    const found = breachesOf(connectCapExceeded, design(1));
    expect(found[0]?.args).toMatchObject({ direction: 'outbound', count: 5001, cap: 5000 });
    expect(verdicts(outboundCapExceeded, design(1)).filter((it) => it.includes('sdwan'))).toEqual([]);
  });
});
