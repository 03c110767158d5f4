/**
 * Text from an input as Markdown or HTML that shows exactly that text: no element, no emphasis, no link, no
 * image, no table cell, no mention or issue number. For the inside of a line, not its beginning.
 */
import { printable } from './printable.ts';

export function markdownText(text: string): string {
  return (
    printable(text)
      // A character written as a reference never has its meaning in Markdown; HTML blocks, where a backslash
      // would be shown, read it as well.
      .replace(/[&<>"'\\`*_[\]|~$]/g, (character) => `&#${character.charCodeAt(0)};`)
      .replace(/www\./gi, (match) => `${match.slice(0, 3)}&#46;`)
      // Addresses, @names and #numbers become links without any brackets; an empty comment breaks them up.
      .replace(/(?<!&)([:@#])(?!\s)/g, '$1<!-- -->')
  );
}

/** A name in the typeface of code: backticks would end at a backtick in it, an element does not. */
export function markdownName(name: string): string {
  return `<code>${markdownText(name)}</code>`;
}
