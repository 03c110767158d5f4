/** No route comes to a place through the place's own AS, whatever routers pass on (G-LOOP, RFC 4271 section 9.1.2). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DesignDocument } from '../../src/design/schema.ts';
import { solve } from '../../src/solve/solve.ts';
import type { Solution } from '../../src/aws/solution.ts';
import type { Design } from '../../src/design/vocabulary.ts';
import { caseArbitrary, designOf, settingsOf } from '../arbitraries/design.ts';

const slow = 60_000;

function asnAt(design: Design, place: string): number | null {
  const [kind, name = ''] = place.split('/');
  if (kind === 'vpnGateways') return design.vpnGateways[name]!.amazonSideAsn;
  if (kind === 'transitGateways') return design.transitGateways[name]!.amazonSideAsn;
  if (kind === 'directConnectGateways') return design.directConnectGateways[name]!.amazonSideAsn;
  return kind === 'routers' ? design.routers[name]!.asn : null;
}

/** Every router passes routes on; at times the gateways share one AS number, as two defaults do. */
function looping(document: DesignDocument, oneAsn: boolean): DesignDocument {
  const routers = Object.fromEntries(
    Object.entries(document.routers ?? {}).map(([name, router]) => [name, { ...router, transit: true }]),
  );
  if (!oneAsn || document.transitGateways === undefined || document.vpnGateways === undefined)
    return { ...document, routers };
  const { tgw } = document.transitGateways;
  const { vgw } = document.vpnGateways;
  return {
    ...document,
    routers,
    transitGateways: { tgw: { ...tgw, amazonSideAsn: 64512 } },
    vpnGateways: { vgw: { ...vgw, amazonSideAsn: 64512 } },
  };
}

const pathsAt = (solution: Solution, place: string): number[][] =>
  [...(solution.table(place)?.values() ?? [])].flatMap(({ alternatives }) =>
    alternatives.flat().map(({ attributes }) => [...attributes.asPath]),
  );

test(
  'no path in a table holds the ASN of the place, and what is offered starts with the neighbour',
  () => {
    let withLoops = 0;
    fc.assert(
      fc.property(caseArbitrary({ assumptions: false }), fc.boolean(), ({ document, quotas }, oneAsn) => {
        const design = designOf(looping(document, oneAsn));
        const solution = solve(design, settingsOf(design, quotas));
        for (const place of solution.places) {
          const asn = asnAt(design, place);
          if (asn !== null) for (const path of pathsAt(solution, place)) expect(path).not.toContain(asn);
        }
        for (const { session, inbound } of solution.sessions.values()) {
          if (inbound.looped > 0) withLoops++;
          if (session.routing === 'static') continue;
          for (const { alternatives } of solution.offered(session).entries()) {
            for (const { attributes } of alternatives.flat()) expect(attributes.asPath[0]).toBe(session.customerAsn);
          }
          for (const { alternatives } of solution.announced(session).entries()) {
            for (const { attributes } of alternatives.flat()) expect(attributes.asPath[0]).toBe(session.amazonAsn);
          }
        }
      }),
      { numRuns: 250 },
    );
    expect(withLoops).toBeGreaterThan(20);
  },
  slow,
);

test('a transit gateway denies its own AS behind a Direct Connect gateway as well', () => {
  // r1 takes the other site's route from the TGW to Direct Connect, which ranks before VPN: it must not come back in.
  const design = designOf({
    routecap: 1,
    transitGateways: { tgw: { amazonSideAsn: 64513, attachments: { 'att-dx': { directConnectGateway: 'dxgw' } } } },
    directConnectGateways: {
      dxgw: { amazonSideAsn: 64514, associations: [{ transitGateway: 'tgw', allowedPrefixes: [] }] },
    },
    routers: { r1: { asn: 65001, transit: true }, r2: { asn: 65002, announce: ['10.2.0.0/16'] } },
    customerGateways: { c1: { bgpAsn: 65001, router: 'r1' }, c2: { bgpAsn: 65002, router: 'r2' } },
    vpnConnections: {
      v1: { customerGateway: 'c1', transitGateway: 'tgw', tunnels: [{}] },
      v2: { customerGateway: 'c2', transitGateway: 'tgw', tunnels: [{}] },
    },
    virtualInterfaces: { vif: { type: 'transit', directConnectGateway: 'dxgw', router: 'r1' } },
  });
  const solution = solve(design, settingsOf(design));
  expect(solution.oscillation).toBeNull();
  expect(pathsAt(solution, 'directConnectGateways/dxgw')).toEqual([[65001, 64513, 65002]]);
  expect(pathsAt(solution, 'transitGateways/tgw/default')).toEqual([[65002]]);
});
