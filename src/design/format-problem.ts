/** Problems to plain text: place, message, the line with a caret under it, and what to write instead. */
import type { Problem } from './problem.ts';

/** Columns of the excerpt that are shown at most. */
const window = 100;
/** Columns shown before the caret when the line is longer than that. */
const lead = 40;

/** Problems as a terminal shows them, each ending in a line break; nothing in them steers the terminal. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems.map((problem) => `${formatProblem(problem)}\n`).join('');
}

/** Several lines without a line break at the end. */
export function formatProblem(problem: Problem): string {
  const { at, excerpt, message, suggestion } = problem;
  const place = at === null ? '' : `${printable(at.file)}:${at.line}:${at.column}: `;
  const lines = [`${place}${printable(message)}`];
  if (at !== null && excerpt !== null && excerpt.trim() !== '')
    lines.push(...pointed(excerpt, at.column - 1, problem.width));
  if (suggestion !== null) lines.push(`  did you mean ${quoted(suggestion)}?`);
  return lines.join('\n');
}

/** One-word suggestions stand in backticks; advice is a sentence of its own and needs none. */
function quoted(suggestion: string): string {
  return `\`${printable(suggestion)}\``;
}

function pointed(excerpt: string, start: number, width: number): [string, string] {
  const [from, to] = cut(excerpt, start);
  const before = from > 0 ? '…' : '';
  const after = to < excerpt.length ? '…' : '';
  const left = before + shownText(excerpt.slice(from, start));
  const under = shownText(excerpt.slice(start, Math.min(start + width, to)));
  const right = shownText(excerpt.slice(Math.min(start + width, to), to));
  const caret = ' '.repeat(columns(left)) + '^'.repeat(Math.max(1, columns(under)));
  return [`  ${left}${under}${right}${after}`.trimEnd(), `  ${caret}`];
}

/** The part of a long line to show; never cuts a surrogate pair in two. */
function cut(text: string, start: number): [number, number] {
  if (text.length <= window) return [0, text.length];
  let from = Math.max(0, Math.min(start - lead, text.length - window));
  let to = Math.min(text.length, from + window);
  if (isLow(text.charCodeAt(from))) from++;
  if (isLow(text.charCodeAt(to))) to--;
  return [from, Math.max(to, Math.min(start, text.length))];
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** A tab becomes two spaces (the caret stands under what is printed, so the tab stops do not matter). */
function shownText(text: string): string {
  return printable(text.replaceAll('\t', '  '));
}

/** Nothing that a terminal would obey or that turns the writing direction. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Columns a terminal takes for a text: two for East Asian wide characters and emoji, none for combining marks. */
export function columns(text: string): number {
  // Names and numbers mostly are; compiling the Unicode classes takes longer than a small report.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let sum = 0;
  for (const char of text) {
    if (/\p{Mn}|\p{Me}|\ufe0f/u.test(char)) continue;
    sum += isWide(char.codePointAt(0)!) ? 2 : 1;
  }
  return sum;
}

/** East Asian Width W and F (Unicode UAX 11), by blocks. */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0x303e) ||
    (code >= 0x3041 && code <= 0xa4cf) ||
    (code >= 0xa960 && code <= 0xa97f) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1f64f) ||
    (code >= 0x1f900 && code <= 0x1f9ff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}
