/** One route of a Cisco table, on one line or on several, and what it says. */
import { parsePrefix } from '../../net/parse-prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { AnnouncedReading } from './announced-format.ts';
import { parseAsPath, parseOrigin } from './path-text.ts';
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

  /** Puts the route out, and gives its network for the row below. */
  finish(above: string, localAs: number | null, reading: AnnouncedReading): string {
    const columns = this.#columns;
    const tokens = this.#tokens();
    const [first] = tokens;
    const hasNetwork = first !== undefined && first.line === this.#lines[0]!.number && first.at < columns.nextHop - 2;
    const network = hasNetwork ? first.text : above;
    const rest = tokens.slice(hasNetwork ? 2 : 1);
    if (/[sdhx]/.test(this.#status)) {
      reading.note('suppressed, damped and withdrawn routes are left out', 1);
      return network;
    }
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
      return network;
    }
    let med: number | null = null;
    for (const token of rest.filter(isNumber)) {
      const near = (column: number): boolean => Math.abs(token.end - column) <= 1;
      if (
        !/^\d{1,10}$/.test(token.text) ||
        !(near(columns.metric) || near(columns.localPreference) || near(columns.weight))
      ) {
        this.#report('this stands neither under Metric nor under LocPrf nor under Weight', token, reading);
        return network;
      }
      if (near(columns.metric)) med = Number(token.text);
    }
    const prefix = readNetwork(network);
    if (typeof prefix === 'string') {
      this.#report(
        network === '' ? 'there is no network above this one' : `"${network.slice(0, 60)}" is no network: ${prefix}`,
        first,
        reading,
      );
      return network;
    }
    if (localAs !== null && asPath[0] === localAs) asPath.unshift(localAs);
    const group = reading.routes.groupOf({ asPath, origin, med, communities: [] });
    reading.routes.add(prefix, group, this.#status.includes('>'));
    return network;
  }

  #tokens(): Token[] {
    const tokens: Token[] = [];
    for (const [i, { text, number }] of this.#lines.entries()) {
      let end = i === 0 ? this.#columns.network : 0;
      while (end < text.length) {
        let at = end;
        while (text.charCodeAt(at) === space) at++;
        const next = text.indexOf(' ', at);
        end = next < 0 ? text.length : next;
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

/** IOS leaves the length out where it is that of the class (RFC 791). A text says what is wrong. */
function readNetwork(text: string): Prefix | string {
  const first = Number(/^(\d{1,3})\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.exec(text)?.[1] ?? NaN);
  const classful = text === '0.0.0.0' ? 0 : first < 128 ? 8 : first < 192 ? 16 : first < 224 ? 24 : null;
  const parsed = parsePrefix(classful === null ? text : `${text}/${classful}`);
  return parsed.ok ? parsed.value : parsed.why;
}
