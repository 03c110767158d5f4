import { describe, expect, test } from 'vitest';
import { plainAttributes } from '../../src/bgp/attributes.ts';
import type { PathAttributes } from '../../src/bgp/attributes.ts';
import { customerLadder } from '../../src/bgp/customer-ladder.ts';
import type { RouterCandidate } from '../../src/bgp/customer-ladder.ts';
import { choose } from '../../src/bgp/ladder.ts';

const learned = (
  peerId: string,
  attributes: Partial<PathAttributes>,
  more: Partial<RouterCandidate> = {},
): RouterCandidate => ({
  attributes: { ...plainAttributes, asPath: [64512], ...attributes },
  external: true,
  peerId,
  own: false,
  ...more,
});

function run(...candidates: RouterCandidate[]) {
  const { survivors, losses } = choose(
    customerLadder,
    candidates.map((candidate) => ({ candidate, certain: true })),
  );
  return {
    left: survivors.map(({ candidate }) => candidate.peerId),
    lost: losses.map(({ loser, step, to }) => `${loser.peerId} ${step.id} ${to.peerId}`),
  };
}

describe('each step of RFC 4271 9.1.2.2 decides before those after it', () => {
  const better: [string, RouterCandidate, RouterCandidate][] = [
    ['R-OWN', learned('a', { asPath: [] }, { own: true }), learned('b', { localPreference: 200 })],
    ['R-LOCAL-PREF', learned('a', { localPreference: 101, asPath: [1, 2, 3] }), learned('b', {})],
    ['R-LOCAL-PREF', learned('a', {}), learned('b', { localPreference: 99 })],
    ['R-AS-PATH', learned('a', { origin: 'incomplete' }), learned('b', { asPath: [64512, 64512] })],
    ['R-ORIGIN', learned('a', { med: 9 }), learned('b', { origin: 'egp' })],
    ['R-ORIGIN', learned('a', { origin: 'egp', med: 9 }), learned('b', { origin: 'incomplete' })],
    ['R-MED', learned('a', { med: 100 }, { external: false }), learned('b', { med: 200 })],
    ['R-MED', learned('a', {}, { external: false }), learned('b', { med: 1 })],
    ['R-EBGP', learned('a', {}), learned('b', {}, { external: false })],
  ];
  test.each(better)('%s', (stepId, winner, loser) => {
    expect(run(winner, loser)).toEqual({ left: ['a'], lost: [`b ${stepId} a`] });
    expect(run(loser, winner)).toEqual({ left: ['a'], lost: [`b ${stepId} a`] });
  });
});

test('an absent local preference is 100 and an absent MED is 0', () => {
  expect(run(learned('a', {}), learned('b', { localPreference: 100, med: 0 })).left).toEqual(['a', 'b']);
});

test('MED is not compared between neighbouring ASes', () => {
  expect(run(learned('a', { asPath: [1, 9], med: 5 }), learned('b', { asPath: [2, 9], med: 1 })).left).toEqual([
    'a',
    'b',
  ]);
});

test('a path eliminated by MED in its own AS does not come back', () => {
  // Pairwise, a beats b by eBGP and c beats a by MED: only elimination gives one answer in any order.
  const a = learned('a', { asPath: [1], med: 10 });
  const b = learned('b', { asPath: [2], med: 0 }, { external: false });
  const c = learned('c', { asPath: [1], med: 0 }, { external: false });
  expect(run(a, b, c)).toEqual({ left: ['b', 'c'], lost: ['a R-MED c'] });
});

test('what only the router id would tell apart stays tied', () => {
  expect(run(learned('a', { med: 1 }), learned('b', { med: 1 }))).toEqual({ left: ['a', 'b'], lost: [] });
});
