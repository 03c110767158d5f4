/** Whether any finding is as grave as the lowest severity that makes the exit code 1. */
import type { FailOn } from './check-result.ts';
import type { Severity } from './rule.ts';

const rankOf = { never: 4, error: 3, warning: 2, note: 1 } as const;

export function failsAt(findings: readonly { readonly severity: Severity }[], failOn: FailOn): boolean {
  return findings.some(({ severity }) => rankOf[severity] >= rankOf[failOn]);
}
