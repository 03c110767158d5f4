/** What a check found, in a few words: the findings that count, or how it comes that none does. */
import type { CheckResult } from '../rules/check-result.ts';
import { counted } from './words.ts';

/** `2 errors, 1 note`; where all that was found is known or suppressed, that is not "nothing found". */
export function foundText({ summary, findings }: Pick<CheckResult, 'summary' | 'findings'>): string {
  const counts = countsText(summary);
  if (counts !== '') return counts;
  return findings.length === 0 ? 'nothing found' : 'nothing found that counts';
}

/** `2 errors, 1 note`; empty when there are none. */
export function countsText({ errors, warnings, notes }: CheckResult['summary']): string {
  const counts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ...(notes > 0 ? [counted(notes, 'note')] : []),
  ];
  return counts.join(', ');
}
