/**
 * Cases of a sweep as its result: what goes wrong is told once, with the smallest sets of failures that show
 * it. A larger set that holds one of those adds nothing but to their number.
 */
import { compareNatural } from '../../design/compare-natural.ts';
import { rules } from '../catalogue.ts';
import type { FailOn } from '../check-result.ts';
import { failsAt } from '../fails-at.ts';
import { findingOf } from '../finding-of.ts';
import type { Rule, Severity } from '../rule.ts';
import type { Overrides } from '../rule.ts';
import type { PlacedBreach, SweepHead, WorseCase } from './sweep-record.ts';
import type { SweepFinding, SweepResult } from './sweep-result.ts';

/** Sets kept of one finding. */
const mostSets = 20;

interface Cause {
  readonly breach: PlacedBreach;
  readonly sets: (readonly string[])[];
  cases: number;
}

/** `worse`: in order of their numbers, so that small sets come first. */
export function sweepResult(
  head: SweepHead,
  worse: readonly WorseCase[],
  { failOn, overrides = {} }: { readonly failOn: FailOn; readonly overrides?: Overrides },
): SweepResult {
  const causes = new Map<string, Cause>();
  for (const { names, breaches } of worse) {
    const seen = new Set<string>();
    for (const breach of breaches) {
      const key = JSON.stringify([breach.rule, breach.subject, breach.suppressed !== null]);
      if (seen.has(key)) continue;
      seen.add(key);
      const cause = causes.get(key);
      if (cause === undefined) causes.set(key, { breach, sets: [names], cases: 1 });
      else {
        cause.cases += 1;
        if (cause.sets.length < mostSets && !cause.sets.some((set) => holds(names, set))) cause.sets.push(names);
      }
    }
  }
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const findings = [...causes.values()].flatMap((cause) => {
    const rule = byId.get(cause.breach.rule);
    return rule === undefined ? [] : [findingOfCause(cause, rule, overrides[rule.id])];
  });
  const counting = findings.filter(({ suppressed }) => suppressed === null);
  const count = (severity: Severity): number => counting.filter((finding) => finding.severity === severity).length;
  return {
    routecap: head.routecap,
    profile: head.profile,
    inputs: head.inputs,
    failures: { kinds: head.kinds, atOnce: head.atOnce },
    cases: { sets: head.sets, idle: head.idle, solved: head.solved, worse: worse.length },
    findings: findings.sort(worstFirst),
    summary: { errors: count('error'), warnings: count('warning'), notes: count('note') },
    exitCode: failsAt(counting, failOn) ? 1 : 0,
  };
}

function findingOfCause(
  { breach, sets, cases }: Cause,
  rule: Rule,
  severity: Severity | 'off' | undefined,
): SweepFinding {
  const [shortest] = sets as [readonly string[]];
  const finding = findingOf(rule, breach, () => breach.at, {
    severity: severity === 'off' ? undefined : severity,
    suppressed: breach.suppressed,
  });
  return { ...finding, why: rule.why, after: { shortest, sets, cases } };
}

function holds(set: readonly string[], smaller: readonly string[]): boolean {
  return smaller.every((name) => set.includes(name));
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

function worstFirst(a: SweepFinding, b: SweepFinding): number {
  return (
    ranks[a.severity] - ranks[b.severity] ||
    a.after.shortest.length - b.after.shortest.length ||
    b.after.cases - a.after.cases ||
    compareNatural(a.rule, b.rule) ||
    compareNatural(a.subject, b.subject)
  );
}
