/** What is where: the table of each place asked for, one line a prefix, as text and as data. */
import picocolors from 'picocolors';
import { columns } from '../design/format-problem.ts';
import { covers } from '../net/prefix.ts';
import type { Prefix } from '../net/prefix.ts';
import { formatPrefix } from '../net/format-prefix.ts';
import type { Entry, PlaceId, PlacedRoute, Solution, Status } from '../aws/solution.ts';
import { printable } from './printable.ts';
import { alternativesText, attributesText, routeData } from './route-source.ts';
import type { RouteData } from './route-source.ts';
import { counted } from './words.ts';
import { padEnd } from './wrap.ts';

export interface PlaceRoutes {
  readonly place: PlaceId;
  readonly routes: readonly {
    readonly prefix: string;
    readonly status: Status;
    /** Exactly one of these is in use; the routes of one are used together. */
    readonly alternatives: readonly (readonly RouteData[])[];
  }[];
}

/** `prefix`: only what covers it or lies within it. */
export function placeRoutes(solution: Solution, places: readonly PlaceId[], prefix: Prefix | null): PlaceRoutes[] {
  return places.map((place) => ({
    place,
    routes: entriesOf(solution, place, prefix).map((entry) => ({
      prefix: formatPrefix(entry.prefix),
      status: entry.presence,
      alternatives: entry.alternatives.map((group) => group.map((route) => routeData(route))),
    })),
  }));
}

/** The tables of places as text; `prefix` shows only what covers it or lies inside it, null everything. */
export function reportRoutes(
  solution: Solution,
  places: readonly PlaceId[],
  prefix: Prefix | null,
  options: { readonly color: boolean },
): string {
  const colors = picocolors.createColors(options.color);
  const blocks = places.map((place) => {
    const entries = entriesOf(solution, place, prefix);
    const lines = [
      `${colors.bold(printable(place))}  ${colors.dim(counted(entries.length, 'prefix').replace('prefixs', 'prefixes'))}`,
    ];
    const rows = entries.map((entry) => rowOf(entry));
    const widths = [0, 1, 2].map((index) => rows.reduce((most, row) => Math.max(most, columns(row[index] ?? '')), 0));
    for (const row of rows) {
      const [text = '', status = '', over = '', attributes = ''] = row;
      const paint = status === 'certain' ? colors.green : colors.yellow;
      const line = [
        `  ${padEnd(text, widths[0] ?? 0)}`,
        paint(padEnd(status, widths[1] ?? 0)),
        padEnd(over, widths[2] ?? 0),
        colors.dim(attributes),
      ];
      lines.push((attributes === '' ? line.slice(0, 3) : line).join('  ').trimEnd());
    }
    return lines.join('\n');
  });
  return blocks.length === 0 ? 'There is no place that holds routes.\n' : `${blocks.join('\n\n')}\n`;
}

function entriesOf(solution: Solution, place: PlaceId, prefix: Prefix | null): Entry[] {
  const table = solution.table(place);
  if (table === undefined) return [];
  const entries = [...table.values()];
  if (prefix === null) return entries;
  return entries.filter((entry) => covers(entry.prefix, prefix) || covers(prefix, entry.prefix));
}

function rowOf(entry: Entry): string[] {
  const attributes = new Set(entry.alternatives.flat().map((route: PlacedRoute) => attributesText(route)));
  return [
    formatPrefix(entry.prefix),
    entry.presence,
    printable(alternativesText(entry.alternatives)),
    // Where the ways differ in their attributes, `explain` tells them apart.
    attributes.size === 1 ? ([...attributes][0] ?? '') : '',
  ];
}
