/**
 * One instant of a simulation held against the rules and against what is expected. While things change
 * only rules that find errors are asked; a rule that does not look at the routes is asked once for each
 * design, for its answer stays the same as long as the design does.
 */
import type { Settings } from '../aws/settings.ts';
import type { Solution } from '../aws/solution.ts';
import type { PlanExpectation } from '../design/plan.ts';
import type { DesignPath, Locate, Location } from '../design/problem.ts';
import { rules as catalogue } from './catalogue.ts';
import type { FailOn } from './check-result.ts';
import { evaluateExpectations, type EvaluatedExpectation } from './expectations.ts';
import { notMet } from './expect/not-met.ts';
import { judgeExpectation, type Judgement } from './judge-expectation.ts';
import type { Finding, Overrides, Rule, RuleContext } from './rule.ts';
import { runRules } from './run-rules.ts';
import type { RunContext } from './run-rules.ts';

/** How things stand at one instant. `solution` is read at once and not kept. */
export interface JudgedMoment {
  readonly ms: number;
  /** The step that came last; -1: before the first. */
  readonly stepIndex: number;
  readonly solution: Solution;
  readonly stateKey: string;
  readonly inTransition: boolean;
}

/** Under what a timeline is judged. */
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
  /** Severity by rule id instead of the rule's own; `off` leaves the rule out. */
  readonly overrides?: Overrides | undefined;
}

export interface Verdict {
  readonly findings: ReadonlyMap<string, Finding>;
  /** Of the rules that were asked; findings of others go on as they were. */
  readonly asked: ReadonlySet<string>;
  /** Of the plan, as far as they are judged at such a moment. */
  readonly expected: readonly (Judgement | null)[];
  /** Of the design; null while things change. */
  readonly own: readonly EvaluatedExpectation[] | null;
}

/** A suppression that is unused at one moment may well be used at another. */
const judged = catalogue.filter(({ id }) => id !== 'suppressions/unused');

/** `standing`: what rules said of a design without looking at its routes, kept from one moment to the next. */
export function judgeMoment(
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
  const overrides = request.overrides ?? {};
  const asked = judged.filter(({ id, severity }) => {
    const level = overrides[id] ?? severity;
    return moment.inTransition ? level === 'error' : level !== 'off';
  });
  let still = standing.get(network);
  if (still === undefined) standing.set(network, (still = new Map()));
  const findings = new Map<string, Finding>();
  for (const rule of asked) {
    const known = still.get(rule.id);
    const context: RuleContext = { design: meant, settings, solution, today };
    const its = known ?? runStanding(rule, { ...context, locate, overrides }, still);
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
function runStanding(rule: Rule, context: RunContext, still: Map<string, readonly Finding[]>): readonly Finding[] {
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
