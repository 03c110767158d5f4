/** Names in messages: `a`, `a and b`, `a, b, c and 4 more`. */
import { thousands } from '../design/thousands.ts';

export function listed(names: readonly string[], shown = 3, total = names.length): string {
  const first = names.slice(0, shown);
  const more = total - first.length;
  if (more > 0) return `${first.join(', ')} and ${thousands(more)} more`;
  if (first.length < 2) return first.join('');
  return `${first.slice(0, -1).join(', ')} and ${first.at(-1)}`;
}
