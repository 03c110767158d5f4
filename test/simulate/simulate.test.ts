import { describe, expect, test } from 'vitest';
import { describeFlapping, findFlapping } from '../../src/simulate/flapping.ts';
import type { PlanStep } from '../../src/simulate/plan-step.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { designOf, settingsOf } from '../arbitraries/design.ts';
import { announceItem, eventsOf, prefixOf, run, siteWith } from './plans.ts';

const tunnelDies: PlanStep = {
  name: 'tunnel 1 dies',
  at: { kind: 'time', ms: 105_000 },
  changes: [{ kind: 'tunnelDown', connection: 'vpn', tunnel: 0 }],
};

describe('more routes than the cap', () => {
  test('end both sessions with 6/1 and the cap as data, in the order of the logs', () => {
    const simulation = run(siteWith(101), []);
    const ofOne = simulation.events
      .filter((event) => 'session' in event && event.session === 'vpn/tunnel-1')
      .map((event) => event.kind);
    // B-IN-LOGS: the warning, the limit exceeded, the NOTIFICATION, Established to Idle.
    expect(ofOne.slice(-6)).toEqual([
      'prefixLimitNear',
      'endOfRib',
      'prefixCount',
      'prefixLimitExceeded',
      'notification',
      'sessionState',
    ]);
    expect(eventsOf(simulation, 'notification')).toEqual([
      // B-IN-DATA: AFI 1, SAFI 1, 100 as four bytes.
      expect.objectContaining({ session: 'vpn/tunnel-1', sender: 'aws', code: 6, subcode: 1, data: '00010100000064' }),
      expect.objectContaining({ session: 'vpn/tunnel-2', sender: 'aws', code: 6, subcode: 1, data: '00010100000064' }),
    ]);
    expect(eventsOf(simulation, 'prefixLimitExceeded').map(({ count, cap }) => [count, cap])).toEqual([
      [101, 100],
      [101, 100],
    ]);
    expect([...simulation.sessionSpans.values()].map((spans) => spans.at(-1)?.state)).toEqual(['Idle', 'Idle']);
    expect(simulation.quiet).toBe(true);
    expect(simulation.final.sessions.get('vpn/tunnel-1')).toMatchObject({ state: 'idle', stateCertain: true });
    expect(simulation.final.table('vpcs/app/main')?.size).toBe(1);
  });

  test('as many as the cap are fine (B-IN-EDGE)', () => {
    const simulation = run(siteWith(100), []);
    expect(eventsOf(simulation, 'notification')).toEqual([]);
    expect(simulation.final.table('vpcs/app/main')?.size).toBe(101);
  });

  test('leave the session idle until the router would offer what fits', () => {
    const steps: PlanStep[] = [
      {
        name: 'still too many',
        at: { kind: 'time', ms: 300_000 },
        changes: [
          { kind: 'withdraw', section: 'customerGateways', name: 'cgw', prefixes: [prefixOf('172.16.0.0/24')] },
        ],
      },
      {
        name: 'repaired',
        at: { kind: 'time', ms: 600_000 },
        changes: [
          { kind: 'withdraw', section: 'customerGateways', name: 'cgw', prefixes: [prefixOf('172.16.1.0/24')] },
        ],
      },
    ];
    const simulation = run(siteWith(102), steps, { untilMs: 900_000 });
    const ups = eventsOf(simulation, 'sessionState').filter(
      ({ session, to }) => session === 'vpn/tunnel-1' && to === 'Established',
    );
    expect(ups).toHaveLength(2);
    // FRR, refused once, tries again every 120 s.
    expect(ups[1]!.ms).toBeGreaterThanOrEqual(600_000);
    expect(ups[1]!.ms).toBeLessThanOrEqual(720_100);
    expect(simulation.final.table('vpcs/app/main')?.size).toBe(101);
  });

  test('flap at the pace of the router when AWS accepts it at once', () => {
    // Measured: FRR 8.4 came back every 3.1 s, GoBGP 3.10 waited 10 to 14 s, OpenBGPD 30, 60, 120 s.
    const periodOf = (routerRetry: 'frr' | 'gobgp' | 'openbgpd', seed?: number): number => {
      const { sessionSpans } = run(siteWith(101), [], {
        assumptions: { acceptAfterReset: 'atOnce' },
        options: { routerRetry, ...(seed === undefined ? {} : { seed }) },
      });
      return describeFlapping('vpn/tunnel-1', sessionSpans.get('vpn/tunnel-1')!).periodMs!;
    };
    expect(periodOf('frr')).toBeGreaterThan(3000);
    expect(periodOf('frr')).toBeLessThan(3300);
    expect(periodOf('gobgp')).toBe(periodOf('gobgp'));
    expect(periodOf('gobgp', 1)).not.toBe(periodOf('gobgp', 2));
    for (const seed of [1, 2, 3]) {
      expect(periodOf('gobgp', seed)).toBeGreaterThan(11_000);
      expect(periodOf('gobgp', seed)).toBeLessThan(15_300);
    }
    expect(periodOf('openbgpd')).toBeGreaterThan(60_000);
  });

  test('are there for a small share of the time when AWS tries again', () => {
    const { sessionSpans } = run(siteWith(101), [], { assumptions: { resetRetry: 120 }, untilMs: 3_600_000 });
    const [flapping, other] = findFlapping(sessionSpans);
    expect(other).toBeDefined();
    expect(flapping?.dutyCycle).toBeGreaterThan(0);
    expect(flapping?.dutyCycle).toBeLessThan(0.02);
  });
});

describe('a tunnel that dies', () => {
  test('takes its session down when the hold time is over, and is down itself after dead peer detection', () => {
    const simulation = run(siteWith(3), [tunnelDies]);
    const [held] = eventsOf(simulation, 'holdExpired').filter(({ end }) => end === 'aws');
    // Keepalives every 10 s: the last one was heard at most 10 s before (G-TIMER-VPN).
    expect(held!.ms).toBeGreaterThanOrEqual(125_000);
    expect(held!.ms).toBeLessThanOrEqual(135_000);
    expect(eventsOf(simulation, 'notification')).toContainEqual(
      expect.objectContaining({ ms: held!.ms, sender: 'aws', code: 4, subcode: 0, data: '' }),
    );
    expect(eventsOf(simulation, 'tunnelDown')).toEqual([
      { ms: 145_000, kind: 'tunnelDown', session: 'vpn/tunnel-1', noticedBy: 'deadPeerDetection' },
    ]);
    expect(simulation.final.table('vpcs/app/main')?.size).toBe(4);
    expect(simulation.final.sessions.get('vpn/tunnel-2')?.state).toBe('established');
  });

  test('is noticed at once when it is shut down', () => {
    const simulation = run(siteWith(3), [{ ...tunnelDies, administrative: true }]);
    expect(eventsOf(simulation, 'holdExpired')).toEqual([]);
    expect(eventsOf(simulation, 'tunnelDown')).toEqual([
      { ms: 105_000, kind: 'tunnelDown', session: 'vpn/tunnel-1', noticedBy: 'administrator' },
    ]);
  });

  test('and is back before anybody noticed ends nothing', () => {
    const back: PlanStep = {
      name: 'back',
      at: { kind: 'time', ms: 110_000 },
      changes: [{ kind: 'tunnelUp', connection: 'vpn', tunnel: 0 }],
    };
    const simulation = run(siteWith(3), [tunnelDies, back]);
    expect(eventsOf(simulation, 'sessionState').filter(({ ms }) => ms > 100_000)).toEqual([]);
  });

  test('and is back later brings the session up again', () => {
    const back: PlanStep = {
      name: 'back',
      at: { kind: 'quiet' },
      changes: [{ kind: 'tunnelUp', connection: 'vpn', tunnel: 0 }],
    };
    const simulation = run(siteWith(3), [tunnelDies, back]);
    expect(simulation.sessionSpans.get('vpn/tunnel-1')?.at(-1)?.state).toBe('Established');
    expect(simulation.quiet).toBe(true);
  });

  test('of a static VPN keeps its routes until dead peer detection', () => {
    const design = siteWith(0, {
      vpnConnections: {
        vpn: { customerGateway: 'cgw', vpnGateway: 'vgw', staticRoutesOnly: true, routes: ['192.168.0.0/24'] },
      },
    });
    const both: PlanStep = {
      name: 'both die',
      at: { kind: 'time', ms: 100_000 },
      changes: [{ kind: 'connectionDown', connection: 'vpn' }],
    };
    const simulation = run(design, [both]);
    expect(eventsOf(simulation, 'tunnelDown').map(({ ms }) => ms)).toEqual([140_000, 140_000]);
    expect(eventsOf(simulation, 'routesWithdrawn')[0]).toMatchObject({
      ms: 140_000,
      place: 'vpnGateways/vgw',
      count: 1,
    });
  });
});

describe('a virtual interface that is lost', () => {
  const design = siteWith(3, {
    virtualInterfaces: { vif: { type: 'private', vpnGateway: 'vgw', bgpAsn: 65009, announce: ['192.168.0.0/16'] } },
    customerGateways: {},
    vpnConnections: {},
  });
  const lost: PlanStep = {
    name: 'lost',
    at: { kind: 'time', ms: 200_000 },
    changes: [{ kind: 'virtualInterfaceDown', virtualInterface: 'vif' }],
  };

  test('is noticed by the hold time of 90 s', () => {
    const [held] = eventsOf(run(design, [lost]), 'holdExpired').filter(({ end }) => end === 'aws');
    expect(held!.ms).toBeGreaterThanOrEqual(260_000);
    expect(held!.ms).toBeLessThanOrEqual(290_000);
  });

  test('is noticed by BFD after three intervals of 300 ms', () => {
    const simulation = run(design, [lost], { assumptions: { directConnectBfd: true } });
    expect(eventsOf(simulation, 'tunnelDown')).toEqual([
      { ms: 200_900, kind: 'tunnelDown', session: 'vif', noticedBy: 'bfd' },
    ]);
    expect(simulation.sessionSpans.get('vif')?.at(-1)).toMatchObject({ state: 'Idle', fromMs: 200_900 });
  });
});

describe('the replacement of a tunnel endpoint', () => {
  test('raises the MED against the other tunnel, takes the tunnel away, and brings it back, one after the other', () => {
    const design = siteWith(3);
    const settings = settingsOf(design);
    const steps: PlanStep[] = [
      {
        name: 'maintenance',
        at: { kind: 'quiet' },
        changes: [
          { kind: 'tunnelMaintenance', connection: 'vpn', tunnel: 0 },
          { kind: 'tunnelMaintenance', connection: 'vpn', tunnel: 1 },
        ],
      },
    ];
    const meds = new Set<string>();
    const simulation = simulate({ design, settings, steps, untilMs: 3_600_000, options: {} }, ({ solution }) => {
      const med = (id: string) =>
        solution.announced(solution.network.sessions.get(id)!).lookup(prefixOf('10.1.0.0/16'))?.alternatives[0]?.[0]
          ?.attributes.med;
      meds.add(`${med('vpn/tunnel-1')} ${med('vpn/tunnel-2')}`);
      // Never both away.
      expect([...solution.sessions.values()].some(({ state }) => state === 'established') || meds.size < 3).toBe(true);
    });
    expect(eventsOf(simulation, 'maintenance').map(({ session, phase }) => `${session} ${phase}`)).toEqual([
      'vpn/tunnel-1 medLowered',
      'vpn/tunnel-1 replacing',
      'vpn/tunnel-1 replaced',
      'vpn/tunnel-1 done',
      'vpn/tunnel-2 medLowered',
      'vpn/tunnel-2 replacing',
      'vpn/tunnel-2 replaced',
      'vpn/tunnel-2 done',
    ]);
    expect(meds).toContain('100 null');
    expect(meds).toContain('undefined null');
    expect(meds).toContain('null 100');
    expect(simulation.quiet).toBe(true);
  });
});

describe('a step', () => {
  test('that announces more sends an update and leaves the session alone', () => {
    const more: PlanStep = {
      name: 'more',
      at: { kind: 'quiet' },
      changes: [
        { kind: 'announce', section: 'customerGateways', name: 'cgw', announcements: [announceItem('192.168.7.0/24')] },
      ],
    };
    const simulation = run(siteWith(3), [more]);
    const [step] = eventsOf(simulation, 'step');
    expect(eventsOf(simulation, 'sessionState').filter(({ ms }) => ms >= step!.ms)).toEqual([]);
    expect(
      eventsOf(simulation, 'prefixCount')
        .filter(({ ms }) => ms > step!.ms)
        .map(({ count }) => count),
    ).toEqual([4, 4]);
    expect(simulation.final.table('vpcs/app/main')?.size).toBe(5);
  });

  test('that removes a connection ends its sessions, and one that adds it begins them', () => {
    const design = siteWith(3);
    const thing = design.vpnConnections['vpn']!;
    const steps: PlanStep[] = [
      { name: 'remove', at: { kind: 'quiet' }, changes: [{ kind: 'remove', section: 'vpnConnections', name: 'vpn' }] },
      { name: 'add', at: { kind: 'quiet' }, changes: [{ kind: 'add', section: 'vpnConnections', name: 'vpn', thing }] },
    ];
    const simulation = run(design, steps);
    const [remove, add] = eventsOf(simulation, 'step');
    expect(eventsOf(simulation, 'sessionRemoved').map(({ ms, session }) => [ms, session])).toEqual([
      [remove!.ms, 'vpn/tunnel-1'],
      [remove!.ms, 'vpn/tunnel-2'],
    ]);
    expect(eventsOf(simulation, 'sessionAdded').map(({ ms }) => ms)).toEqual([add!.ms, add!.ms]);
    expect(simulation.final.table('vpcs/app/main')?.size).toBe(4);
  });

  test('whose turn does not come is named', () => {
    const late: PlanStep = { name: 'late', at: { kind: 'time', ms: 700_000 }, changes: [] };
    expect(run(siteWith(3), [late]).stepsLeft).toEqual(['late']);
  });
});

test('private-IP VPNs come up when Direct Connect reaches their outside address, and go down with it', () => {
  const design = designOf({
    routecap: 1,
    vpcs: { app: { cidrs: ['10.1.0.0/16'] } },
    transitGateways: {
      tgw: {
        amazonSideAsn: 64513,
        transitGatewayCidrBlocks: ['10.255.0.0/24'],
        attachments: { 'att-dx': { directConnectGateway: 'dxgw' }, 'att-app': { vpc: 'app' } },
      },
    },
    directConnectGateways: {
      dxgw: { amazonSideAsn: 64514, associations: [{ transitGateway: 'tgw', allowedPrefixes: ['10.255.0.0/24'] }] },
    },
    virtualInterfaces: {
      vif: { type: 'transit', directConnectGateway: 'dxgw', bgpAsn: 65001, announce: ['192.168.0.0/24'] },
    },
    customerGateways: { cgw: { bgpAsn: 65001, ipAddress: '192.168.0.1', announce: ['172.16.0.0/24'] } },
    vpnConnections: {
      pip: {
        customerGateway: 'cgw',
        transitGateway: 'tgw',
        outsideIpAddressType: 'PrivateIpv4',
        transportTransitGatewayAttachmentId: 'att-dx',
      },
    },
  });
  const lost: PlanStep = {
    name: 'lost',
    at: { kind: 'time', ms: 200_000 },
    changes: [{ kind: 'virtualInterfaceDown', virtualInterface: 'vif' }],
    administrative: true,
  };
  const simulation = run(design, [lost]);
  const states = eventsOf(simulation, 'sessionState').filter(({ session }) => session === 'pip/tunnel-1');
  expect(states.find(({ to }) => to === 'Established')!.ms).toBeGreaterThan(1000);
  expect(
    eventsOf(simulation, 'linkLost')
      .filter(({ cause }) => cause === 'transport')
      .map(({ session }) => session),
  ).toEqual(['pip/tunnel-1', 'pip/tunnel-2']);
  // The tunnel dies with its transport and nobody says so: hold time.
  expect(states.at(-1)).toMatchObject({ to: 'Idle' });
  expect(states.at(-1)!.ms).toBeGreaterThan(215_000);
  expect(simulation.final.sessions.get('pip/tunnel-1')?.state).toBe('down');
});

test('what a short loss of the link swallowed is sent again', () => {
  const steps: PlanStep[] = [
    { name: 'lost', at: { kind: 'time', ms: 1000 }, changes: [{ kind: 'connectionDown', connection: 'vpn' }] },
    { name: 'back', at: { kind: 'time', ms: 9000 }, changes: [{ kind: 'connectionUp', connection: 'vpn' }] },
  ];
  const simulation = run(siteWith(3), steps);
  expect(eventsOf(simulation, 'holdExpired')).toEqual([]);
  expect(simulation.final.table('vpcs/app/main')?.size).toBe(4);
  expect([...(simulation.final.table('routers/cgw')?.values() ?? [])]).toHaveLength(4);
});
