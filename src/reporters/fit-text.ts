/** A fit for people: what to announce, what that claims and draws, and what every prefix more would save. */
import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import { formatPrefix } from '../net/format-prefix.ts';
import { comparePrefixes, covers, widthOf } from '../net/prefix.ts';
import type { FamilyFit, FitCheck, FitResult, Redirected, UnitFit } from '../plan/fit/fit-result.ts';
import { findingSection } from './diff.ts';
import { printable } from './printable.ts';
import { counted, grouped, listed } from './words.ts';
import { padEnd, padStart, wrap } from './wrap.ts';

interface TextOptions {
  readonly color: boolean;
  readonly width: number;
}

/** A summary for a person. */
export function reportFitText(result: FitResult, inputs: readonly string[], options: TextOptions): string {
  const colors = picocolors.createColors(options.color);
  const width = Math.max(40, options.width);
  const sections = [
    verdict(result, inputs, colors),
    ...result.units.flatMap((unit) => unitSections(unit, colors, width)),
    ...(result.check === null ? [] : checkSections(result.check, colors, width)),
    findingSection('Found with the proposal and not before', result.findings, colors, width),
    findingSection('Solved by the proposal', result.solved, colors, width),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function verdict({ units, exitCode, profile }: FitResult, inputs: readonly string[], colors: Colors): string[] {
  const families = units.flatMap((unit) => unit.families);
  const sum = (of: (fit: FamilyFit) => number): number => families.reduce((total, fit) => total + of(fit), 0);
  const before = sum(({ announced }) => announced);
  const after = sum(({ summary }) => summary.size);
  const lossless = families.every(({ extra }) => extra === 0n);
  const word = exitCode === 0 ? colors.green(colors.bold('PASS')) : colors.red(colors.bold('FAIL'));
  const what =
    before === after ? `${prefixes(before)}, as few as they can be` : `${prefixes(before)} as ${grouped(after)}`;
  const claim = lossless ? 'nothing is claimed that was not announced' : 'more is claimed than was announced';
  const parts = [`${word}  ${what}`, claim, ...(profile === null ? [] : [`profile ${profile}`])];
  return [[...parts, printable(inputs.join(', '))].join('  ·  ')];
}

function prefixes(count: number): string {
  return `${grouped(count)} ${count === 1 ? 'prefix' : 'prefixes'}`;
}

function unitSections(unit: UnitFit, colors: Colors, width: number): string[][] {
  return unit.families.flatMap((fit) => [
    familyLines(unit, fit, colors, width),
    curveLines(fit, colors),
    announceLines(fit, colors),
  ]);
}

function familyLines({ announcers, sessions }: UnitFit, fit: FamilyFit, colors: Colors, width: number): string[] {
  const name = fit.family === 'ipv4' ? 'IPv4' : 'IPv6';
  const head = announcers.length === 0 ? name : `${name} of ${listed(announcers, 4)}`;
  const rows: [string, string][] = [];
  if (sessions.length > 0) rows.push(['seen on', listed(sessions, 6)]);
  rows.push(['announced', prefixes(fit.announced)]);
  rows.push(['the same in', `${prefixes(fit.exact)}${fit.cap === null ? '' : `, of ${grouped(fit.cap)} allowed`}`]);
  if (fit.rivalled > 0) rows.push(['kept apart', `${prefixes(fit.rivalled)} that others announce too, or cover`]);
  if (fit.extra > 0n) {
    const blocks = fit.extraBlocks.map(
      (block) => `${formatPrefix(block)} (${amount(1n << BigInt(widthOf(block.family) - block.length))})`,
    );
    const named = fit.extraBlockCount > blocks.length ? `, the largest ${blocks.join(', ')}` : `: ${blocks.join(', ')}`;
    const where = `in ${counted(fit.extraBlockCount, 'block')}${named}`;
    rows.push(['fits with', prefixes(fit.summary.size)]);
    rows.push(['claimed', `${addresses(fit.extra)} that ${fit.extra === 1n ? 'was' : 'were'} not announced, ${where}`]);
  }
  return [
    colors.bold(printable(head)),
    ...rows.flatMap(([label, text]) => wrap(printable(text), width, `  ${padEnd(label, 11)}  `, ' '.repeat(15))),
  ];
}

function addresses(count: bigint): string {
  return count === 1n ? '1 address' : `${amount(count)} addresses`;
}

/** Short where the digits say nothing: `2^64`, `1.50 × 2^70`. */
function amount(count: bigint): string {
  if (count < 10n ** 15n) return grouped(Number(count));
  const power = count.toString(2).length - 1;
  const factor = (Number((count * 1000n) >> BigInt(power)) / 1000).toFixed(2);
  if (factor === '1.00') return `2^${power}`;
  return factor === '2.00' ? `2^${power + 1}` : `${factor} × 2^${power}`;
}

const curveRows = 12;

/** Some numbers of prefixes, thick where it matters: at the proposal. The bars are of logarithms. */
function curveLines({ curve, exact, summary }: FamilyFit, colors: Colors): string[] {
  if (curve.length === 0) return [];
  const points = [...curve, { prefixes: exact, extra: 0n }];
  const step = Math.max(1, (points.length - 1) / (curveRows - 1));
  const chosen = new Set(points.map((_, i) => Math.round(i * step)).filter((i) => i < points.length));
  for (const i of [0, points.length - 2, points.length - 1]) chosen.add(i);
  const proposed = points.findIndex((point) => point.prefixes === summary.size);
  if (proposed >= 0) chosen.add(proposed);
  const shown = [...chosen].sort((a, b) => a - b).map((i) => points[i]!);
  const bits = (extra: bigint): number => (extra === 0n ? 0 : extra.toString(2).length);
  const most = Math.max(...shown.map(({ extra }) => bits(extra)));
  const names = shown.map(({ extra }) => addresses(extra));
  const count = Math.max(...shown.map(({ prefixes: each }) => grouped(each).length));
  const name = Math.max(...names.map(({ length }) => length));
  return [
    colors.bold('Claimed with so many prefixes'),
    ...shown.map(({ prefixes: each, extra }, i) => {
      const bar = '█'.repeat(Math.round((bits(extra) / Math.max(1, most)) * 24));
      const mark = each === summary.size ? '  proposed' : each === exact ? '  exact' : '';
      return `  ${padStart(grouped(each), count)}  ${padStart(names[i] ?? '', name)}  ${padEnd(bar, mark === '' ? 0 : 24)}${mark}`.trimEnd();
    }),
  ];
}

const shownPrefixes = 40;

function announceLines(fit: FamilyFit, colors: Colors): string[] {
  const [added, dropped] = [fit.added(), fit.dropped()];
  if (added.size === 0 && dropped.size === 0) return [];
  const shown = added.size <= shownPrefixes ? added.size : shownPrefixes / 2;
  const rows: { text: string; instead: number }[] = [];
  let j = 0;
  for (let i = 0; i < shown; i++) {
    const each = added.at(i);
    let instead = 0;
    // Both are sorted, and a new prefix stands before all that it takes the place of.
    while (j < dropped.size && (covers(each, dropped.at(j)) || comparePrefixes(dropped.at(j), each) < 0)) {
      if (covers(each, dropped.at(j++))) instead++;
    }
    rows.push({ text: formatPrefix(each), instead });
  }
  const width = rows.reduce((most, { text }) => Math.max(most, text.length), 0);
  const stay = fit.summary.size - added.size;
  const lines = rows.map(
    ({ text, instead }) => `  ${colors.green('+')} ${padEnd(text, width)}  instead of ${grouped(instead)}`,
  );
  if (shown < added.size) lines.push(`    and ${grouped(added.size - shown)} more: --format list prints them all`);
  const rest = [...(stay > 0 ? [`${prefixes(stay)} as before`] : []), `${grouped(dropped.size)} no more`];
  return [colors.bold('Announce'), ...lines, `    ${rest.join(', ')}`];
}

function checkSections(check: FitCheck, colors: Colors, width: number): string[][] {
  const lines = [colors.bold('Solved again with the proposal')];
  if (check.skipped === null) {
    const kept =
      check.moved.length === 0
        ? 'every address that was announced goes where it went'
        : colors.red('addresses go another way than before');
    lines.push(`  ${kept}, at ${counted(check.places, 'table')}`);
    for (const each of check.moved.slice(0, shownMoves)) lines.push(...moveLine(each, width));
    if (check.routersLeftOut > 0)
      lines.push(
        `  ${counted(check.routersLeftOut, 'router table')} not looked at: all of them together are too many routes`,
      );
  } else lines.push(...wrap(printable(check.skipped), width, '  ', '  '));
  for (const { id, offered, cap, outcome } of check.sessions) {
    lines.push(
      `  ${printable(id)}  ${grouped(offered)}${cap === null ? '' : ` of ${grouped(cap)}`} to AWS, ${outcome}`,
    );
  }
  if (check.skipped !== null) return [lines];
  return [lines, attractedLines(check.attracted, colors, width)];
}

const shownMoves = 8;

function attractedLines(attracted: readonly Redirected[], colors: Colors, width: number): string[] {
  if (attracted.length === 0) return [];
  const byWay = new Map<string, { places: Set<string>; of: Map<string, bigint> }>();
  for (const each of attracted) {
    const way = each.before.length === 0 ? 'that no route led to' : `that went to ${each.before.join(' or ')}`;
    const known = byWay.get(way) ?? { places: new Set(), of: new Map() };
    known.places.add(each.place);
    known.of.set(formatPrefix(each.prefix), each.addresses);
    byWay.set(way, known);
  }
  return [
    colors.bold('Drawn here besides'),
    ...[...byWay].flatMap(([way, { places, of }]) => {
      const sum = [...of.values()].reduce((total, each) => total + each, 0n);
      return wrap(printable(`${addresses(sum)} ${way}, seen from ${listed([...places], 4)}`), width, '  ', '    ');
    }),
  ];
}

function moveLine({ place, prefix, before, after }: Redirected, width: number): string[] {
  const way = (owners: readonly string[]): string => (owners.length === 0 ? 'nowhere' : owners.join(' or '));
  return wrap(
    printable(`${place}: ${formatPrefix(prefix)} from ${way(before)} to ${way(after)}`),
    width,
    '    ',
    '      ',
  );
}
