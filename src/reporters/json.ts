/** `--format json`: the result as it is, for scripts. Two runs on the same input give the same bytes. */
import type { CheckResult } from '../rules/check-result.ts';
import { formatJson } from './format-json.ts';

export function reportJson(result: CheckResult): string {
  return formatJson(result);
}
