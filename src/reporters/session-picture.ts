/**
 * The state of each session over time as a picture in characters: one row a session, one column a slice
 * of time. Between a step and the quiet after it much happens in little time, so each such stretch gets
 * columns by the logarithm of its length; the ruler below says where the stretches begin.
 */
import type { Colors } from 'picocolors/types.js';
import type { SessionSpan, TimelineEvent } from '../simulate/timeline.ts';
import { columns } from '../design/format-problem.ts';
import { printable } from './printable.ts';
import { shortSessions } from './short-sessions.ts';
import { spanText } from './time-text.ts';
import { counted } from './words.ts';
import { padEnd } from './wrap.ts';

interface Column {
  readonly fromMs: number;
  readonly toMs: number;
}

type Mark = 'established' | 'partly' | 'flapping' | 'connecting' | 'idle' | 'absent';

const characters: Readonly<Record<Mark, string>> = {
  established: '█',
  partly: '▒',
  flapping: '≈',
  connecting: '~',
  idle: '·',
  absent: ' ',
};
const words: Readonly<Record<Mark, string>> = {
  established: 'established',
  partly: 'partly',
  flapping: 'up and down',
  connecting: 'connecting',
  idle: 'idle',
  absent: '',
};

const mostRows = 30;

export interface PictureRequest {
  readonly spans: ReadonlyMap<string, readonly SessionSpan[]>;
  readonly events: readonly TimelineEvent[];
  readonly endMs: number;
}

export function sessionPicture({ spans, events, endMs }: PictureRequest, colors: Colors, width: number): string[] {
  if (spans.size === 0 || endMs <= 0) return [];
  const labelled = [...spans].map(([session, own]) => ({ session, own }));
  const bounds = boundariesOf(events, endMs);
  // Labels first: what they leave is for the picture.
  const connections = shortSessions(labelled.map(({ session }) => session));
  const labelWidth = Math.min(
    Math.max(...connections.map((label) => columns(printable(label)))),
    Math.floor(width / 2),
  );
  const slices = columnsOf(bounds, Math.max(20, width - labelWidth - 5));
  const rows = alike(labelled.map(({ session, own }) => ({ session, marks: marksOf(own, slices) })));
  const shown = rows.length > mostRows ? rows.filter(({ marks }) => marks.some((mark) => mark !== marks.at(-1))) : rows;
  const some = shown.slice(0, mostRows);
  const used = new Set(some.flatMap(({ marks }) => marks));
  const lines = some.map(({ label, marks }) => `  ${padEnd(label, labelWidth)}  ${painted(marks, colors)}`.trimEnd());
  const hidden = rows.length - some.length;
  if (hidden > 0)
    lines.push(colors.dim(`  ${counted(hidden, 'row')} more, of sessions that stand alike all along or did not fit`));
  lines.push(...rulerOf(bounds, slices).map((line) => colors.dim(`  ${' '.repeat(labelWidth)}  ${line}`.trimEnd())));
  const legend = (Object.keys(words) as Mark[]).filter((mark) => used.has(mark) && mark !== 'absent');
  const ruler = bounds.some(({ label }) => label === null) ? ['| a step', ': all is quiet'] : ['| a step'];
  const told = [...legend.map((mark) => `${characters[mark]} ${words[mark]}`), ...ruler];
  lines.push(colors.dim(`  ${told.join('   ')}`));
  return ['Sessions over time', ...lines];
}

interface Boundary {
  readonly ms: number;
  /** Null: all is quiet. */
  readonly label: string | null;
}

/** The beginning, each step, the first quiet after each, and the end. */
function boundariesOf(events: readonly TimelineEvent[], endMs: number): Boundary[] {
  const out: Boundary[] = [{ ms: 0, label: '0' }];
  let waiting = true;
  for (const event of events) {
    if (event.ms > endMs) break;
    if (event.kind === 'step') {
      waiting = true;
      if (event.ms === out.at(-1)!.ms) out.pop();
      out.push({ ms: event.ms, label: `${event.index + 1}: ${spanText(event.ms)}` });
    } else if (event.kind === 'quiet' && waiting) {
      waiting = false;
      if (event.ms > out.at(-1)!.ms && event.ms < endMs) out.push({ ms: event.ms, label: null });
    }
  }
  if (endMs > out.at(-1)!.ms) out.push({ ms: endMs, label: spanText(endMs) });
  return out;
}

function columnsOf(bounds: readonly Boundary[], available: number): Column[] {
  const stretches = bounds.slice(1).map(({ ms }, i) => ({ fromMs: bounds[i]!.ms, toMs: ms }));
  if (stretches.length * 2 > available) return cut(0, bounds.at(-1)!.ms, available);
  const weights = stretches.map(({ fromMs, toMs }) => Math.log2(2 + (toMs - fromMs) / 1000));
  const sum = weights.reduce((a, b) => a + b, 0);
  const spare = available - 2 * stretches.length;
  return stretches.flatMap(({ fromMs, toMs }, i) => cut(fromMs, toMs, 2 + Math.floor((spare * weights[i]!) / sum)));
}

/** Never thinner than a millisecond. */
function cut(fromMs: number, toMs: number, count: number): Column[] {
  const pieces = Math.max(1, Math.min(count, toMs - fromMs));
  const at = (i: number): number => fromMs + Math.round(((toMs - fromMs) * i) / pieces);
  return Array.from({ length: pieces }, (_, i) => ({ fromMs: at(i), toMs: at(i + 1) }));
}

function marksOf(spans: readonly SessionSpan[], slices: readonly Column[]): Mark[] {
  let at = 0;
  return slices.map(({ fromMs, toMs }) => {
    while (at < spans.length && spans[at]!.toMs <= fromMs) at += 1;
    const share = { up: 0, connecting: 0, idle: 0 };
    // Times that it came up within the slice.
    let ups = 0;
    for (let i = at; i < spans.length && spans[i]!.fromMs < toMs; i++) {
      const span = spans[i]!;
      const inside = Math.min(span.toMs, toMs) - Math.max(span.fromMs, fromMs);
      const kind = span.state === 'Established' ? 'up' : span.state === 'Idle' ? 'idle' : 'connecting';
      share[kind] += inside;
      if (kind === 'up' && span.fromMs > fromMs) ups += 1;
    }
    return markOf(share, ups);
  });
}

function markOf(
  { up, connecting, idle }: { readonly up: number; readonly connecting: number; readonly idle: number },
  ups: number,
): Mark {
  if (up + connecting + idle === 0) return 'absent';
  if (up === 0) return connecting > idle ? 'connecting' : 'idle';
  if (connecting + idle === 0) return 'established';
  return ups > 1 ? 'flapping' : 'partly';
}

interface Row {
  readonly label: string;
  readonly marks: readonly Mark[];
}

/** Sessions of one connection that look the same share a row. */
function alike(rows: readonly { readonly session: string; readonly marks: readonly Mark[] }[]): Row[] {
  const groups: { readonly key: string; readonly ids: string[]; readonly marks: readonly Mark[] }[] = [];
  for (const { session, marks } of rows) {
    const stem = session.slice(0, session.lastIndexOf('/') + 1);
    const key = `${stem} ${marks.map((mark) => characters[mark]).join('')}`;
    const before = groups.at(-1);
    if (before?.key === key && stem !== '') before.ids.push(session);
    else groups.push({ key, ids: [session], marks });
  }
  return groups.map(({ ids, marks }) => ({ label: printable(shortSessions(ids).join(', ')), marks }));
}

function painted(marks: readonly Mark[], colors: Colors): string {
  const paint: Readonly<Record<Mark, (text: string) => string>> = {
    established: colors.green,
    partly: colors.yellow,
    flapping: colors.red,
    connecting: colors.cyan,
    idle: colors.red,
    absent: String,
  };
  let out = '';
  for (let i = 0; i < marks.length;) {
    let j = i;
    while (j < marks.length && marks[j] === marks[i]) j += 1;
    out += paint[marks[i]!](characters[marks[i]!].repeat(j - i));
    i = j;
  }
  return out;
}

/** A tick at each boundary, and below it which step begins there and when, as far as there is room. */
function rulerOf(bounds: readonly Boundary[], slices: readonly Column[]): string[] {
  const ticks: string[] = Array.from({ length: slices.length + 1 }, () => ' ');
  const lines: string[][] = [[], []];
  for (const { ms, label } of bounds) {
    const found = slices.findIndex(({ fromMs }) => fromMs >= ms);
    const at = found === -1 ? slices.length : found;
    ticks[at] = label === null ? ':' : '|';
    if (label === null) continue;
    // Words stand under their tick, on the first line with room; the last one ends there.
    const start = at + label.length > slices.length + 1 ? Math.max(0, slices.length + 1 - label.length) : at;
    const line = lines.find((each) => each.length === 0 || each.length < start);
    if (line === undefined) continue;
    while (line.length < start) line.push(' ');
    line.push(...label);
  }
  return [ticks.join(''), ...lines.map((line) => line.join(''))].filter((line) => line.trim() !== '');
}
