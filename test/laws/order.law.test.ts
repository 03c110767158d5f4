/** The solution does not depend on the order in which a design names its things, nor on anything but the design. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { solve } from '../../src/solve/solve.ts';
import { caseArbitrary, designOf, settingsOf, type Case } from '../arbitraries/design.ts';
import { dumpSolution } from '../oracle/dump-solution.ts';

const slow = 60_000;

/** Lists whose order says something: tunnels are numbered, an AS path is a path. */
const ordered = new Set(['tunnels', 'asPath']);

/** The same document with the keys of every map and the items of every list without order in another order. */
function shuffled(value: unknown, random: (below: number) => number, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => shuffled(item, random));
    return ordered.has(key) ? items : shuffle(items, random);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    shuffle(Object.entries(value), random).map(([name, item]) => [name, shuffled(item, random, name)]),
  );
}

function shuffle<T>(items: readonly T[], random: (below: number) => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = random(i + 1);
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

function dump({ document, quotas, assumptions }: Case): string {
  const design = designOf(document);
  return dumpSolution(solve(design, settingsOf(design, quotas, assumptions)));
}

test(
  'another order of keys and of lists gives the same solution',
  () => {
    fc.assert(
      fc.property(caseArbitrary(), fc.infiniteStream(fc.nat()), (drawn, numbers) => {
        const random = (below: number): number => (numbers.next().value as number) % below;
        const other = { ...drawn, document: shuffled(drawn.document, random) as Case['document'] };
        expect(dump(other)).toBe(dump(drawn));
      }),
      { numRuns: 200 },
    );
  },
  slow,
);

test(
  'the same design gives the same solution, and sessions and places stand in the order of their ids',
  () => {
    fc.assert(
      fc.property(caseArbitrary(), (drawn) => {
        expect(dump(drawn)).toBe(dump(drawn));
        const design = designOf(drawn.document);
        const { sessions, places } = solve(design, settingsOf(design, drawn.quotas, drawn.assumptions));
        expect([...places]).toEqual([...places].sort());
        expect([...sessions.keys()]).toEqual([...sessions.keys()].sort());
      }),
      { numRuns: 100 },
    );
  },
  slow,
);
