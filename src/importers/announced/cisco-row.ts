/** One route of a Cisco table, on one line or on several, and what it says. */
import { parsePrefix } from '../../net/parse-prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { AnnouncedReading } from './announced-format.ts';
import { parseAsPath, parseOrigin } from './path-text.ts';
import type { RouteGroup } from './route-collector.ts';
import { excerptOf } from './text-lines.ts';

/** Where networks and next hops begin, and where numbers end, in columns from 0. */
export interface CiscoColumns {
  readonly network: number;
  readonly nextHop: number;
  readonly metric: number;
  readonly localPreference: number;
  readonly weight: number;
}

const space = 32;
/** Of the largest metric there is. */
const metricDigits = 10;
/** A full table has some 150,000 paths; this bounds what is held of a file without repeats. */
const mostKnown = 1 << 18;

interface Token {
  readonly text: string;
  readonly at: number;
  readonly end: number;
  readonly line: number;
}

export class CiscoRow {
  readonly #columns: CiscoColumns;
  readonly #status: string;
  readonly #lines: { readonly text: string; readonly number: number }[];

  constructor(columns: CiscoColumns, status: string, line: string, number: number) {
    this.#columns = columns;
    this.#status = status;
    this.#lines = [{ text: line, number }];
  }

  more(line: string, number: number): void {
    this.#lines.push({ text: line, number });
  }

  /**
   * Puts the route out, and gives its network for the row below. `known`: what rows of these columns said
   * behind their next hops, which most of a large table repeats.
   */
  finish(above: string, localAs: number | null, known: Map<string, RouteGroup>, reading: AnnouncedReading): string {
    const { network: own, tail } = this.#parts();
    const network = own ?? above;
    if (/[sdhx]/.test(this.#status)) {
      reading.note('suppressed, damped and withdrawn routes are left out', 1);
      return network;
    }
    let group = tail === null ? undefined : known.get(tail);
    if (group === undefined) {
      const read = this.#readGroup(own !== null, localAs, reading);
      if (read === null) return network;
      group = read;
      if (tail !== null) {
        if (known.size >= mostKnown) known.clear();
        // A copy: a slice would keep its stretch of the file alive.
        known.set(` ${tail}`.slice(1), group);
      }
    }
    const prefix = readNetwork(network);
    if (typeof prefix === 'string') {
      this.#report(
        network === '' ? 'there is no network above this one' : `"${network.slice(0, 60)}" is no network: ${prefix}`,
        this.#tokens()[0],
        reading,
      );
      return network;
    }
    reading.routes.add(prefix, group, this.#status.includes('>'));
    return network;
  }

  /**
   * The network, or null where it is that of the row above; and what stands from the first column a metric
   * can begin in, or null where that is not all that follows the next hop.
   */
  #parts(): { readonly network: string | null; readonly tail: string | null } {
    const { text } = this.#lines[0]!;
    const { network: networkAt, nextHop, metric } = this.#columns;
    let at = skipSpaces(text, networkAt);
    let network: string | null = null;
    if (at < text.length && at < nextHop - 2) {
      const end = endOfToken(text, at);
      network = text.slice(at, end);
      at = skipSpaces(text, end);
    }
    if (this.#lines.length > 1) return { network, tail: null };
    const hopEnd = endOfToken(text, at);
    const from = metric - 1 - metricDigits;
    return { network, tail: hopEnd > from || skipSpaces(text, hopEnd) < from ? null : text.slice(from) };
  }

  /** What all but network and next hop say; null, and reported, when it cannot be read. */
  #readGroup(hasNetwork: boolean, localAs: number | null, reading: AnnouncedReading): RouteGroup | null {
    const columns = this.#columns;
    const rest = this.#tokens().slice(hasNetwork ? 2 : 1);
    const isNumber = ({ end }: Token): boolean => end <= columns.weight + 1;
    const path = rest.filter((token) => !isNumber(token)).map(({ text }) => text);
    const origin = parseOrigin(path.pop() ?? '');
    const asPath = parseAsPath(path.join(' '), 'confederation', reading);
    if (origin === null || asPath === null) {
      this.#report(
        'this has no AS path with an origin code at its end',
        rest.find((token) => !isNumber(token)),
        reading,
      );
      return null;
    }
    let med: number | null = null;
    for (const token of rest.filter(isNumber)) {
      const near = (column: number): boolean => Math.abs(token.end - column) <= 1;
      if (
        !/^\d{1,10}$/.test(token.text) ||
        !(near(columns.metric) || near(columns.localPreference) || near(columns.weight))
      ) {
        this.#report('this stands neither under Metric nor under LocPrf nor under Weight', token, reading);
        return null;
      }
      if (near(columns.metric)) med = Number(token.text);
    }
    if (localAs !== null && asPath[0] === localAs) asPath.unshift(localAs);
    return reading.routes.groupOf({ asPath, origin, med, communities: [] });
  }

  #tokens(): Token[] {
    const tokens: Token[] = [];
    for (const [i, { text, number }] of this.#lines.entries()) {
      let end = i === 0 ? this.#columns.network : 0;
      while (end < text.length) {
        const at = skipSpaces(text, end);
        end = endOfToken(text, at);
        if (end > at) tokens.push({ text: text.slice(at, end), at, end, line: number });
      }
    }
    return tokens;
  }

  #report(message: string, token: Token | undefined, reading: AnnouncedReading): void {
    const line = token?.line ?? this.#lines[0]!.number;
    const text = this.#lines.find(({ number }) => number === line)?.text ?? '';
    const where = { line, column: (token?.at ?? 0) + 1, width: token?.text.length ?? 1, excerpt: excerptOf(text) };
    reading.problem({ message, where });
  }
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === space) at++;
  return at;
}

function endOfToken(text: string, at: number): number {
  const next = text.indexOf(' ', at);
  return next < 0 ? text.length : next;
}

/** IOS leaves the length out where it is that of the class (RFC 791). A text says what is wrong. */
function readNetwork(text: string): Prefix | string {
  // Most have one, and a whole table is gone through here.
  const first = text.includes('/') ? NaN : Number(/^(\d{1,3})\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.exec(text)?.[1] ?? NaN);
  const classful = text === '0.0.0.0' ? 0 : first < 128 ? 8 : first < 192 ? 16 : first < 224 ? 24 : null;
  const parsed = parsePrefix(classful === null ? text : `${text}/${classful}`);
  return parsed.ok ? parsed.value : parsed.why;
}
