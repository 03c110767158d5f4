/**
 * JSON (RFC 8259) with places. The values come from JSON.parse, which is fast; this scan finds what that
 * one hides (a key given twice) or cannot say (where), and builds the tree of places only when asked.
 */
import { deepestNesting, type Flaw, type ReadText, type SourceEntry, type SourceNode } from './source-node.ts';
import type { Span } from './source-text.ts';

export function readJsonText(text: string): ReadText {
  const scan = scanJson(text, false);
  if (!scan.ok) return { ok: false, flaws: [scan.flaw] };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The scan is meant to be as strict as JSON.parse; should it not be, YAML's reader has the next word.
    return { ok: false, flaws: [{ start: 0, end: 1, message: 'this is not JSON', suggestion: null }] };
  }
  let root: SourceNode | null = null;
  return {
    ok: true,
    value,
    flaws: scan.flaws,
    root: () => {
      if (root === null) {
        const again = scanJson(text, true);
        root =
          again.ok && again.root !== null ? again.root : { kind: 'scalar', start: 0, end: text.length, value: null };
      }
      return root;
    },
  };
}

type Scan =
  | { readonly ok: true; readonly root: SourceNode | null; readonly flaws: readonly Flaw[] }
  | { readonly ok: false; readonly flaw: Flaw };

interface Frame {
  readonly opener: '{' | '[';
  readonly keys: Map<string, Span> | null;
  readonly entries: Map<string, SourceEntry> | null;
  readonly items: SourceNode[] | null;
  readonly start: number;
  key: string;
  keySpan: Span;
}

const noSpan: Span = { start: 0, end: 0 };
const literal = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** One pass without recursion, so that no nesting can exhaust the stack. */
function scanJson(text: string, withTree: boolean): Scan {
  const stack: Frame[] = [];
  const flaws: Flaw[] = [];
  let root: SourceNode | null = null;
  let at = 0;
  /** What may come next: a value, a key, `,` or an end, or (just after an opener) the closer as well. */
  let state: 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'afterValue' = 'value';

  const fail = (message: string, start = at, end = start + 1, suggestion: string | null = null): Scan => ({
    ok: false,
    flaw: { start, end, message, suggestion },
  });
  const put = (node: SourceNode): void => {
    const top = stack.at(-1);
    if (top === undefined) root = node;
    else if (top.items !== null) top.items.push(node);
    else if (top.entries !== null && !top.entries.has(top.key)) top.entries.set(top.key, { key: top.keySpan, node });
    // A key given twice: the flaw is already noted, the first place stays.
  };

  for (;;) {
    let c = text.charCodeAt(at);
    while (c === 32 || c === 10 || c === 13 || c === 9) c = text.charCodeAt(++at);
    if (at >= text.length) {
      if (state === 'afterValue' && stack.length === 0) return { ok: true, root, flaws };
      const open = stack.at(-1);
      const closer = open === undefined ? null : open.opener === '{' ? '}' : ']';
      const message =
        closer === null ? 'the text holds no value' : `the text ends before the \`${closer}\` that closes it`;
      return fail(message, lastInk(text), undefined, null);
    }
    const top = stack.at(-1);
    const char = text[at]!;
    if (state === 'afterValue') {
      if (top === undefined) return fail('something follows the end of the document');
      if (char === ',') {
        at++;
        state = top.opener === '{' ? 'key' : 'value';
      } else if (char === (top.opener === '{' ? '}' : ']')) {
        at++;
        close();
      } else return fail(`expected \`,\` or \`${top.opener === '{' ? '}' : ']'}\` here`);
      continue;
    }
    if ((state === 'keyOrEnd' && char === '}') || (state === 'valueOrEnd' && char === ']')) {
      at++;
      close();
      state = 'afterValue';
      continue;
    }
    if (state === 'key' || state === 'keyOrEnd') {
      const start = at;
      const end = char === '"' ? endOfString(text, at) : -1;
      if (end < 0) return fail('expected a key in double quotes here');
      const raw = text.slice(at + 1, end - 1);
      at = end;
      const frame = top!;
      frame.key = raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
      frame.keySpan = { start, end: at };
      const before = frame.keys!.get(frame.key);
      if (before === undefined) frame.keys!.set(frame.key, frame.keySpan);
      else flaws.push(twice(frame.key, frame.keySpan, before));
      while (' \n\r\t'.includes(text[at] ?? '-')) at++;
      if (at >= text.length) continue;
      if (text[at] !== ':') return fail('expected `:` after the key');
      at++;
      state = 'value';
      continue;
    }
    if (char === '{' || char === '[') {
      if (stack.length >= deepestNesting) return fail(tooDeep, at);
      const map = char === '{';
      stack.push({
        opener: char,
        keys: map ? new Map() : null,
        entries: withTree && map ? new Map() : null,
        items: withTree && !map ? [] : null,
        start: at,
        key: '',
        keySpan: noSpan,
      });
      at++;
      state = map ? 'keyOrEnd' : 'valueOrEnd';
      continue;
    }
    const end = char === '"' ? endOfString(text, at) : endOfLiteral(text, at);
    if (end < 0) {
      return fail(
        char === '"' ? 'this string has no end, or an escape that JSON does not know' : 'expected a value here',
      );
    }
    if (withTree) put({ kind: 'scalar', start: at, end, value: JSON.parse(text.slice(at, end)) as string });
    at = end;
    state = 'afterValue';
  }

  function close(): void {
    const frame = stack.pop()!;
    if (!withTree) return;
    if (frame.entries !== null) put({ kind: 'map', start: frame.start, end: at, entries: frame.entries });
    else put({ kind: 'list', start: frame.start, end: at, items: frame.items! });
  }
}

function endOfLiteral(text: string, at: number): number {
  literal.lastIndex = at;
  return literal.test(text) ? literal.lastIndex : -1;
}

const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Behind the closing quote, or -1. A loop, because a pattern would run out of stack on a long string. */
function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) return i + 1;
    if (code < 32) return -1;
    if (code !== 92) continue;
    escape.lastIndex = i;
    if (!escape.test(text)) return -1;
    i = escape.lastIndex - 1;
  }
  return -1;
}

export const tooDeep = `nested more than ${deepestNesting} levels deep: no design is`;

/** A key given twice in one map. */
export function twice(key: string, again: Span, before: Span): Flaw {
  return {
    start: again.start,
    end: again.end,
    message: (lineOf) => `\`${key}\` is given twice here, first on line ${lineOf(before.start)}`,
    suggestion: null,
  };
}

/** Offset of the last character that is not white space. */
export function lastInk(text: string): number {
  let end = text.length;
  while (end > 0 && /\s/.test(text[end - 1]!)) end--;
  return Math.max(0, end - 1);
}
