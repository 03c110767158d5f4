/**
 * Prefix lists as text: one prefix a line, `#` begins a comment, blank lines mean nothing. Plain lines go
 * through byte loops; every other line goes through parsePrefix, which also explains what is wrong.
 */
import { parsePrefix } from './parse-prefix.ts';
import { PrefixArraysBuilder } from './prefix-arrays.ts';
import { PrefixList } from './prefix-list.ts';
import { readPrefixLine } from './read-prefix-bytes.ts';
import { longestLine, writeIpv4Lines, writeIpv6Lines } from './write-prefix-bytes.ts';

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
const linesAtOnce = 8192;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const newline = 10;

/** How many prefixes there can be is known before they are read: few lines of a real list are shorter. */
const shortLine = '0.0.0.0/0\n'.length;

export function parsePrefixListText(text: string | Uint8Array): ParsedPrefixList {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const out = new PrefixArraysBuilder(Math.ceil(bytes.length / shortLine));
  const problems: PrefixListProblem[] = [];
  let problemCount = 0;
  let line = 0;
  // A byte order mark is not part of the first line.
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length) {
    line++;
    const next = readPrefixLine(bytes, at, out);
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
  return [...prefixListPieces(list)].join('');
}

/** The same piece by piece: the text of a full table is nothing to hold when it is only passed on. */
export function* prefixListPieces({ ipv4, ipv6 }: PrefixList): Generator<string, void, undefined> {
  const out = new Uint8Array(linesAtOnce * longestLine);
  for (const [write, arrays] of [[writeIpv4Lines, ipv4] as const, [writeIpv6Lines, ipv6] as const]) {
    for (let from = 0; from < arrays.lengths.length; from += linesAtOnce) {
      const end = write(arrays, from, Math.min(arrays.lengths.length, from + linesAtOnce), out);
      yield utf8.decode(out.subarray(0, end));
    }
  }
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
