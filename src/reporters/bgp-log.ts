/** What BGP logs of AWS prove, for a person and as data. */
import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import type { LoggedSession } from '../aws/session-log.ts';
import { columns } from '../design/format-problem.ts';
import type { LogResult } from '../rules/judge-session-log.ts';
import { epochText } from './epoch-text.ts';
import { formatJson } from './format-json.ts';
import { printable } from './printable.ts';
import { findingLines } from './text-findings.ts';
import { percentText, spanText } from './time-text.ts';
import { counted, grouped, listed } from './words.ts';
import { padEnd } from './wrap.ts';

/** The verdict on logs as text for a terminal of `width` columns. */
export function reportBgpLog(result: LogResult, options: { readonly color: boolean; readonly width: number }): string {
  const colors = picocolors.createColors(options.color);
  const width = Math.max(60, options.width);
  const { errors, warnings } = result.summary;
  const word = result.exitCode === 1 ? colors.red(colors.bold('FAIL')) : colors.green(colors.bold('PASS'));
  const found = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  const head = [
    `${word}  ${found.length === 0 ? 'nothing found' : found.join(', ')}`,
    printable(listed(result.inputs, 4)),
  ];
  const sections = [
    [head.join('  ·  ')],
    sessionLines(result.sessions, colors),
    deniedLines(result.sessions),
    findingLines(result.findings, colors, width),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** The verdict on logs as JSON. */
export function reportBgpLogJson(result: LogResult): string {
  return formatJson(result);
}

function sessionLines(sessions: readonly LoggedSession[], colors: Colors): string[] {
  const first = Math.min(...sessions.map(({ firstMs }) => firstMs));
  const last = Math.max(...sessions.map(({ lastMs }) => lastMs));
  const records = sessions.reduce((sum, each) => sum + each.records, 0);
  const title = `Sessions  ${counted(records, 'record')} from ${epochText(first)}, ${spanText(last - first)}`;
  const head = ['session', 'state', 'changes', 'resets', 'most prefixes', 'up and down'];
  const rows = sessions.map((session) => [
    printable(session.id),
    printable(session.state ?? '?'),
    grouped(session.stateChanges),
    resetsText(session),
    mostText(session),
    flapText(session),
  ]);
  const widths = head.map((title_, i) => Math.max(title_.length, ...rows.map((row) => columns(row[i] ?? ''))));
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, i) => padEnd(cell, widths[i] ?? 0)).join('  ')}`.trimEnd();
  return [
    title,
    colors.dim(line(head)),
    ...rows.map((row, i) => (sessions[i]!.resets.length > 0 ? colors.red(line(row)) : line(row))),
  ];
}

function resetsText({ resets, holdExpiries, notifications }: LoggedSession): string {
  const others = Object.entries(notifications).filter(([key]) => key !== 'sent 6/1');
  const more = [
    ...(holdExpiries > 0 ? [`hold timer ${grouped(holdExpiries)}×`] : []),
    ...others.map(([key, count]) => `${key} ${grouped(count)}×`),
  ];
  return [grouped(resets.length), ...more].join(', ');
}

function mostText({ most, cap }: LoggedSession): string {
  const share = most === null || cap === null || cap === 0 ? '' : ` (${Math.floor((most.count * 100) / cap)}%)`;
  const of = cap === null ? '' : ` of ${grouped(cap)}`;
  return most === null ? (cap === null ? 'not told' : `cap ${grouped(cap)}`) : `${grouped(most.count)}${of}${share}`;
}

function flapText({ ups, periodMs, establishedShare }: LoggedSession): string {
  const share = establishedShare === null ? '' : `up ${percentText(establishedShare)} of the time`;
  return periodMs === null ? share : `${counted(ups, 'time')} up, every ${spanText(periodMs)}, ${share}`;
}

function deniedLines(sessions: readonly LoggedSession[]): string[] {
  const lines = sessions.flatMap(({ id, denied }) =>
    Object.entries(denied).map(([why, count]) => `  ${printable(id)}  ${grouped(count)}×  ${printable(why)}`),
  );
  return lines.length === 0 ? [] : ['Routes that AWS denied', ...lines.slice(0, 20)];
}
