/**
 * The lines of a text in bytes, decoded a piece at a time, so that a large file is never one large string.
 * Tabs are blown up to columns of eight, as a terminal shows them; what is no UTF-8 is replaced.
 */

export interface TextLine {
  /** From 1. */
  readonly number: number;
  /** Without its end. */
  readonly text: string;
}

const pieceBytes = 1 << 20;

export function* textLines(bytes: Uint8Array): Generator<TextLine> {
  const decoder = new TextDecoder();
  let number = 0;
  let rest = '';
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true });
    let from = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
      // A line is joined with what was left of it only when it ends: a file without line ends stays linear.
      yield { number: ++number, text: withoutReturn(rest + piece.slice(from, end)) };
      rest = '';
      from = end + 1;
    }
    rest += piece.slice(from);
  }
  rest += decoder.decode();
  if (rest !== '') yield { number: ++number, text: withoutReturn(rest) };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** Every tab as the spaces up to the next column of eight. */
export function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let out = '';
  for (const [i, part] of line.split('\t').entries()) out += i === 0 ? part : ' '.repeat(8 - (out.length % 8)) + part;
  return out;
}

/** The prompt of a router, with or without what was typed at it. */
export function isPrompt(line: string): boolean {
  return /^[\w.@:/~-]{1,80}(?:\([\w.-]*\))?[#>](?:\s.*)?$/.test(line);
}

/** Where a router's pager stopped. */
export function isPager(line: string): boolean {
  return /^\s*-+\s*\(?more\b/i.test(line);
}

/** What a problem shows of a line: nothing that is long or may hold a secret. */
export function excerptOf(line: string): string | null {
  if (line.length > 200 || /key|secret|password|passwd|community\s+\S+\s+r[ow]\b/i.test(line)) return null;
  return line;
}
