/**
 * What Junos prints for `show route … | display json`: each value is a list of one map with `data` in it,
 * or, in the compact form, the value itself. Routes of BGP alone are taken (Junos announces no other
 * without a policy), of several the active one. AS paths stand as sent: the own AS, in brackets, included.
 */
import { parsePrefix } from '../../net/parse-prefix.ts';
import type { AnnouncedFormat, AnnouncedReading } from './announced-format.ts';
import { asList, asMap, asUint32, type JsonMap } from './json-fields.ts';
import { jsonParts } from './json-parts.ts';
import { splitJunosPath } from './junos-path.ts';
import { lineCounter } from './line-counter.ts';
import { parseCommunities } from './path-text.ts';

export const junosJson: AnnouncedFormat = {
  id: 'junos-json',
  title: "Junos' JSON",
  recognises: ({ text }) => /^[\s\ufeff]*[{[]/.test(text) && text.includes('"route-information"'),
  read: readJunosJson,
};

function readJunosJson(bytes: Uint8Array, reading: AnnouncedReading): void {
  const text = new TextDecoder().decode(bytes);
  const placeOf = lineCounter(text);
  const report = (message: string, at: number, suggestion: string | null = null): void =>
    reading.problem({ message, where: { ...placeOf(at), width: 1, excerpt: null }, suggestion });
  let tableSeen = false;
  let isTableName = false;
  let table = '';
  for (const part of jsonParts(text, (path) => {
    if (path.at(-1) === 'route-table') tableSeen = true;
    isTableName = path.at(-1) === 'table-name';
    return isTableName || path.at(-2) === 'rt';
  })) {
    if ('fault' in part) {
      report(`the JSON is broken: ${part.fault}`, part.at);
      return;
    }
    if (isTableName) {
      table = dataOf(part.value) ?? '';
      continue;
    }
    if (!isUnicast(table)) {
      reading.note(`routes of table ${table.slice(0, 60)} are left out`, 1);
      continue;
    }
    const wrong = readRoute(asMap(part.value) ?? {}, reading);
    if (wrong !== null) report(wrong.message, part.at, wrong.suggestion);
  }
  if (!tableSeen) report('there is no `route-table` in this JSON', 0);
}

/** `inet.0`, `inet6.0`, and those of routing instances: `NAME.inet.0`. */
export function isUnicast(table: string): boolean {
  return table === '' || /(?:^|\.)inet6?\.0$/.test(table);
}

function readRoute(
  route: JsonMap,
  reading: AnnouncedReading,
): { readonly message: string; readonly suggestion: string | null } | null {
  const destination = dataOf(route['rt-destination']) ?? '';
  const length = dataOf(route['rt-prefix-length']);
  const prefixText = length === null || destination.includes('/') ? destination : `${destination}/${length}`;
  const prefix = parsePrefix(prefixText, { hostBits: 'mask' });
  if (!prefix.ok) {
    const message = `${JSON.stringify(prefixText.slice(0, 60))} is no prefix: ${prefix.why}`;
    return { message, suggestion: prefix.suggestion };
  }
  for (const each of asList(route['rt-entry'])) {
    const entry = asMap(each) ?? {};
    if (!/^bgp$/i.test(dataOf(entry['protocol-name']) ?? 'BGP')) {
      reading.note('routes that are not of BGP are left out', 1);
      continue;
    }
    const pathText = dataOf(entry['as-path']);
    const path = splitJunosPath(pathText ?? 'I', reading);
    if (path === null) {
      return {
        message: `a path to ${prefixText} cannot be read: ${JSON.stringify(pathText?.slice(0, 60))}`,
        suggestion: null,
      };
    }
    const { origin, asPath } = path;
    const communities = parseCommunities(communityTexts(entry['communities']), reading);
    const med = asUint32(dataOf(entry['med']) ?? dataOf(entry['metric']));
    const active = entry['current-active'] !== undefined || /^[*@]/.test(dataOf(entry['active-tag']) ?? '');
    reading.routes.add(prefix.value, reading.routes.groupOf({ asPath, origin, med, communities }), active);
  }
  return null;
}

function communityTexts(value: unknown): string[] {
  const communities = asList(value).flatMap((each) => asList(asMap(each)?.['community']));
  const texts = communities.length > 0 ? communities.map((each) => dataOf([each]) ?? '') : [dataOf(value) ?? ''];
  return texts.flatMap((text) => text.split(/\s+/));
}

/** The text of a value in any of its dresses; null: there is none. */
function dataOf(value: unknown): string | null {
  const inner: unknown = Array.isArray(value) ? value[0] : value;
  const data: unknown = asMap(inner)?.['data'] ?? inner;
  return typeof data === 'string' ? data.trim() : typeof data === 'number' ? String(data) : null;
}
