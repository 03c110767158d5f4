/**
 * A simulation for a person: the verdict, what happened when, each session over time, what is wrong and
 * for how long, and what was expected. The whole of it is data in the other formats.
 */
import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import { columns } from '../design/format-problem.ts';
import type { Severity } from '../rules/rule.ts';
import type { ExpectationOverTime, TimedFinding } from '../rules/timeline-result.ts';
import { printable } from './printable.ts';
import { sessionPicture } from './session-picture.ts';
import { shortSessions } from './short-sessions.ts';
import type { SimulationReport } from './simulation-report.ts';
import { findingLines } from './text-findings.ts';
import { clockText, spanText } from './time-text.ts';
import { cutRows, timelineRows, type TimelineRow } from './timeline-rows.ts';
import { counted, listed } from './words.ts';
import { padEnd, wrap } from './wrap.ts';

/** A judged simulation as text for a terminal of `width` columns. */
export function reportTimelineText(
  report: SimulationReport,
  options: { readonly color: boolean; readonly width: number },
): string {
  const colors = picocolors.createColors(options.color);
  const width = Math.max(60, options.width);
  const { simulation, judged } = report;
  const counting = judged.findings.filter(({ suppressed }) => suppressed === null);
  const standing = counting.filter(({ time, rule }) => time.holds === 'atStepEnd' && rule !== notMet);
  const passing = counting.filter(
    ({ time, rule }) => (time.holds === 'meanwhile' || time.holds === 'beforeFirstStep') && rule !== notMet,
  );
  const sections = [
    verdictLines(report, colors, width),
    timelineLines(report, colors, width),
    sessionPicture(
      { spans: simulation.sessionSpans, events: simulation.events, endMs: simulation.endMs },
      colors,
      width,
    ),
    findingLines(standing, colors, width, (members) => whenText(members as readonly TimedFinding[], report)),
    passingLines(passing, colors, width),
    expectationLines(report, colors, width),
    suppressedLines(judged.findings, colors),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Told with the expectations, once. */
const notMet = 'expect/not-met';

function verdictLines(
  { judged, profile, inputs, plan, simulation, steps, seed }: SimulationReport,
  colors: Colors,
  width: number,
): string[] {
  const { errors, warnings, notes } = judged.summary;
  const word = judged.exitCode === 1 ? colors.red(colors.bold('FAIL')) : colors.green(colors.bold('PASS'));
  const parts = (
    [
      ['error', errors],
      ['warning', warnings],
      ['note', notes],
    ] as const
  ).filter(([, count]) => count > 0);
  const found = parts.length === 0 ? 'nothing found' : parts.map(([noun, count]) => counted(count, noun)).join(', ');
  const files = [...inputs, ...(plan === null ? [] : [plan])];
  const lines = [
    [`${word}  ${found}`, `profile ${profile}`, ...(files.length === 0 ? [] : [printable(listed(files, 4))])].join(
      '  ·  ',
    ),
  ];
  const span = `Simulated ${spanText(simulation.endMs)}`;
  const what = steps.length === 0 ? 'how the design comes up' : counted(steps.length, 'step');
  const drawn = seed === null ? '' : `, waits drawn with seed ${seed}`;
  const quiet = simulation.quiet ? 'all is quiet at the end' : unquietText(simulation.events);
  lines.push(colors.dim(`${span}: ${what}${drawn}; ${quiet}.`));
  if (simulation.stepsLeft.length > 0) {
    lines.push(
      ...wrap(printable(`Not reached before the end: ${listed(simulation.stepsLeft, 4)}.`), width, '', '  ').map(
        (line) => colors.yellow(line),
      ),
    );
  }
  return lines;
}

function unquietText(events: SimulationReport['simulation']['events']): string {
  const last = events.findLast(({ kind }) => kind === 'quiet' || kind === 'step');
  if (last?.kind !== 'quiet' || last.retrying === 0) return 'something still moves at the end';
  return `${counted(last.retrying, 'session')} ${last.retrying === 1 ? 'keeps' : 'keep'} trying at the end`;
}

const timeColumns = '+00:00:00.000'.length;

function timelineLines({ simulation }: SimulationReport, colors: Colors, width: number): string[] {
  const { rows, left } = cutRows(timelineRows(simulation.events, simulation.sessionSpans));
  const room = Math.max(22, Math.floor(width * 0.36));
  const cells = rows.map((row) => ({ row, who: whoText(row, room) }));
  const whoWidth = Math.max(0, ...cells.map(({ who }) => columns(who)));
  const indent = ' '.repeat(2 + timeColumns + 2 + whoWidth + 2);
  const lines = ['Timeline'];
  for (const { row, who } of cells) {
    const time = padEnd(clockText(row.ms), timeColumns);
    if (row.kind === 'step') {
      const title = `step ${row.step + 1}: ${printable(row.what)}`;
      lines.push(
        '',
        ...wrap(title, width, `  ${time}  `, ' '.repeat(2 + timeColumns + 2)).map((line) => colors.bold(line)),
      );
      continue;
    }
    const paint = { good: colors.green, bad: colors.red, plain: String, dim: colors.dim }[row.tone];
    const head = `  ${colors.dim(time)}  ${padEnd(who, whoWidth)}  `;
    const [first = '', ...rest] = wrap(row.what, width, indent, indent);
    const tail = [first.slice(indent.length), ...rest.map((line) => line.slice(indent.length))];
    lines.push(`${head}${paint(tail[0] ?? '')}`.trimEnd(), ...tail.slice(1).map((line) => indent + paint(line)));
  }
  if (left !== null) lines.push(colors.dim(`  ${left}`));
  return lines;
}

/** As many as there is room for, and how many more there are. */
function whoText({ who }: TimelineRow, room: number): string {
  const short = shortSessions(who).map(printable);
  for (let shown = short.length; shown > 1; shown--) {
    const text = short.slice(0, shown).join(', ') + moreText(short.length - shown);
    if (columns(text) <= room) return text;
  }
  return `${short[0] ?? ''}${moreText(short.length - 1)}`;
}

function moreText(count: number): string {
  return count <= 0 ? '' : ` and ${count} more`;
}

/** When findings that say the same held, and after which steps. */
function whenText(members: readonly TimedFinding[], { steps }: SimulationReport): string {
  const [first] = members;
  if (first === undefined) return '';
  const { time } = first;
  const others = members.some((each) => each.time.firstMs !== time.firstMs || each.time.totalMs !== time.totalMs);
  const from = time.firstMs === null ? '' : `from ${clockText(time.firstMs)}, ${spanText(time.totalMs)} in all`;
  const parts = time.spanCount > 1 ? ` in ${counted(time.spanCount, 'part')}` : '';
  const ends = steps.length === 0 ? '' : `; holds ${endsText(time.endsOfSteps)}`;
  return `${from}${parts}${ends}${others ? '; the others at other times' : ''}`;
}

function endsText(ends: readonly number[]): string {
  const before = ends.includes(-1) ? ['before the first step'] : [];
  const numbers = ends.filter((each) => each >= 0).map((each) => each + 1);
  const ranges: [number, number][] = [];
  for (const each of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === each - 1) last[1] = each;
    else ranges.push([each, each]);
  }
  const shown = ranges.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
  const many = numbers.length > 1 ? 'steps' : 'step';
  return [...before, ...(numbers.length === 0 ? [] : [`after ${many} ${shown}`])].join(' and ');
}

const mostPassing = 12;

/** What is no standing trouble, one line each. */
function passingLines(findings: readonly TimedFinding[], colors: Colors, width: number): string[] {
  const groups = new Map<string, TimedFinding[]>();
  for (const finding of findings) {
    const { holds, firstMs, totalMs, spanCount } = finding.time;
    const key = JSON.stringify([finding.rule, holds, firstMs, totalMs, spanCount]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const all = [...groups.values()];
  if (all.length === 0) return [];
  const lines = all.slice(0, mostPassing).flatMap((members) => {
    const { rule, time } = members[0] as TimedFinding;
    const who = listed(shortSessions(members.map(({ subject }) => subject)), 3);
    const when =
      time.holds === 'beforeFirstStep'
        ? `until ${clockText((time.firstMs ?? 0) + time.totalMs)}`
        : `${clockText(time.firstMs ?? 0)} for ${spanText(time.totalMs)}${time.spanCount > 1 ? ` in ${counted(time.spanCount, 'part')}` : ''}`;
    return wrap(printable(`${rule}  ${who}  ${when}`), width, '  ', '      ').map((line) => colors.dim(line));
  });
  if (all.length > mostPassing)
    lines.push(colors.dim(`  … ${counted(all.length - mostPassing, 'line')} more; --format json has all`));
  return [colors.cyan('Only for a while'), ...lines];
}

const whenWords: Readonly<Record<ExpectationOverTime['when'], string>> = {
  afterLastStep: 'after the last step',
  always: 'always',
  atMostBrokenFor: 'but for a while',
  atEveryEnd: 'after every step',
};

function expectationLines({ judged, steps }: SimulationReport, colors: Colors, width: number): string[] {
  if (judged.expectations.length === 0) return [];
  const lines = ['Expectations'];
  const indent = ' '.repeat(11);
  for (const { of, met, why, when, at } of judged.expectations) {
    const word = met ? 'met    ' : 'not met';
    const told = steps.length === 0 || (of === 'design' && met) ? '' : `${whenWords[when]}: `;
    const [head = '', ...tail] = wrap(printable(`${told}${why}`), width - 11, '', '');
    lines.push(`  ${met ? colors.green(word) : colors.red(word)}  ${head}`, ...tail.map((line) => indent + line));
    if (met) continue;
    const place = at === null ? '' : `  ${printable(`${at.file}:${at.line}:${at.column}`)}`;
    lines.push(colors.dim(`${indent}${notMet}${place}`));
  }
  return lines;
}

function suppressedLines(
  findings: readonly { readonly suppressed: unknown; readonly severity: Severity }[],
  colors: Colors,
): string[] {
  const count = findings.filter(({ suppressed }) => suppressed !== null).length;
  return count === 0 ? [] : [colors.dim(`Not shown: ${counted(count, 'finding')} suppressed.`)];
}
