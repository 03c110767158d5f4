/** Laws of what real routers do otherwise: insertion is elimination as long as MED has no say. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainAttributes, type Origin } from '../../src/bgp/attributes.ts';
import { choose } from '../../src/bgp/ladder.ts';
import {
  chooseByInsertion,
  type IdentifiedCandidate,
  ownAfterPreferenceLadder,
  ownAsAnyLadder,
  ownFirstLadder,
} from '../../src/bgp/router-ladders.ts';
import { multipathOfBird, multipathOfFrr, multipathOfOpenbgpd } from '../../src/bgp/router-multipath.ts';

const candidates = (meds: readonly (number | null)[]): fc.Arbitrary<IdentifiedCandidate[]> =>
  fc
    .array(
      fc.record({
        first: fc.constantFrom(64512, 64513),
        more: fc.array(fc.constantFrom(64601, 64602), { maxLength: 1 }),
        origin: fc.constantFrom<Origin>('igp', 'egp'),
        med: fc.constantFrom(...meds),
        localPreference: fc.constantFrom(null, 100, 110),
        external: fc.boolean(),
        bgpId: fc.integer({ min: 1, max: 3 }),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((drawn) =>
      drawn.map(({ first, more, origin, med, localPreference, external, bgpId }, i) => ({
        attributes: { ...plainAttributes, asPath: [first, ...more], origin, med, localPreference },
        external,
        own: false,
        peerId: String(i),
        peerBgpId: bgpId,
        peerAddress: i,
      })),
    );

const winners = (all: readonly IdentifiedCandidate[], ladder = ownAfterPreferenceLadder): IdentifiedCandidate[] =>
  choose(
    ladder,
    all.map((candidate) => ({ candidate, certain: true })),
  ).survivors.map(({ candidate }) => candidate);

test('with router ids and addresses there is one winner, whatever the ladder', () => {
  fc.assert(
    fc.property(candidates([null, 0, 50]), (all) => {
      for (const ladder of [ownFirstLadder, ownAfterPreferenceLadder, ownAsAnyLadder]) {
        expect(winners(all, ladder).length).toBe(1);
      }
    }),
  );
});

test('without differences in MED, insertion in any order is elimination', () => {
  fc.assert(
    fc.property(
      candidates([0]).chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, order]) => {
        expect(chooseByInsertion(ownAfterPreferenceLadder, order)).toBe(winners(all)[0]);
      },
    ),
  );
});

test('a multipath set begins with the best, and FRR uses none that BIRD does not', () => {
  fc.assert(
    fc.property(candidates([null, 0, 50]), (all) => {
      const [frr, bird, openbgpd] = [multipathOfFrr, multipathOfBird, multipathOfOpenbgpd].map((rule) => rule(all));
      const best = winners(all, ownFirstLadder)[0];
      for (const used of [frr, bird, openbgpd]) {
        expect(used?.[0]).toBe(best);
        expect(new Set(used).size).toBe(used?.length);
      }
      expect(bird).toEqual(expect.arrayContaining(frr ?? []));
    }),
  );
});
