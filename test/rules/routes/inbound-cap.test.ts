import { describe, expect, test } from 'vitest';
import { inboundCapExceeded } from '../../../src/rules/routes/inbound-cap-exceeded.ts';
import { inboundCapNear } from '../../../src/rules/routes/inbound-cap-near.ts';
import { breachesOf, verdicts } from '../breaches-of.ts';

const vpnOn = (gateway: string, count: number, more = ''): string => `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
transitGateways: { tgw: { amazonSideAsn: 64513 } }
customerGateways: { cgw: { bgpAsn: 65010, ipAddress: 203.0.113.1, announce: [{ from: 10.0.0.0/8, length: 24, count: ${count} }] } }
vpnConnections: { vpn: { customerGateway: cgw, ${gateway} } }
${more}`;

const both = ['vpn/tunnel-1', 'vpn/tunnel-2'];

describe('on a virtual private gateway the cap is 100 (F97)', () => {
  test.each([
    [101, true, false],
    [100, false, true],
    [99, false, true],
    [80, false, true],
    [79, false, false],
  ])('%i routes: exceeded %s, near %s', (count, exceeded, near) => {
    const design = vpnOn('vpnGateway: vgw', count);
    expect(breachesOf(inboundCapExceeded, design).map(({ subject }) => subject)).toEqual(exceeded ? both : []);
    expect(breachesOf(inboundCapNear, design).map(({ subject }) => subject)).toEqual(near ? both : []);
  });

  test('says the count, the cap and what follows', () => {
    const [breach] = breachesOf(inboundCapExceeded, vpnOn('vpnGateway: vgw', 104));
    expect(breach?.args).toMatchObject({ count: 104, cap: 100, over: 4 });
    expect(breach?.message).toMatch(
      /vpn\/tunnel-1 is offered 104 routes, 4 more than a virtual private gateway takes.*AWS resets/,
    );
    expect(breach?.quota).toBe('vgw.routes-from-customer');
    expect(breach?.facts).toContain('Q-VPN-IN-VGW');
    expect(breach?.fix).toMatch(/transit gateway, which takes 1,000/);
    expect(breach?.path).toEqual(['vpnConnections', 'vpn', 'tunnels', 0]);
  });

  test('at the cap one more resets the session', () => {
    expect(breachesOf(inboundCapNear, vpnOn('vpnGateway: vgw', 100))[0]?.message).toMatch(/One more resets/);
  });

  test('near is the percentage asked for', () => {
    expect(verdicts(inboundCapNear, vpnOn('vpnGateway: vgw', 94), { near: 95 })).toEqual([]);
    expect(verdicts(inboundCapNear, vpnOn('vpnGateway: vgw', 95), { near: 95 })).toHaveLength(2);
  });
});

test.each([
  [1000, false],
  [1001, true],
])('on a transit gateway the cap is 1,000: %i', (count, exceeded) => {
  expect(verdicts(inboundCapExceeded, vpnOn('transitGateway: tgw', count))).toHaveLength(exceeded ? 2 : 0);
});

describe('over Direct Connect the cap is 100 for each family (Q-DX-IN)', () => {
  const overDirectConnect = (ipv4: number, ipv6: number, quotas = ''): string => `
${quotas}
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
virtualInterfaces:
  pvif:
    { type: private, vpnGateway: vgw, bgpAsn: 65010, addressFamily: [ipv4, ipv6], announce: [{ from: 10.0.0.0/8, length: 24, count: ${ipv4} }, { from: "2001:db8::/32", length: 48, count: ${ipv6} }] }`;

  test('families are counted apart', () => {
    expect(verdicts(inboundCapExceeded, overDirectConnect(100, 100))).toEqual([]);
    const [breach, ...more] = breachesOf(inboundCapExceeded, overDirectConnect(101, 100));
    expect(more).toEqual([]);
    expect(breach?.message).toMatch(/IPv4 session of a virtual interface takes \(cap 100, adjustable up to 1,000\)/);
    expect(breach?.facts).toContain('B-DX-DOWN');
    expect(breach?.fix).toMatch(/up to 1,000/);
  });

  test('a raised allocation holds, and is said', () => {
    expect(verdicts(inboundCapExceeded, overDirectConnect(200, 0, 'quotas: { dx.routes-from-customer: 200 }'))).toEqual(
      [],
    );
    const [breach] = breachesOf(
      inboundCapExceeded,
      overDirectConnect(201, 0, 'quotas: { dx.routes-from-customer: 200 }'),
    );
    expect(breach?.message).toMatch(/cap 200, set for this design; 100 by default/);
  });
});

describe('what makes the count', () => {
  test('a tunnel that is drawn down would be reset once it is up', () => {
    const design = `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
customerGateways: { cgw: { bgpAsn: 65010, ipAddress: 203.0.113.1, announce: [{ from: 10.0.0.0/8, length: 24, count: 101 }] } }
vpnConnections: { vpn: { customerGateway: cgw, vpnGateway: vgw, tunnels: [{ status: down }] } }`;
    expect(breachesOf(inboundCapExceeded, design)[0]?.message).toMatch(/Once it is up AWS will reset it/);
  });

  test('with countingScope connection the tunnels are counted together', () => {
    const split = (scope: string): string => `
assumptions: { countingScope: ${scope} }
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
customerGateways: { cgw: { bgpAsn: 65010, ipAddress: 203.0.113.1 } }
vpnConnections:
  vpn:
    customerGateway: cgw
    vpnGateway: vgw
    tunnels:
      - { announce: [{ from: 10.1.0.0/16, length: 24, count: 60 }] }
      - { announce: [{ from: 10.2.0.0/16, length: 24, count: 60 }] }`;
    expect(verdicts(inboundCapExceeded, split('session'))).toEqual([]);
    const [breach] = breachesOf(inboundCapExceeded, split('connection'));
    expect(breach?.args).toMatchObject({ count: 120, cap: 100 });
    expect(breach?.message).toMatch(/120 routes over the tunnels of vpn together/);
  });

  test('what a truncated session may feed to a transit router only may break the cap', () => {
    // The spokes have 1,001 routes for the transit router, AWS announces any 1,000 of them: it passes on 1,000 or 1,001 less the one it filters.
    const design = (filtered: number): string => `
transitGateways: { hub: { amazonSideAsn: 64513 }, other: { amazonSideAsn: 64514 } }
routers: { hop: { asn: 65001, transit: true } }
customerGateways:
  hop-1: { bgpAsn: 65001, ipAddress: 203.0.113.1, router: hop }
  hop-2: { bgpAsn: 65001, ipAddress: 203.0.113.2, router: hop, announce: [{ from: 172.16.0.0/12, length: 24, count: ${filtered} }] }
  a: { bgpAsn: 65002, ipAddress: 203.0.113.3, announce: [{ from: 10.0.0.0/13, length: 24, count: 600 }] }
  b: { bgpAsn: 65003, ipAddress: 203.0.113.4, announce: [{ from: 10.64.0.0/13, length: 24, count: 401 }] }
vpnConnections:
  to-hub: { customerGateway: hop-1, transitGateway: hub }
  to-other: { customerGateway: hop-2, transitGateway: other }
  a: { customerGateway: a, transitGateway: hub }
  b: { customerGateway: b, transitGateway: hub }`;
    // Both tunnels may lack different ones, so all 1,001 may still be offered to the other gateway.
    const found = breachesOf(inboundCapExceeded, design(0)).filter(({ subject }) => subject.startsWith('to-other'));
    expect(found).toHaveLength(2);
    expect(found[0]?.message).toMatch(/1,001 routes at most \(0 at least\).*may reset/s);
  });

  test('echo routes are told when counting them would break the cap', () => {
    const echo = (own: number, echoed: number): string => `
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
customerGateways:
  cgw: { bgpAsn: 65010, ipAddress: 203.0.113.1, announce: [{ from: 10.0.0.0/8, length: 24, count: ${own} }, { from: 172.16.0.0/12, length: 24, count: ${echoed}, asPath: [65010, 64512, 65020] }] }
vpnConnections: { vpn: { customerGateway: cgw, vpnGateway: vgw } }`;
    expect(verdicts(inboundCapNear, echo(60, 40))).toEqual([]);
    const [breach] = breachesOf(inboundCapNear, echo(60, 41));
    expect(breach?.message).toMatch(/41 more echo routes would break it/);
    expect(breach?.facts).toContain('G-LOOP');
    expect(breach?.assumptions).toContain('loopedRoutesCount');
    expect(verdicts(inboundCapExceeded, echo(60, 41))).toEqual([]);
    expect(verdicts(inboundCapExceeded, `assumptions: { loopedRoutesCount: true }\n${echo(60, 41)}`)).toHaveLength(2);
  });
});
