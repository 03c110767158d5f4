/** A drawing as SVG: columns from left to right, places ordered so that few lines cross, each state told in words too. */
import { htmlText } from './html-text.ts';
import { drawingColumns } from './network-drawing.ts';
import type { DrawnPlace, Drawing } from './network-drawing.ts';

const boxWidth = 200;
const boxHeight = 42;
const rowPitch = 54;
const columnPitch = 268;
const headHeight = 30;
const margin = 4;
/** Characters that fit in a box. */
const mostLetters = 25;

export function networkSvg({ places, lines }: Drawing, alt: string): string {
  const lanes = withLanes(places, lines);
  const columns = ordered(lanes.places, lanes.lines);
  const tallest = Math.max(1, ...columns.map(({ members }) => members.length));
  const height = headHeight + tallest * rowPitch + margin;
  const width = (columns.length - 1) * columnPitch + boxWidth + 2 * margin;
  const at = new Map<string, { readonly x: number; readonly y: number }>();
  for (const [index, { members }] of columns.entries()) {
    const top = headHeight + ((tallest - members.length) * rowPitch) / 2;
    for (const [row, { id }] of members.entries())
      at.set(id, { x: margin + index * columnPitch, y: top + row * rowPitch });
  }
  const heads = columns.map(
    ({ column }, index) =>
      `<text class="head" x="${margin + index * columnPitch}" y="16">${drawingColumns[column] ?? ''}</text>`,
  );
  const through = lanes.places.flatMap((each) => {
    const corner = at.get(each.id);
    if (!isLane(each) || corner === undefined) return [];
    return [`<path class="link ${each.state}" d="M${corner.x} ${corner.y + boxHeight / 2}h${boxWidth}"/>`];
  });
  const drawn = lanes.lines.flatMap(({ from, to, state }) => {
    const [start, end] = [at.get(from), at.get(to)];
    if (start === undefined || end === undefined) return [];
    const [x1, y1, x2, y2] = [start.x + boxWidth, start.y + boxHeight / 2, end.x, end.y + boxHeight / 2];
    const middle = (x1 + x2) / 2;
    return [`<path class="link ${state}" d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}"/>`];
  });
  const boxes = places.flatMap((each) => {
    const corner = at.get(each.id);
    return corner === undefined ? [] : [boxOf(each, corner)];
  });
  const label = htmlText(alt);
  return [
    `<svg class="network" role="img" aria-label="${label}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    ...heads,
    ...through,
    ...drawn,
    ...boxes,
    '</svg>',
  ].join('\n');
}

function boxOf({ label, detail, state }: DrawnPlace, { x, y }: { readonly x: number; readonly y: number }): string {
  const sign = { ok: '✓ ', near: '! ', bad: '✗ ', plain: '' }[state];
  return [
    `<g><title>${htmlText(`${label}: ${detail}`)}</title>`,
    `<rect class="place ${state}" x="${x}" y="${y}" width="${boxWidth}" height="${boxHeight}" rx="6"/>`,
    `<text x="${x + 10}" y="${y + 18}">${htmlText(shortened(label, mostLetters))}</text>`,
    `<text class="small" x="${x + 10}" y="${y + 34}">${htmlText(shortened(sign + detail, mostLetters + 6))}</text></g>`,
  ].join('');
}

function isLane({ id }: DrawnPlace): boolean {
  return id.startsWith('lane/');
}

/** Lines that pass a column get a place in it to pass through, one for all that go to the same place in the same state. */
function withLanes(places: readonly DrawnPlace[], lines: Drawing['lines']): Drawing {
  const columnOf = new Map(places.map(({ id, column }) => [id, column]));
  const filled = new Set(columnOf.values());
  const all = new Map(places.map((each) => [each.id, each]));
  const parts = lines.flatMap(({ from, to, state }) => {
    const steps = [from];
    for (let column = (columnOf.get(from) ?? 0) + 1; column < (columnOf.get(to) ?? 0); column += 1) {
      if (!filled.has(column)) continue;
      const id = `lane/${column}/${state}/${to}`;
      all.set(id, { id, column, label: '', detail: '', state });
      steps.push(id);
    }
    return [...steps, to].slice(1).map((next, index) => ({ from: steps[index] ?? from, to: next, state }));
  });
  return { places: [...all.values()], lines: parts };
}

/** The middle is left out: names tend to differ at their ends. */
function shortened(text: string, most: number): string {
  const letters = [...text];
  if (letters.length <= most) return text;
  const half = Math.floor((most - 1) / 2);
  return `${letters.slice(0, most - 1 - half).join('')}…${letters.slice(-half).join('')}`;
}

interface Column {
  readonly column: number;
  members: readonly DrawnPlace[];
}

/** Columns that hold something; each place near the mean of those it is linked with, from the left and from the right. */
function ordered(places: readonly DrawnPlace[], lines: Drawing['lines']): Column[] {
  const columns = drawingColumns.flatMap((_, column): Column[] => {
    const members = places.filter((each) => each.column === column);
    return members.length === 0 ? [] : [{ column, members }];
  });
  const linked = new Map<string, string[]>();
  for (const { from, to } of lines) {
    linked.set(from, [...(linked.get(from) ?? []), to]);
    linked.set(to, [...(linked.get(to) ?? []), from]);
  }
  const sweep = (these: readonly Column[]): void => {
    const rank = new Map<string, number>();
    for (const column of these) {
      const wanted = new Map(column.members.map(({ id }, row) => [id, meanRank(linked.get(id) ?? [], rank) ?? row]));
      column.members = [...column.members].sort((a, b) => (wanted.get(a.id) ?? 0) - (wanted.get(b.id) ?? 0));
      const { length } = column.members;
      for (const [row, { id }] of column.members.entries()) rank.set(id, (row + 0.5) / length);
    }
  };
  sweep(columns);
  sweep([...columns].reverse());
  sweep(columns);
  return columns;
}

function meanRank(ids: readonly string[], rank: ReadonlyMap<string, number>): number | null {
  const known = ids.flatMap((id) => rank.get(id) ?? []);
  return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0) / known.length;
}
