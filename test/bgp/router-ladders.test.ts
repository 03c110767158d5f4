/** Where real routers part ways: each case is one that test/agreement saw the router decide so. */
import { describe, expect, test } from 'vitest';
import { plainAttributes, type PathAttributes } from '../../src/bgp/attributes.ts';
import { customerRetryProfiles, retryProfile, waitAfter } from '../../src/bgp/customer-retry.ts';
import { choose, type Ladder } from '../../src/bgp/ladder.ts';
import {
  chooseByInsertion,
  type IdentifiedCandidate,
  ownAfterPreferenceLadder,
  ownAsAnyLadder,
  ownFirstLadder,
} from '../../src/bgp/router-ladders.ts';
import { multipathOfBird, multipathOfFrr, multipathOfOpenbgpd } from '../../src/bgp/router-multipath.ts';

let addresses = 0;
const path = (id: number, asPath: number[], more: Partial<PathAttributes> = {}): IdentifiedCandidate => ({
  attributes: { ...plainAttributes, asPath, ...more },
  external: true,
  own: false,
  peerId: String(id),
  peerBgpId: id,
  peerAddress: ++addresses,
});
const own: IdentifiedCandidate = { ...path(0, []), external: false, own: true, peerId: 'own' };

function best(ladder: Ladder<IdentifiedCandidate>, ...candidates: IdentifiedCandidate[]): string {
  const { survivors } = choose(
    ladder,
    candidates.map((candidate) => ({ candidate, certain: true })),
  );
  return survivors.map(({ candidate }) => candidate.peerId).join(' ');
}

describe("a router's own route", () => {
  test('against a higher local preference: FRR and BIRD keep it, GoBGP and OpenBGPD do not', () => {
    const preferred = path(7, [1], { localPreference: 110 });
    expect(best(ownFirstLadder, own, preferred)).toBe('own');
    expect(best(ownAfterPreferenceLadder, own, preferred)).toBe('7');
    expect(best(ownAsAnyLadder, own, preferred)).toBe('7');
  });

  test('against an internal route with an empty path: OpenBGPD alone goes on to compare', () => {
    const internal = { ...path(7, []), external: false };
    const worse: IdentifiedCandidate = { ...own, attributes: { ...plainAttributes, origin: 'incomplete' } };
    expect(best(ownFirstLadder, worse, internal)).toBe('own');
    expect(best(ownAfterPreferenceLadder, worse, internal)).toBe('own');
    expect(best(ownAsAnyLadder, worse, internal)).toBe('7');
  });
});

test('ties go to the lowest identifier, then to the lowest address', () => {
  expect(best(ownFirstLadder, path(9, [1]), path(8, [2]))).toBe('8');
  const first = { ...path(8, [1]), peerId: 'first' };
  const second = { ...path(8, [1]), peerId: 'second' };
  expect(best(ownFirstLadder, second, first)).toBe('first');
});

describe('MED, which is no order', () => {
  // By pairs: a beats b by identifier, b beats c by identifier, c beats a by MED.
  const a = path(1, [64512, 9], { med: 50 });
  const b = path(2, [64513, 9]);
  const c = path(3, [64512, 9]);

  test('elimination has one answer', () => {
    for (const order of [
      [a, b, c],
      [c, b, a],
      [b, a, c],
    ])
      expect(best(ownFirstLadder, ...order)).toBe('2');
  });

  test('GoBGP, which inserts, has one for each order of arrival', () => {
    // Worked by hand: [b], then [a b]; c does not beat b and stays last.
    expect(chooseByInsertion(ownAfterPreferenceLadder, [b, a, c])?.peerId).toBe('1');
    // [c], [b c]; a does not beat c and stays last.
    expect(chooseByInsertion(ownAfterPreferenceLadder, [c, b, a])?.peerId).toBe('2');
    expect(chooseByInsertion(ownAfterPreferenceLadder, [])).toBeNull();
  });
});

describe('paths used together', () => {
  const used = (rule: typeof multipathOfFrr, ...candidates: IdentifiedCandidate[]): string[] =>
    rule(candidates).map(({ peerId }) => peerId ?? '');
  // As test/agreement met them: .1 lost to .2 by MED; .3 and .5 are of another AS; .5 has the lowest identifier.
  const one = path(40, [64512, 64602], { med: 50 });
  const two = path(20, [64512, 64601]);
  const three = path(50, [64513, 64603], { med: 100 });
  const five = path(10, [64513, 64602], { med: 100 });

  test('FRR: of one neighbouring AS', () => {
    expect(used(multipathOfFrr, one, two, three, five)).toEqual(['10', '50']);
  });
  test('BIRD: of any, but for those that lost by MED', () => {
    expect(used(multipathOfBird, one, two, three, five)).toEqual(['10', '20', '50']);
  });
  test('OpenBGPD: in order, up to the first that lost by MED', () => {
    expect(used(multipathOfOpenbgpd, one, two, three, five)).toEqual(['10', '20']);
    expect(used(multipathOfOpenbgpd, two, three, five)).toEqual(['10', '20', '50']);
  });
  test('none beside an own route, and none of none', () => {
    for (const rule of [multipathOfFrr, multipathOfBird]) expect(used(rule, own, two)).toEqual(['own']);
    for (const rule of [multipathOfFrr, multipathOfBird, multipathOfOpenbgpd]) expect(used(rule)).toEqual([]);
  });
});

describe('the wait after Cease 6/1', () => {
  test('grows with OpenBGPD alone', () => {
    expect([1, 2, 3].map((cease) => waitAfter(retryProfile('openbgpd'), cease).least)).toEqual([30, 60, 120]);
    for (const profile of customerRetryProfiles.filter(({ id }) => id !== 'openbgpd')) {
      expect(waitAfter(profile, 9)).toEqual(waitAfter(profile, 1));
    }
  });
  test('has bounds that are bounds', () => {
    for (const {
      afterMaximumPrefixes: { least, most },
      source,
    } of customerRetryProfiles) {
      expect(least).toBeGreaterThan(0);
      expect(most).toBeGreaterThanOrEqual(least);
      expect(source).toMatch(/\d\.\d/);
    }
  });
});
