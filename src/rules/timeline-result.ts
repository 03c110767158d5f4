/** What judging a simulation finds out, as data: findings with their time, and expectations over time. */
import type { Location } from '../design/problem.ts';
import type { CheckedFinding } from './check-result.ts';
import type { Stretch, ToldSpans } from './spans.ts';

export interface FindingTime extends ToldSpans {
  /**
   * `atStepEnd`: when all is quiet after a step, or before the first when there is no plan.
   * `beforeFirstStep`: a step ends it for good. `meanwhile`: only while things change.
   * `expected`: an expectation of the plan is not met.
   */
  readonly holds: 'atStepEnd' | 'beforeFirstStep' | 'meanwhile' | 'expected';
  /** Steps (from 0) at whose end it holds; -1: before the first. */
  readonly endsOfSteps: readonly number[];
}

/** A finding, and when it held. */
export interface TimedFinding extends CheckedFinding {
  readonly time: FindingTime;
}

/** An expectation of the design or of the plan, over the whole run. */
export interface ExpectationOverTime {
  readonly of: 'design' | 'plan';
  /** Position in the list of its document, from 0. */
  readonly index: number;
  /** `atEveryEnd`: those of the design, whenever all is quiet. */
  readonly when: 'afterLastStep' | 'always' | 'atMostBrokenFor' | 'atEveryEnd';
  readonly met: boolean;
  readonly why: string;
  readonly at: Location | null;
  readonly brokenMs: number;
  readonly spans: readonly Stretch[];
}

/** The verdict on a simulation. */
export interface JudgedTimeline {
  /** Errors first, and within a severity by the time they first held. */
  readonly findings: readonly TimedFinding[];
  readonly expectations: readonly ExpectationOverTime[];
  /** Without the suppressed ones. */
  readonly summary: { readonly errors: number; readonly warnings: number; readonly notes: number };
  readonly exitCode: 0 | 1;
}
