/**
 * Laws of choosing by elimination. The judge is the pseudo-code of RFC 4271 section 9.1.2.2 c),
 * applied to every outcome that uncertain contenders allow.
 */
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { choose } from '../../src/bgp/ladder.ts';
import type { Contender, Ladder, Step } from '../../src/bgp/ladder.ts';
import { customerLadder } from '../../src/bgp/customer-ladder.ts';
import type { RouterCandidate } from '../../src/bgp/customer-ladder.ts';

interface Runner {
  readonly name: number;
  readonly ranks: readonly number[];
  readonly groups: readonly number[];
}

/** For m, for n: if they are comparable and n ranks lower, remove m. */
function eliminate<C>(step: Step<C>, alive: readonly C[]): C[] {
  const comparable = (m: C, n: C): boolean => step.among === undefined || step.among(m) === step.among(n);
  return alive.filter((m) => !alive.some((n) => comparable(m, n) && step.rank(n) < step.rank(m)));
}

function naive<C>(ladder: Ladder<C>, present: readonly C[]): C[] {
  let alive = [...present];
  for (const step of ladder.steps) alive = eliminate(step, alive);
  return alive;
}

function outcomes<C>(contenders: readonly Contender<C>[]): C[][] {
  let all: C[][] = [[]];
  for (const { candidate, certain } of contenders) {
    const withIt = all.map((outcome) => [...outcome, candidate]);
    all = certain ? withIt : [...all, ...withIt];
  }
  return all;
}

const maximumSteps = 4;

const anyLadder: fc.Arbitrary<Ladder<Runner>> = fc
  .array(fc.boolean(), { minLength: 1, maxLength: maximumSteps })
  .map((grouped) => ({
    id: 'law',
    title: 'law',
    steps: grouped.map((among, index) => ({
      id: `S-${index}`,
      fact: 'F',
      title: `step ${index}`,
      rank: ({ ranks }: Runner) => ranks[index] as number,
      ...(among ? { among: ({ groups }: Runner) => groups[index] as number } : {}),
    })),
  }));

/** Few values and groups, so that ties and near ties are the rule. */
const anyRunners: fc.Arbitrary<Runner[]> = fc
  .array(
    fc.record({
      ranks: fc.array(fc.nat({ max: 2 }), { minLength: maximumSteps, maxLength: maximumSteps }),
      groups: fc.array(fc.nat({ max: 1 }), { minLength: maximumSteps, maxLength: maximumSteps }),
    }),
    { maxLength: 8 },
  )
  .map((runners) => runners.map((runner, name) => ({ name, ...runner })));

const anyContenders: fc.Arbitrary<Contender<Runner>[]> = anyRunners.chain((runners) =>
  fc
    .array(fc.boolean(), { minLength: runners.length, maxLength: runners.length })
    .map((certain) => runners.map((candidate, index) => ({ candidate, certain: certain[index] as boolean }))),
);

const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

const certainly = <C>(candidates: readonly C[]): Contender<C>[] =>
  candidates.map((candidate) => ({ candidate, certain: true }));

test('with all contenders certain, choosing is elimination', () => {
  fc.assert(
    fc.property(anyLadder, anyRunners, (ladder, runners) => {
      const { survivors, losses } = choose(ladder, certainly(runners));
      expect(survivors).toEqual(certainly(naive(ladder, runners)));
      // Everyone is accounted for once, and each loss names a comparable and better candidate that was still in.
      expect(survivors.length + losses.length).toBe(runners.length);
      for (const { loser, step, to } of losses) {
        const before = naive({ ...ladder, steps: ladder.steps.slice(0, ladder.steps.indexOf(step)) }, runners);
        expect(before).toContain(loser);
        expect(before).toContain(to);
        expect(step.rank(to)).toBeLessThan(step.rank(loser));
        if (step.among !== undefined) expect(step.among(to)).toBe(step.among(loser));
      }
    }),
  );
});

test('the order of the contenders does not matter', () => {
  fc.assert(
    fc.property(
      anyLadder,
      anyContenders.chain((contenders) => fc.tuple(fc.constant(contenders), shuffled(contenders))),
      (ladder, [one, other]) => {
        const names = (contenders: readonly Contender<Runner>[]) => {
          const { survivors, losses } = choose(ladder, contenders);
          return {
            survivors: survivors.map(({ candidate, certain }) => `${candidate.name} ${certain}`).toSorted(),
            losses: losses.map(({ loser, step }) => `${loser.name} ${step.id}`).toSorted(),
          };
        };
        expect(names(other)).toEqual(names(one));
      },
    ),
  );
});

function holdsInEveryOutcome<C>(ladder: Ladder<C>, contenders: readonly Contender<C>[]): void {
  const { survivors, losses } = choose(ladder, contenders);
  expect(survivors.length + losses.length).toBe(contenders.length);
  const possible = new Set(survivors.map(({ candidate }) => candidate));
  const certain = survivors.filter((contender) => contender.certain).map(({ candidate }) => candidate);
  const lost = losses.map(({ loser }) => loser);
  for (const present of outcomes(contenders)) {
    const left = naive(ladder, present);
    for (const candidate of left) expect(possible).toContain(candidate);
    for (const candidate of certain) expect(left).toContain(candidate);
    for (const candidate of lost) expect(left).not.toContain(candidate);
    // What eliminated a loser is there to do it.
    for (const { to } of losses) expect(present).toContain(to);
  }
}

test('with uncertain contenders, no outcome contradicts the choice', () => {
  fc.assert(fc.property(anyLadder, anyContenders, holdsInEveryOutcome));
});

test('with one step the choice is exact: each survivor survives somewhere', () => {
  fc.assert(
    fc.property(
      anyLadder.map((ladder) => ({ ...ladder, steps: ladder.steps.slice(0, 1) })),
      anyContenders,
      (ladder, contenders) => {
        const lefts = outcomes(contenders).map((present) => naive(ladder, present));
        for (const { candidate, certain } of choose(ladder, contenders).survivors) {
          expect(lefts.some((left) => left.includes(candidate))).toBe(true);
          expect(lefts.every((left) => left.includes(candidate))).toBe(certain);
        }
      },
    ),
  );
});

const anyRouterCandidate: fc.Arbitrary<RouterCandidate> = fc.record({
  attributes: fc.record({
    asPath: fc.array(fc.constantFrom(64512, 64513), { maxLength: 2 }),
    origin: fc.constantFrom('igp', 'egp', 'incomplete'),
    med: fc.constantFrom(null, 0, 1, 100),
    localPreference: fc.constantFrom(null, null, 100, 200),
    communities: fc.constant([]),
  }),
  external: fc.boolean(),
  peerId: fc.constant(null),
  own: fc.constant(false),
});

/** RFC 4271 section 9.1.2.2 once more, by hand and without the ladder. */
function router(candidates: readonly RouterCandidate[]): RouterCandidate[] {
  const neighbour = ({ attributes }: RouterCandidate) => attributes.asPath.at(0);
  const med = ({ attributes }: RouterCandidate) => attributes.med ?? 0;
  const preference = ({ attributes }: RouterCandidate) => attributes.localPreference ?? 100;
  const origins = ['igp', 'egp', 'incomplete'];
  let left = [...candidates];
  const highest = Math.max(...left.map(preference));
  left = left.filter((m) => preference(m) === highest);
  const shortest = Math.min(...left.map(({ attributes }) => attributes.asPath.length));
  left = left.filter(({ attributes }) => attributes.asPath.length === shortest);
  const origin = origins.find((name) => left.some(({ attributes }) => attributes.origin === name));
  left = left.filter(({ attributes }) => attributes.origin === origin);
  left = left.filter((m) => !left.some((n) => neighbour(m) === neighbour(n) && med(n) < med(m)));
  return left.some(({ external }) => external) ? left.filter(({ external }) => external) : left;
}

test("the customer router's ladder is RFC 4271 9.1.2.2", () => {
  fc.assert(
    fc.property(fc.array(anyRouterCandidate, { minLength: 1, maxLength: 8 }), (candidates) => {
      expect(choose(customerLadder, certainly(candidates)).survivors).toEqual(certainly(router(candidates)));
    }),
  );
});

test("the customer router's ladder is sound when contenders are uncertain", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ candidate: anyRouterCandidate, certain: fc.boolean() }), { maxLength: 7 }),
      (contenders) => holdsInEveryOutcome(customerLadder, contenders),
    ),
  );
});
