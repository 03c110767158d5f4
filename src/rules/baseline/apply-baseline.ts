/**
 * Marks the findings that a baseline knows, and adds one for each of its entries that matches nothing. An
 * entry is used up by one finding, and by none whose numbers are worse than the entry's: that one counts
 * again and says what is known of it.
 */
import type { CheckedFinding } from '../check-result.ts';
import { rules } from '../catalogue.ts';
import { findingOf } from '../finding-of.ts';
import type { Overrides } from '../rule.ts';
import type { Baseline, BaselineEntry } from './baseline.ts';
import { stale, staleBreach } from './stale.ts';
import { worseNumbers } from './worse-numbers.ts';

type Entry = Baseline['entries'][number];

export function applyBaseline(
  findings: readonly CheckedFinding[],
  baseline: Baseline,
  overrides: Overrides = {},
): CheckedFinding[] {
  const open = new Map<string, Entry[]>();
  for (const entry of baseline.entries) {
    const key = keyOf(entry);
    const list = open.get(key);
    if (list === undefined) open.set(key, [entry]);
    else list.push(entry);
  }
  const known = new Set<CheckedFinding>();
  const lapsed = new Map<CheckedFinding, string>();
  const take = (from: readonly CheckedFinding[], matches: (finding: CheckedFinding, entry: Entry) => boolean): void => {
    for (const finding of from) {
      if (known.has(finding)) continue;
      const list = open.get(keyOf(finding)) ?? [];
      const index = list.findIndex((entry) => matches(finding, entry));
      if (index < 0) continue;
      const [entry] = list.splice(index, 1);
      if (entry === undefined || notWorse(finding, entry)) known.add(finding);
      else lapsed.set(finding, lapsedText(finding, entry));
    }
  };
  // What is suppressed needs no entry, and gets what the others leave: its trouble is not gone either.
  const loud = findings.filter(({ suppressed }) => suppressed === null);
  const silent = findings.filter(({ suppressed }) => suppressed !== null);
  // Those that did not change come first, so that none of their entries goes to another finding.
  for (const matches of [sameNumbers, notWorse, (): boolean => true]) take(loud, matches);
  take(silent, () => true);
  const marked = findings.map((finding): CheckedFinding => {
    const text = lapsed.get(finding);
    if (text !== undefined) return { ...finding, lapsed: text };
    return known.has(finding) ? { ...finding, known: true } : finding;
  });
  const severity = overrides[stale.id];
  if (severity === 'off') return marked;
  const ids = new Set(rules.map(({ id }) => id));
  // A rule that was switched off had no chance to find anything.
  const left = [...open.values()].flat().filter(({ rule }) => overrides[rule] !== 'off');
  const gone = left.map((entry): CheckedFinding => {
    const breach = staleBreach(entry, ids.has(entry.rule));
    return { ...findingOf(stale, breach, () => entry.at, { severity, suppressed: null }), why: stale.why };
  });
  return [...marked, ...gone];
}

function keyOf({ rule, subject }: { readonly rule: string; readonly subject: string }): string {
  return JSON.stringify([rule, subject]);
}

function sameNumbers(finding: CheckedFinding, entry: BaselineEntry): boolean {
  return Object.entries(entry.args).every(([name, value]) => finding.args[name] === value);
}

function notWorse(finding: CheckedFinding, entry: BaselineEntry): boolean {
  return worseNumbers(finding.args, entry.args).length === 0;
}

function lapsedText(finding: CheckedFinding, entry: BaselineEntry): string {
  const changes = worseNumbers(finding.args, entry.args).map(
    (name) => `${name} ${entry.args[name]}, now ${String(finding.args[name])}`,
  );
  return `it is worse than the baseline knows it: ${changes.join('; ')}`;
}
