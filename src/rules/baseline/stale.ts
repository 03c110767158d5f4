/**
 * An entry of the baseline that matches nothing: the trouble is gone. Only the baseline step knows what was
 * found and what was known, so it makes the breach with `staleBreach`.
 */
import type { Breach, Rule } from '../rule.ts';

export const stale: Rule = {
  id: 'baseline/stale',
  severity: 'warning',
  title: 'An entry of the baseline matches nothing any more',
  why: 'The trouble it stood for is gone. Left in the baseline it would hide the same trouble when it comes back.',
  fix: 'Delete the entry, or write the baseline anew with `--write-baseline`.',
  facts: [],
  afterFailure: 'same',
  suppressible: false,
  check: () => [],
};

export function staleBreach(entry: { readonly rule: string; readonly subject: string }, exists: boolean): Breach {
  const why = exists ? 'that is not found any more' : 'there is no rule of that name';
  return {
    subject: entry.subject,
    message: `The baseline knows ${entry.rule} about ${entry.subject}: ${why}.`,
    args: { rule: entry.rule, subject: entry.subject },
    path: [],
  };
}
