/**
 * No outcome that AWS allows contradicts the solver: every world of small designs is played by the slow
 * oracle (test/oracle) and held against what the solution calls certain, possible, absent and never.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caseArbitrary, smallPrefixes } from '../arbitraries/design.ts';
import { verdictOf } from '../oracle/verdict.ts';

/** Milliseconds: thousands of worlds are played. */
const slow = 120_000;

const destinations = fc.uniqueArray(fc.constantFrom(...smallPrefixes, '10.1.7.0/24', '10.2.64.0/18'), {
  minLength: 3,
  maxLength: 3,
});

describe('no world contradicts the solution', () => {
  test(
    'with every assumption at its default',
    () => {
      fc.assert(
        fc.property(caseArbitrary({ assumptions: false }), destinations, (drawn, to) => {
          expect(verdictOf(drawn, to, 30).contradictions).toEqual([]);
        }),
        { numRuns: 130 },
      );
    },
    slow,
  );

  test(
    'with other assumptions',
    () => {
      fc.assert(
        fc.property(caseArbitrary(), destinations, (drawn, to) => {
          expect(verdictOf(drawn, to, 30).contradictions).toEqual([]);
        }),
        { numRuns: 130 },
      );
    },
    slow,
  );

  test(
    'and the law has something to bite on',
    () => {
      const sum = { claims: 0, possible: 0, overcautious: 0, wholes: 0 };
      for (const drawn of fc.sample(caseArbitrary({ assumptions: false }), { numRuns: 40, seed: 7 })) {
        const { checked, possible, overcautious, exhausted } = verdictOf(drawn, smallPrefixes.slice(0, 4), 60);
        if (!exhausted) continue;
        sum.wholes++;
        sum.claims += checked;
        sum.possible += possible;
        sum.overcautious += overcautious;
      }
      // Some designs are played whole, something is open in them, and most of what is called open is.
      expect(sum.wholes).toBeGreaterThan(15);
      expect(sum.possible / sum.claims).toBeGreaterThan(0.04);
      expect(sum.possible / sum.claims).toBeLessThan(0.4);
      expect(sum.overcautious / sum.possible).toBeLessThan(0.5);
    },
    slow,
  );
});
