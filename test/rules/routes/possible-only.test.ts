import { describe, expect, test } from 'vitest';
import { possibleOnly } from '../../../src/rules/routes/possible-only.ts';
import { breachesOf } from '../breaches-of.ts';

/** A branch on a transit gateway that is owed the VPC, the sites' routes and what `more` adds. */
const branchOf = (
  routes: number,
  more: {
    branch?: string;
    connection?: string;
    connections?: string;
    sections?: string;
    sites?: string;
    attachments?: string;
  } = {},
): string => `
vpcs: { app: { cidrs: [10.200.0.0/16] } }
transitGateways: { hub: { amazonSideAsn: 64513, attachments: { att: { vpc: app }${more.attachments ?? ''} } } }
customerGateways:
  site: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [{ from: 10.0.0.0/9, length: 24, count: ${routes} }${more.sites ?? ''}] }
  branch: { bgpAsn: 65002, ipAddress: 203.0.113.2, ${more.branch ?? ''} }
vpnConnections:
  site: { customerGateway: site, transitGateway: hub }
  branch: { customerGateway: branch, transitGateway: hub, ${more.connection ?? ''} }
${more.connections ?? ''}
${more.sections ?? ''}`;

const atBranch = (design: string) => breachesOf(possibleOnly, design).filter(({ subject }) => subject === 'branch');

describe('at a router', () => {
  test('every destination of a truncated session, the VPC among them', () => {
    const [breach, ...more] = atBranch(branchOf(1000));
    expect(more).toEqual([]);
    // 1,000 routes of the site and one CIDR of the VPC.
    expect(breach?.args?.['count']).toBe(1001);
    expect(breach?.args?.['examples']).toBe('10.0.0.0/24 10.0.1.0/24 10.0.2.0/24');
    expect(breach?.message).toMatch(
      /1,001 destinations \(10\.0\.0\.0\/24, 10\.0\.1\.0\/24, 10\.0\.2\.0\/24 and 998 more\)/,
    );
    expect(breach?.path).toEqual(['customerGateways', 'branch']);
    expect(breach?.quota).toBe('tgw.routes-to-customer');
  });

  test('nothing at the cap', () => {
    expect(atBranch(branchOf(999))).toEqual([]);
  });

  test('a default route among the truncated ones is no safer than they are', () => {
    const found = atBranch(branchOf(999, { sites: ', 0.0.0.0/0' }));
    expect(found[0]?.args?.['count']).toBe(1001);
  });

  test('a path that is whole makes what it covers safe', () => {
    // A second gateway announces all of 10.0.0.0/9 as one route.
    const second = (allowed: string): string => `
directConnectGateways: { dxgw: { amazonSideAsn: 64520, associations: [{ transitGateway: hub, allowedPrefixes: [${allowed}] }] } }
virtualInterfaces: { tvif: { type: transit, directConnectGateway: dxgw, router: box } }
routers: { box: { asn: 65002 } }`;
    const design = (allowed: string): string =>
      branchOf(1000, {
        branch: 'router: box',
        sections: second(allowed),
        attachments: ', dx: { directConnectGateway: dxgw }',
      });
    const atBox = (text: string) => breachesOf(possibleOnly, text).filter(({ subject }) => subject === 'box');
    expect(atBox(design('10.0.0.0/8'))).toEqual([]);
    // The VPC is outside this one.
    expect(atBox(design('10.0.0.0/9')).map(({ args }) => args?.['examples'])).toEqual(['10.200.0.0/16']);
    expect(atBox(design('10.200.0.0/16'))[0]?.args?.['count']).toBe(1000);
  });

  test('what the router has itself is not wanted from AWS', () => {
    // Its own /16 covers 256 of the routes that the site announces, too.
    const found = atBranch(branchOf(1000, { branch: 'announce: [10.0.0.0/16]' }));
    expect(found[0]?.args?.['count']).toBe(1001 - 256);
    expect(found[0]?.args?.['examples']).toBe('10.1.0.0/24 10.1.1.0/24 10.1.2.0/24');
  });

  test('what the router does not accept is not wanted either', () => {
    const found = atBranch(branchOf(1000, { connection: 'policy: { acceptOnly: [10.0.0.0/24, 10.200.0.0/16] }' }));
    expect(found[0]?.args?.['count']).toBe(2);
  });

  test('an open tie is no risk', () => {
    // Two connections of one site tie: each tunnel is possible, the route is there.
    const design = `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
customerGateways:
  a: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.0.0.0/16] }
  b: { bgpAsn: 65002, ipAddress: 203.0.113.2, announce: [10.0.0.0/16] }
vpnConnections: { a: { customerGateway: a, vpnGateway: vgw }, b: { customerGateway: b, vpnGateway: vgw } }`;
    expect(breachesOf(possibleOnly, design)).toEqual([]);
  });

  test('more allowed prefixes than the quota', () => {
    const design = `
transitGateways: { hub: { amazonSideAsn: 64513, attachments: { dx: { directConnectGateway: dxgw } } } }
directConnectGateways:
  dxgw: { amazonSideAsn: 64514, associations: [{ transitGateway: hub, allowedPrefixes: [${Array.from({ length: 201 }, (_, i) => `10.${i}.0.0/16`).join(', ')}] }] }
virtualInterfaces: { tvif: { type: transit, directConnectGateway: dxgw, bgpAsn: 65001 } }`;
    const [breach] = breachesOf(possibleOnly, design);
    expect(breach?.subject).toBe('tvif');
    expect(breach?.args?.['count']).toBe(201);
  });
});

describe('in a VPC route table', () => {
  const table = (count: number, routes = ''): string => `
vpcs: { app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw], routes: [${routes}] } } } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64512 } }
customerGateways:
  a: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [{ from: 172.16.0.0/13, length: 24, count: 60 }] }
  b: { bgpAsn: 65002, ipAddress: 203.0.113.2, announce: [{ from: 172.24.0.0/13, length: 24, count: ${count} }] }
vpnConnections: { a: { customerGateway: a, vpnGateway: vgw }, b: { customerGateway: b, vpnGateway: vgw } }`;

  test('more propagated routes than it holds', () => {
    const [breach, ...more] = breachesOf(possibleOnly, table(41));
    expect(more).toEqual([]);
    expect(breach?.subject).toBe('app/main');
    expect(breach?.args?.['count']).toBe(101);
    expect(breach?.quota).toBe('vpc.propagated-routes');
    expect(breach?.path).toEqual(['vpcs', 'app', 'routeTables', 'main']);
    expect(breachesOf(possibleOnly, table(40))).toEqual([]);
  });

  test('a static route to the gateway covers them, one to the internet does not', () => {
    expect(breachesOf(possibleOnly, table(41, '{ destinationCidrBlock: 172.16.0.0/12, vpnGateway: vgw }'))).toEqual([]);
    expect(breachesOf(possibleOnly, table(41, '{ destinationCidrBlock: 0.0.0.0/0, target: igw-1 }'))).toHaveLength(1);
    expect(
      breachesOf(possibleOnly, table(41, '{ destinationCidrBlock: 172.16.0.0/13, vpnGateway: vgw }'))[0]?.args?.[
        'count'
      ],
    ).toBe(41);
  });
});
