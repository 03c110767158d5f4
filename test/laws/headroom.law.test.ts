/**
 * Headroom is exact: what is said to fit breaks no cap that was whole, and one more breaks the cap that is
 * named. Judged by the rules on a document that is grown and read anew, not by the meters that were used.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Settings } from '../../src/aws/settings.ts';
import type { DesignDocument } from '../../src/design/schema.ts';
import type { Design } from '../../src/design/vocabulary.ts';
import { parseDay } from '../../src/plan/headroom/calendar.ts';
import { groundOf } from '../../src/plan/headroom/ground.ts';
import { growing } from '../../src/plan/headroom/grown-design.ts';
import { growthDates } from '../../src/plan/headroom/growth-dates.ts';
import { grownBy, type GrowthRate } from '../../src/plan/headroom/growth-rate.ts';
import type { Break } from '../../src/plan/headroom/headroom-result.ts';
import { hubHeadroom } from '../../src/plan/headroom/hub-headroom.ts';
import { isOver } from '../../src/plan/headroom/meter.ts';
import { siteHeadroom } from '../../src/plan/headroom/site-headroom.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { runRules } from '../../src/rules/run-rules.ts';
import { solve } from '../../src/solve/solve.ts';
import { caseArbitrary, designOf, settingsOf } from '../arbitraries/design.ts';

const slow = 300_000;
const ofCaps = rules.filter(({ id }) => id.endsWith('-exceeded'));

/** Rule and subject of every cap that is broken. */
function brokenCaps(design: Design, settings: Settings): Set<string> {
  const context = { design, settings, solution: solve(design, settings), today: '2026-01-01', locate: () => null };
  return new Set(runRules({ ...context, rules: ofCaps }).map(({ rule, subject }) => `${rule} ${subject}`));
}

const nameOf = ({ rule, subject }: Break): string => `${rule} ${subject}`;
const newIn = (after: Set<string>, before: Set<string>): string[] => [...after].filter((each) => !before.has(each));

/** The router says more wherever it says anything, and its filters let it out. */
function announcingMore(document: DesignDocument, router: string, count: number): DesignDocument {
  const grown = structuredClone(document);
  const fresh = Array.from({ length: count }, (_, i) => `100.${64 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}/32`);
  type Saying = { announce?: unknown; policy?: { announceOnly?: unknown } | undefined };
  const widen = (thing: Saying | undefined): void => {
    const only = thing?.policy?.announceOnly;
    if (Array.isArray(only)) only.push(...fresh);
  };
  const say = (thing: Saying | undefined): void => {
    if (Array.isArray(thing?.announce)) thing.announce.push(...fresh);
    widen(thing);
  };
  say(grown.routers?.[router]);
  for (const connection of Object.values(grown.vpnConnections ?? {})) {
    if (grown.customerGateways?.[connection?.customerGateway ?? '']?.router !== router) continue;
    say(connection);
    if (connection?.staticRoutesOnly === true) (connection.routes as string[]).push(...fresh);
    for (const tunnel of connection?.tunnels ?? []) widen(tunnel);
  }
  for (const face of Object.values(grown.virtualInterfaces ?? {})) if (face?.router === router) say(face);
  return grown;
}

test(
  'a meter is over exactly where its rule finds something',
  () => {
    fc.assert(
      fc.property(caseArbitrary(), ({ document, quotas, assumptions }) => {
        const design = designOf(document);
        const settings = settingsOf(design, { ...quotas, 'vgw.vpn-connections': 1, 'region.vpcs': 1 }, assumptions);
        const { before } = groundOf(design, settings);
        const over = [...before.values()].filter(isOver).map(({ rule, subject }) => `${rule} ${subject}`);
        expect(new Set(over)).toEqual(brokenCaps(design, settings));
      }),
      { numRuns: 80 },
    );
  },
  slow,
);

test(
  'a site can announce as many more as is said, and with one more the cap that is named breaks',
  () => {
    fc.assert(
      fc.property(caseArbitrary(), ({ document, quotas, assumptions }) => {
        const design = designOf(document);
        const settings = settingsOf(design, quotas, assumptions);
        const { solution, before } = groundOf(design, settings);
        if (solution.oscillation !== null) return;
        const today = brokenCaps(design, settings);
        for (const { router, left, firstToBreak } of siteHeadroom(solution, settings, before)) {
          const brokenWith = (count: number): Set<string> =>
            brokenCaps(designOf(announcingMore(document, router, count)), settings);
          expect(newIn(brokenWith(left ?? 20), today), `${router} + ${left}`).toEqual([]);
          if (left === null || firstToBreak === null) continue;
          expect([...brokenWith(left + 1)], `${router} + ${left + 1}`).toContain(nameOf(firstToBreak));
        }
      }),
      { numRuns: 40 },
    );
  },
  slow,
);

test(
  'a gateway takes as many more branches and VPCs as is said, and with one more the cap that is named breaks',
  () => {
    fc.assert(
      fc.property(caseArbitrary(), ({ document, quotas, assumptions }) => {
        const design = designOf(document);
        const settings = settingsOf(design, quotas, assumptions);
        const ground = groundOf(design, settings);
        if (ground.solution.oscillation !== null) return;
        const today = brokenCaps(design, settings);
        const grow = growing(ground.network);
        for (const { kind, like: subject, rooms } of hubHeadroom([ground], null)) {
          for (const { left, firstToBreak } of rooms) {
            const brokenWith = (count: number): Set<string> => brokenCaps(grow([{ kind, subject, count }]), settings);
            // A copy of what is over already is over too: then nothing fits.
            expect(newIn(brokenWith(left ?? 5), today), `${kind} like ${subject}`).toEqual([]);
            if (left !== null && firstToBreak !== null) {
              expect([...brokenWith(left + 1)]).toContain(nameOf(firstToBreak));
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  },
  slow,
);

const rate: fc.Arbitrary<GrowthRate> = fc.oneof(
  fc.record({
    kind: fc.constant('perPeriod' as const),
    count: fc.integer({ min: 1, max: 9 }),
    period: fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
  }),
  fc.record({
    kind: fc.constant('line' as const),
    count: fc.integer({ min: 1, max: 900 }),
    days: fc.integer({ min: 1, max: 90_000 }),
  }),
);

/** So slow that a law has time for them: each branch more is to be solved. */
const slowRate: fc.Arbitrary<GrowthRate> = fc.record({
  kind: fc.constant('perPeriod' as const),
  count: fc.integer({ min: 1, max: 3 }),
  period: fc.constantFrom('month', 'quarter'),
});

test(
  'nothing breaks the day before, and something does on the day',
  () => {
    const from = parseDay('2026-01-31') as number;
    const until = from + 150;
    fc.assert(
      fc.property(caseArbitrary(), rate, slowRate, ({ document, quotas, assumptions }, sites, branches) => {
        const design = designOf(document);
        const settings = settingsOf(design, quotas, assumptions);
        const ground = groundOf(design, settings);
        // Copies of a router that passes routes on multiply the work, not what is held to be true.
        if (ground.solution.oscillation !== null || ground.network.routers.get('r1')?.transit === true) return;
        const orders = [
          { kind: 'prefixes' as const, subject: 'r0', rate: sites, points: null },
          { kind: 'branches' as const, subject: 'r1', rate: branches, points: null },
        ];
        const [found] = growthDates([ground], orders, { from, until });
        const grow = growing(ground.network);
        const today = brokenCaps(design, settings);
        const brokenOn = (day: number): Set<string> =>
          brokenCaps(
            grow(orders.map(({ kind, subject, rate: own }) => ({ kind, subject, count: grownBy(own, from, day) }))),
            settings,
          );
        const first = found?.firstBreak ?? null;
        if (first === null) {
          expect(newIn(brokenOn(until), today)).toEqual([]);
          return;
        }
        const day = parseDay(first.date) as number;
        expect(newIn(brokenOn(day - 1), today)).toEqual([]);
        expect([...brokenOn(day)]).toContain(nameOf(first.firstToBreak));
      }),
      { numRuns: 15 },
    );
  },
  slow,
);

test('growth never goes back, is whole after whole periods, and is spread over one', () => {
  const start = fc.integer({ min: 0, max: 40_000 });
  fc.assert(
    fc.property(rate, start, fc.nat(800), (each, from, days) => {
      const [before, after] = [grownBy(each, from, from + days), grownBy(each, from, from + days + 1)];
      expect(before).toBeLessThanOrEqual(after);
      if (each.kind === 'line') return;
      const span = { day: 1, week: 7, month: 28, quarter: 90, year: 365 }[each.period];
      // In a day come no more than its share of the shortest such period, rounded up.
      expect(after - before).toBeLessThanOrEqual(Math.ceil(each.count / span));
    }),
  );
});
