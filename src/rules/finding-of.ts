/** A breach as a finding: facts become sources, the path a place in the input. */
import { fact } from '../aws/facts.ts';
import { compareNatural } from '../design/compare-natural.ts';
import type { Locate } from '../design/problem.ts';
import type { Breach, Finding, Rule, Severity, Source } from './rule.ts';

export function findingOf(
  rule: Rule,
  breach: Breach,
  locate: Locate,
  more: { readonly severity?: Severity | undefined; readonly suppressed: Finding['suppressed'] },
): Finding {
  return {
    rule: rule.id,
    severity: more.severity ?? breach.severity ?? rule.severity,
    subject: breach.subject,
    message: breach.message,
    args: breach.args ?? {},
    at: locate(breach.path),
    sources: sources([...rule.facts, ...(breach.facts ?? [])]),
    assumptions: [...new Set([...(rule.assumptions ?? []), ...(breach.assumptions ?? [])])].sort(compareNatural),
    fix: breach.fix ?? rule.fix,
    known: false,
    suppressed: more.suppressed,
    otherProfile: null,
  };
}

function sources(ids: readonly string[]): Source[] {
  return [...new Set(ids)].map((id) => {
    const { title, says } = fact(id);
    return { id, title, says };
  });
}
