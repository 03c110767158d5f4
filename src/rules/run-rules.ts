/**
 * Runs every rule of the catalogue over a solved design and makes findings of what they report:
 * facts become sources, paths become places in the input, `ignore` entries of the design silence what
 * they match. Nothing is dropped: a silenced finding is in the list and says why. The baseline and
 * the comparison with the other profile come later.
 */
import { compareNatural } from '../design/compare-natural.ts';
import type { Locate } from '../design/problem.ts';
import type { Suppression } from '../design/vocabulary.ts';
import { rules as catalogue } from './catalogue.ts';
import { findingOf } from './finding-of.ts';
import type { Breach, ChangeContext, Finding, Overrides, Rule, RuleContext, Severity } from './rule.ts';
import { matchesRule } from './suppressions/matches-rule.ts';
import { unused, unusedBreach } from './suppressions/unused.ts';

export interface RunContext extends RuleContext {
  readonly locate: Locate;
  readonly overrides?: Overrides;
  /** Instead of the whole catalogue. */
  readonly rules?: readonly Rule[];
}

/** Findings of a solved design, suppressed ones among them, in order of rule and subject. */
export function runRules(context: RunContext): Finding[] {
  const overrides = context.overrides ?? {};
  const all = context.rules ?? catalogue;
  const running = all.filter((rule) => overrides[rule.id] !== 'off');
  const { ignore } = context.design;
  const used = new Set<number>();
  const findings: Finding[] = [];

  const report = (rule: Rule, breach: Breach): void => {
    const matching = rule.suppressible === false ? [] : matchingEntries(ignore, rule, breach, context.today);
    for (const index of matching) used.add(index);
    const first = matching[0];
    const entry = first === undefined ? undefined : ignore[first];
    const suppressed = entry === undefined ? null : { reason: entry.reason, until: entry.until };
    const severity = overrides[rule.id] as Severity | undefined;
    findings.push(findingOf(rule, breach, context.locate, { severity, suppressed }));
  };

  for (const rule of running) {
    for (const breach of rule.check(context)) report(rule, breach);
  }
  if (running.includes(unused)) {
    for (const [index, entry] of ignore.entries()) {
      // An expired entry has its own finding; one for a rule that was switched off had no chance to match.
      if (used.has(index) || expired(entry, context.today)) continue;
      const wanted = all.filter((rule) => matchesRule(entry, rule));
      if (wanted.length > 0 && wanted.every((rule) => !running.includes(rule))) continue;
      report(unused, unusedBreach(entry, index, wanted));
    }
  }
  return findings.sort(byRuleAndSubject);
}

/** Positions of the `ignore` entries that silence a breach. */
export function matchingEntries(ignore: readonly Suppression[], rule: Rule, breach: Breach, today: string): number[] {
  const matching: number[] = [];
  for (const [index, entry] of ignore.entries()) {
    const subjectMatches = entry.subject === '*' || entry.subject === breach.subject;
    if (subjectMatches && matchesRule(entry, rule) && !expired(entry, today)) matching.push(index);
  }
  return matching;
}

/** The last day of an entry still counts. ISO dates compare as text. */
function expired(entry: Suppression, today: string): boolean {
  return entry.until !== null && entry.until < today;
}

/** Runs what the rules say about a change from one design to another; `ignore` entries of the second count. */
export function runChangeRules(
  context: ChangeContext & { readonly locate: Locate; readonly today: string; readonly overrides?: Overrides },
): Finding[] {
  const { ignore } = context.after;
  const overrides = context.overrides ?? {};
  const findings: Finding[] = [];
  for (const rule of catalogue) {
    const severity = overrides[rule.id];
    if (severity === 'off') continue;
    for (const breach of rule.checkChange?.(context) ?? []) {
      const [index] = rule.suppressible === false ? [] : matchingEntries(ignore, rule, breach, context.today);
      const entry = index === undefined ? undefined : ignore[index];
      const suppressed = entry === undefined ? null : { reason: entry.reason, until: entry.until };
      findings.push(findingOf(rule, breach, context.locate, { severity, suppressed }));
    }
  }
  return findings.sort(byRuleAndSubject);
}

export function byRuleAndSubject(a: Finding, b: Finding): number {
  return (
    compareNatural(a.rule, b.rule) ||
    compareNatural(a.subject, b.subject) ||
    (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
    (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
    compareNatural(a.message, b.message)
  );
}
