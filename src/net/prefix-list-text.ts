/**
 * Prefix lists as text: one prefix a line, `#` begins a comment, blank lines mean nothing. Plain IPv4 lines
 * go through a byte loop; every other line goes through parsePrefix, which also explains what is wrong.
 */
import { formatPrefix } from './format-prefix.ts';
import { parsePrefix } from './parse-prefix.ts';
import { PrefixArraysBuilder } from './prefix-arrays.ts';
import { PrefixList } from './prefix-list.ts';

export interface PrefixListProblem {
  /** From 1. */
  readonly line: number;
  /** Where the bad text begins in the line, from 1, and how long it is, in UTF-16 units. */
  readonly column: number;
  readonly width: number;
  readonly why: string;
  readonly suggestion: string | null;
  /** The line (its beginning when it is very long), control characters replaced one for one. */
  readonly excerpt: string;
}

export interface ParsedPrefixList {
  readonly list: PrefixList;
  /** The first hundred. */
  readonly problems: PrefixListProblem[];
  /** All of them, counted. */
  readonly problemCount: number;
}

const mostProblems = 100;
const longestExcerpt = 200;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const tab = 9;
const newline = 10;
const carriageReturn = 13;
const space = 32;
const hash = 35;
const dot = 46;
const slash = 47;
const zero = 48;

export function parsePrefixListText(text: string | Uint8Array): ParsedPrefixList {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const out = new PrefixArraysBuilder();
  const problems: PrefixListProblem[] = [];
  let problemCount = 0;
  let line = 0;
  // A byte order mark is not part of the first line.
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length) {
    line++;
    const next = readIpv4Line(bytes, at, out);
    if (next >= 0) {
      at = next;
      continue;
    }
    const found = bytes.indexOf(newline, at);
    const end = found < 0 ? bytes.length : found;
    const problem = readLine(bytes.subarray(at, end), line, out);
    if (problem !== null && problemCount++ < mostProblems) problems.push(problem);
    at = end + 1;
  }
  return { list: PrefixList.ofArrays(out.finish()), problems, problemCount };
}

/** One prefix a line, in the order of the list. */
export function formatPrefixListText(list: PrefixList): string {
  const pieces: string[] = [];
  for (const prefix of list) pieces.push(formatPrefix(prefix));
  return pieces.length === 0 ? '' : `${pieces.join('\n')}\n`;
}

/**
 * Reads the line at `at` when it is blank, a comment, or an IPv4 prefix with nothing to object to. Returns
 * where the next line begins, or -1 when the line needs a closer look; then nothing was put out.
 */
function readIpv4Line(bytes: Uint8Array, at: number, out: PrefixArraysBuilder): number {
  let i = at;
  let code = bytes[i]!;
  while (code === space || code === tab) code = bytes[++i]!;
  let word = 0;
  let length = -1;
  // Digits first; else the line is blank, a comment or not ours, which the tail decides.
  if (code >= zero && code <= 57) {
    for (let part = 0; part < 5; part++) {
      const most = part === 4 ? 32 : 255;
      const first = code;
      let value = first - zero;
      if (!(value >= 0 && value <= 9)) return -1;
      code = bytes[++i]!;
      while (code >= zero && code <= 57) {
        value = value * 10 + code - zero;
        if (first === zero || value > most) return -1;
        code = bytes[++i]!;
      }
      if (value > most) return -1;
      if (part === 4) length = value;
      else {
        if (code !== (part === 3 ? slash : dot)) return -1;
        code = bytes[++i]!;
        word = word * 256 + value;
      }
    }
    if (length < 32 && (word & (0xffffffff >>> length)) !== 0) return -1;
  }
  while (code === space || code === tab || code === carriageReturn) code = bytes[++i]!;
  if (code === hash) {
    const found = bytes.indexOf(newline, i);
    i = found < 0 ? bytes.length : found;
  }
  if (i < bytes.length && bytes[i] !== newline) return -1;
  if (length >= 0) out.pushIpv4(word, length);
  return i + 1;
}

function readLine(bytes: Uint8Array, line: number, out: PrefixArraysBuilder): PrefixListProblem | null {
  const text = utf8.decode(bytes).replace(/\r$/, '');
  const comment = text.indexOf('#');
  const content = comment < 0 ? text : text.slice(0, comment);
  const subject = content.trim();
  if (subject === '') return null;
  const parsed = parsePrefix(subject);
  if (parsed.ok) {
    out.push(parsed.value);
    return null;
  }
  return {
    line,
    column: content.length - content.trimStart().length + 1,
    width: subject.length,
    why: parsed.why,
    suggestion: parsed.suggestion,
    // eslint-disable-next-line no-control-regex
    excerpt: text.slice(0, longestExcerpt).replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/g, '\ufffd'),
  };
}
