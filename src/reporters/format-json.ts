/** Any result as JSON text: two spaces, a newline at the end, nothing that a terminal would obey. */
import { printableJson } from './printable.ts';

/** JSON, indented, that is safe to print on a terminal. */
export function formatJson(value: unknown): string {
  return `${printableJson(JSON.stringify(value, null, 2))}\n`;
}
