/**
 * The session lines of the text report: state, and counts against caps. Sessions of one connection
 * with the same numbers share a line; of very many, only those that are not well are listed.
 */
import type { Colors } from 'picocolors/types.js';
import { compareNatural } from '../design/compare-natural.ts';
import { columns } from '../design/format-problem.ts';
import type { CheckedSession } from '../rules/check-result.ts';
import { printable } from './printable.ts';
import { shortSessions } from './short-sessions.ts';
import { grouped } from './words.ts';
import { padEnd, padStart, wrap } from './wrap.ts';

export interface SessionRow {
  readonly label: string;
  readonly session: CheckedSession;
  readonly well: boolean;
}

const mostRows = 40;
const barColumns = 10;

export function sessionLines(sessions: readonly CheckedSession[], colors: Colors, width: number): string[] {
  if (sessions.length === 0) return ['Sessions', '  none'];
  const all = rowsOf(sessions);
  const wanted = all.length > mostRows ? all.filter((row) => !row.well) : all;
  const rows = wanted.slice(0, mostRows);
  const hidden = all.length - wanted.length;
  const cut = wanted.length - rows.length;
  const lines: string[] = [];
  if (rows.length > 0) {
    const cells = rows.map((row) => cellsOf(row));
    const labelWidth = Math.max('session'.length, ...cells.map((cell) => columns(cell.label)));
    const stateWidth = Math.max('state'.length, ...cells.map((cell) => columns(cell.state)));
    const inWidths = meterWidths(cells.map((cell) => cell.inbound));
    const outWidths = meterWidths(cells.map((cell) => cell.outbound));
    const plain = labelWidth + stateWidth + inWidths.total + outWidths.total + 8;
    const bar = plain + 2 * (barColumns + 1) <= width;
    const inTotal = inWidths.total + (bar ? barColumns + 1 : 0);
    const head = `  ${padEnd('session', labelWidth)}  ${padEnd('state', stateWidth)}  ${padEnd('to AWS', inTotal)}  from AWS`;
    lines.push(`Sessions`, colors.dim(head.trimEnd()));
    rows.forEach((row, index) => {
      const cell = cells[index] as Cells;
      const inbound = meterText(cell.inbound, inWidths, bar, colors);
      const outbound = meterText(cell.outbound, outWidths, bar, colors);
      const state = stateColor(row.session, colors)(padEnd(cell.state, stateWidth));
      lines.push(`  ${padEnd(cell.label, labelWidth)}  ${state}  ${inbound}  ${outbound}`.trimEnd());
      if (row.session.state !== 'established' || !row.session.stateCertain) {
        lines.push(...wrap(printable(row.session.reason), width, '    ', '    ').map((line) => colors.dim(line)));
      }
    });
  } else {
    lines.push('Sessions');
  }
  if (cut > 0) lines.push(colors.dim(`  and ${grouped(cut)} further lines like these: --format json has all`));
  if (hidden > 0) {
    const more = rows.length > 0 ? 'further ' : '';
    lines.push(colors.dim(`  ${grouped(hidden)} ${more}lines of sessions that are established and not near a cap`));
  }
  return lines;
}

export function rowsOf(sessions: readonly CheckedSession[]): SessionRow[] {
  const rows: { ids: string[]; session: CheckedSession }[] = [];
  const byKey = new Map<string, { ids: string[]; session: CheckedSession }>();
  for (const session of sessions) {
    const { connection, family, state, stateCertain, inbound, outbound } = session;
    const key = JSON.stringify([connection, family, state, stateCertain, inbound, outbound]);
    const row = byKey.get(key);
    if (row !== undefined) {
      row.ids.push(session.id);
      continue;
    }
    const fresh = { ids: [session.id], session };
    byKey.set(key, fresh);
    rows.push(fresh);
  }
  return rows
    .map(({ ids, session }) => ({ label: labelOf(ids, session), session, well: isWell(session) }))
    .sort((a, b) => compareNatural(a.session.id, b.session.id));
}

function isWell(session: CheckedSession): boolean {
  const { state, stateCertain, inbound, outbound } = session;
  return state === 'established' && stateCertain && inbound.outcome === 'ok' && outbound.outcome === 'ok';
}

/** The family is told where it is not the usual one. */
function labelOf(ids: readonly string[], session: CheckedSession): string {
  const family = session.family === 'ipv6' && ids[0]?.includes('ipv6') !== true ? ' (IPv6)' : '';
  return `${printable(shortSessions(ids).join(', '))}${family}`;
}

export interface Meter {
  readonly count: string;
  readonly percent: string;
  readonly share: number | null;
  readonly outcome: 'ok' | 'near' | 'bad';
  /** What colour alone would say. */
  readonly word: string;
}

interface Cells {
  readonly label: string;
  readonly state: string;
  readonly inbound: Meter;
  readonly outbound: Meter;
}

export function cellsOf(row: SessionRow): Cells {
  const { session } = row;
  const { inbound, outbound } = session;
  const kind = session.routing === 'static' ? ' (static)' : '';
  const unsure = session.stateCertain ? '' : ' or not';
  const inOutcome = inbound.outcome === 'reset' || inbound.outcome === 'over' ? 'bad' : inbound.outcome;
  const outOutcome = outbound.outcome === 'truncated' ? 'bad' : outbound.outcome;
  const outWord = { ok: '', near: 'near', truncated: `${grouped(outbound.unknown)} missing` }[outbound.outcome];
  return {
    label: row.label,
    state: `${session.state}${unsure}${kind}`,
    inbound: meter(inbound.offered, inbound.cap, inOutcome, { ok: '', near: 'near', bad: 'over' }[inOutcome]),
    outbound: meter(outbound.candidates, outbound.cap, outOutcome, outWord),
  };
}

function meter(count: number, cap: number | null, outcome: Meter['outcome'], word: string): Meter {
  if (cap === null) return { count: grouped(count), percent: '', share: null, outcome, word };
  const share = cap === 0 ? (count === 0 ? 0 : Infinity) : count / cap;
  // Rounded down: 99.9 % of a cap must not read as all of it.
  const percent = share === Infinity ? '' : `${grouped(Math.floor((count * 100) / Math.max(cap, 1)))}%`;
  return { count: `${grouped(count)} of ${grouped(cap)}`, percent, share, outcome, word };
}

interface MeterWidths {
  readonly count: number;
  readonly percent: number;
  readonly word: number;
  readonly total: number;
}

function meterWidths(meters: readonly Meter[]): MeterWidths {
  const widest = (of: (meter: Meter) => string): number => Math.max(0, ...meters.map((each) => of(each).length));
  const count = widest((each) => each.count);
  const percent = widest((each) => each.percent);
  const word = widest((each) => each.word);
  const total = count + (percent > 0 ? percent + 1 : 0) + (word > 0 ? word + 1 : 0);
  return { count, percent, word, total: Math.max(total, 'from AWS'.length) };
}

function meterText(cell: Meter, widths: MeterWidths, bar: boolean, colors: Colors): string {
  const paint = { ok: colors.green, near: colors.yellow, bad: colors.red }[cell.outcome];
  const parts = [padStart(cell.count, widths.count)];
  if (bar) parts.push(barText(cell.share));
  if (widths.percent > 0) parts.push(padStart(cell.percent, widths.percent));
  if (widths.word > 0) parts.push(padEnd(cell.word, widths.word));
  const text = padEnd(parts.join(' '), widths.total + (bar ? barColumns + 1 : 0));
  return paint(text);
}

function barText(share: number | null): string {
  if (share === null) return ' '.repeat(barColumns);
  const full = Math.min(barColumns, Math.floor(share * barColumns));
  return '█'.repeat(full) + '░'.repeat(barColumns - full);
}

function stateColor(session: CheckedSession, colors: Colors): (text: string) => string {
  if (session.state !== 'established') return colors.red;
  return session.stateCertain ? colors.green : colors.yellow;
}
