/**
 * `headroom` for people: what is over already, how many more prefixes each site and how many more branches
 * and VPCs each gateway can take and what breaks first, the other counts with the tightest in front, and
 * when growth meets a cap. What is alike shares a line, and of very many lines the tightest are shown.
 */
import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import { columns } from '../design/format-problem.ts';
import type { HeadroomResult, HeadroomRow, Room } from '../plan/headroom/headroom-result.ts';
import { breakText } from './break-text.ts';
import { growthLines } from './growth-text.ts';
import { printable } from './printable.ts';
import { shortSessions } from './short-sessions.ts';
import { findingLines } from './text-findings.ts';
import { counted, grouped, listed } from './words.ts';
import { padEnd, padStart, wrap } from './wrap.ts';

/** Headroom and growth, for a person. */
export function reportHeadroom(
  result: HeadroomResult,
  options: { readonly color: boolean; readonly width: number },
): string {
  const colors = picocolors.createColors(options.color);
  const width = Math.max(60, options.width);
  const over = result.findings.filter(({ suppressed }) => suppressed === null);
  const sections = [
    verdictLines(result, over.length, colors),
    findingLines(over, colors, width),
    siteLines(result.headroom, colors, width),
    hubLines(result.headroom, colors, width),
    countLines('Other routes', result.headroom.filter(isOtherCount), colors, width),
    countLines(
      'Objects',
      result.headroom.filter(({ kind, used }) => kind === 'objects' && used > 0),
      colors,
      width,
    ),
    ...(result.growth === null ? [] : growthLines(result.growth, colors, width)),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function verdictLines({ exitCode, profile, inputs }: HeadroomResult, over: number, colors: Colors): string[] {
  const word = exitCode === 1 ? colors.red(colors.bold('FAIL')) : colors.green(colors.bold('PASS'));
  const found = over === 0 ? 'nothing is over a cap' : `${counted(over, 'finding')}: over a cap already`;
  return [[`${word}  ${found}`, `profile ${profile}`, printable(listed(inputs, 4))].join('  ·  ')];
}

function leftText(left: number | null): string {
  return left === null ? 'any' : grouped(left);
}

const mostRows = 20;

interface Folded {
  readonly row: HeadroomRow;
  readonly names: string[];
}

/** Rows of one kind that say the same but for their names. */
function folded(rows: readonly HeadroomRow[], nameOf: (row: HeadroomRow) => string): Folded[] {
  const groups = new Map<string, Folded>();
  for (const row of rows) {
    const { kind, quota, used, cap, left, firstToBreak } = row;
    const key = JSON.stringify([kind, quota, used, cap, left, firstToBreak?.quota, firstToBreak?.used]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { row, names: [nameOf(row)] });
    else if (!known.names.includes(nameOf(row))) known.names.push(nameOf(row));
  }
  return [...groups.values()];
}

/** One line a router: its fullest session speaks for it. */
function siteLines(rows: readonly HeadroomRow[], colors: Colors, width: number): string[] {
  const fullest = new Map<string, HeadroomRow>();
  for (const row of rows) {
    if (row.kind !== 'inbound') continue;
    const name = row.router ?? row.subject;
    const key = `${name} ${row.quota} ${row.left}`;
    const known = fullest.get(key);
    if (known === undefined || row.used > known.used) fullest.set(key, row);
  }
  if (fullest.size === 0) return [];
  const groups = folded([...fullest.values()], (row) => row.router ?? row.subject);
  const cells = groups.slice(0, mostRows).map(({ row, names }) => ({
    row,
    name: printable(listed(names, 3)) + (names.length > 3 ? ` (${grouped(names.length)})` : ''),
    used: `${grouped(row.used)} of ${grouped(row.cap ?? 0)}`,
    left: leftText(row.left),
  }));
  const widest = (of: (cell: (typeof cells)[number]) => string, title: string): number =>
    Math.max(title.length, ...cells.map((cell) => columns(of(cell))));
  const [name, used, left] = [
    widest((cell) => cell.name, 'site'),
    widest((cell) => cell.used, 'announces'),
    widest((cell) => cell.left, 'more'),
  ];
  const head = `  ${padEnd('site', name)}  ${padStart('announces', used)}  ${padStart('more', left)}  the next one breaks`;
  const lines = ['Prefixes that a site can announce besides', colors.dim(head)];
  const indent = ' '.repeat(name + used + left + 8);
  for (const cell of cells) {
    const { firstToBreak, proof } = cell.row;
    const first = firstToBreak === null ? 'nothing known' : breakText(firstToBreak);
    const [text = '', ...rest] = wrap(printable(first + proofText(proof)), Math.max(30, width - indent.length), '', '');
    const front = `  ${padEnd(cell.name, name)}  ${padStart(cell.used, used)}  `;
    lines.push(`${front}${tone(cell.row.left, colors)(padStart(cell.left, left))}  ${text}`);
    lines.push(...rest.map((line) => indent + line), ...otherProfileLine(cell.row, colors, indent));
  }
  const hidden = groups.length - cells.length;
  if (hidden > 0)
    lines.push(colors.dim(`  and ${grouped(hidden)} further lines with more room: --format json has all`));
  return lines;
}

function proofText(proof: HeadroomRow['proof']): string {
  return proof === 'counted' ? ' (counted, not solved)' : '';
}

function tone(left: number | null, colors: Colors): (text: string) => string {
  return left === 0 ? colors.red : colors.green;
}

function otherProfileLine({ otherProfile }: HeadroomRow, colors: Colors, indent: string): string[] {
  if (otherProfile === null) return [];
  const { profile, left, firstToBreak } = otherProfile;
  const then = firstToBreak === null ? '' : `, then ${breakText(firstToBreak)}`;
  return [colors.dim(printable(`${indent}with --profile ${profile}: ${leftText(left)} more${then}`))];
}

function hubLines(rows: readonly HeadroomRow[], colors: Colors, width: number): string[] {
  const hubs = rows.filter(({ kind }) => kind === 'branches' || kind === 'vpcs');
  if (hubs.length === 0) return [];
  const shown = hubs.slice(0, mostRows);
  const lines = ['Branches and VPCs that a gateway can take besides'];
  for (const row of shown) {
    const { subject, unit, like, used, left, whenRaised } = row;
    const noun = left === 1 ? unit.replace(/es$/, '').replace(/s$/, '') : unit;
    const head = `${subject}: ${leftText(left)} more ${noun} like ${like} (${grouped(used)} there)`;
    lines.push(...wrap(printable(`${head}${thenText(row)}`), width, '  ', '    '));
    if (whenRaised !== null) {
      const text = `with what is adjustable raised: ${leftText(whenRaised.left)} more${thenText(whenRaised)}`;
      lines.push(...wrap(printable(text), width, '    ', '      '));
    }
    lines.push(...otherProfileLine(row, colors, '    '));
  }
  if (hubs.length > shown.length) lines.push(colors.dim(`  and ${grouped(hubs.length - shown.length)} further lines`));
  return lines;
}

function thenText({ firstToBreak }: Room): string {
  return firstToBreak === null ? '; nothing known breaks' : `; the next breaks ${breakText(firstToBreak)}`;
}

function isOtherCount({ kind, used }: HeadroomRow): boolean {
  return used > 0 && ['outbound', 'table', 'gateway', 'association'].includes(kind);
}

/** Counts against their own quotas, the fullest first. */
function countLines(title: string, rows: readonly HeadroomRow[], colors: Colors, width: number): string[] {
  if (rows.length === 0) return [];
  const share = ({ row }: Folded): number => row.used / Math.max(1, row.cap ?? Infinity);
  const groups = folded(rows, ({ subject }) => subject).sort((a, b) => share(b) - share(a));
  const cells = groups.slice(0, mostRows).map(({ row, names }) => ({
    row,
    quota: `${row.quota}${row.adjustable ? ' *' : ''}`,
    used: `${grouped(row.used)} of ${grouped(row.cap ?? 0)}`,
    left: leftText(row.left),
    name: printable(listed(shortSessions(names), 3)),
  }));
  const widest = (of: (cell: (typeof cells)[number]) => string, word: string): number =>
    Math.max(word.length, ...cells.map((cell) => columns(of(cell))));
  const [quota, used, left] = [
    widest((cell) => cell.quota, 'quota'),
    widest((cell) => cell.used, 'used'),
    widest((cell) => cell.left, 'left'),
  ];
  const lines = [
    title,
    colors.dim(`  ${padEnd('quota', quota)}  ${padStart('used', used)}  ${padStart('left', left)}  at`),
  ];
  const indent = ' '.repeat(quota + used + left + 8);
  for (const cell of cells) {
    const front = `  ${padEnd(cell.quota, quota)}  ${padStart(cell.used, used)}  `;
    const [at = '', ...rest] = wrap(cell.name, Math.max(30, width - indent.length), '', '');
    lines.push(`${front}${tone(cell.row.left, colors)(padStart(cell.left, left))}  ${at}`);
    lines.push(...rest.map((line) => indent + line));
    const { otherProfile } = cell.row;
    if (otherProfile !== null) {
      const cap = otherProfile.cap === null ? 'no such cap' : `cap ${grouped(otherProfile.cap)}`;
      lines.push(
        colors.dim(`${indent}with --profile ${otherProfile.profile}: ${leftText(otherProfile.left)} left, ${cap}`),
      );
    }
  }
  if (groups.length > cells.length)
    lines.push(colors.dim(`  and ${grouped(groups.length - cells.length)} further lines with more room`));
  if (cells.some(({ row }) => row.adjustable)) lines.push(colors.dim('  * AWS raises it on request'));
  return lines;
}
