/**
 * The BGP logs of AWS (VPN tunnels, and peers of a VPC route server, which log alike) to what each session
 * did: states, resets, counts against the cap (B-IN-LOGS). Records of other kinds, such as the IKE log of
 * a tunnel, are passed over. A log tells no more than the time it covers.
 */
import type { LoggedReset, LoggedSession } from '../aws/session-log.ts';
import { compareNatural } from '../design/compare-natural.ts';
import type { Location, Problem } from '../design/problem.ts';
import { logObjects } from './log-records.ts';

export interface BgpLogImport {
  /** In order of id. */
  readonly sessions: readonly LoggedSession[];
  readonly problems: readonly Problem[];
}

interface LogRecord {
  readonly id: string;
  readonly ms: number;
  readonly type: 'BGPStatus' | 'RouteStatus';
  readonly status: string;
  readonly message: Readonly<Record<string, unknown>>;
  readonly at: Location;
}

/** Logs of AWS VPN tunnels (JSON lines, or as CloudWatch exports them) to what each session went through. */
export function importBgpLog(files: readonly { readonly path: string; readonly text: string }[]): BgpLogImport {
  const problems: Problem[] = [];
  const bySession = new Map<string, LogRecord[]>();
  for (const { path, text } of files) {
    const { objects, broken } = logObjects(text);
    const report = (message: string, line: number, column: number): void =>
      void problems.push({ message, at: { file: path, line, column }, excerpt: null, width: 1, suggestion: null });
    for (const { line, column } of broken.slice(0, mostBroken)) report('this is no whole JSON object', line, column);
    if (broken.length > mostBroken)
      report(`${broken.length - mostBroken} further objects are broken`, broken[mostBroken]!.line, 1);
    const records: LogRecord[] = [];
    for (const { value, line, column } of objects) {
      const read = readRecord(value, { file: path, line, column });
      if (read === null) continue;
      if ('wrong' in read) report(read.wrong, line, column);
      else records.push(read);
    }
    if (records.length === 0 && broken.length === 0)
      report('there is no record of a BGP log here (type BGPStatus or RouteStatus)', 1, 1);
    // Consoles list the newest first; records of one millisecond keep the order in which they were written.
    if ((records[0]?.ms ?? 0) > (records.at(-1)?.ms ?? 0)) records.reverse();
    for (const record of records) {
      const own = bySession.get(record.id);
      if (own === undefined) bySession.set(record.id, [record]);
      else own.push(record);
    }
  }
  const sessions = [...bySession]
    .sort(([a], [b]) => compareNatural(a, b))
    .map(([id, records]) =>
      summed(
        id,
        [...records].sort((a, b) => a.ms - b.ms),
      ),
    );
  return { sessions, problems };
}

const mostBroken = 5;

function readRecord(
  value: Readonly<Record<string, unknown>>,
  at: Location,
): LogRecord | { readonly wrong: string } | null {
  const { type, status, event_timestamp: time, message } = value;
  if (type !== 'BGPStatus' && type !== 'RouteStatus') return null;
  const id = value['resource_id'] ?? value['resource_arn'];
  if (typeof id !== 'string' || id === '')
    return { wrong: 'the record does not say of which session it is (`resource_id`)' };
  const ms = typeof time === 'string' && /^\d{1,15}$/.test(time) ? Number(time) : time;
  if (typeof ms !== 'number' || !Number.isSafeInteger(ms) || ms < 0)
    return { wrong: 'the record does not say when (`event_timestamp`)' };
  const said =
    typeof message === 'object' && message !== null
      ? (message as Readonly<Record<string, unknown>>)
      : { details: message };
  const name = id.startsWith('arn:') ? id.slice(id.lastIndexOf('/') + 1) : id;
  return { id: name, ms, type, status: typeof status === 'string' ? status.toUpperCase() : '', message: said, at };
}

/** An exceeded cap, the NOTIFICATION and the change of state are told within moments of each other. */
const togetherMs = 5000;

function summed(id: string, records: readonly LogRecord[]): LoggedSession {
  const first = records[0]!;
  const last = records.at(-1)!;
  const held = new Set<string>();
  const resets: { -readonly [K in keyof LoggedReset]: LoggedReset[K] }[] = [];
  const ups: number[] = [];
  const notifications: Record<string, number> = {};
  const denied: Record<string, number> = {};
  let [state, stateChanges, holdExpiries, warnings, upMs] = [null as string | null, 0, 0, 0, 0];
  let upSince: number | null = null;
  let cap: number | null = null;
  let most: LoggedSession['most'] = null;
  let [exceededAt, nearAt] = [null as Location | null, null as Location | null];

  const count = (number: number | null, { ms, at }: LogRecord): void => {
    if (number !== null && (most === null || number > most.count)) most = { count: number, ms, at };
  };
  const reset = (record: LogRecord, number: number | null, limit: number | null): void => {
    exceededAt ??= record.at;
    const before = resets.at(-1);
    if (before === undefined || record.ms - before.ms > togetherMs)
      resets.push({ ms: record.ms, count: number, cap: limit });
    else {
      before.count ??= number;
      before.cap ??= limit;
    }
  };
  const turn = (to: string, ms: number): void => {
    if (to === state) return;
    stateChanges += 1;
    if (to === 'Established') {
      ups.push(ms);
      upSince = ms;
    } else if (upSince !== null) {
      upMs += ms - upSince;
      upSince = null;
    }
    // What was learned goes with the session.
    if (to !== 'Established') held.clear();
    state = to;
  };

  for (const record of records) {
    const { details } = record.message;
    const text = typeof details === 'string' ? details : '';
    if (record.type === 'RouteStatus') {
      const { prefix } = record.message;
      if (text !== '') denied[text.slice(0, 80)] = (denied[text.slice(0, 80)] ?? 0) + 1;
      if (typeof prefix !== 'string') continue;
      if (record.status === 'WITHDRAWN' || text !== '') held.delete(prefix);
      else held.add(prefix);
      count(held.size, record);
      continue;
    }
    const [, number] = /received\s+(?:prefix count\s+)?(\d{1,9})\b/i.exec(text) ?? [];
    const [, limit] = /limit (?:is|of)\s+(\d{1,9})\b/i.exec(text) ?? [];
    const told = number === undefined ? null : Number(number);
    if (limit !== undefined) cap = Number(limit);
    count(told, record);
    if (/limit was exceeded|exceeds the limit/i.test(text))
      reset(record, told, limit === undefined ? null : Number(limit));
    else if (/limit warning|near the limit/i.test(text)) {
      warnings += 1;
      nearAt = record.at;
    }
    const [, sent, code] = /\b(sent|received)\b.{0,20}notification (\d{1,3}\/\d{1,3})/i.exec(text) ?? [];
    if (sent !== undefined && code !== undefined) {
      const key = `${sent.toLowerCase()} ${code}`;
      notifications[key] = (notifications[key] ?? 0) + 1;
      if (key === 'sent 6/1') reset(record, null, null);
    }
    if (/hold timer expired/i.test(text)) holdExpiries += 1;
    const [, to] = /changed from \w+ to (\w+)/i.exec(text) ?? [];
    if (to !== undefined) turn(to, record.ms);
    // A peer of a route server tells nothing but up and down.
    else if (text === '' && (record.status === 'UP' || record.status === 'DOWN'))
      turn(record.status === 'UP' ? 'Established' : 'Idle', record.ms);
  }
  if (upSince !== null) upMs += last.ms - upSince;
  const [firstUp] = ups;
  return {
    id,
    records: records.length,
    firstMs: first.ms,
    lastMs: last.ms,
    state,
    stateChanges,
    ups: ups.length,
    resets,
    notifications,
    holdExpiries,
    warnings,
    most,
    cap,
    denied,
    periodMs: ups.length < 2 ? null : (ups.at(-1)! - firstUp!) / (ups.length - 1),
    establishedShare: firstUp === undefined || last.ms === firstUp ? null : upMs / (last.ms - firstUp),
    at: { exceeded: exceededAt, near: nearAt, first: first.at },
  };
}
