/**
 * Judges a design over time: the same rules on every distinct state of a simulation, and what is expected
 * held against all of them. It is fed moments and knows nothing of how they come about. Findings that
 * hold at the end of a step count as they are; an error that holds only while things change is a note;
 * warnings and notes describe a standing design, so those that hold only meanwhile are not told. Judging
 * begins when all is quiet for the first time, or with the first step.
 */
import type { Settings } from '../aws/settings.ts';
import type { Solution } from '../aws/solution.ts';
import { formatDuration } from '../design/duration.ts';
import type { PlanExpectation } from '../design/plan.ts';
import type { DesignPath, Locate, Location } from '../design/problem.ts';
import { rules as catalogue } from './catalogue.ts';
import type { FailOn } from './check-result.ts';
import { evaluateExpectations, type EvaluatedExpectation } from './expectations.ts';
import { failsAt } from './fails-at.ts';
import { notMet } from './expect/not-met.ts';
import { findingOf } from './finding-of.ts';
import { judgeExpectation, describeExpectation, type Judgement } from './judge-expectation.ts';
import type { Finding, Rule, RuleContext, Severity } from './rule.ts';
import { runRules } from './run-rules.ts';
import { Spans, type Stretch } from './spans.ts';
import type { ExpectationOverTime, JudgedTimeline, TimedFinding } from './timeline-result.ts';

/** How things stand at one instant. `solution` is read at once and not kept. */
export interface JudgedMoment {
  readonly ms: number;
  /** The step that came last; -1: before the first. */
  readonly stepIndex: number;
  readonly solution: Solution;
  readonly stateKey: string;
  readonly inTransition: boolean;
}

export interface TimelineRequest {
  readonly settings: Settings;
  /** Names of the steps, in order. */
  readonly steps: readonly string[];
  readonly expect: readonly PlanExpectation[];
  /** Places of things in the design, or in the plan that has added them by a step (from 0; -1: before the first). */
  readonly locate: (path: DesignPath, step: number) => Location | null;
  readonly locateExpectation: (index: number) => Location | null;
  readonly today: string;
  readonly failOn: FailOn;
}

export interface TimelineJudge {
  readonly observe: (moment: JudgedMoment) => void;
  readonly finish: (endMs: number) => JudgedTimeline;
}

interface Verdict {
  readonly findings: ReadonlyMap<string, Finding>;
  /** Of the rules that were asked; findings of others go on as they were. */
  readonly asked: ReadonlySet<string>;
  /** Of the plan, as far as they are judged at such a moment. */
  readonly expected: readonly (Judgement | null)[];
  /** Of the design; null while things change. */
  readonly own: readonly EvaluatedExpectation[] | null;
}

interface Open {
  finding: Finding;
  readonly spans: Spans;
  /** Steps at whose end it held; -1: before the first. */
  readonly ends: number[];
}

/** A suppression that is unused at one moment may well be used at another. */
const judged = catalogue.filter(({ id }) => id !== 'suppressions/unused');
const mostRemembered = 20_000;
/** What holds only meanwhile and not even a second in all is how things are done, such as a session on its way up. */
const leastMs = 1000;

export function judgeTimeline(request: TimelineRequest): TimelineJudge {
  const remembered = new Map<string, Verdict>();
  const standing = new WeakMap<object, Map<string, readonly Finding[]>>();
  const found = new Map<string, Open>();
  const broken = request.expect.map(() => new Spans());
  const ownFirstBroken = new Map<number, string>();
  let started = false;
  let step = -1;
  let last: Verdict | null = null;
  /** The newest state of this step that was quiet, else the newest. */
  let ending: { readonly verdict: Verdict; readonly calm: boolean } | null = null;

  const verdictOf = (moment: JudgedMoment): Verdict => {
    const key = `${moment.inTransition ? '~' : '='}${moment.stateKey}`;
    let verdict = remembered.get(key);
    if (verdict === undefined) {
      if (remembered.size >= mostRemembered) remembered.clear();
      remembered.set(key, (verdict = judgeMoment(moment, request, standing)));
    }
    return verdict;
  };

  const endStep = (): void => {
    if (ending === null) return;
    for (const [key, finding] of ending.verdict.findings) {
      const open = found.get(key);
      if (open === undefined) continue;
      if (open.ends.length === 0) open.finding = finding;
      open.ends.push(step);
    }
    for (const { index, met, why } of ending.verdict.own ?? []) {
      if (!met && !ownFirstBroken.has(index)) ownFirstBroken.set(index, `${endOf(step, request.steps)}: ${why}`);
    }
    ending = null;
  };

  const observe = (moment: JudgedMoment): void => {
    started ||= !moment.inTransition || moment.stepIndex >= 0;
    if (!started) return;
    if (moment.stepIndex !== step) {
      endStep();
      step = moment.stepIndex;
    }
    const verdict = verdictOf(moment);
    for (const [key, finding] of verdict.findings) {
      const open = found.get(key);
      if (open === undefined) {
        const spans = new Spans();
        spans.begin(moment.ms, step);
        found.set(key, { finding, spans, ends: [] });
      } else open.spans.begin(moment.ms, step);
    }
    for (const [key, open] of found) {
      if (!verdict.findings.has(key) && verdict.asked.has(open.finding.rule)) open.spans.end(moment.ms);
    }
    for (const [i, judgement] of verdict.expected.entries()) {
      if (judgement === null) continue;
      if (judgement.met) broken[i]!.end(moment.ms);
      else broken[i]!.begin(moment.ms, step, judgement.why);
    }
    last = verdict;
    if (!moment.inTransition || ending?.calm !== true) ending = { verdict, calm: !moment.inTransition };
  };

  const finish = (endMs: number): JudgedTimeline => {
    const atEnd = ending?.verdict ?? last;
    const complete = step === request.steps.length - 1;
    endStep();
    for (const { spans } of found.values()) spans.end(endMs);
    for (const spans of broken) spans.end(endMs);
    const planned = request.expect.map((each, index) => {
      const reached = complete ? (atEnd?.expected[index] ?? null) : null;
      return overTime(each, {
        index,
        at: request.locateExpectation(index),
        atEnd: reached,
        spans: broken[index]!,
        steps: request.steps,
      });
    });
    const own = (atEnd?.own ?? []).map(({ index, met, why, path }): ExpectationOverTime => {
      const earlier = ownFirstBroken.get(index);
      return {
        of: 'design',
        index,
        when: 'atEveryEnd',
        met: met && earlier === undefined,
        why: earlier ?? why,
        at: request.locate(path, step),
        brokenMs: 0,
        spans: [],
      };
    });
    const whyOf = new Map(catalogue.map(({ id, why }) => [id, why]));
    const findings = [
      ...together([...found.values()]).flatMap((open) => timedFinding(open, request.steps.length > 0, whyOf) ?? []),
      ...planned.filter(({ met }) => !met).map((each) => unmetFinding(each, request)),
    ].sort(bySeverityAndTime);
    const counting = findings.filter(({ suppressed }) => suppressed === null);
    const count = (severity: Severity): number => counting.filter((finding) => finding.severity === severity).length;
    return {
      findings,
      expectations: [...own, ...planned],
      summary: { errors: count('error'), warnings: count('warning'), notes: count('note') },
      exitCode: failsAt(counting, request.failOn) ? 1 : 0,
    };
  };
  return { observe, finish };
}

function judgeMoment(
  moment: JudgedMoment,
  request: TimelineRequest,
  standing: WeakMap<object, Map<string, readonly Finding[]>>,
): Verdict {
  const { settings, today } = request;
  const locate: Locate = (path) => request.locate(path, moment.stepIndex);
  // A moment is a solution of its own for whoever remembers what was worked out of one.
  const solution: Solution = { ...moment.solution };
  const { network } = solution;
  const { design } = network;
  // What would happen after further failures is a question for a quiet time.
  const meant = moment.inTransition
    ? { ...design, expect: design.expect.map((each) => ({ ...each, afterFailuresOf: null })) }
    : design;
  const asked = moment.inTransition ? judged.filter(({ severity }) => severity === 'error') : judged;
  let still = standing.get(network);
  if (still === undefined) standing.set(network, (still = new Map()));
  const findings = new Map<string, Finding>();
  for (const rule of asked) {
    const known = still.get(rule.id);
    const context: RuleContext = { design: meant, settings, solution, today };
    const its = known ?? runStanding(rule, context, locate, still);
    for (const finding of its)
      if (!moment.inTransition || finding.severity === 'error') findings.set(keyOf(finding, findings), finding);
  }
  return {
    findings,
    asked: new Set(asked.map(({ id }) => id)),
    expected: request.expect.map(({ expectation, when }) => {
      if (moment.inTransition && when.kind === 'afterLastStep') return null;
      if (expectation.afterFailuresOf === null) return judgeExpectation(expectation, solution, solution);
      const [evaluated] = evaluateExpectations({
        design: { ...design, expect: [expectation] },
        settings,
        solution: { ...solution },
      });
      return evaluated ?? null;
    }),
    own: moment.inTransition ? null : evaluateExpectations({ design, settings, solution }),
  };
}

/** Runs one rule; what it says without looking at the routes holds as long as the design stays. */
function runStanding(
  rule: Rule,
  context: RuleContext,
  locate: Locate,
  still: Map<string, readonly Finding[]>,
): readonly Finding[] {
  let looked = false;
  const watched = { network: context.solution.network } as Record<keyof Solution, unknown>;
  for (const key of Object.keys(context.solution) as (keyof Solution)[]) {
    if (key === 'network') continue;
    Object.defineProperty(watched, key, {
      enumerable: true,
      get: () => {
        looked = true;
        return context.solution[key];
      },
    });
  }
  // Expectations are remembered by solution, so that rule gets the true one.
  const exact = rule.id === notMet.id;
  const findings = runRules({
    ...context,
    solution: exact ? context.solution : (watched as unknown as Solution),
    locate,
    rules: [rule],
  });
  if (!looked && !exact) still.set(rule.id, findings);
  return findings;
}

/** Several findings of one rule on one subject are told apart by their words, without the numbers in them. */
function keyOf(finding: Finding, taken: ReadonlyMap<string, Finding>): string {
  const shape = finding.message.replaceAll(/\d[\d,.]*/g, '#');
  const key = JSON.stringify([
    finding.rule,
    finding.subject,
    finding.rule === notMet.id ? finding.args['index'] : shape,
  ]);
  let unique = key;
  for (let n = 2; taken.has(unique); n++) unique = `${key}/${n}`;
  return unique;
}

/** What held only meanwhile is one finding for a rule and a subject, whatever the reasons it gave in turn. */
function together(all: readonly Open[]): Open[] {
  const out: Open[] = [];
  const passing = new Map<string, Open>();
  for (const open of all) {
    const key = JSON.stringify([open.finding.rule, open.finding.subject]);
    const before = open.ends.length > 0 ? undefined : passing.get(key);
    if (before !== undefined) before.spans.unite(open.spans);
    else {
      out.push(open);
      if (open.ends.length === 0) passing.set(key, open);
    }
  }
  return out;
}

function timedFinding(
  { finding, spans, ends }: Open,
  hasPlan: boolean,
  whyOf: ReadonlyMap<string, string>,
): TimedFinding | null {
  const meanwhile = ends.length === 0;
  if (meanwhile && (finding.severity !== 'error' || spans.totalMs < leastMs)) return null;
  // A plan that ends what was wrong before it is not to blame for it.
  const before = hasPlan && ends.length > 0 && ends.every((step) => step === -1);
  const severity = meanwhile || before ? 'note' : finding.severity;
  const holds = meanwhile ? 'meanwhile' : before ? 'beforeFirstStep' : 'atStepEnd';
  return {
    ...finding,
    severity,
    why: whyOf.get(finding.rule) ?? '',
    time: { holds, ...spans.told, endsOfSteps: ends },
  };
}

interface Judging {
  readonly index: number;
  readonly at: Location | null;
  /** Null: the last step was not reached. */
  readonly atEnd: Judgement | null;
  readonly spans: Spans;
  readonly steps: readonly string[];
}

function overTime(
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

function endOf(step: number, steps: readonly string[]): string {
  return step < 0
    ? steps.length === 0
      ? 'once all is quiet'
      : 'before the first step'
    : `after step ${step + 1} (${steps[step] ?? ''})`;
}

function unmetFinding(unmet: ExpectationOverTime, { expect, steps }: TimelineRequest): TimedFinding {
  const { expectation } = expect[unmet.index] as PlanExpectation;
  const breach = {
    subject: describeExpectation(expectation),
    message: `The plan expects, and it is not so: ${unmet.why}.`,
    args: { index: unmet.index, brokenMs: unmet.brokenMs },
    path: ['expect', unmet.index],
  };
  const finding = findingOf(notMet, breach, () => unmet.at, { suppressed: null });
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

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

function bySeverityAndTime(a: TimedFinding, b: TimedFinding): number {
  const [first, second] = [a.time.firstMs ?? Infinity, b.time.firstMs ?? Infinity];
  if (ranks[a.severity] !== ranks[b.severity]) return ranks[a.severity] - ranks[b.severity];
  return first === second ? 0 : first - second;
}
