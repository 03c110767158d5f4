/** Numbers in messages: `1 route`, `1,045 routes`. */
import { thousands } from '../design/thousands.ts';

export { thousands };

export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${thousands(count)} ${count === 1 ? noun : plural}`;
}
