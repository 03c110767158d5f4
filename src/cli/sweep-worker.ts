/** A thread of a sweep: solves the design once, then judges the failures it is handed. */
import { workerData } from 'node:worker_threads';
import { FailureJudge, readRecording, rules } from '../index.ts';
import type { Change, Overrides, RuleBreach } from '../index.ts';

export interface SweepThreadData {
  /** The design and its settings, as a recording without steps. */
  readonly recording: string;
  readonly today: string;
  readonly overrides: Overrides;
}

let judge: FailureJudge | null = null;

function judgeOfThread(): FailureJudge {
  // The pool puts data of its own before ours.
  const [, data] = workerData as readonly [unknown, SweepThreadData];
  const { input } = readRecording(data.recording);
  if (input === null) throw new Error('the design did not reach the thread');
  return new FailureJudge({ ...data, rules, design: input.design, settings: input.settings });
}

export function judgeAll(failures: readonly (readonly Change[])[]): RuleBreach[][] {
  judge ??= judgeOfThread();
  const ready = judge;
  return failures.map((changes) => ready.judge(changes));
}
