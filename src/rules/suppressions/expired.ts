/** An `ignore` entry whose last day has passed: it silences nothing any more, and somebody should look. */
import type { Breach, Rule } from '../rule.ts';

export const expired: Rule = {
  id: 'suppressions/expired',
  severity: 'warning',
  title: 'An ignore entry has expired',
  why: 'The entry was given a last day so that somebody looks again. That day has passed, so what it silenced is reported again.',
  fix: 'Solve what it was about and delete the entry, or give it a new date and reason.',
  facts: [],
  afterFailure: 'same',
  suppressible: false,
  *check({ design, today }): Iterable<Breach> {
    for (const [index, entry] of design.ignore.entries()) {
      if (entry.until === null || entry.until >= today) continue;
      yield {
        subject: entry.rule,
        message: `The ignore entry for ${entry.rule} (subject ${entry.subject}) ran out on ${entry.until} and no longer silences anything. Its reason was: ${entry.reason}`,
        args: { rule: entry.rule, subject: entry.subject, until: entry.until },
        path: ['ignore', index],
      };
    }
  },
};
