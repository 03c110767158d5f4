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

/** From this many groups of one rule on, its findings are put together whatever their words. */
const manyGroups = 6;

/** Errors first; within a severity in the order in which they came. */
export function foldFindings(findings: readonly CheckedFinding[]): FoldedFindings[] {
  const shapes = new Map<string, Set<string>>();
  for (const finding of findings) {
    const rule = ruleKey(finding);
    shapes.set(rule, (shapes.get(rule) ?? new Set()).add(shapeOf(finding)));
  }
  const groups = new Map<string, { first: CheckedFinding; members: CheckedFinding[] }>();
  for (const finding of findings) {
    const rule = ruleKey(finding);
    const key = (shapes.get(rule)?.size ?? 0) >= manyGroups ? rule : shapeOf(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: finding, members: [finding] });
    else group.members.push(finding);
  }
  return [...groups.values()].sort((a, b) => severityOrder[a.first.severity] - severityOrder[b.first.severity]);
}

function ruleKey({ rule, severity }: CheckedFinding): string {
  return JSON.stringify([rule, severity]);
}

function shapeOf(finding: CheckedFinding): string {
  const shape = (text: string): string => text.replaceAll(finding.subject, '\u0000').replace(/\d[\d,.]*/g, '#');
  return JSON.stringify([
    finding.rule,
    finding.severity,
    shape(finding.message),
    shape(finding.fix),
    shape(finding.otherProfile ?? ''),
    shape(finding.lapsed ?? ''),
    finding.sources.map((source) => source.id),
    finding.assumptions,
  ]);
}
