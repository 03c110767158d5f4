/** Which sets a sweep tries, on a network small enough to count them by hand. */
import { describe, expect, test } from 'vitest';
import { Resolver } from '../../src/solve/resolver.ts';
import { countSets, sweepCases, type SweepScope } from '../../src/sweep/sweep-cases.ts';
import { designOf, settingsOf } from '../arbitraries/design.ts';

const design = designOf({
  routecap: 1,
  vpnGateways: { vgw: { amazonSideAsn: 64620 } },
  customerGateways: { dc: { bgpAsn: 65001 }, spare: { bgpAsn: 65002 } },
  vpnConnections: {
    a: { customerGateway: 'dc', vpnGateway: 'vgw' },
    b: { customerGateway: 'dc', vpnGateway: 'vgw', tunnels: [{}, { status: 'down' }] },
  },
});

const cases = (scope: SweepScope) => {
  const resolver = new Resolver(design, settingsOf(design));
  return sweepCases(design, scope, (changes) => resolver.failing(changes));
};

describe('the cases of a sweep', () => {
  test('one at a time: what is down already is no case', () => {
    const { cases: found, sets, idle } = cases({ kinds: ['tunnels'], atOnce: 1 });
    expect(found.map(({ names }) => names)).toEqual([
      ['tunnel a/tunnel-1'],
      ['tunnel a/tunnel-2'],
      ['tunnel b/tunnel-1'],
    ]);
    expect({ sets, idle }).toEqual({ sets: 4, idle: 1 });
  });

  test('what leaves the same network is one case, told by the smallest set', () => {
    const { cases: found } = cases({ kinds: ['tunnels', 'vpnConnections', 'customerGateways'], atOnce: 1 });
    // Connection b has one tunnel up, and a router without connections fails without a trace.
    expect(found.map(({ names }) => names.join())).toEqual([
      'tunnel a/tunnel-1',
      'tunnel a/tunnel-2',
      'tunnel b/tunnel-1',
      'VPN connection a',
      'customer gateway dc',
    ]);
  });

  test('two at a time: both tunnels of a are connection a', () => {
    const { cases: found, sets } = cases({ kinds: ['tunnels', 'vpnConnections'], atOnce: 2 });
    expect(sets).toBe(6 + 15);
    const told = found.map(({ names }) => names.join(' + '));
    expect(told).toContain('VPN connection a');
    expect(told).not.toContain('tunnel a/tunnel-1 + tunnel a/tunnel-2');
    // Three live tunnels: every set of them that is not empty, 7 in all, of which one or two things give all but a1+a2+b1 by tunnels.
    expect(found.length).toBe(7);
  });

  test('maintenance takes the same tunnel of every connection of a gateway', () => {
    const { cases: found } = cases({ kinds: ['maintenance'], atOnce: 1 });
    expect(found.map(({ names, changes }) => [names.join(), changes.length])).toEqual([
      ['maintenance of tunnel 1 on vgw', 2],
      ['maintenance of tunnel 2 on vgw', 2],
    ]);
  });

  test('are numbered in order, and counted without being made', () => {
    const scope: SweepScope = { kinds: ['tunnels', 'vpnConnections', 'customerGateways'], atOnce: 3 };
    const { cases: found, sets } = cases(scope);
    expect(found.map(({ ordinal }) => ordinal)).toEqual(found.map((_, at) => at));
    // 4 tunnels, 2 connections, 2 customer gateways: 8 + 28 + 56.
    expect(countSets(design, scope)).toBe(92);
    expect(sets).toBe(92);
  });
});
