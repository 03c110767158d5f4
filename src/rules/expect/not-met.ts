/** What the design itself expects does not hold. */
import type { Expectation } from '../../design/vocabulary.ts';
import { type EvaluatedExpectation, evaluateExpectations } from '../expectations.ts';
import { describeExpectation } from '../judge-expectation.ts';
import type { Breach, Rule } from '../rule.ts';

export const notMet: Rule = {
  id: 'expect/not-met',
  severity: 'error',
  title: 'An expectation of the design does not hold',
  why: 'Whoever wrote the design relies on this. It is not so, or cannot be counted on.',
  fix: 'Change the design so that it holds, or the expectation, if it is no longer wanted.',
  facts: [],
  afterFailure: 'same',
  suppressible: false,
  *check({ design, settings, solution }): Iterable<Breach> {
    for (const { index, met, why, path } of evaluateExpectations({ design, settings, solution })) {
      if (!met) yield notMetBreach(design.expect[index] as Expectation, { index, why, path });
    }
  },
};

export function notMetBreach(
  expectation: Expectation,
  { index, why, path }: Pick<EvaluatedExpectation, 'index' | 'why' | 'path'>,
): Breach {
  const subject = describeExpectation(expectation);
  return { subject, message: `Expected and not met: ${subject}. Why: ${why}.`, args: { index }, path };
}
