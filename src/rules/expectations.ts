/**
 * Whether what the design expects holds: as drawn, and after every set of failures an expectation names.
 * Each set of failures is solved once for all expectations that name it; an expectation is settled at
 * the first set after which it does not hold.
 */
import type { Settings } from '../aws/settings.ts';
import { failureSets } from '../design/failures.ts';
import type { DesignPath } from '../design/problem.ts';
import type { Design, Expectation } from '../design/vocabulary.ts';
import { Resolver } from '../solve/resolver.ts';
import type { Solution } from '../aws/solution.ts';
import { thousands } from './counted.ts';
import { judgeExpectation } from './judge-expectation.ts';
import { listed } from './listed.ts';

/** An expectation and whether it holds. */
export interface EvaluatedExpectation {
  /** Position in the design's `expect` list, from 0. */
  readonly index: number;
  readonly met: boolean;
  readonly why: string;
  readonly path: DesignPath;
}

interface Context {
  readonly design: Design;
  readonly settings: Settings;
  readonly solution: Solution;
}

/** A report asks twice, once for the list and once for the findings; failures are dear to solve. */
const evaluated = new WeakMap<Solution, readonly EvaluatedExpectation[]>();

/** Whether each expectation of the design holds, as drawn and after the failures it names. */
export function evaluateExpectations(context: Context): readonly EvaluatedExpectation[] {
  let all = evaluated.get(context.solution);
  if (all === undefined) evaluated.set(context.solution, (all = evaluate(context)));
  return all;
}

interface Verdict {
  met: boolean;
  why: string;
}

function evaluate({ design, settings, solution }: Context): EvaluatedExpectation[] {
  const verdicts: Verdict[] = design.expect.map((expectation) => judgeExpectation(expectation, solution, solution));
  const open = new Map<string, number[]>();
  for (const [index, { afterFailuresOf }] of design.expect.entries()) {
    if (afterFailuresOf === null || verdicts[index]?.met !== true) continue;
    const key = JSON.stringify(Object.entries(afterFailuresOf).sort());
    const same = open.get(key);
    if (same === undefined) open.set(key, [index]);
    else same.push(index);
  }
  for (const indexes of open.values()) afterFailures(design, settings, solution, indexes, verdicts);
  return verdicts.map(({ met, why }, index) => ({ index, met, why, path: ['expect', index] }));
}

/** Expectations that name the same failures, all met as drawn. */
function afterFailures(
  design: Design,
  settings: Settings,
  before: Solution,
  indexes: readonly number[],
  verdicts: Verdict[],
): void {
  const failures = design.expect[indexes[0] as number]?.afterFailuresOf ?? {};
  const sets = failureSets(design, failures);
  const resolver = new Resolver(design, settings);
  let tried = 0;
  for (let step = sets.next(); ; step = sets.next()) {
    if (step.done === true) {
      for (const index of indexes) conclude(verdicts[index] as Verdict, tried, step.value);
      return;
    }
    const { names, changes } = step.value;
    if (names.length === 0) continue;
    const remaining = indexes.filter((index) => verdicts[index]?.met === true);
    if (remaining.length === 0) return;
    tried += 1;
    const after = resolver.after(changes).solution;
    for (const index of remaining) {
      const { met, why } = judgeExpectation(design.expect[index] as Expectation, after, before);
      if (!met)
        verdicts[index] = {
          met,
          why: `after ${listed(names, names.length)} ${names.length === 1 ? 'is' : 'are'} down: ${why}`,
        };
    }
  }
}

function conclude(
  verdict: Verdict,
  tried: number,
  { complete, total }: { readonly complete: boolean; readonly total: number },
): void {
  if (!verdict.met) return;
  if (complete) {
    const sets = tried === 1 ? 'the one set of failures' : `each of ${thousands(tried)} sets of failures`;
    verdict.why =
      tried === 0 ? `${verdict.why}; nothing of the kinds named can fail` : `${verdict.why}; it holds after ${sets}`;
    return;
  }
  verdict.met = false;
  verdict.why = `not shown: there are ${thousands(total)} sets of failures, and only ${thousands(tried)} were tried; ask for fewer failures at once`;
}
