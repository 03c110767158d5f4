/** Caps: one more than the cap ends the session and takes its routes with it; towards the customer the cap is kept. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { solve } from '../../src/solve/solve.ts';
import type { Entry, Solution } from '../../src/aws/solution.ts';
import type { Design } from '../../src/design/vocabulary.ts';
import type { DesignDocument } from '../../src/design/schema.ts';
import { bitPrefix } from '../oracle/bit-prefix.ts';
import { caseArbitrary, designOf, settingsOf, smallPrefixes, type Case } from '../arbitraries/design.ts';

const slow = 60_000;

const solved = ({ document, quotas, assumptions }: Case): Solution => {
  const design = designOf(document);
  return solve(design, settingsOf(design, quotas, assumptions));
};

/** Every route anywhere that came over the session. */
function routesOver(solution: Solution, id: string): string[] {
  const over = (where: string, entries: Iterable<Entry>): string[] =>
    [...entries]
      .flatMap(({ alternatives }) => alternatives.flat())
      .filter(({ source }) => (source.kind === 'session' || source.kind === 'staticVpn') && source.session.id === id)
      .map(({ prefix }) => `${where} ${bitPrefix(prefix)}`);
  return solution.places.flatMap((place) => over(place, solution.table(place)?.values() ?? []));
}

test(
  'more is never announced than the cap, nor accepted',
  () => {
    fc.assert(
      fc.property(caseArbitrary(), (drawn) => {
        for (const { session, state, stateCertain, inbound, outbound } of solved(drawn).sessions.values()) {
          if (session.routing === 'static') continue;
          const cap = outbound.cap ?? Infinity;
          expect(outbound.announced).toBeLessThanOrEqual(cap);
          expect(outbound.announced).toBeLessThanOrEqual(outbound.candidates);
          expect(outbound.candidatesMin).toBeLessThanOrEqual(outbound.candidates);
          if (state === 'established') expect(outbound.unknown).toBe(outbound.candidates - outbound.announced);
          expect(outbound.outcome === 'truncated').toBe(outbound.candidates > cap);
          expect(inbound.accepted).toBeLessThanOrEqual(inbound.cap ?? Infinity);
          if (state === 'established' && stateCertain)
            expect(inbound.offered).toBeLessThanOrEqual(inbound.cap ?? Infinity);
        }
      }),
      { numRuns: 250 },
    );
  },
  slow,
);

test(
  'what is certainly announced fits under the cap',
  () => {
    fc.assert(
      fc.property(caseArbitrary(), (drawn) => {
        const solution = solved(drawn);
        for (const { session, outbound } of solution.sessions.values()) {
          if (session.routing === 'static' || outbound.cap === null) continue;
          const certain = [...solution.announced(session).entries()].filter(({ presence }) => presence === 'certain');
          expect(certain.length).toBeLessThanOrEqual(outbound.cap);
        }
      }),
      { numRuns: 250 },
    );
  },
  slow,
);

test(
  'a session is reset exactly when more is offered than its cap, and none of its routes is left',
  () => {
    fc.assert(
      fc.property(caseArbitrary({ assumptions: false }), (drawn) => {
        const solution = solved(drawn);
        // In an oscillation a count is a bound over the whole cycle.
        if (solution.oscillation !== null) return;
        for (const { session, state, stateCertain, inbound } of solution.sessions.values()) {
          if (session.routing === 'static' || state === 'down') continue;
          const cap = inbound.cap ?? Infinity;
          expect(state === 'idle' && stateCertain).toBe(inbound.offeredMin > cap);
          expect(state === 'established').toBe(inbound.offered <= cap);
          expect(inbound.outcome === 'reset').toBe(inbound.offered > cap);
          if (state !== 'idle' || !stateCertain) continue;
          expect(inbound.accepted).toBe(0);
          expect(routesOver(solution, session.id)).toEqual([]);
          expect([...solution.announced(session).entries()]).toEqual([]);
        }
      }),
      { numRuns: 250 },
    );
  },
  slow,
);

describe('at the real caps', () => {
  /** `count` prefixes in one block, two of which nest. */
  const announce = (count: number) => [{ prefix: '10.0.0.0/8' }, { from: '10.0.0.0/8', length: 24, count: count - 1 }];
  const router = (count: number) => ({
    r1: { asn: 65001, announce: announce(count) },
    r2: { asn: 65002, announce: ['192.168.0.0/24'] },
  });
  const customers = { c1: { bgpAsn: 65001, router: 'r1' }, c2: { bgpAsn: 65002, router: 'r2' } };
  const kinds: Record<
    string,
    { cap: number; sessions: readonly string[]; document: (count: number) => DesignDocument }
  > = {
    'VPN on a VGW': {
      cap: 100,
      sessions: ['v1/tunnel-1', 'v1/tunnel-2'],
      document: (count) => ({
        routecap: 1,
        vpcs: { app: { cidrs: ['172.16.0.0/16'], routeTables: { main: { propagatingVgws: ['vgw'] } } } },
        vpnGateways: { vgw: { vpc: 'app' } },
        routers: router(count),
        customerGateways: customers,
        vpnConnections: {
          v1: { customerGateway: 'c1', vpnGateway: 'vgw' },
          v2: { customerGateway: 'c2', vpnGateway: 'vgw' },
        },
      }),
    },
    'VPN on a TGW': {
      cap: 1000,
      sessions: ['v1/tunnel-1', 'v1/tunnel-2'],
      document: (count) => ({
        routecap: 1,
        vpcs: { app: { cidrs: ['172.16.0.0/16'] } },
        transitGateways: { tgw: { attachments: { 'att-app': { vpc: 'app' } } } },
        routers: router(count),
        customerGateways: customers,
        vpnConnections: {
          v1: { customerGateway: 'c1', transitGateway: 'tgw' },
          v2: { customerGateway: 'c2', transitGateway: 'tgw' },
        },
      }),
    },
    'virtual interface on a VGW': {
      cap: 100,
      sessions: ['vif'],
      document: (count) => ({
        routecap: 1,
        vpcs: { app: { cidrs: ['172.16.0.0/16'], routeTables: { main: { propagatingVgws: ['vgw'] } } } },
        vpnGateways: { vgw: { vpc: 'app' } },
        routers: router(count),
        customerGateways: { c2: { bgpAsn: 65002, router: 'r2' } },
        virtualInterfaces: { vif: { type: 'private', vpnGateway: 'vgw', router: 'r1' } },
        vpnConnections: { v2: { customerGateway: 'c2', vpnGateway: 'vgw' } },
      }),
    },
    'virtual interface on a Direct Connect gateway': {
      cap: 100,
      sessions: ['vif'],
      document: (count) => ({
        routecap: 1,
        transitGateways: { tgw: { attachments: { 'att-dx': { directConnectGateway: 'dxgw' } } } },
        directConnectGateways: {
          dxgw: { amazonSideAsn: 64514, associations: [{ transitGateway: 'tgw', allowedPrefixes: ['172.16.0.0/16'] }] },
        },
        routers: router(count),
        customerGateways: { c2: { bgpAsn: 65002, router: 'r2' } },
        virtualInterfaces: { vif: { type: 'transit', directConnectGateway: 'dxgw', router: 'r1' } },
        vpnConnections: { v2: { customerGateway: 'c2', transitGateway: 'tgw' } },
      }),
    },
    'Connect peer': {
      cap: 1000,
      sessions: ['att-connect/p1/1', 'att-connect/p1/2'],
      document: (count) => ({
        routecap: 1,
        vpcs: { app: { cidrs: ['172.16.0.0/16'] } },
        transitGateways: {
          tgw: {
            attachments: {
              'att-app': { vpc: 'app' },
              'att-connect': {
                connect: { transportAttachment: 'att-app', peers: { p1: { peerAsn: 65001, router: 'r1' } } },
              },
            },
          },
        },
        routers: router(count),
        customerGateways: { c2: { bgpAsn: 65002, router: 'r2' } },
        vpnConnections: { v2: { customerGateway: 'c2', transitGateway: 'tgw' } },
      }),
    },
  };
  for (const [kind, { cap, sessions, document }] of Object.entries(kinds)) {
    for (const offset of [-1, 0, 1]) {
      test(`${kind}: ${cap + offset} routes`, () => {
        const design = designOf(document(cap + offset));
        const solution = solve(design, settingsOf(design));
        const over = offset > 0;
        for (const id of sessions) {
          const result = solution.sessions.get(id);
          expect(result).toMatchObject({ state: over ? 'idle' : 'established', stateCertain: true });
          expect(result?.inbound).toMatchObject({
            cap,
            offered: cap + offset,
            offeredMin: cap + offset,
            accepted: over ? 0 : cap + offset,
          });
        }
        const left = solution.places
          .filter((place) => !place.startsWith('routers/r1'))
          .filter((place) =>
            [...(solution.table(place)?.values() ?? [])].some(
              ({ prefix }) => prefix.family === 'ipv4' && prefix.a >>> 24 === 10,
            ),
          );
        if (over) expect(left).toEqual([]);
        else expect(left).toContain('routers/r2');
      });
    }
  }
});

test(
  'one more prefix never lowers the count of any session, where no router passes routes on',
  () => {
    fc.assert(
      fc.property(caseArbitrary(), fc.constantFrom(...smallPrefixes, '203.0.113.0/24'), (drawn, prefix) => {
        const quiet = withoutTransit(drawn.document);
        const more: DesignDocument = {
          ...quiet,
          routers: {
            ...quiet.routers,
            r0: { ...quiet.routers!.r0, announce: withOne(quiet.routers!.r0!.announce, prefix) },
          },
        };
        const before = solved({ ...drawn, document: quiet });
        const after = solved({ ...drawn, document: more });
        for (const [id, { inbound }] of before.sessions) {
          const now = after.sessions.get(id)!.inbound;
          expect(now.offered).toBeGreaterThanOrEqual(inbound.offered);
          expect(now.offered - inbound.offered).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 150 },
    );
  },
  slow,
);

type Routers = NonNullable<DesignDocument['routers']>;
type Announce = NonNullable<Routers[string]['announce']>;

function withOne(announce: Announce | undefined, prefix: string): Announce {
  const list = announce === undefined ? [] : typeof announce === 'string' ? [announce] : announce;
  return list.some((item) => typeof item === 'object' && item.prefix === prefix) ? list : [...list, { prefix }];
}

function withoutTransit(document: DesignDocument): DesignDocument {
  const routers = Object.fromEntries(
    Object.entries(document.routers ?? {}).map(([name, router]) => [name, { ...router, transit: false }]),
  );
  return { ...document, routers };
}

test('a prefix known by number alone counts like any other', () => {
  const document = (count: number): Design =>
    designOf({
      routecap: 1,
      vpnGateways: { vgw: {} },
      customerGateways: { c1: { bgpAsn: 65001, announce: ['10.0.0.0/8', { count }] } },
      vpnConnections: { v1: { customerGateway: 'c1', vpnGateway: 'vgw' } },
    });
  const states = [98, 99, 100].map((count) => {
    const design = document(count);
    return solve(design, settingsOf(design)).sessions.get('v1/tunnel-1')?.state;
  });
  expect(states).toEqual(['established', 'established', 'idle']);
});
