/**
 * Which paths real routers use together (equal-cost multipath), the best one first. RFC 4271 has no rule
 * for it, and each of them has its own; all agree on what ties down to the origin, and differ on MED and
 * the neighbouring AS. GoBGP does not say what it would use.
 */
import { customerLadder, type RouterCandidate } from './customer-ladder.ts';
import { choose, type Ladder } from './ladder.ts';
import { type IdentifiedCandidate, ownAsAnyLadder, ownFirstLadder } from './router-ladders.ts';

export type MultipathRule = (candidates: readonly IdentifiedCandidate[]) => IdentifiedCandidate[];

/** FRR by default: the same neighbouring AS and the same MED as the best; `multipath-relax` would drop the first. */
export const multipathOfFrr: MultipathRule = (candidates) =>
  besideTheBest(candidates, (best, other) => neighborAs(best) === neighborAs(other) && ties(best, other));

/** BIRD with `merge paths` and `deterministic med`: whatever the ladder leaves before it looks at router ids. */
export const multipathOfBird: MultipathRule = (candidates) => {
  const left = survivors(customerLadder, candidates);
  return besideTheBest(candidates, (_, other) => left.includes(other));
};

/**
 * OpenBGPD keeps its paths in order and goes down from the best while each ties with the one before it.
 * So a path that lost by MED to another of its AS also bars those that sort after it.
 */
export const multipathOfOpenbgpd: MultipathRule = (candidates) => {
  const used: IdentifiedCandidate[] = [];
  let left = candidates;
  for (;;) {
    const next = bestOf(ownAsAnyLadder, left);
    const last = used.at(-1);
    if (next === undefined || (last !== undefined && !ties(last, next))) return used;
    used.push(next);
    left = left.filter((candidate) => candidate !== next);
  }
};

function besideTheBest(
  candidates: readonly IdentifiedCandidate[],
  together: (best: IdentifiedCandidate, other: IdentifiedCandidate) => boolean,
): IdentifiedCandidate[] {
  const best = bestOf(ownFirstLadder, candidates);
  if (best === undefined) return [];
  return best.own ? [best] : [best, ...candidates.filter((other) => other !== best && together(best, other))];
}

function survivors<C>(ladder: Ladder<C>, candidates: readonly C[]): C[] {
  const contenders = candidates.map((candidate) => ({ candidate, certain: true }));
  return choose(ladder, contenders).survivors.map(({ candidate }) => candidate);
}

const bestOf = (
  ladder: Ladder<IdentifiedCandidate>,
  candidates: readonly IdentifiedCandidate[],
): IdentifiedCandidate | undefined => survivors(ladder, candidates)[0];

const neighborAs = ({ attributes }: RouterCandidate): number | undefined => attributes.asPath[0];

/** No step of the customer's ladder tells the two apart. */
const ties = (a: RouterCandidate, b: RouterCandidate): boolean => survivors(customerLadder, [a, b]).length === 2;
