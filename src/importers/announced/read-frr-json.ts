/**
 * What FRR's `show bgp … json` prints: whole tables, what a neighbor is sent (`advertised-routes`) or sent
 * (`routes`, `received-routes`), in brief or in detail, of one VRF or of all. Paths are as FRR holds them:
 * the own AS is put in front only on the wire, so one that stands there already is a prepend (measured
 * with FRR 8.4). In brief FRR does not print communities.
 */
import type { Origin } from '../../bgp/attributes.ts';
import { parsePrefix } from '../../net/parse-prefix.ts';
import type { AnnouncedFormat, AnnouncedReading } from './announced-format.ts';
import { asList, asMap, asUint32, type JsonMap } from './json-fields.ts';
import { jsonParts } from './json-parts.ts';
import { lineCounter } from './line-counter.ts';
import { parseAsPath, parseCommunities, parseOrigin } from './path-text.ts';

export const frrJson: AnnouncedFormat = {
  id: 'frr-json',
  title: "FRR's JSON",
  recognises: ({ text }) => /^[\s\ufeff]*[{[]/.test(text) && !text.includes('"route-information"'),
  read: readFrrJson,
};

/** Maps from prefixes to paths. */
const tables = new Set(['routes', 'advertisedRoutes', 'receivedRoutes']);

function readFrrJson(bytes: Uint8Array, reading: AnnouncedReading): void {
  const text = new TextDecoder().decode(bytes);
  const placeOf = lineCounter(text);
  const report = (message: string, at: number, suggestion: string | null = null): void =>
    reading.problem({ message, where: { ...placeOf(at), width: 1, excerpt: null }, suggestion });
  let tableSeen = false;
  let wanted = '';
  let prefixText = '';
  let localAs: number | null = null;
  for (const part of jsonParts(text, (path) => {
    const last = path.at(-1) ?? '';
    if (tables.has(last)) tableSeen = true;
    if (tables.has(path.at(-2) ?? '')) {
      [wanted, prefixText] = ['paths', last];
      return true;
    }
    // `show bgp ipv4 unicast PREFIX json` is about one prefix, and says which before its paths.
    if (path.length === 1 && (last === 'paths' || last === 'prefix' || last === 'localAS')) {
      wanted = last;
      return true;
    }
    if (last === 'localAS') wanted = last;
    return last === 'localAS';
  })) {
    if ('fault' in part) {
      report(`the JSON is broken: ${part.fault}`, part.at);
      return;
    }
    const { value, at } = part;
    if (wanted === 'localAS') {
      localAs = asUint32(value);
      if (localAs !== null) reading.localAs(localAs);
      continue;
    }
    if (wanted === 'prefix') {
      prefixText = typeof value === 'string' ? value : '';
      continue;
    }
    tableSeen = true;
    const prefix = parsePrefix(prefixText, { hostBits: 'mask' });
    if (!prefix.ok) {
      report(`${JSON.stringify(prefixText.slice(0, 60))} is no prefix: ${prefix.why}`, at, prefix.suggestion);
      continue;
    }
    for (const path of pathsOf(value)) {
      const read = readPath(path, localAs, reading);
      if (typeof read === 'string') report(`a path to ${prefixText} cannot be read: ${read}`, at);
      else if (read !== null) reading.routes.add(prefix.value, reading.routes.groupOf(read), read.best);
    }
  }
  if (!tableSeen) report('there are no `routes`, `advertisedRoutes` or `paths` in this JSON', 0);
}

/** A list of paths, a map with one, or the one path itself. */
function pathsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  const map = asMap(value);
  return map !== null && Array.isArray(map['paths']) ? asList(map['paths']) : [value];
}

interface ReadPath {
  readonly asPath: readonly number[];
  readonly origin: Origin;
  readonly med: number | null;
  readonly communities: readonly string[];
  readonly best: boolean;
}

/** A text says what is wrong; null: a path that is not announced. */
function readPath(value: unknown, localAs: number | null, reading: AnnouncedReading): ReadPath | string | null {
  const path = asMap(value);
  if (path === null) return 'it is no map';
  const symbols = asMap(path['appliedStatusSymbols']) ?? {};
  const unused = (['suppressed', 's'] as const).some((key) => path[key] === true || symbols[key] === true);
  if (unused) {
    reading.note('suppressed routes are left out', 1);
    return null;
  }
  if (['damped', 'history', 'removed'].some((key) => path[key] === true)) return null;
  const pathText = typeof path['path'] === 'string' ? path['path'] : asMap(path['aspath'])?.['string'];
  if (typeof pathText !== 'string') return 'it has no AS path';
  const asPath = pathText === 'Local' ? [] : parseAsPath(pathText, 'confederation', reading);
  if (asPath === null) return `${JSON.stringify(pathText.slice(0, 60))} is no AS path`;
  if (localAs !== null && asPath[0] === localAs) asPath.unshift(localAs);
  const originText = path['origin'] ?? path['bgpOriginCode'];
  const origin =
    originText === undefined ? 'incomplete' : parseOrigin(typeof originText === 'string' ? originText : '');
  if (origin === null) return 'its origin is none of IGP, EGP, incomplete';
  return { asPath, origin, med: medOf(path), communities: communitiesOf(path, reading), best: isBest(path, symbols) };
}

function isBest(path: JsonMap, symbols: JsonMap): boolean {
  const { bestpath } = path;
  return bestpath === true || asMap(bestpath)?.['overall'] === true || path['best'] === true || symbols['>'] === true;
}

function medOf(path: JsonMap): number | null {
  return asUint32(path['metric'] ?? path['med']);
}

function communitiesOf(path: JsonMap, reading: AnnouncedReading): string[] {
  for (const key of ['largeCommunity', 'extendedCommunity']) {
    if (path[key] !== undefined) reading.note('communities that are not of RFC 1997 are left out', 1);
  }
  const { community } = path;
  const texts = typeof community === 'string' ? community : asMap(community)?.['string'];
  const list = asMap(community)?.['list'];
  if (Array.isArray(list))
    return parseCommunities(
      list.map((each) => (typeof each === 'string' ? camelless(each) : '')),
      reading,
    );
  return typeof texts === 'string' ? parseCommunities(texts.split(/\s+/), reading) : [];
}

/** In lists FRR writes well-known names in its JSON's manner: `noExport`. */
function camelless(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
