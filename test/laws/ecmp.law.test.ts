/** Routes used together (E-*): of one type and with equal attributes on a transit gateway, never VPN routes on a VGW. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributesKey } from '../../src/bgp/attributes.ts';
import { parsePrefix } from '../../src/net/parse-prefix.ts';
import { solve } from '../../src/solve/solve.ts';
import type { PlacedRoute, Solution } from '../../src/aws/solution.ts';
import type { DesignDocument } from '../../src/design/schema.ts';
import { caseArbitrary, designOf, settingsOf } from '../arbitraries/design.ts';

const slow = 60_000;

interface Group {
  readonly place: string;
  readonly routes: readonly PlacedRoute[];
}

const groupsOf = (solution: Solution): Group[] =>
  solution.places.flatMap((place) =>
    [...(solution.table(place)?.values() ?? [])].flatMap(({ alternatives }) =>
      alternatives.filter((group) => group.length > 1).map((routes) => ({ place, routes })),
    ),
  );

/** What has to be the same for all routes of a group on a transit gateway. */
function sortOf({ source, attributes }: PlacedRoute): string {
  if (source.kind !== 'session') return `${source.kind} alone`;
  const { kind, transport, routing } = source.session;
  return `${kind} ${transport} ${routing} ${attributesKey(attributes)}`;
}

test(
  'groups of any design keep to the rules',
  () => {
    let onTransitGateways = 0;
    let onRouters = 0;
    fc.assert(
      fc.property(caseArbitrary({ tinyCaps: false }), ({ document, quotas, assumptions }) => {
        const design = designOf(document);
        for (const { place, routes } of groupsOf(solve(design, settingsOf(design, quotas, assumptions)))) {
          expect(place).not.toMatch(/^(?:vpnGateways|vpcs)\//);
          const sources = routes.map(({ source }) => source);
          expect(sources.map(({ kind }) => kind)).toEqual(sources.map(() => 'session'));
          if (place.startsWith('transitGateways/')) {
            onTransitGateways++;
            expect(new Set(routes.map(sortOf)).size).toBe(1);
            const [first] = sources;
            if (first?.kind === 'session' && first.session.kind === 'vpn')
              expect(document.transitGateways?.tgw?.vpnEcmpSupport).toBe('enable');
          }
          if (place.startsWith('routers/')) {
            onRouters++;
            const { attributes: best } = routes[0]!;
            for (const { attributes } of routes) {
              expect(attributes.asPath.length).toBe(best.asPath.length);
              expect(attributes.localPreference ?? 100).toBe(best.localPreference ?? 100);
              expect(attributes.origin).toBe(best.origin);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
    // Such groups do come up.
    expect(onTransitGateways).toBeGreaterThan(20);
    expect(onRouters).toBeGreaterThan(20);
  },
  slow,
);

describe('four tunnels on a transit gateway', () => {
  const tunnels = (change: Partial<DesignDocument>, hub: object = {}): number[] => {
    const base: DesignDocument = {
      routecap: 1,
      transitGateways: { tgw: { amazonSideAsn: 64513, ...hub } },
      routers: { r1: { asn: 65001, announce: ['10.2.0.0/16'] } },
      customerGateways: { c1: { bgpAsn: 65001, router: 'r1' } },
      vpnConnections: {
        v1: { customerGateway: 'c1', transitGateway: 'tgw' },
        v2: { customerGateway: 'c1', transitGateway: 'tgw' },
      },
      ...change,
    };
    const design = designOf(base);
    const parsed = parsePrefix('10.2.0.0/16');
    if (!parsed.ok) throw new Error('not a prefix');
    const entry = solve(design, settingsOf(design)).table('transitGateways/tgw/default')?.get(parsed.value);
    return entry?.alternatives.map((group) => group.length).sort() ?? [];
  };

  test('with equal attributes share the traffic', () => expect(tunnels({})).toEqual([4]));
  test('take turns when ECMP is off', () => expect(tunnels({}, { vpnEcmpSupport: 'disable' })).toEqual([1, 1, 1, 1]));
  test('with a longer path on one connection are a pair and its backup', () => {
    expect(
      tunnels({
        vpnConnections: {
          v1: { customerGateway: 'c1', transitGateway: 'tgw' },
          v2: { customerGateway: 'c1', transitGateway: 'tgw', policy: { prepend: 1 } },
        },
      }),
    ).toEqual([2]);
  });
  test('with different paths of one length are two pairs, of which AWS takes one', () => {
    const announced = (behind: number) => [{ prefix: '10.2.0.0/16', asPath: [65001, behind] }];
    expect(
      tunnels({
        vpnConnections: {
          v1: { customerGateway: 'c1', transitGateway: 'tgw', announce: announced(65100) },
          v2: { customerGateway: 'c1', transitGateway: 'tgw', announce: announced(65200) },
        },
      }),
    ).toEqual([2, 2]);
  });
  test('with static routes are never used together', () => {
    const fixed = { customerGateway: 'c1', transitGateway: 'tgw', staticRoutesOnly: true, routes: ['10.2.0.0/16'] };
    expect(tunnels({ vpnConnections: { v1: fixed, v2: fixed } })).toEqual([1, 1, 1, 1]);
  });
  test('with static routes on one connection leave the other aside', () => {
    expect(
      tunnels({
        vpnConnections: {
          v1: { customerGateway: 'c1', transitGateway: 'tgw', staticRoutesOnly: true, routes: ['10.2.0.0/16'] },
          v2: { customerGateway: 'c1', transitGateway: 'tgw' },
        },
      }),
    ).toEqual([1, 1]);
  });
  test('of which two are private leave the public ones aside', () => {
    const private_ = { outsideIpAddressType: 'PrivateIpv4', transportTransitGatewayAttachmentId: 'att-dx' } as const;
    expect(
      tunnels(
        {
          vpcs: {},
          directConnectGateways: {
            dxgw: {
              amazonSideAsn: 64514,
              associations: [{ transitGateway: 'tgw', allowedPrefixes: ['10.255.0.0/24'] }],
            },
          },
          virtualInterfaces: {
            vif: { type: 'transit', directConnectGateway: 'dxgw', router: 'r1', announce: ['172.31.0.0/24'] },
          },
          customerGateways: { c1: { bgpAsn: 65001, router: 'r1', ipAddress: '172.31.0.1' } },
          vpnConnections: {
            v1: { customerGateway: 'c1', transitGateway: 'tgw', ...private_ },
            v2: { customerGateway: 'c1', transitGateway: 'tgw' },
          },
        },
        { transitGatewayCidrBlocks: ['10.255.0.0/24'], attachments: { 'att-dx': { directConnectGateway: 'dxgw' } } },
      ),
    ).toEqual([2]);
  });
});
