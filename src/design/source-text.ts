/**
 * One input text with its places: offsets to lines and columns, and the source line to show under a
 * problem. What looks like a secret (a pre-shared key, an MD5 key, a password) is blanked out before it
 * can be shown, at the same width, so that the caret stays where it was.
 */
import type { Location, Problem } from './problem.ts';

/** Part of a text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface SourceText {
  readonly file: string;
  readonly text: string;
  readonly placeOf: (offset: number) => Location;
  readonly problemAt: (span: Span, message: string, suggestion?: string | null) => Problem;
}

export function sourceText(file: string, text: string): SourceText {
  let lineStarts: number[] | null = null;
  let shown: string | null = null;

  const lineOf = (offset: number): number => {
    lineStarts ??= startsOfLines(text);
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  const placeOf = (offset: number): Location => {
    const line = lineOf(offset);
    return { file, line: line + 1, column: offset - lineStarts![line]! + 1 };
  };

  const problemAt = (span: Span, message: string, suggestion: string | null = null): Problem => {
    const start = Math.min(Math.max(0, span.start), text.length);
    const line = lineOf(start);
    const from = lineStarts![line]!;
    let to = lineStarts![line + 1] ?? text.length;
    while (to > from && (text[to - 1] === '\n' || text[to - 1] === '\r')) to--;
    shown ??= withoutSecrets(text);
    const width = Math.max(1, Math.min(span.end, to) - start);
    return { message, at: placeOf(start), excerpt: shown.slice(from, to), width, suggestion };
  };

  return { file, text, placeOf, problemAt };
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

const secretWord =
  /(?:pre[-_]?shared[-_]?key|psk|passw(?:or)?d|passphrase|auth[-_]?key|md5[-_]?(?:key|password)?|secret)[\w-]{0,64}/i;
const secretKey = new RegExp(`${secretWord.source}["']?[ \\t]*[:=][ \\t]*`, 'gi');
/** As XML writes it, and the configuration of a router: the rest of the line. */
const secretLine = new RegExp(`((?:${secretWord.source}|isakmp[ \\t]+key)(?:>|[ \\t]+))(\\S[^\\r\\n]*)`, 'gi');
const flowValue = /[^,}\]\r\n]*/y;
const lineValue = /[^\r\n]*/y;

/** True when what stands under this key is nothing to show. */
export function isSecretName(key: string): boolean {
  return secretWord.test(key);
}

/** The text with the values of secret-looking keys replaced by asterisks, line breaks kept. */
export function withoutSecrets(text: string): string {
  return withoutSecretValues(text).replace(
    secretLine,
    (_, before: string, value: string) => before + value.replace(/[^\s]/g, '*'),
  );
}

function withoutSecretValues(text: string): string {
  secretKey.lastIndex = 0;
  let out = '';
  let done = 0;
  for (let match = secretKey.exec(text); match !== null; match = secretKey.exec(text)) {
    const start = secretKey.lastIndex;
    const end = endOfValue(text, start, match.index);
    if (end <= start) continue;
    out += text.slice(done, start) + text.slice(start, end).replace(/[^\s]/g, '*');
    done = end;
    secretKey.lastIndex = end;
  }
  return done === 0 ? text : out + text.slice(done);
}

/** A quoted value, or what stands on the key's line and on the deeper indented lines below it. Rather too much than too little. */
function endOfValue(text: string, start: number, key: number): number {
  const quote = text[start];
  if (quote === '"' || quote === "'") return endOfQuoted(text, start, quote);
  const lineStart = text.lastIndexOf('\n', key) + 1;
  // Between braces the value ends with a comma; elsewhere a comma is part of it.
  const value = text.slice(lineStart, key).includes('{') ? flowValue : lineValue;
  value.lastIndex = start;
  value.test(text);
  const inline = value.lastIndex;
  if (value === flowValue && inline > start && !'\r\n'.includes(text[inline] ?? '\n')) return inline;
  const indent = key - lineStart;
  let end = text.indexOf('\n', inline);
  while (end !== -1) {
    const next = /^[ \t\r]*/.exec(text.slice(end + 1, end + 1 + 1000))![0].length;
    const blank = text[end + 1 + next] === '\n';
    if (!blank && next <= indent) return end;
    const after = text.indexOf('\n', end + 1);
    if (after === -1) return text.length;
    end = after;
  }
  return text.length;
}

function endOfQuoted(text: string, start: number, quote: string): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === quote) return i + 1;
    if (text[i] === '\\' && quote === '"') i++;
  }
  return text.length;
}
