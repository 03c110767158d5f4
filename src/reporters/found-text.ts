/** What a check found, in a few words: the findings that count, or how it comes that none does. */
import type { CheckResult } from '../rules/check-result.ts';
import { counted } from './words.ts';

/** `2 errors, 1 note`; where all that was found is known or suppressed, that is not "nothing found". */
export function foundText({ summary, findings }: Pick<CheckResult, 'summary' | 'findings'>): string {
  const { errors, warnings, notes } = summary;
  const counts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ...(notes > 0 ? [counted(notes, 'note')] : []),
  ];
  if (counts.length > 0) return counts.join(', ');
  return findings.length === 0 ? 'nothing found' : 'nothing found that counts';
}
