/**
 * Judges a design over time: the same rules on every distinct state of a simulation, and what is expected
 * held against all of them. It is fed moments and knows nothing of how they come about. Findings that
 * hold at the end of a step count as they are; an error that holds only while things change is a note;
 * warnings and notes describe a standing design, so those that hold only meanwhile are not told. Judging
 * begins when all is quiet for the first time, or with the first step.
 */
import { rules as catalogue } from './catalogue.ts';
import { endOf, overTime, unmetFinding } from './expectation-over-time.ts';
import { notMet } from './expect/not-met.ts';
import { failsAt } from './fails-at.ts';
import { judgeMoment, type JudgedMoment, type TimelineRequest, type Verdict } from './judge-moment.ts';
import type { Finding, Severity } from './rule.ts';
import { Spans } from './spans.ts';
import type { ExpectationOverTime, JudgedTimeline, TimedFinding } from './timeline-result.ts';

/** Watches a simulation and judges it at its end. */
export interface TimelineJudge {
  readonly observe: (moment: JudgedMoment) => void;
  readonly finish: (endMs: number) => JudgedTimeline;
}

interface Open {
  finding: Finding;
  readonly spans: Spans;
  /** Steps at whose end it held; -1: before the first. */
  readonly ends: number[];
}

const mostRemembered = 20_000;
/** What holds only meanwhile and not even a second in all is how things are done, such as a session on its way up. */
const leastMs = 1000;

/** A judge that watches a simulation: give it every moment, then ask it for the verdict. */
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
      ...planned
        .filter(({ met }) => !met && request.overrides?.[notMet.id] !== 'off')
        .map((each) => unmetFinding(each, request)),
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

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

function bySeverityAndTime(a: TimedFinding, b: TimedFinding): number {
  const [first, second] = [a.time.firstMs ?? Infinity, b.time.firstMs ?? Infinity];
  if (ranks[a.severity] !== ranks[b.severity]) return ranks[a.severity] - ranks[b.severity];
  return first === second ? 0 : first - second;
}
