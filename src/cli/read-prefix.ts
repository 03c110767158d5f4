/** `--prefix P` and its like, strictly: the same reader as for designs. */
import type { parsePrefix, Prefix } from '../index.ts';
import { UsageError } from './usage-error.ts';

export function readPrefix(text: string, parse: typeof parsePrefix, flag = '--prefix'): Prefix {
  const parsed = parse(text);
  if (parsed.ok) return parsed.value;
  const hint = parsed.suggestion === null ? null : `did you mean: ${parsed.suggestion}`;
  throw new UsageError(`${flag} ${text}: ${parsed.why}`, hint);
}
