/** A breach with its place in the input, and with the `ignore` entry of the design that silences it. */
import type { Locate } from '../../design/problem.ts';
import type { Design } from '../../design/vocabulary.ts';
import { rules } from '../catalogue.ts';
import { matchingEntries } from '../run-rules.ts';
import type { RuleBreach } from './failure-judge.ts';
import type { PlacedBreach } from './sweep-record.ts';

/** The breach with its location, and the `ignore` entry that silences it. */
export function placeBreach(
  breach: RuleBreach,
  { design, locate, today }: { readonly design: Design; readonly locate: Locate; readonly today: string },
): PlacedBreach {
  const rule = rules.find(({ id }) => id === breach.rule);
  const [index] =
    rule === undefined || rule.suppressible === false ? [] : matchingEntries(design.ignore, rule, breach, today);
  const entry = index === undefined ? undefined : design.ignore[index];
  const suppressed = entry === undefined ? null : { reason: entry.reason, until: entry.until };
  return { ...breach, at: locate(breach.path), suppressed };
}
