/** Designs of a few lines: what is certain, open or lost in them, with every world of the slow oracle agreeing. */
import { describe, expect, test } from 'vitest';
import type { DesignDocument } from '../../src/design/schema.ts';
import { forward } from '../../src/solve/forward.ts';
import { enumerateOutcomes } from '../oracle/concrete-world.ts';
import { prefixOf, solved } from '../oracle/verdict.ts';

const site = (asn: number, ...announce: string[]) => ({ asn, announce });
const gateways = { c1: { bgpAsn: 65001, router: 'r1' }, c2: { bgpAsn: 65002, router: 'r2' } };
const one = [{}];

describe('certain where nothing is open', () => {
  test('one tunnel to each site of a VGW and no cap near', () => {
    const { solution, verdict } = solved({
      vpcs: { app: { cidrs: ['10.1.0.0/16'], routeTables: { main: { propagatingVgws: ['vgw'] } } } },
      vpnGateways: { vgw: { vpc: 'app', amazonSideAsn: 64620 } },
      routers: { r1: site(65001, '10.2.0.0/16', '0.0.0.0/0'), r2: site(65002, '10.3.0.0/16') },
      customerGateways: gateways,
      vpnConnections: {
        v1: { customerGateway: 'c1', vpnGateway: 'vgw', tunnels: one },
        v2: { customerGateway: 'c2', vpnGateway: 'vgw', tunnels: one },
      },
    });
    expect(verdict.contradictions).toEqual([]);
    expect(verdict.possible).toBe(0);
    expect(verdict.checked).toBeGreaterThan(30);
    expect([...solution.sessions.values()].map(({ state }) => state)).toEqual(['established', 'established']);
    expect(forward(solution, 'vpcs/app/main', prefixOf('10.3.0.0/16')).reach).toBe('certain');
    expect(forward(solution, 'routers/r2', prefixOf('10.1.0.0/16')).reach).toBe('certain');
  });

  test('two tunnels to each site of a TGW share the traffic', () => {
    const { solution, verdict } = solved({
      vpcs: { app: { cidrs: ['10.1.0.0/16'] } },
      transitGateways: { tgw: { amazonSideAsn: 64513, attachments: { 'att-app': { vpc: 'app' } } } },
      routers: { r1: site(65001, '10.2.0.0/16'), r2: site(65002, '10.3.0.0/16') },
      customerGateways: gateways,
      vpnConnections: {
        v1: { customerGateway: 'c1', transitGateway: 'tgw' },
        v2: { customerGateway: 'c2', transitGateway: 'tgw' },
      },
    });
    expect(verdict.contradictions).toEqual([]);
    expect(verdict.possible).toBe(0);
    expect(
      solution
        .table('transitGateways/tgw/default')
        ?.get(prefixOf('10.2.0.0/16'))
        ?.alternatives.map((group) => group.length),
    ).toEqual([2]);
    expect(forward(solution, 'routers/r1', prefixOf('10.3.0.0/16')).reach).toBe('certain');
  });
});

describe('a virtual private gateway', () => {
  /** How many routes for 10.2.0.0/16 it may use, when two sites announce it so. */
  function open(first: { asPath?: number[]; med?: number }, second: { asPath?: number[]; med?: number }, asn = 65001) {
    const { solution, verdict } = solved({
      vpnGateways: { vgw: { amazonSideAsn: 64620 } },
      routers: {
        r1: { asn: 65001, announce: [{ prefix: '10.2.0.0/16', ...first }] },
        r2: { asn, announce: [{ prefix: '10.2.0.0/16', ...second }] },
      },
      customerGateways: { c1: { bgpAsn: 65001, router: 'r1' }, c2: { bgpAsn: asn, router: 'r2' } },
      vpnConnections: {
        v1: { customerGateway: 'c1', vpnGateway: 'vgw', tunnels: one },
        v2: { customerGateway: 'c2', vpnGateway: 'vgw', tunnels: one },
      },
    });
    expect(verdict.contradictions).toEqual([]);
    const alternatives = solution.table('vpnGateways/vgw')?.get(prefixOf('10.2.0.0/16'))?.alternatives ?? [];
    return alternatives
      .flat()
      .map(({ source }) => (source.kind === 'session' ? source.session.connection : source.kind));
  }

  test('prefers the lower MED of one neighbouring AS', () => expect(open({ med: 50 }, { med: 60 })).toEqual(['v1']));
  test('does not compare the MED of two', () => expect(open({ med: 50 }, { med: 60 }, 65002)).toEqual(['v1', 'v2']));
  test('prefers the shorter path to the lower MED', () =>
    expect(open({ med: 50, asPath: [65001, 65100] }, { med: 60 })).toEqual(['v2']));
  test('takes a missing MED for 100', () => {
    expect(open({}, { med: 99 })).toEqual(['v2']);
    expect(open({}, { med: 100 })).toEqual(['v1', 'v2']);
    expect(open({}, { med: 101 })).toEqual(['v1']);
  });

  test('carries nothing between a VPN and a Direct Connect gateway', () => {
    const { solution, verdict } = solved({
      vpcs: { app: { cidrs: ['10.1.0.0/16'] } },
      vpnGateways: { vgw: { amazonSideAsn: 64620, vpc: 'app' } },
      directConnectGateways: { dxgw: { amazonSideAsn: 64514, associations: [{ vpnGateway: 'vgw' }] } },
      routers: { r1: site(65001, '10.2.0.0/16'), r2: site(65002), r3: site(65003, '10.0.0.0/8') },
      customerGateways: { ...gateways, c3: { bgpAsn: 65003, router: 'r3' } },
      virtualInterfaces: { vif: { type: 'private', directConnectGateway: 'dxgw', router: 'r1' } },
      vpnConnections: {
        v2: { customerGateway: 'c2', vpnGateway: 'vgw', tunnels: one },
        v3: { customerGateway: 'c3', vpnGateway: 'vgw', tunnels: one },
      },
    });
    expect(verdict.contradictions).toEqual([]);
    expect(forward(solution, 'vpcs/app/implicit', prefixOf('10.2.0.0/16')).reach).toBe('certain');
    // r2 is told of 10.0.0.0/8 alone; the gateway's longer match leads to Direct Connect.
    expect(forward(solution, 'routers/r2', prefixOf('10.2.0.0/16')).reach).toBe('never');
    expect(forward(solution, 'routers/r2', prefixOf('10.3.0.0/16')).reach).toBe('certain');
  });
});

describe('what was once got wrong', () => {
  const cloudHub = (rest: DesignDocument) =>
    solved({ vpnGateways: { vgw: { amazonSideAsn: 64620 } }, customerGateways: gateways, ...rest });

  test('a piece of the destination that has gone its own way does not come along with the rest', () => {
    const { solution } = cloudHub({
      routers: { r1: site(65001, '192.168.0.0/24'), r2: site(65002, '0.0.0.0/0') },
      vpnConnections: {
        v1: { customerGateway: 'c1', vpnGateway: 'vgw', tunnels: one },
        v2: { customerGateway: 'c2', vpnGateway: 'vgw', tunnels: one },
      },
    });
    expect(forward(solution, 'routers/r1', prefixOf('0.0.0.0/0')).reach).toBe('certain');
  });

  test('a site with static routes does not send them back over the default route of another site', () => {
    const { solution } = cloudHub({
      vpcs: { app: { cidrs: ['10.1.0.0/16'] } },
      vpnGateways: { vgw: { amazonSideAsn: 64620, vpc: 'app' } },
      routers: { r1: site(65001, '0.0.0.0/0'), r2: { asn: 65002 } },
      vpnConnections: {
        v1: { customerGateway: 'c1', vpnGateway: 'vgw', tunnels: one },
        v2: { customerGateway: 'c2', vpnGateway: 'vgw', staticRoutesOnly: true, routes: ['10.2.0.0/16'], tunnels: one },
      },
    });
    expect(forward(solution, 'vpcs/app/implicit', prefixOf('10.2.0.0/16')).reach).toBe('certain');
  });

  test('what a router keeps to itself is still its own', () => {
    const { solution } = cloudHub({
      routers: {
        r1: { ...site(65001, '10.2.0.0/16', '10.3.0.0/16'), policy: { announceOnly: ['10.3.0.0/16'] } },
        r2: site(65002, '0.0.0.0/0'),
      },
      vpnConnections: {
        v1: { customerGateway: 'c1', vpnGateway: 'vgw', tunnels: one },
        v2: { customerGateway: 'c2', vpnGateway: 'vgw', tunnels: one },
      },
    });
    expect(forward(solution, 'routers/r1', prefixOf('10.2.0.0/16')).ways.map(({ end }) => end)).toEqual(['routers/r1']);
  });

  test('a route that may be missing from a group does not take the others with it', () => {
    // v1a may not be told of 10.2.0.0/16 (a cap of one); where it is, half of the packets meet a blackhole.
    const { solution, verdict } = solved(
      {
        transitGateways: {
          tgw: {
            amazonSideAsn: 64513,
            routeTables: {
              a: {
                associations: ['v1a'],
                propagations: ['v2'],
                routes: [{ destinationCidrBlock: '10.2.128.0/17', blackhole: true }],
              },
              b: { associations: ['v1b', 'v2'], propagations: ['v1b', 'v2'] },
            },
          },
        },
        routers: { r1: site(65001), r2: site(65002, '10.2.0.0/16', '10.3.0.0/16') },
        customerGateways: gateways,
        vpnConnections: {
          v1a: { customerGateway: 'c1', transitGateway: 'tgw', tunnels: one },
          v1b: { customerGateway: 'c1', transitGateway: 'tgw', tunnels: one },
          v2: { customerGateway: 'c2', transitGateway: 'tgw', tunnels: one },
        },
      },
      { 'tgw.routes-to-customer': 1 },
    );
    expect(verdict.contradictions).toEqual([]);
    expect(forward(solution, 'routers/r1', prefixOf('10.2.0.0/16')).reach).toBe('possible');
  });

  test('a route goes back to where one that may be missing from its group came from', () => {
    // r1 passes 10.2.0.0/16 on as it hears it from r9, if it does (a cap of one); r2, of the same AS, announces just that.
    const { solution, verdict } = solved(
      {
        vpnGateways: { vgw: { amazonSideAsn: 64620 } },
        transitGateways: { tgw: { amazonSideAsn: 64513 } },
        routers: {
          r1: { asn: 65001, transit: true },
          r2: { asn: 65001, announce: [{ prefix: '10.2.0.0/16', asPath: [65001, 64620, 65009] }] },
          r9: site(65009, '10.2.0.0/16', '10.3.0.0/16'),
        },
        customerGateways: {
          c1: { bgpAsn: 65001, router: 'r1' },
          c2: { bgpAsn: 65001, router: 'r2' },
          c9: { bgpAsn: 65009, router: 'r9' },
        },
        vpnConnections: {
          v1t: { customerGateway: 'c1', transitGateway: 'tgw', tunnels: one },
          v1v: { customerGateway: 'c1', vpnGateway: 'vgw', tunnels: one },
          v2: { customerGateway: 'c2', transitGateway: 'tgw', tunnels: one },
          v9: { customerGateway: 'c9', vpnGateway: 'vgw', tunnels: one },
        },
      },
      { 'vgw.routes-to-customer': 1 },
    );
    expect(verdict.contradictions).toEqual([]);
    expect(solution.sessions.get('v1t/tunnel-1')?.outbound).toMatchObject({ candidatesMin: 0, candidates: 1 });
  });

  test('a Direct Connect gateway hands on whichever path it has heard', () => {
    // r1 hears of the VPC from both gateways; what it heard from the transit gateway is denied there.
    const { solution, verdict } = solved({
      vpcs: { app: { cidrs: ['10.1.0.0/16'], routeTables: { main: {} } } },
      vpnGateways: { vgw: { amazonSideAsn: 64620, vpc: 'app' } },
      transitGateways: {
        tgw: {
          amazonSideAsn: 64513,
          attachments: { 'att-app': { vpc: 'app' }, 'att-dx': { directConnectGateway: 'dxgw' } },
          routeTables: {
            far: { associations: [], propagations: ['att-dx'] },
            near: { associations: ['v1t', 'att-app', 'att-dx'], propagations: ['att-app'] },
          },
        },
      },
      directConnectGateways: {
        dxgw: { amazonSideAsn: 64514, associations: [{ transitGateway: 'tgw', allowedPrefixes: [] }] },
      },
      routers: { r1: { asn: 65001, transit: true } },
      customerGateways: { c1: { bgpAsn: 65001, router: 'r1' } },
      virtualInterfaces: { vif: { type: 'transit', directConnectGateway: 'dxgw', router: 'r1' } },
      vpnConnections: {
        v1t: { customerGateway: 'c1', transitGateway: 'tgw', tunnels: one },
        v1v: { customerGateway: 'c1', vpnGateway: 'vgw', tunnels: one },
      },
    });
    expect(verdict.contradictions).toEqual([]);
    const entry = solution.table('transitGateways/tgw/far')?.get(prefixOf('10.1.0.0/16'));
    expect(entry?.presence).toBe('possible');
    expect(entry?.alternatives.flat().map(({ attributes }) => attributes.asPath)).toEqual([[65001, 64620]]);
  });
});

test('an oscillation is found where the worlds do not settle, and what holds all through it stays certain', () => {
  // The VGW hears 10.2.0.0/16 from r1; r2 takes it to the TGW; r3 brings it back over Direct Connect, which the VGW
  // prefers and does not pass on, so that it is lost to r2, and to r3, and all begins anew.
  const { solution, settings, design } = solved(
    {
      vpnGateways: { vgw: { amazonSideAsn: 64620 } },
      transitGateways: { tgw: { amazonSideAsn: 64513 } },
      directConnectGateways: { dxgw: { amazonSideAsn: 64514, associations: [{ vpnGateway: 'vgw' }] } },
      routers: { r1: site(65001, '10.2.0.0/16'), r2: { asn: 65002, transit: true }, r3: { asn: 65003, transit: true } },
      customerGateways: { ...gateways, c3: { bgpAsn: 65003, router: 'r3' } },
      vpnConnections: {
        v1: { customerGateway: 'c1', vpnGateway: 'vgw', tunnels: one },
        v2v: { customerGateway: 'c2', vpnGateway: 'vgw', tunnels: one },
        v2t: { customerGateway: 'c2', transitGateway: 'tgw', tunnels: one },
        v3t: { customerGateway: 'c3', transitGateway: 'tgw', tunnels: one },
      },
      virtualInterfaces: { vif: { type: 'private', directConnectGateway: 'dxgw', router: 'r3' } },
    },
    {},
    { reAdvertisedAsPath: 'amazonAsnOnly' },
  );
  const { worlds, exhausted } = enumerateOutcomes(design, settings, 50);
  expect(exhausted).toBe(true);
  expect(worlds.map(({ settled }) => settled)).toEqual(worlds.map(() => false));
  expect(solution.oscillation?.period).toBeGreaterThanOrEqual(2);
  const prefix = prefixOf('10.2.0.0/16');
  expect(solution.table('vpnGateways/vgw')?.get(prefix)).toMatchObject({ presence: 'certain' });
  expect(solution.table('vpnGateways/vgw')?.get(prefix)?.alternatives).toHaveLength(2);
  expect(solution.table('transitGateways/tgw/default')?.get(prefix)?.presence).toBe('possible');
});
