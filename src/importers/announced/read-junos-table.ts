/**
 * What Junos prints for `show route advertising-protocol bgp …` and `receive-protocol` (columns told by the
 * header) and for `show route` (a line a route, `AS path:` below). Routes of BGP alone are taken (Junos
 * announces no other without a policy), of several the active one. In the columns AS paths stand as sent.
 */
import { parsePrefix } from '../../net/parse-prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { AnnouncedFormat, AnnouncedReading } from './announced-format.ts';
import { splitJunosPath } from './junos-path.ts';
import { isUnicast } from './read-junos-json.ts';
import { excerptOf, expandTabs, isPager, isPrompt, textLines } from './text-lines.ts';

export const junosTable: AnnouncedFormat = {
  id: 'junos',
  title: "Junos' `show route`",
  recognises: ({ text }) => tableName.test(text) || header.test(text),
  read: readTable,
};

const tableName = /^(\S+): \d+ destinations?, \d+ routes?/m;
const header = /^\s*Prefix\s+Nexthop\s+MED\s+Lclpref\s+AS path\s*$/m;

interface Columns {
  readonly nextHop: number;
  readonly med: number;
  readonly localPreference: number;
  readonly path: number;
}

interface OpenRoute {
  readonly prefix: Prefix;
  readonly active: boolean;
  med: number | null;
}

function readTable(bytes: Uint8Array, reading: AnnouncedReading): void {
  let columns: Columns | null = null;
  let skips = false;
  let prefix: Prefix | null = null;
  let route: OpenRoute | null = null;
  const put = (open: OpenRoute, pathText: string): boolean => {
    const path = splitJunosPath(pathText, reading);
    if (path === null) return false;
    const group = reading.routes.groupOf({ ...path, med: open.med, communities: [] });
    reading.routes.add(open.prefix, group, open.active);
    return true;
  };
  for (const { number, text } of textLines(bytes)) {
    const line = expandTabs(text).trimEnd();
    const report = (message: string, suggestion: string | null = null): void =>
      reading.problem({ message, where: { line: number, column: 1, width: 1, excerpt: excerptOf(text) }, suggestion });
    const table = tableName.exec(line)?.[1];
    if (table !== undefined) {
      [columns, prefix, route] = [null, null, null];
      skips = !isUnicast(table);
      if (skips) reading.note(`routes of table ${table.slice(0, 60)} are left out`, 1);
      continue;
    }
    if (header.test(line)) {
      columns = columnsOf(line);
      route = null;
      continue;
    }
    if (skips || around.test(line) || isPager(line) || isPrompt(line)) continue;
    const row = /^(?:[*@+ -] ?)?([0-9a-f.:]+\/\S+)(.*)$/i.exec(line);
    if (row !== null) {
      const parsed = parsePrefix(row[1] ?? '');
      [prefix, route] = [parsed.ok ? parsed.value : null, null];
      if (!parsed.ok) report(`"${(row[1] ?? '').slice(0, 60)}" is no prefix: ${parsed.why}`, parsed.suggestion);
      else if (columns !== null) route = { prefix: parsed.value, active: /^[*@]/.test(line), med: null };
    }
    if (columns !== null) {
      const from = row === null ? 0 : line.length - (row[2] ?? '').length;
      if (route === null || line.slice(from).trim() === '') {
        if (row === null) report('this is no row of the table');
        continue;
      }
      const fields = fieldsOf(line, from, columns);
      if (fields === null || !put({ ...route, med: fields.med }, fields.path)) report('this row cannot be read');
      route = null;
      continue;
    }
    const start = /([*+-]?)\[([\w-]+)\/\S+\]\s*(.*)$/.exec(line);
    if (start !== null) {
      const [, flag = '', protocol = '', rest = ''] = start;
      route = null;
      if (prefix === null) report('there is no prefix above this');
      else if (protocol !== 'BGP') reading.note('routes that are not of BGP are left out', 1);
      else route = { prefix, active: flag === '*' || flag === '+', med: medOf(rest) };
      continue;
    }
    const path = /^\s+AS path:(.*)$/.exec(line);
    if (path !== null && route !== null) {
      if (!put(route, path[1] ?? '')) report('this AS path cannot be read');
      route = null;
    } else if (row === null && !line.startsWith(' ')) report('this is no line of `show route`');
  }
}

/** Lines that come before, between and after routes. */
const around = /^\s*$|^\+ = Active|^Restart|^\{\S+\}$|^\s+Restart/;

function columnsOf(line: string): Columns {
  const at = (word: string): number => line.indexOf(word);
  return { nextHop: at('Nexthop'), med: at('MED'), localPreference: at('Lclpref'), path: at('AS path') };
}

/** What is wider than its column pushes what follows to the right, one space behind it. */
function fieldsOf(
  line: string,
  from: number,
  columns: Columns,
): { readonly med: number | null; readonly path: string } | null {
  let shift = 0;
  const wordAt = (at: number, next: number): string => {
    const word = /^\S*/.exec(line.slice(at + shift))![0];
    shift += Math.max(0, at + shift + word.length + 1 - (next + shift));
    return word;
  };
  const nextHop = /^\s*\S+/.exec(line.slice(from))?.[0] ?? '';
  shift = Math.max(0, from + nextHop.length + 1 - columns.med);
  const med = wordAt(columns.med, columns.localPreference);
  const localPreference = wordAt(columns.localPreference, columns.path);
  if (!/^(?:\d{1,10})?$/.test(med) || !/^(?:\d{1,10})?$/.test(localPreference)) return null;
  return { med: med === '' ? null : Number(med), path: line.slice(columns.path + shift) };
}

function medOf(text: string): number | null {
  const med = /\bMED (\d{1,10})\b/.exec(text)?.[1];
  return med === undefined ? null : Number(med);
}
