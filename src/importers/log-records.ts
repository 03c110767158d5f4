/**
 * Log files to JSON objects with their lines: objects one a line or spread over lines, with or without
 * words before them (`aws logs tail`), lists of them, and the `events` of the CloudWatch API, whose
 * messages are JSON in text. What is not an object is passed over; a broken object is told.
 */

export interface LogObject {
  readonly value: Readonly<Record<string, unknown>>;
  /** Counts from 1. */
  readonly line: number;
  readonly column: number;
}

export interface BrokenObject {
  readonly line: number;
  readonly column: number;
}

export function logObjects(text: string): { readonly objects: LogObject[]; readonly broken: BrokenObject[] } {
  const objects: LogObject[] = [];
  const broken: BrokenObject[] = [];
  let line = 1;
  let lineStart = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '\n') {
      line += 1;
      lineStart = i + 1;
    }
    if (character !== '{') continue;
    const at = { line, column: i - lineStart + 1 };
    const end = endOfObject(text, i);
    const value = end === null ? null : parsed(text.slice(i, end));
    if (end === null || value === null) {
      broken.push(at);
      // What follows on the next line may be sound again.
      const next = text.indexOf('\n', i);
      if (next === -1) break;
      i = next - 1;
      continue;
    }
    for (let j = text.indexOf('\n', i); j !== -1 && j < end; j = text.indexOf('\n', j + 1)) {
      line += 1;
      lineStart = j + 1;
    }
    i = end - 1;
    for (const each of unwrapped(value)) objects.push({ value: each, ...at });
  }
  return { objects, broken };
}

/** The offset after the closing brace; null: there is none. */
function endOfObject(text: string, start: number): number | null {
  let depth = 0;
  let inText = false;
  for (let i = start; i < text.length; i++) {
    const character = text[i];
    if (inText) {
      if (character === '\\') i += 1;
      else if (character === '"') inText = false;
      else if (character === '\n') return null;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return null;
}

type Plain = Readonly<Record<string, unknown>>;

function parsed(text: string): Plain | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

function asObject(value: unknown): Plain | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Plain) : null;
}

/** A record, or the records inside what CloudWatch wraps around them. */
function unwrapped(value: Plain): Plain[] {
  const events = value['events'] ?? value['logEvents'];
  if (Array.isArray(events)) return events.flatMap((each: unknown) => unwrapped(asObject(each) ?? {}));
  const message = value['message'] ?? value['@message'];
  const inner = typeof message === 'string' && message.trimStart().startsWith('{') ? parsed(message) : null;
  return [inner ?? value];
}
