/** Any result as JSON text: two spaces, a newline at the end, nothing that a terminal would obey. */
import { printableJson } from './printable.ts';

export function formatJson(value: unknown): string {
  return `${printableJson(JSON.stringify(value, null, 2))}\n`;
}
