/**
 * Text from an input, made safe to print: names come from files that anyone may have written, and a
 * terminal obeys escape sequences and direction marks. Nothing is dropped; each such character is spelled out.
 */

/** C0 (tab and newline too), DEL, C1, what has no width, separators, direction marks, lone surrogates, BOM. */
const unprintable =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** One line of printable text: `\u001b` and its like are written as an escape. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => escapeOf(character));
}

/** JSON whose every unprintable character is a JSON escape: the same data, safe on a terminal. */
export function printableJson(json: string): string {
  return json.replace(unprintable, (character) => (character === '\n' ? character : escapeOf(character)));
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
