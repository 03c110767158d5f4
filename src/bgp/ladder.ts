/**
 * Route selection by elimination. A ladder is data: ordered steps, each of which keeps the best
 * survivors of the one before and says on which fact it rests. Candidates are never compared in
 * pairs, because MED is not an order (RFC 4271 section 9.1.2.2).
 *
 * Candidates may be uncertain. A candidate that is there in every outcome can eliminate another;
 * one that is only possible can merely make another's victory uncertain. With nothing uncertain
 * this is plain elimination.
 */

export interface Step<C> {
  /** Stable id, such as `P-VGW-5`. */
  readonly id: string;
  /** Fact the step rests on (an id of the fact register). */
  readonly fact: string;
  readonly title: string;
  /** Lower is preferred. */
  readonly rank: (candidate: C) => number;
  /** Compares only candidates that share this key (MED: the neighbouring AS). Absent: all with all. */
  readonly among?: (candidate: C) => string | number;
}

export interface Ladder<C> {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly Step<C>[];
}

export interface Contender<C> {
  readonly candidate: C;
  /** True: present in every outcome. */
  readonly certain: boolean;
}

export interface Loss<C> {
  readonly loser: C;
  readonly step: Step<C>;
  /** The certain candidate that eliminated it. */
  readonly to: C;
}

export interface Choice<C> {
  /** What may be left after the last step; `certain`: left in every outcome. */
  readonly survivors: readonly Contender<C>[];
  readonly losses: readonly Loss<C>[];
}

const everyone = (): number => 0;

/** Runs the ladder. Sound: a candidate lost is lost in every outcome, a certain survivor survives in every one. */
export function choose<C>(ladder: Ladder<C>, contenders: readonly Contender<C>[]): Choice<C> {
  let alive = contenders;
  const losses: Loss<C>[] = [];
  for (const step of ladder.steps) {
    if (alive.length < 2) break;
    const group = step.among ?? everyone;
    const bestCertain = new Map<string | number, { rank: number; candidate: C }>();
    const bestPossible = new Map<string | number, number>();
    for (const { candidate, certain } of alive) {
      const key = group(candidate);
      const rank = step.rank(candidate);
      const floor = bestPossible.get(key);
      if (floor === undefined || rank < floor) bestPossible.set(key, rank);
      if (!certain) continue;
      const best = bestCertain.get(key);
      if (best === undefined || rank < best.rank) bestCertain.set(key, { rank, candidate });
    }
    const next: Contender<C>[] = [];
    for (const contender of alive) {
      const key = group(contender.candidate);
      const rank = step.rank(contender.candidate);
      const best = bestCertain.get(key);
      if (best !== undefined && best.rank < rank) {
        losses.push({ loser: contender.candidate, step, to: best.candidate });
      } else if (contender.certain && (bestPossible.get(key) as number) < rank) {
        next.push({ candidate: contender.candidate, certain: false });
      } else {
        next.push(contender);
      }
    }
    alive = next;
  }
  return { survivors: alive, losses };
}
