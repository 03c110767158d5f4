/**
 * Where real routers depart from the customer's ladder (bgp/customer-ladder.ts), each variant with its
 * reason, and how they break the ties that it leaves. The defaults of FRR and GoBGP break ties by age;
 * what is here holds for `bgp bestpath compare-routerid` and `external-compare-router-id`.
 */
import { customerLadder, customerStepIds, type RouterCandidate } from './customer-ladder.ts';
import { choose, type Ladder, type Step } from './ladder.ts';

/** Which peer a route came from, as far as ties need it; 0 for the router's own. */
export interface IdentifiedCandidate extends RouterCandidate {
  /** BGP Identifier. */
  readonly peerBgpId: number;
  /** Address of the session. */
  readonly peerAddress: number;
}

/** RFC 4271 section 9.1.2.2 f) and g): the lowest BGP Identifier, then the lowest address. */
const ties: readonly Step<IdentifiedCandidate>[] = [
  {
    id: 'R-ROUTER-ID',
    fact: 'RFC4271-9.1.2.2',
    title: 'lowest BGP identifier',
    rank: ({ peerBgpId }) => peerBgpId,
  },
  {
    id: 'R-PEER-ADDRESS',
    fact: 'RFC4271-9.1.2.2',
    title: 'lowest address of the peer',
    rank: ({ peerAddress }) => peerAddress,
  },
];

const learnedSteps = customerLadder.steps.filter(({ id }) => id !== customerStepIds.own);
const own = customerLadder.steps.filter(({ id }) => id === customerStepIds.own);
const localPreference = learnedSteps.filter(({ id }) => id === customerStepIds.localPreference);
const afterPreference = learnedSteps.filter(({ id }) => id !== customerStepIds.localPreference);

/** FRR and BIRD: the customer's ladder as it is. */
export const ownFirstLadder: Ladder<IdentifiedCandidate> = {
  id: 'own-first',
  title: 'own routes before all others (FRR, BIRD)',
  steps: [...customerLadder.steps, ...ties],
};

/** GoBGP prefers its own routes too, but asks for the local preference before. */
export const ownAfterPreferenceLadder: Ladder<IdentifiedCandidate> = {
  id: 'own-after-local-preference',
  title: 'own routes before others of the same local preference (GoBGP)',
  steps: [...localPreference, ...own, ...afterPreference, ...ties],
};

/** OpenBGPD follows the RFC to the letter: an own route has no privilege but its empty AS_PATH. */
export const ownAsAnyLadder: Ladder<IdentifiedCandidate> = {
  id: 'own-as-any',
  title: 'own routes as any others (OpenBGPD)',
  steps: [...learnedSteps, ...ties],
};

/**
 * GoBGP does not eliminate but sorts by comparing neighbours: at each arrival every path, from the top,
 * moves up past those that it beats until it meets one that it does not. Without MED that is the ladder;
 * with MED, which is no order, the best depends on who came first (RFC 4271 section 9.1.2.2 wants it not to).
 */
export function chooseByInsertion(
  ladder: Ladder<IdentifiedCandidate>,
  inOrderOfArrival: readonly IdentifiedCandidate[],
): IdentifiedCandidate | null {
  let sorted: readonly IdentifiedCandidate[] = [];
  for (const newcomer of inOrderOfArrival) sorted = movedUp(ladder, [...sorted, newcomer]);
  return sorted[0] ?? null;
}

function movedUp(ladder: Ladder<IdentifiedCandidate>, paths: readonly IdentifiedCandidate[]): IdentifiedCandidate[] {
  const sorted: IdentifiedCandidate[] = [];
  for (const path of paths) {
    let place = sorted.length;
    while (place > 0 && beats(ladder, path, sorted[place - 1] as IdentifiedCandidate)) place--;
    sorted.splice(place, 0, path);
  }
  return sorted;
}

function beats(ladder: Ladder<IdentifiedCandidate>, a: IdentifiedCandidate, b: IdentifiedCandidate): boolean {
  const contenders = [a, b].map((candidate) => ({ candidate, certain: true }));
  const { survivors } = choose(ladder, contenders);
  return survivors.length === 1 && survivors[0]?.candidate === a;
}
