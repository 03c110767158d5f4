/**
 * When growth meets a cap, for people: the rates, the first break under each profile, the caps behind it,
 * and a picture of the counts over time, one line a cap, a column a slice of time.
 */
import type { Colors } from 'picocolors/types.js';
import { columns } from '../design/format-problem.ts';
import type { Course, DatedRoom, Growth, GrowthResult, ProfileGrowth } from '../plan/headroom/headroom-result.ts';
import { breakText } from './break-text.ts';
import { printable } from './printable.ts';
import { counted, grouped, listed } from './words.ts';
import { padEnd, padStart, wrap } from './wrap.ts';

/** Sections, each a list of lines. */
export function growthLines(result: GrowthResult, colors: Colors, width: number): string[][] {
  const [own, ...others] = result.profiles;
  if (own === undefined) return [];
  const differing = others.filter((other) => breakKey(other) !== breakKey(own));
  const rates = result.growth.flatMap((each) => wrap(printable(rateLine(each)), width, '  ', '    '));
  const steady = result.steady.length === 0 ? [] : [`  no growth in the history: ${listed(result.steady, 8)}`];
  const nothing = result.growth.length === 0 ? ['  nothing grows'] : [];
  return [
    [`Growth from ${result.from} to ${result.until}`, ...rates, ...nothing, ...steady.map((line) => printable(line))],
    [
      ...firstLines(own, result, colors, width),
      ...differing.flatMap((other) => firstLines(other, result, colors, width)),
      ...(differing.length === 0 && others.length > 0 ? [colors.dim('  the same under the other profile')] : []),
    ],
    laterLines(own, colors, width),
    pictureLines(own.courses, colors, width),
  ];
}

function breakKey({ firstBreak, whenRaised }: ProfileGrowth): string {
  const key = (room: DatedRoom | null | undefined): string => `${room?.date} ${room?.firstToBreak.quota}`;
  return `${key(firstBreak)} ${key(whenRaised?.firstBreak)}`;
}

function rateLine({ kind, subject, rate, source, points }: Growth): string {
  const what = kind === 'prefixes' ? `${subject}: prefixes` : `${kind} like ${subject}:`;
  const from = source === 'given' ? '' : `, a straight line through ${counted(points ?? 0, 'date')} of the history`;
  return `${what} ${rate}${from}`;
}

function firstLines(
  { profile, firstBreak, whenRaised }: ProfileGrowth,
  { until }: GrowthResult,
  colors: Colors,
  width: number,
): string[] {
  const said = (room: DatedRoom | null): string => {
    if (room === null) return `nothing breaks until ${until}`;
    const grown = room.grown
      .filter(({ count }) => count > 0)
      .map(
        ({ kind, subject, count }) =>
          `${grouped(count)} ${kind === 'prefixes' ? `prefixes at ${subject}` : `${kind} like ${subject}`}`,
      );
    return `${room.date}: ${breakText(room.firstToBreak)}, with ${listed(grown, 4)} more than today`;
  };
  const paint = firstBreak === null ? colors.green : colors.red;
  const lines = [
    paint(`First to break, profile ${profile}`),
    ...wrap(printable(said(firstBreak)), width, '  ', '    '),
  ];
  if (whenRaised !== null) {
    const text = `with what is adjustable raised in time, ${said(whenRaised.firstBreak)}`;
    lines.push(...wrap(printable(text), width, '  ', '    '));
  }
  return lines;
}

function laterLines({ bites, firstBreak }: ProfileGrowth, colors: Colors, width: number): string[] {
  const later = bites.filter(({ date, quota }) => date !== firstBreak?.date || quota !== firstBreak.firstToBreak.quota);
  if (later.length === 0) return [];
  return [
    'And then, if what breaks before is put right in time',
    ...later.flatMap((bite) =>
      wrap(printable(`${bite.date}: ${breakText(bite)}, today ${grouped(bite.usedToday)}`), width, '  ', '    '),
    ),
    colors.dim('  dated by solving without caps'),
  ];
}

const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const over = '×';

function pictureLines(courses: readonly Course[], colors: Colors, width: number): string[] {
  const [first] = courses;
  if (first === undefined || first.points.length < 2) return [];
  const rows = courses.map((course) => ({
    course,
    label: printable(`${course.quota}  ${course.subject}${course.alike === 0 ? '' : ` +${grouped(course.alike)}`}`),
    counts: `${grouped(course.points[0]?.used ?? 0)} → ${grouped(course.points.at(-1)?.used ?? 0)} of ${grouped(course.cap)}`,
  }));
  const count = Math.max(...rows.map(({ counts }) => counts.length));
  const label = Math.min(Math.max(...rows.map((row) => columns(row.label))), Math.max(24, width - count - 30));
  const room = Math.max(10, Math.min(first.points.length * 2, width - label - count - 6));
  const lines = rows.map(({ course, label: name, counts }) => {
    const text = columns(name) > label ? `${[...name].slice(0, label - 1).join('')}…` : name;
    return `  ${padEnd(text, label)}  ${bar(course, room, colors)}  ${padStart(counts, count)}`;
  });
  const from = first.points[0]?.date ?? '';
  const until = first.points.at(-1)?.date ?? '';
  const ruler = `${padEnd(from, room - until.length)}${until}`;
  return [
    'Counts over time, as a share of the cap',
    ...lines,
    colors.dim(`  ${' '.repeat(label)}  ${room >= from.length + until.length + 1 ? ruler : from}`),
    colors.dim(`  ${blocks[0]} little of the cap   ${blocks[7]} at the cap   ${over} over`),
  ];
}

/** One character a slice; between two dates that were solved the count runs evenly. */
function bar({ points, cap }: Course, room: number, colors: Colors): string {
  let out = '';
  for (let i = 0; i < room; i++) {
    const at = (i * (points.length - 1)) / Math.max(1, room - 1);
    const [low, high] = [points[Math.floor(at)], points[Math.ceil(at)]];
    const used = (low?.used ?? 0) + ((high?.used ?? 0) - (low?.used ?? 0)) * (at - Math.floor(at));
    const share = cap === 0 ? 1 : used / cap;
    if (share > 1) out += colors.red(over);
    else out += (share >= 0.8 ? colors.yellow : colors.green)(blocks[Math.min(7, Math.floor(share * 8))] ?? over);
  }
  return out;
}
