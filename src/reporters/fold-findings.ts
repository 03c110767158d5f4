/**
 * Findings that say the same of many things, put together: one rule, one severity, and messages that
 * differ only in the subject and in numbers. Nothing is lost, each group keeps its members.
 */
import type { CheckedFinding } from '../rules/check-result.ts';

export interface FoldedFindings {
  readonly first: CheckedFinding;
  readonly members: readonly CheckedFinding[];
}

const severityOrder = { error: 0, warning: 1, note: 2 } as const;

/** Errors first; within a severity in the order in which they came. */
export function foldFindings(findings: readonly CheckedFinding[]): FoldedFindings[] {
  const groups = new Map<string, { first: CheckedFinding; members: CheckedFinding[] }>();
  for (const finding of findings) {
    const key = shapeOf(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: finding, members: [finding] });
    else group.members.push(finding);
  }
  return [...groups.values()].sort((a, b) => severityOrder[a.first.severity] - severityOrder[b.first.severity]);
}

function shapeOf(finding: CheckedFinding): string {
  const shape = (text: string): string => text.replaceAll(finding.subject, '\u0000').replace(/\d[\d,.]*/g, '#');
  return JSON.stringify([
    finding.rule,
    finding.severity,
    shape(finding.message),
    shape(finding.fix),
    shape(finding.otherProfile ?? ''),
    finding.sources.map((source) => source.id),
    finding.assumptions,
  ]);
}
