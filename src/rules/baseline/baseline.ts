/**
 * A baseline: the findings somebody already knows of, kept in a file beside the design. An entry is a rule,
 * a subject and the numbers it had then; words and places are left out, so that neither makes it another.
 */
import { compareNatural } from '../../design/compare-natural.ts';
import type { Location } from '../../design/problem.ts';
import type { Finding } from '../rule.ts';
import { stale } from './stale.ts';

export const baselineVersion = 1;

export interface BaselineEntry {
  readonly rule: string;
  readonly subject: string;
  readonly args: Readonly<Record<string, number>>;
}

/** Findings that are known, as a file holds them. */
export interface Baseline {
  readonly file: string;
  readonly entries: readonly (BaselineEntry & { readonly at: Location })[];
}

/** What is found now, as a baseline; suppressed findings have an entry of their own in the design. */
export function baselineOf(findings: readonly Finding[]): { routecapBaseline: number; findings: BaselineEntry[] } {
  const entries = findings
    .filter(({ suppressed, rule }) => suppressed === null && rule !== stale.id)
    .map(({ rule, subject, args }): BaselineEntry => ({ rule, subject, args: numbersOf(args) }));
  return { routecapBaseline: baselineVersion, findings: entries.sort(inOrder) };
}

function numbersOf(args: Finding['args']): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const name of Object.keys(args).sort()) {
    const value = args[name];
    if (typeof value === 'number') numbers[name] = value;
  }
  return numbers;
}

function inOrder(a: BaselineEntry, b: BaselineEntry): number {
  const words = (entry: BaselineEntry): string => JSON.stringify(entry.args);
  return compareNatural(a.rule, b.rule) || compareNatural(a.subject, b.subject) || compareNatural(words(a), words(b));
}
