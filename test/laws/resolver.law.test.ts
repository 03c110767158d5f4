/** What is solved again after a failure is what solving the failed design afresh gives, everywhere. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges, type Change } from '../../src/design/change.ts';
import { failingThings } from '../../src/design/failures.ts';
import { failureKinds, type Design } from '../../src/design/vocabulary.ts';
import { Resolver } from '../../src/solve/resolver.ts';
import { solve } from '../../src/solve/solve.ts';
import { caseArbitrary, designOf, settingsOf } from '../arbitraries/design.ts';
import { steady, withCount } from '../arbitraries/steady-design.ts';
import { dumpSolution as dumpRoutes } from '../oracle/dump-solution.ts';
import { dumpSolution as dumpCounts } from '../simulate/dump-solution.ts';
import type { Solution } from '../../src/aws/solution.ts';

const dumpSolution = (solution: Solution): string => `${dumpRoutes(solution)}\n${dumpCounts(solution)}`;

const cases = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: caseArbitrary().map(steady) }, { weight: 1, arbitrary: caseArbitrary() }),
    fc.constantFrom(0, 0, 0, 1, 3),
  )
  .map(([drawn, count]) => withCount(drawn, count));

function allFailures(design: Design): Change[][] {
  return failureKinds.flatMap((kind) => failingThings(design, kind).map(({ changes }) => [...changes]));
}

describe('solving what is left after a failure', () => {
  test('gives what solving afresh gives', () => {
    let inPart = 0;
    fc.assert(
      fc.property(cases, fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), (drawn, picks) => {
        const design = designOf(drawn.document);
        const settings = settingsOf(design, drawn.quotas, drawn.assumptions);
        const failures = allFailures(design);
        const changes = picks.flatMap((pick) => failures[pick % failures.length] ?? []);
        const { solution, reached } = new Resolver(design, settings).after(changes);
        if (reached !== null) inPart += 1;
        expect(dumpSolution(solution)).toBe(dumpSolution(solve(applyChanges(design, changes), settings)));
      }),
      { numRuns: 150 },
    );
    expect(inPart).toBeGreaterThan(50);
  });

  test('leaves what it was solved from as it was', () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const design = designOf(drawn.document);
        const settings = settingsOf(design, drawn.quotas, drawn.assumptions);
        const resolver = new Resolver(design, settings);
        const before = dumpSolution(resolver.base);
        for (const changes of allFailures(design)) dumpSolution(resolver.after(changes).solution);
        expect(dumpSolution(resolver.base)).toBe(before);
      }),
      { numRuns: 15 },
    );
  });
});
