/** Free numbers are free: sites and tunnels made with them meet no rule about ASNs or inside CIDRs. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildNetwork } from '../../src/aws/build-network.ts';
import type { DesignDocument } from '../../src/design/schema.ts';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import { freeAsns } from '../../src/plan/free-numbers/free-asns.ts';
import { freeInsideCidrs } from '../../src/plan/free-numbers/free-inside-cidrs.ts';
import { gatewaysOf } from '../../src/plan/free-numbers/used-asns.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { runRules } from '../../src/rules/run-rules.ts';
import { solve } from '../../src/solve/solve.ts';
import { caseArbitrary, designOf, settingsOf } from '../arbitraries/design.ts';

const slow = 300_000;
const watched = rules.filter(({ id }) => id.startsWith('asn/') || id.startsWith('vpn/inside-cidr-'));

function found(document: DesignDocument): string[] {
  const design = designOf(document);
  const settings = settingsOf(design);
  const context = { design, settings, solution: solve(design, settings), today: '2026-01-01', locate: () => null };
  return runRules({ ...context, rules: watched }).map(({ rule, subject, message }) => `${rule} ${subject} ${message}`);
}

/** Sites with these ASNs, one connection each to the gateway, that announce a prefix of their own. */
function withSites(
  document: DesignDocument,
  hub: { kind: string; name: string },
  asns: readonly number[],
): DesignDocument {
  const grown = structuredClone(document);
  asns.forEach((asn, i) => {
    (grown.customerGateways ??= {})[`new${i}`] = {
      bgpAsn: asn,
      ipAddress: `198.51.100.${i + 1}`,
      announce: [`100.64.${i}.0/24`],
    };
    (grown.vpnConnections ??= {})[`new-vpn${i}`] = {
      customerGateway: `new${i}`,
      [hub.kind]: hub.name,
    };
    for (const table of Object.values(grown.transitGateways?.['tgw']?.routeTables ?? {})) {
      if (hub.kind === 'transitGateway') (table!.propagations ??= []).push(`new-vpn${i}`);
    }
  });
  return grown;
}

const used = fc.uniqueArray(fc.constantFrom<number>(64512, 64513, 64514, 64515, 64516, 64518, 65534), { maxLength: 5 });

test(
  'a free ASN is private, new, and no rule about ASNs speaks of a site that has it',
  () => {
    fc.assert(
      fc.property(
        caseArbitrary(),
        used,
        fc.boolean(),
        fc.integer({ min: 1, max: 6 }),
        (drawn, paths, wholly, count) => {
          const document = structuredClone(drawn.document);
          // Low ASNs are met at sites and in the paths of what they announce.
          const [own, ...behind] = paths;
          if (own !== undefined) {
            document.routers!['r0']!.asn = own;
            document.customerGateways!['c0']!.bgpAsn = own;
            document.routers!['r0']!.announce = [{ prefix: '100.127.0.0/24', asPath: [own, ...behind] }];
          }
          const design = designOf(document);
          const network = buildNetwork(design, settingsOf(design));
          const before = new Set(found(document));
          for (const hub of gatewaysOf(network)) {
            if (hub.kind === 'directConnectGateway') continue;
            const { asns, guideOnly } = freeAsns(network, wholly ? null : hub, count);
            expect(asns).toHaveLength(count);
            expect(guideOnly).toEqual([]);
            expect(new Set(asns).size).toBe(count);
            expect(asns.every((asn) => asn >= 64512 && asn <= 65534)).toBe(true);
            if (wholly) expect(asns.filter((asn) => paths.includes(asn))).toEqual([]);
            expect(found(withSites(document, hub, asns)).filter((each) => !before.has(each))).toEqual([]);
          }
        },
      ),
      { numRuns: 60 },
    );
  },
  slow,
);

test('when the ASNs of two bytes run out, those of four stand apart', () => {
  const design = designOf({ routecap: 1, vpnGateways: { hub: { amazonSideAsn: 64512 } } });
  const network = buildNetwork(design, settingsOf(design));
  // 64512 to 65534 are 1,023, one of which the gateway has (RFC 6996 section 5).
  const { asns, guideOnly } = freeAsns(network, null, 1025);
  expect(asns).toHaveLength(1022);
  expect(guideOnly).toEqual([4200000000, 4200000001, 4200000002]);
});

/** Third bytes around what AWS keeps, so that reserved and used blocks meet the first free ones. */
const insideCidr = fc
  .tuple(fc.constantFrom(0, 1, 5, 6, 169), fc.nat(63))
  .map(([third, block]) => `169.254.${third}.${block * 4}/30`);
const reserved = /^169\.254\.([0-5]\.0|169\.252)\/30$/;

test(
  'a free inside CIDR is not kept by AWS, and no rule about them speaks of a tunnel that has it',
  () => {
    const few = fc.uniqueArray(
      insideCidr.filter((cidr) => !reserved.test(cidr)),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(caseArbitrary(), few, fc.integer({ min: 1, max: 80 }), ({ document: drawn }, taken, count) => {
        const document = structuredClone(drawn);
        const tunnels = Object.values(document.vpnConnections ?? {}).flatMap((connection) => connection?.tunnels ?? []);
        tunnels.forEach((tunnel, i) => {
          if (tunnel !== undefined && taken[i] !== undefined) tunnel.tunnelInsideCidr = taken[i];
        });
        const { cidrs } = freeInsideCidrs(designOf(document), 'ipv4', count);
        const before = new Set(found(document));
        const texts = cidrs.map(formatPrefix);
        expect(new Set(texts).size).toBe(count);
        expect(texts.filter((text) => reserved.test(text) || !/^169\.254\.\d+\.\d+\/30$/.test(text))).toEqual([]);
        const gateway = document.vpnGateways === undefined ? { transitGateway: 'tgw' } : { vpnGateway: 'vgw' };
        texts.forEach((tunnelInsideCidr, i) => {
          // All on one customer gateway, and on the gateway of others.
          document.vpnConnections![`new${i}`] = { customerGateway: 'c0', ...gateway, tunnels: [{ tunnelInsideCidr }] };
        });
        expect(found(document).filter((each) => each.startsWith('vpn/') && !before.has(each))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  },
  slow,
);

test('there are 16,377 inside CIDRs: a /16 of /30 blocks without the seven that AWS keeps', () => {
  const design = designOf({ routecap: 1 });
  expect(freeInsideCidrs(design, 'ipv4', 20_000).cidrs).toHaveLength(2 ** 14 - 7);
  expect(freeInsideCidrs(design, 'ipv6', 2).cidrs.map(formatPrefix)).toEqual(['fd00::/126', 'fd00::4/126']);
});
