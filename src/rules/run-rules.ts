/**
 * Runs every rule of the catalogue over a solved design and makes findings of what they report:
 * facts become sources, paths become places in the input, `ignore` entries of the design silence what
 * they match. Nothing is dropped: a silenced finding is in the list and says why. The baseline and
 * the comparison with the other profile come later.
 */
import { fact } from '../aws/facts.ts';
import { compareNatural } from '../design/compare-natural.ts';
import type { Locate } from '../design/problem.ts';
import type { Suppression } from '../design/vocabulary.ts';
import { rules as catalogue } from './catalogue.ts';
import type { Breach, Finding, Rule, RuleContext, Severity, Source } from './rule.ts';
import { matchesRule } from './suppressions/matches-rule.ts';
import { unused, unusedBreach } from './suppressions/unused.ts';

export interface RunContext extends RuleContext {
  readonly locate: Locate;
  /** Severity by rule id instead of the rule's own; `off` leaves the rule out. */
  readonly overrides?: Readonly<Record<string, Severity | 'off'>>;
  /** Instead of the whole catalogue. */
  readonly rules?: readonly Rule[];
}

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
    findings.push({
      rule: rule.id,
      severity: (overrides[rule.id] as Severity | undefined) ?? breach.severity ?? rule.severity,
      subject: breach.subject,
      message: breach.message,
      args: breach.args ?? {},
      at: context.locate(breach.path),
      sources: sources([...rule.facts, ...(breach.facts ?? [])]),
      assumptions: [...new Set([...(rule.assumptions ?? []), ...(breach.assumptions ?? [])])].sort(compareNatural),
      fix: breach.fix ?? rule.fix,
      known: false,
      suppressed: entry === undefined ? null : { reason: entry.reason, until: entry.until },
      otherProfile: null,
    });
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

function matchingEntries(ignore: readonly Suppression[], rule: Rule, breach: Breach, today: string): number[] {
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

function sources(ids: readonly string[]): Source[] {
  return [...new Set(ids)].map((id) => {
    const { title, says } = fact(id);
    return { id, title, says };
  });
}

function byRuleAndSubject(a: Finding, b: Finding): number {
  return (
    compareNatural(a.rule, b.rule) ||
    compareNatural(a.subject, b.subject) ||
    (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
    (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
    compareNatural(a.message, b.message)
  );
}
