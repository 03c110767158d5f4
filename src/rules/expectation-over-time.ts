/** What a plan expects, judged over the whole time: how long it was broken, how it stands at the end, and what to say of it. */
import { formatDuration } from '../design/duration.ts';
import type { PlanExpectation } from '../design/plan.ts';
import type { Location } from '../design/problem.ts';
import { notMet } from './expect/not-met.ts';
import { findingOf } from './finding-of.ts';
import { describeExpectation, type Judgement } from './judge-expectation.ts';
import type { TimelineRequest } from './judge-moment.ts';
import type { Severity } from './rule.ts';
import type { Spans, Stretch } from './spans.ts';
import type { ExpectationOverTime, TimedFinding } from './timeline-result.ts';

interface Judging {
  readonly index: number;
  readonly at: Location | null;
  /** Null: the last step was not reached. */
  readonly atEnd: Judgement | null;
  readonly spans: Spans;
  readonly steps: readonly string[];
}

export function overTime(
  { expectation, when }: PlanExpectation,
  { index, at, atEnd, spans, steps }: Judging,
): ExpectationOverTime {
  const { totalMs, spans: told } = spans.told;
  const longest = spans.longest;
  const made = (met: boolean, why: string): ExpectationOverTime => ({
    of: 'plan',
    index,
    when: when.kind,
    met,
    why: `${describeExpectation(expectation)}: ${why}`,
    at,
    brokenMs: when.kind === 'afterLastStep' ? 0 : totalMs,
    spans: when.kind === 'afterLastStep' ? [] : told,
  });
  if (when.kind !== 'afterLastStep' && longest !== null) {
    const allowed = when.kind === 'always' ? 0 : when.ms;
    if (longest.toMs - longest.fromMs > allowed)
      return made(false, brokenText(longest, steps, when.kind === 'always' ? null : when.ms));
  }
  if (atEnd === null) return made(false, 'the last step was not reached before the end of the simulation');
  if (!atEnd.met) return made(false, atEnd.why);
  const meanwhile =
    longest === null || when.kind === 'afterLastStep'
      ? ''
      : `; broken on the way, for ${roundedText(longest.toMs - longest.fromMs)} at most`;
  return made(true, `${atEnd.why}${meanwhile}`);
}

function brokenText(span: Stretch, steps: readonly string[], allowedMs: number | null): string {
  const where = span.step < 0 ? 'before the first step' : `in step ${span.step + 1} (${steps[span.step] ?? ''})`;
  const allowed = allowedMs === null ? '' : `, ${formatDuration(allowedMs)} at a time is allowed`;
  const why = span.why === null ? '' : `: ${span.why}`;
  return `broken ${where} from ${roundedText(span.fromMs)} on, for ${roundedText(span.toMs - span.fromMs)}${allowed}${why}`;
}

/** Of what takes seconds, hundredths are of no weight. */
function roundedText(ms: number): string {
  return formatDuration(ms < 1000 ? ms : Math.round(ms / 100) * 100);
}

export function endOf(step: number, steps: readonly string[]): string {
  return step < 0
    ? steps.length === 0
      ? 'once all is quiet'
      : 'before the first step'
    : `after step ${step + 1} (${steps[step] ?? ''})`;
}

export function unmetFinding(unmet: ExpectationOverTime, { expect, steps, overrides }: TimelineRequest): TimedFinding {
  const { expectation } = expect[unmet.index] as PlanExpectation;
  const breach = {
    subject: describeExpectation(expectation),
    message: `The plan expects, and it is not so: ${unmet.why}.`,
    args: { index: unmet.index, brokenMs: unmet.brokenMs },
    path: ['expect', unmet.index],
  };
  const severity = overrides?.[notMet.id] as Severity | undefined;
  const finding = findingOf(notMet, breach, () => unmet.at, { severity, suppressed: null });
  const [first] = unmet.spans;
  const time = {
    holds: 'expected' as const,
    firstMs: first?.fromMs ?? null,
    totalMs: unmet.brokenMs,
    spans: unmet.spans,
    spanCount: unmet.spans.length,
    endsOfSteps: unmet.when === 'afterLastStep' ? [steps.length - 1] : [],
  };
  return { ...finding, why: notMet.why, time };
}
