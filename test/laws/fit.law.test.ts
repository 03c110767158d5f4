/**
 * What a fit does to a design, held against following packets address by address: small hubs with sites whose
 * prefixes nest, meet and repeat, other attributes, filters and default routes among them.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DesignDocument } from '../../src/design/schema.ts';
import type { Settings } from '../../src/aws/settings.ts';
import type { Solution } from '../../src/aws/solution.ts';
import { applyChanges } from '../../src/design/change.ts';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import { parsePrefix } from '../../src/net/parse-prefix.ts';
import { PrefixSet } from '../../src/net/prefix-set.ts';
import { covers, maskPrefix, type Prefix } from '../../src/net/prefix.ts';
import { fitDesign } from '../../src/plan/fit/fit-design.ts';
import { forward } from '../../src/solve/forward.ts';
import { solve } from '../../src/solve/solve.ts';
import { designOf, settingsOf } from '../arbitraries/design.ts';

/** 10.9.8.0/28, few enough addresses to follow each of them. */
const base = 0x0a090800;
const addresses = Array.from({ length: 16 }, (_, i): Prefix => ({
  family: 'ipv4',
  a: base + i,
  b: 0,
  c: 0,
  d: 0,
  length: 32,
}));

const prefixOf = (lengths: readonly number[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: 0, max: 15 }), fc.constantFrom(...lengths))
    .map(([host, length]) => formatPrefix(maskPrefix({ family: 'ipv4', a: base + host, b: 0, c: 0, d: 0 }, length)));

/** The site that is fitted has many short ones, now and then a wide one or everything. */
const own = fc.oneof(
  { weight: 60, arbitrary: prefixOf([32, 32, 31]) },
  { weight: 3, arbitrary: prefixOf([28, 29, 30]) },
  { weight: 1, arbitrary: fc.constant('0.0.0.0/0') },
);
const others = fc.oneof(
  { weight: 6, arbitrary: prefixOf([32, 32, 32, 31, 30, 28]) },
  { weight: 1, arbitrary: fc.constantFrom('0.0.0.0/0', '0.0.0.0/0', '10.0.0.0/8') },
);

const rarely = <T>(...values: T[]): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(...values) });

const site = (prefix: fc.Arbitrary<string>, most: number): fc.Arbitrary<Site> =>
  fc.record({
    announce: fc.array(
      fc.record({
        prefixes: fc.uniqueArray(prefix, { minLength: most > 2 ? 3 : 1, maxLength: most }),
        med: rarely(50),
      }),
      { minLength: 1, maxLength: most > 2 ? 2 : 1 },
    ),
    second: rarely('same' as const, 'other' as const),
    announceOnly: rarely(['10.9.8.0/29'], ['10.9.8.0/30', '10.9.8.4/30', '0.0.0.0/0']),
  });

interface Site {
  readonly announce: readonly { readonly prefixes: string[]; readonly med: number | undefined }[];
  readonly second: 'same' | 'other' | undefined;
  readonly announceOnly: string[] | undefined;
}

const cases = fc.record({
  sites: fc.tuple(site(own, 8), fc.array(site(others, 1), { maxLength: 2 })).map(([first, more]) => [first, ...more]),
  transitGateway: fc.boolean(),
  vpc: fc.constantFrom('10.1.0.0/16', '10.1.0.0/16', '10.1.0.0/16', '10.1.0.0/16', '10.9.8.0/28'),
  cap: fc.constantFrom(undefined, 2, 3, 3, 4, 4, 5),
});

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

function documentOf({ sites, transitGateway, vpc }: Case): DesignDocument {
  const connections: Record<string, object> = {};
  const gateways: Record<string, object> = {};
  const end = transitGateway ? { transitGateway: 'hub' } : { vpnGateway: 'hub' };
  sites.forEach(({ announce, second, announceOnly }, i) => {
    const said = announce.map(({ prefixes, med }) => ({ prefixes, ...(med === undefined ? {} : { med }) }));
    const policy = announceOnly === undefined ? {} : { policy: { announceOnly } };
    gateways[`s${i}`] = { bgpAsn: 65001 + i, ipAddress: `203.0.113.${i + 1}`, announce: said, ...policy };
    connections[`v${i}`] = { customerGateway: `s${i}`, ...end };
    if (second !== undefined)
      connections[`w${i}`] = {
        customerGateway: `s${i}`,
        ...end,
        ...(second === 'other' ? { announce: said.slice(0, 1) } : {}),
      };
  });
  return {
    routecap: 1,
    vpcs: { app: { cidrs: [vpc], ...(transitGateway ? {} : { routeTables: { main: { propagatingVgws: ['hub'] } } }) } },
    ...(transitGateway
      ? { transitGateways: { hub: { amazonSideAsn: 64513, attachments: { app: { vpc: 'app' } } } } }
      : { vpnGateways: { hub: { vpc: 'app', amazonSideAsn: 64620 } } }),
    customerGateways: gateways,
    vpnConnections: connections,
  } as DesignDocument;
}

/** Where every address goes from every gateway and VPC, and over what. */
function whereAll(solution: Solution): string[][] {
  const places = solution.places.filter((place) => !place.startsWith('routers/'));
  return addresses.map((address) =>
    places.map((place) => {
      const { reach, ways, via } = forward(solution, place, address);
      return `${place} ${reach} ${[...new Set(ways.map(({ end }) => end))].sort().join()} via ${via.join()}`;
    }),
  );
}

/** What the first site sends: what its filter lets out of what it announces. */
function offeredBy({ sites }: Case): PrefixSet {
  const { announce, announceOnly } = sites[0]!;
  const sent = announce.flatMap(({ prefixes }) => prefixes.map(parsed));
  return PrefixSet.of(
    sent.filter((each) => announceOnly === undefined || announceOnly.some((filter) => covers(parsed(filter), each))),
  );
}

function lifted(settings: Settings): Settings {
  return { ...settings, quota: (id) => ({ ...settings.quota(id), value: null }) };
}

test('every address goes where it went, nothing of others is drawn, and the cap holds', () => {
  let fitted = 0;
  let claimed = 0;
  fc.assert(
    fc.property(cases, (given) => {
      const design = designOf(documentOf(given));
      const settings = settingsOf(design);
      const cap = given.cap ?? null;
      const { problems, result } = fitDesign({
        design,
        settings,
        locate: () => null,
        today: '2026-01-01',
        sessions: [],
        routers: ['s0'],
        cap,
        keepOut: [],
      });
      if (result === null) {
        for (const { message } of problems ?? []) {
          if (cap === null) expect(message).toContain('announces no prefix');
          else expect(message).toMatch(/cannot be summarised|announces no prefix/);
        }
        return;
      }
      const families = result.units.flatMap((unit) => unit.families);
      fitted += 1;
      claimed += families.some(({ extra }) => extra > 0n) ? 1 : 0;
      const after = applyChanges(
        design,
        result.units.flatMap(({ changes }) => changes),
      );
      const [was, is] = [whereAll(solve(design, lifted(settings))), whereAll(solve(after, lifted(settings)))];
      const sent = offeredBy(given);
      addresses.forEach((address, i) => {
        const unrouted = was[i]!.every((way) => / never | via $/.test(way));
        // A default route leads everywhere; only what none but it leads to may be claimed.
        if (sent.coversAll(address) || !(unrouted || isDefault(given, address))) expect(is[i]).toEqual(was[i]);
      });
      expect(result.check?.moved).toEqual([]);
      const taken = PrefixSet.of(families.flatMap(({ summary }) => [...summary])).difference(sent);
      expect(taken.intersection(takenBy(given)).isEmpty).toBe(true);
      if (cap === null) return;
      const solution = solve(after, settings);
      for (const { sessions } of result.units) {
        for (const id of sessions) expect(solution.sessions.get(id)!.inbound.offered).toBeLessThanOrEqual(cap);
      }
      for (const { summary } of families) expect(summary.size).toBeLessThanOrEqual(cap);
    }),
    { numRuns: 100 },
  );
  // The generator does make designs that fit, and some only by claiming.
  expect(fitted).toBeGreaterThan(20);

  expect(claimed).toBeGreaterThan(5);
});

/** Nobody announces the address but by a default route, and no VPC has it. */
function isDefault(given: Case, address: Prefix): boolean {
  return !takenBy(given).coversAll(address) && !offeredBy(given).coversAll(address);
}

/** What others have: the VPC, and what the other sites announce but for default routes. */
function takenBy({ sites, vpc }: Case): PrefixSet {
  const all = [vpc, ...sites.slice(1).flatMap(({ announce }) => announce.flatMap(({ prefixes }) => prefixes))];
  return PrefixSet.of(all.filter((text) => text !== '0.0.0.0/0').map(parsed));
}

function parsed(text: string): Prefix {
  const read = parsePrefix(text);
  if (!read.ok) throw new Error(read.why);
  return read.value;
}
