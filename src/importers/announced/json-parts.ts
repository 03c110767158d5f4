/**
 * Walks through a JSON text (or several, one after the other) and hands out the parts that a reader wants
 * as wholes, each by itself: a table of a million routes is never one value in memory. Total: whatever the
 * text, it ends with a part, with a fault, after which nothing comes, or with nothing.
 */

export interface JsonPart {
  readonly value: unknown;
  /** Where it begins in the text. */
  readonly at: number;
}

export interface JsonFault {
  readonly fault: string;
  readonly at: number;
}

const deepest = 32;
/** No prefix has more than this to say. */
const longestPart = 1 << 24;

/** `wants` is asked for every value that is not within a wanted one; the path it is given (keys and list indexes) changes later. */
export function* jsonParts(
  text: string,
  wants: (path: readonly string[]) => boolean,
): Generator<JsonPart | JsonFault, void, undefined> {
  const path: string[] = [];
  const closers: ('}' | ']')[] = [];
  let at = skipSpace(text, 0);
  let atValue = true;
  const readKey = (): JsonFault | null => {
    const end = text[at] === '"' ? endOfString(text, at) : null;
    const colon = end === null ? -1 : skipSpace(text, end);
    const key = end === null ? undefined : parsed(text.slice(at, end));
    if (typeof key !== 'string' || text[colon] !== ':') return { fault: 'a key in quotes and a colon are missing', at };
    path[path.length - 1] = key;
    at = skipSpace(text, colon + 1);
    return null;
  };
  while (at < text.length || closers.length > 0 || atValue) {
    if (atValue) {
      const close = text[at] === '{' ? '}' : text[at] === '[' ? ']' : null;
      const wanted = wants(path);
      if (close === null || wanted) {
        const end = endOfValue(text, at);
        if (end === null) return yield { fault: 'the text ends within a value', at };
        if (end === at) return yield { fault: 'a value is missing', at };
        if (wanted) {
          const value = end - at > longestPart ? undefined : parsed(text.slice(at, end));
          if (value === undefined) return yield { fault: 'this is no sound JSON', at };
          yield { value, at };
        }
        at = skipSpace(text, end);
        atValue = false;
        continue;
      }
      if (closers.length === deepest) return yield { fault: 'it is nested too deep', at };
      at = skipSpace(text, at + 1);
      closers.push(close);
      path.push('0');
      atValue = text[at] !== close;
      const fault = atValue && close === '}' ? readKey() : null;
      if (fault !== null) return yield fault;
      continue;
    }
    const close = closers.at(-1);
    if (close === undefined) {
      // What follows is the next text, as when two commands were asked at once.
      atValue = true;
    } else if (text[at] === close) {
      closers.pop();
      path.pop();
      at = skipSpace(text, at + 1);
    } else if (text[at] === ',') {
      at = skipSpace(text, at + 1);
      const fault = close === '}' ? readKey() : null;
      if (fault !== null) return yield fault;
      if (close === ']') path[path.length - 1] = String(Number(path.at(-1)) + 1);
      atValue = true;
    } else {
      const fault = at < text.length ? `a comma or ${close} is missing` : 'the text ends too early';
      return yield { fault, at };
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 32 || code === 10 || code === 13 || code === 9;) {
    code = text.charCodeAt(++at);
  }
  return at;
}

/** After the closing quote; null: there is none. */
function endOfString(text: string, from: number): number | null {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return null;
}

/** By quotes and brackets alone; whether it is sound is for the parser to say. */
function endOfValue(text: string, from: number): number | null {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const end = endOfString(text, at);
      if (end === null) return null;
      at = end;
      if (depth === 0) return at;
    } else if (code === openBrace || code === openBracket) {
      depth++;
      at++;
    } else if (code === closeBrace || code === closeBracket) {
      if (depth === 0) return at;
      at++;
      if (--depth === 0) return at;
    } else if (depth === 0 && (code === comma || code <= 32)) {
      return at;
    } else {
      at++;
    }
  }
  return depth === 0 ? at : null;
}

const quote = 34;
const comma = 44;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;
