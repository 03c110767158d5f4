/**
 * An `ignore` entry that silences nothing: the trouble is gone, or a name is misspelt. Only the runner
 * knows what the other rules found, so it makes the breach with `unusedBreach`.
 */
import type { Suppression } from '../../design/vocabulary.ts';
import type { Breach, Rule } from '../rule.ts';

export const unused: Rule = {
  id: 'suppressions/unused',
  severity: 'note',
  title: 'An ignore entry silences nothing',
  why: 'The trouble it was about is gone, or the rule or subject is misspelt. Left in place it may one day hide something new.',
  fix: 'Delete the entry, or correct its rule and subject.',
  facts: [],
  afterFailure: 'same',
  suppressible: false,
  check: () => [],
};

/** `wanted`: the rules the entry is about. */
export function unusedBreach(entry: Suppression, index: number, wanted: readonly Rule[]): Breach {
  return {
    subject: entry.rule,
    message: `The ignore entry for ${entry.rule} (subject ${entry.subject}) silences nothing: ${reason(entry, wanted)}.`,
    args: { rule: entry.rule, subject: entry.subject },
    path: ['ignore', index],
  };
}

function reason(entry: Suppression, wanted: readonly Rule[]): string {
  if (wanted.length === 0) return 'there is no rule of that name';
  if (wanted.every((rule) => rule.suppressible === false)) return 'that rule cannot be silenced';
  return entry.subject === '*' ? 'it found nothing' : 'it found nothing about that subject';
}
