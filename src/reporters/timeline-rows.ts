/**
 * Events of a simulation to the rows a person reads: what belongs together on one row (the states on the
 * way up, batches of one transfer, the same thing on several sessions), and what repeats told twice and
 * then counted. Nothing is lost: `--format jsonl` has every event.
 */
import type { SessionSpan, TimelineEvent } from '../simulate/timeline.ts';
import { eventText } from './event-text.ts';
import { percentText, secondsText } from './time-text.ts';
import { counted, grouped } from './words.ts';

export interface TimelineRow {
  readonly ms: number;
  readonly kind: TimelineEvent['kind'] | 'repeats';
  /** Step it belongs to, from 0; -1: before the first. */
  readonly step: number;
  /** Sessions or places; empty: all of it. */
  readonly who: readonly string[];
  readonly what: string;
  readonly tone: 'good' | 'bad' | 'plain' | 'dim';
}

interface Repeats {
  readonly subject: string;
  readonly times: number;
  readonly everyMs: number;
  /** Null for a place. */
  readonly establishedShare: number | null;
}

/** How often the same thing is told within one step. */
const toldTimes = 2;

/** An event with the step it belongs to. */
interface Placed {
  readonly event: TimelineEvent;
  readonly step: number;
}

export function timelineRows(
  events: readonly TimelineEvent[],
  spans: ReadonlyMap<string, readonly SessionSpan[]>,
): TimelineRow[] {
  return groupAlike(foldRepeats(placed(compact(events)), spans));
}

function subjectOf(event: TimelineEvent): string | null {
  if ('session' in event) return event.session;
  return 'place' in event ? event.place : null;
}

function placed(events: readonly TimelineEvent[]): Placed[] {
  let step = -1;
  return events.map((event) => {
    if (event.kind === 'step') step = event.index;
    return { event, step };
  });
}

/** States on the way up or down and batches of one transfer as one event, at the time of the last. */
function compact(events: readonly TimelineEvent[]): TimelineEvent[] {
  const nextOf = nextOfSubject(events);
  const out: TimelineEvent[] = [];
  const carried = new Map<string, TimelineEvent>();
  for (const [i, event] of events.entries()) {
    const subject = subjectOf(event);
    if (subject === null) {
      out.push(event);
      continue;
    }
    const next = nextOf[i] === undefined ? undefined : events[nextOf[i]];
    const before = carried.get(subject);
    const whole = before === undefined ? event : joined(before, event);
    carried.delete(subject);
    if (next !== undefined && goesOn(event, next)) carried.set(subject, whole);
    else if (next === undefined || !isSaidBy(event, next)) out.push(whole);
  }
  return out;
}

/** For each event the number of the next one of the same session or place, unless a step comes between. */
function nextOfSubject(events: readonly TimelineEvent[]): (number | undefined)[] {
  const next: (number | undefined)[] = Array.from({ length: events.length });
  const newest = new Map<string, number>();
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i]!;
    if (event.kind === 'step') newest.clear();
    const subject = subjectOf(event);
    if (subject === null) continue;
    next[i] = newest.get(subject);
    newest.set(subject, i);
  }
  return next;
}

const soonMs = 5000;

function goesOn(event: TimelineEvent, next: TimelineEvent): boolean {
  if (next.kind !== event.kind || next.ms - event.ms > soonMs) return false;
  if (event.kind === 'sessionState') return event.to !== 'Idle' && event.to !== 'Established';
  return event.kind === 'routesLearned' || event.kind === 'routesWithdrawn';
}

function joined(before: TimelineEvent, event: TimelineEvent): TimelineEvent {
  if (before.kind === 'sessionState' && event.kind === 'sessionState') return { ...event, from: before.from };
  if ('count' in before && 'count' in event && 'place' in event) return { ...event, count: before.count + event.count };
  return event;
}

/** A count that the next event tells as well. */
function isSaidBy(event: TimelineEvent, next: TimelineEvent): boolean {
  if (event.kind !== 'prefixCount' || next.ms - event.ms > soonMs) return false;
  if (next.kind === 'endOfRib') return next.sender === 'customer';
  return next.kind === 'prefixCount' || next.kind === 'prefixLimitNear' || next.kind === 'prefixLimitExceeded';
}

interface Seen {
  /** Of those that are told. */
  readonly times: number[];
  count: number;
  lastMs: number;
}

function foldRepeats(events: readonly Placed[], spans: ReadonlyMap<string, readonly SessionSpan[]>): TimelineRow[] {
  const out: TimelineRow[] = [];
  let from = 0;
  for (let i = 1; i <= events.length; i++) {
    if (i < events.length && events[i]!.event.kind !== 'step') continue;
    out.push(...foldWithinStep(events.slice(from, i), spans));
    from = i;
  }
  return out;
}

interface Hidden {
  readonly sinceMs: number;
  /** The shape that repeats most. */
  most: string;
  /** When the last cycle that is told ended. */
  readonly afterMs: number;
}

interface Candidate {
  readonly row: TimelineRow;
  readonly subject: string | null;
  /** How often its like has been told within the step, this time included. */
  readonly time: number;
}

function foldWithinStep(events: readonly Placed[], spans: ReadonlyMap<string, readonly SessionSpan[]>): TimelineRow[] {
  const seen = new Map<string, Seen>();
  const hidden = new Map<string, Hidden>();
  const told: Candidate[] = [];
  const lastEnd = new Map<string, number>();
  const lastTold = new Map<string, number>();
  for (const { event, step } of events) {
    const { ms, ...rest } = event;
    const shape = JSON.stringify(rest);
    const subject = subjectOf(event);
    const like = seen.get(shape) ?? { times: [], count: 0, lastMs: ms };
    seen.set(shape, like);
    like.count += 1;
    like.lastMs = ms;
    if (like.count <= toldTimes) {
      like.times.push(ms);
      told.push({ row: rowOf(event, step), subject, time: like.count });
      if (subject !== null) lastTold.set(subject, ms);
      if (event.kind === 'sessionState' && event.to === 'Idle') lastEnd.set(event.session, ms);
      continue;
    }
    if (subject === null) continue;
    const mine = hidden.get(subject);
    if (mine === undefined)
      hidden.set(subject, { sinceMs: ms, most: shape, afterMs: lastEnd.get(subject) ?? lastTold.get(subject) ?? ms });
    else if (like.count > seen.get(mine.most)!.count) mine.most = shape;
  }
  if (hidden.size === 0) return told.map(({ row }) => row);
  const sessions = [...hidden].filter(([subject]) => spans.has(subject));
  // The tables follow the sessions: where a session repeats, one word on it is enough.
  const words = sessions.length > 0 ? sessions : [...hidden];
  const firstCutMs = Math.min(...words.map(([, { afterMs }]) => afterMs));
  const step = events[0]?.step ?? -1;
  const starts = new Map<string, number>();
  const rows = told.filter(({ row, subject, time }) => {
    const cut = subject === null ? undefined : hidden.get(subject);
    const inFold = cut !== undefined && spans.has(subject!) ? row.ms > cut.afterMs : row.ms > firstCutMs && time > 1;
    if (inFold && subject !== null && !starts.has(subject)) starts.set(subject, row.ms);
    return !inFold;
  });
  const folds = words.map(([subject, { sinceMs, most }]): TimelineRow => {
    const { count, times, lastMs } = seen.get(most)!;
    const share = shareEstablished(spans.get(subject), times[0]!, lastMs);
    const repeats = {
      subject,
      times: count - toldTimes,
      everyMs: (lastMs - times[0]!) / (count - 1),
      establishedShare: share,
    };
    return repeatsRow(repeats, starts.get(subject) ?? sinceMs, step);
  });
  return [...rows.map(({ row }) => row), ...folds].sort((a, b) => a.ms - b.ms);
}

function shareEstablished(spans: readonly SessionSpan[] | undefined, fromMs: number, toMs: number): number | null {
  if (spans === undefined || toMs <= fromMs) return null;
  let sum = 0;
  for (const span of spans) {
    if (span.state === 'Established') sum += Math.max(0, Math.min(span.toMs, toMs) - Math.max(span.fromMs, fromMs));
  }
  return sum / (toMs - fromMs);
}

function repeatsRow({ subject, times, everyMs, establishedShare }: Repeats, ms: number, step: number): TimelineRow {
  const parts = [
    `… ${counted(times, 'time')} more`,
    ...(everyMs === 0 ? [] : [`every ${secondsText(everyMs)}`]),
    ...(establishedShare === null ? [] : [`established ${percentText(establishedShare)} of the time`]),
  ];
  return { ms, kind: 'repeats', step, who: [subject], what: parts.join(', '), tone: 'bad' };
}

function rowOf(event: TimelineEvent, step: number): TimelineRow {
  const subject = subjectOf(event);
  return {
    ms: event.ms,
    kind: event.kind,
    step,
    who: subject === null ? [] : [subject],
    what: eventText(event),
    tone: toneOf(event),
  };
}

function toneOf(event: TimelineEvent): TimelineRow['tone'] {
  switch (event.kind) {
    case 'sessionState':
      return event.to === 'Established' ? 'good' : event.from === 'Established' ? 'bad' : 'plain';
    case 'notification':
    case 'holdExpired':
    case 'prefixLimitExceeded':
    case 'linkLost':
    case 'tunnelDown':
      return 'bad';
    case 'quiet':
    case 'endOfRib':
    case 'prefixCount':
      return 'dim';
    default:
      return 'plain';
  }
}

/** Rows of one instant that say the same of several sessions or places. */
function groupAlike(rows: readonly TimelineRow[]): TimelineRow[] {
  const out: { -readonly [K in keyof TimelineRow]: K extends 'who' ? string[] : TimelineRow[K] }[] = [];
  let instant = new Map<string, number>();
  let ms = -1;
  for (const row of rows) {
    if (row.ms !== ms || row.kind === 'step') instant = new Map();
    ms = row.ms;
    const key = `${row.kind} ${row.what}`;
    const same = row.who.length === 0 ? undefined : instant.get(key);
    if (same !== undefined) {
      out[same]!.who.push(...row.who);
      continue;
    }
    instant.set(key, out.length);
    out.push({ ...row, who: [...row.who] });
  }
  return out;
}

/** How many rows the timeline of a report has at most. */
const mostRows = 400;

export function cutRows(rows: readonly TimelineRow[]): {
  readonly rows: readonly TimelineRow[];
  readonly left: string | null;
} {
  if (rows.length <= mostRows) return { rows, left: null };
  return {
    rows: rows.slice(0, mostRows),
    left: `… ${grouped(rows.length - mostRows)} more rows; --format jsonl has every event`,
  };
}
