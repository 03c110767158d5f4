/** Text from an input as HTML that says it and does nothing: in an element or between double quotes. */
import { printable } from './printable.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What steers a terminal or the direction of text is spelled out, and non-characters are replaced. */
export function htmlText(text: string): string {
  return printable(text)
    .replace(/[\ufdd0-\ufdef\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
