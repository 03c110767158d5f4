import { describe, expect, test } from 'vitest';
import { evaluateExpectations } from '../../../src/rules/expectations.ts';
import { notMet } from '../../../src/rules/expect/not-met.ts';
import { breachesOf, contextOf } from '../breaches-of.ts';

/** A VPC, and a router with two VPN connections to its gateway; the second is a backup. */
const twoPaths = (expectations: string, count = 1, backup = 'policy: { prepend: 1 }'): string => `
vpcs: { app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64512 } }
routers: { dc: { asn: 65001, announce: [{ from: 10.64.0.0/16, length: 24, count: ${count} }] } }
customerGateways: { cgw: { bgpAsn: 65001, ipAddress: 203.0.113.1, router: dc } }
vpnConnections:
  main: { customerGateway: cgw, vpnGateway: vgw }
  spare: { customerGateway: cgw, vpnGateway: vgw, ${backup} }
expect: [${expectations}]`;

const judged = (design: string): string[] =>
  evaluateExpectations(contextOf(design)).map(({ met, why }) => `${met ? 'met' : 'not met'}: ${why}`);
const met = (design: string): boolean[] => evaluateExpectations(contextOf(design)).map((it) => it.met);

describe('a session stays up or down', () => {
  test('by connection, by session, and against a cap', () => {
    expect(
      met(
        twoPaths(
          '{ session: main, stays: up }, { session: main/tunnel-1, stays: up }, { session: main, stays: down }',
          100,
        ),
      ),
    ).toEqual([true, true, false]);
    expect(met(twoPaths('{ session: main, stays: up }, { session: main, stays: down }', 101))).toEqual([false, true]);
  });

  test('all sessions of a connection are asked', () => {
    const oneDown = 'tunnels: [{}, { status: down }]';
    expect(
      met(
        twoPaths(
          '{ session: spare, stays: up }, { session: spare, stays: down }, { session: spare/tunnel-1, stays: up }',
          1,
          oneDown,
        ),
      ),
    ).toEqual([false, false, true]);
  });

  test('what fails itself is not asked, the others are', () => {
    expect(met(twoPaths('{ session: main, stays: up, afterFailuresOf: { vpnConnections: 1 } }'))).toEqual([true]);
    expect(met(twoPaths('{ session: main, stays: up, afterFailuresOf: { tunnels: 1 } }'))).toEqual([true]);
  });

  test('a session of a virtual interface by name and by family', () => {
    const design = `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
virtualInterfaces: { pvif: { type: private, vpnGateway: vgw, bgpAsn: 65001, addressFamily: [ipv4, ipv6], announce: [{ from: "2001:db8::/32", length: 48, count: 101 }] } }
expect: [{ session: pvif, stays: up }, { session: pvif/ipv4, stays: up }, { session: pvif/ipv6, stays: down }]`;
    expect(met(design)).toEqual([false, true, true]);
  });
});

describe('a prefix is reached', () => {
  test('and over what', () => {
    expect(
      met(
        twoPaths(
          '{ reach: 10.64.0.0/24, from: app }, { reach: 10.64.0.0/24, from: app, via: [main] }, { reach: 10.64.0.0/24, from: app, via: [spare] }',
        ),
      ),
    ).toEqual([true, true, false]);
    expect(judged(twoPaths('{ reach: 10.64.0.0/24, from: app, via: [spare] }'))[0]).toMatch(
      /it may go over main, which is not spare/,
    );
  });

  test('every connection of an open tie has to be allowed', () => {
    expect(
      met(
        twoPaths(
          '{ reach: 10.64.0.0/24, from: app, via: [main] }, { reach: 10.64.0.0/24, from: app, via: [main, spare] }',
          1,
          '',
        ),
      ),
    ).toEqual([false, true]);
  });

  test('or is not', () => {
    expect(
      met(
        twoPaths(
          '{ unreachable: 10.65.0.0/24, from: app }, { unreachable: 10.64.0.0/24, from: app }, { reach: 10.65.0.0/24, from: app }',
        ),
      ),
    ).toEqual([true, false, false]);
  });

  test('possibly is neither', () => {
    // 101 propagated routes: any one may be the one that is left out.
    const design = `
vpcs: { app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64512 } }
customerGateways: { a: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.64.0.0/24] }, b: { bgpAsn: 65002, ipAddress: 203.0.113.2, announce: [{ from: 10.65.0.0/16, length: 24, count: 100 }] } }
vpnConnections: { a: { customerGateway: a, vpnGateway: vgw }, b: { customerGateway: b, vpnGateway: vgw } }
expect: [{ reach: 10.64.0.0/24, from: app }, { unreachable: 10.64.0.0/24, from: app }]`;
    expect(met(design)).toEqual([false, false]);
  });

  test('after failures, naming the first set that breaks it', () => {
    const after = (failures: string): string => `{ reach: 10.64.0.0/24, from: app, afterFailuresOf: ${failures} }`;
    expect(judged(twoPaths(after('{ vpnConnections: 1 }')))[0]).toMatch(
      /^met: .*it holds after each of 2 sets of failures/,
    );
    expect(judged(twoPaths(after('{ vpnConnections: 2 }')))[0]).toMatch(/^not met: after main and spare are down: /);
    expect(judged(twoPaths(after('{ routers: 1 }')))[0]).toMatch(/^not met: after dc is down: /);
    expect(judged(twoPaths(after('{ virtualInterfaces: 1 }')))[0]).toMatch(
      /^met: .*nothing of the kinds named can fail/,
    );
    // Two tunnels of four: one is left on one connection at least.
    expect(judged(twoPaths(after('{ tunnels: 2 }')))[0]).toMatch(/^met: .*each of 6 sets/);
    expect(judged(twoPaths(after('{ tunnels: 3 }')))[0]).toMatch(/^met: .*each of 4 sets/);
    expect(judged(twoPaths(after('{ tunnels: 4 }')))[0]).toMatch(
      /^not met: after main\/tunnel-1, main\/tunnel-2, spare\/tunnel-1 and spare\/tunnel-2 are down/,
    );
  });

  test('the design as it is counts first', () => {
    expect(
      judged(twoPaths('{ reach: 10.64.0.0/24, from: app, afterFailuresOf: { vpnConnections: 1 } }', 101))[0],
    ).not.toMatch(/after main is down/);
  });
});

test('routes on a session', () => {
  expect(met(twoPaths('{ session: main, routesAtMost: 3 }, { session: main, routesAtMost: 2 }', 3))).toEqual([
    true,
    false,
  ]);
  // The VPC is all that AWS has for the router: its own routes are not announced back.
  expect(
    met(
      twoPaths(
        '{ session: main/tunnel-1, routesAtMost: 1, direction: outbound }, { session: main/tunnel-1, routesAtMost: 0, direction: outbound }',
      ),
    ),
  ).toEqual([true, false]);
});

test('bandwidth, as drawn and after a failure', () => {
  const design = (wanted: string, after = ''): string => `
vpcs: { app: { cidrs: [10.20.0.0/16] } }
transitGateways: { hub: { amazonSideAsn: 64513, attachments: { att: { vpc: app } } } }
customerGateways: { dc: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.64.0.0/16] } }
vpnConnections: { a: { customerGateway: dc, transitGateway: hub }, b: { customerGateway: dc, transitGateway: hub } }
expect: [{ bandwidth: ${wanted}, from: app, to: dc ${after} }]`;
  expect(met(design('5Gbps'))).toEqual([true]);
  expect(met(design('5.1Gbps'))).toEqual([false]);
  expect(met(design('3.75Gbps', ', afterFailuresOf: { tunnels: 1 }'))).toEqual([true]);
  expect(judged(design('3.75Gbps', ', afterFailuresOf: { vpnConnections: 1 }'))[0]).toMatch(
    /^not met: after a is down: 2\.5Gbps/,
  );
});

describe('expect/not-met', () => {
  test('is an error at the expectation, and cannot be silenced', () => {
    const [breach, ...more] = breachesOf(
      notMet,
      twoPaths('{ session: main, stays: up }, { reach: 10.65.0.0/24, from: app }'),
    );
    expect(more).toEqual([]);
    expect(breach?.subject).toBe('reach 10.65.0.0/24 from app');
    expect(breach?.path).toEqual(['expect', 1]);
    expect(notMet.severity).toBe('error');
    expect(notMet.suppressible).toBe(false);
  });
});
