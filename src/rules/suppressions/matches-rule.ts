/** Whether an `ignore` entry is about a rule: by its exact id, or by its family as `family/*`. */
import type { Suppression } from '../../design/vocabulary.ts';
import type { Rule } from '../rule.ts';

export function matchesRule(entry: Suppression, rule: Rule): boolean {
  return entry.rule === rule.id || (entry.rule.endsWith('/*') && rule.id.startsWith(entry.rule.slice(0, -1)));
}
