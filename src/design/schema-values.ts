/**
 * The values of the design language, each by itself: prefixes, AS numbers, bandwidths, names, dates. Every
 * one says what it expects and, where the meaning is plain, what to write instead.
 */
import * as v from 'valibot';
import { parseAddress, parsePrefix } from '../net/parse-prefix.ts';
import { parseAsn } from './asn.ts';
import { parseBandwidth, parsePacketRate } from './bandwidth.ts';
import { nearest } from './nearest.ts';
import { convert, describeValue, either, leaf, list, showText, type Tested } from './schema-kinds.ts';

function refuse(message: string, suggestion: string | null = null): Tested {
  return { ok: false, message, suggestion };
}

/** Text that is not empty. */
export function text(what: string): v.StringSchema<undefined> {
  return leaf(v.string(), (value) => {
    if (typeof value === 'number' || typeof value === 'boolean')
      return refuse(`expected ${what}, not ${value}`, `"${value}"`);
    if (typeof value !== 'string') return refuse(`expected ${what}, not ${describeValue(value)}`);
    return value.trim() === '' ? refuse(`expected ${what}, not an empty text`) : { ok: true, value };
  });
}

/** A name of something in the design; whether it exists is seen when all files are read. A bare number is a name too. */
export function reference(what: string): v.StringSchema<undefined> {
  return leaf(v.string(), (value) => {
    if (typeof value === 'number') return { ok: true, value: String(value) };
    return typeof value === 'string' && value !== ''
      ? { ok: true, value }
      : refuse(`expected the name of ${what}, not ${describeValue(value)}`);
  });
}

export const flag = leaf(v.boolean(), (value) => {
  if (typeof value === 'boolean') return { ok: true, value };
  const meant = typeof value === 'string' ? /^(?:(yes|on|true|y)|(no|off|false|n))$/i.exec(value) : null;
  return refuse(
    `expected true or false, not ${describeValue(value)}`,
    meant === null ? null : meant[1] === undefined ? 'false' : 'true',
  );
});

export function whole(what: string, least = 0, most = Number.MAX_SAFE_INTEGER): v.NumberSchema<undefined> {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  const message = (value: unknown): string => `${what} is a whole number ${range}, not ${describeValue(value)}`;
  return leaf(
    v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most)) as unknown as v.NumberSchema<undefined>,
    (value) => {
      const fits = (n: number): boolean => Number.isInteger(n) && n >= least && n <= most;
      if (typeof value === 'number' && fits(value)) return { ok: true, value };
      const digits =
        typeof value === 'string' && /^[\d_,]+$/.test(value) ? Number(value.replaceAll(/[_,]/g, '')) : null;
      return refuse(message(value), digits !== null && fits(digits) ? String(digits) : null);
    },
  );
}

export function amount(what: string): v.NumberSchema<undefined> {
  return leaf(v.pipe(v.number(), v.minValue(0)) as unknown as v.NumberSchema<undefined>, (value) =>
    typeof value === 'number' && Number.isFinite(value) && value >= 0
      ? { ok: true, value }
      : refuse(`${what} is a number of at least 0, not ${describeValue(value)}`),
  );
}

export function choice<const T extends readonly string[]>(...options: T): v.PicklistSchema<T, undefined> {
  const words = options.map((option) => `\`${option}\``).join(options.length === 2 ? ' or ' : ', ');
  return leaf(v.picklist(options), (value) => {
    if (typeof value === 'string' && options.includes(value)) return { ok: true, value };
    return refuse(
      `expected ${words}, not ${describeValue(value)}`,
      typeof value === 'string' ? nearest(value, options) : null,
    );
  }) as v.PicklistSchema<T, undefined>;
}

/** `up` or `down`, as AWS shouts it too. */
export const upOrDown = leaf(v.picklist(['up', 'down', 'UP', 'DOWN']), (value) => {
  if (value === 'up' || value === 'down' || value === 'UP' || value === 'DOWN')
    return { ok: true, value: value.toLowerCase() };
  if (typeof value === 'boolean') return refuse(`expected \`up\` or \`down\`, not ${value}`, value ? 'up' : 'down');
  return refuse(
    `expected \`up\` or \`down\`, not ${describeValue(value)}`,
    typeof value === 'string' ? nearest(value, ['up', 'down']) : null,
  );
});

/** `up: true` for `status: up`. */
export const upFlag = convert(flag, (up) => (up ? 'up' : 'down'));

export const prefix = leaf(v.string(), (value) => {
  if (typeof value !== 'string') return refuse(`expected a prefix such as 10.0.0.0/16, not ${describeValue(value)}`);
  const parsed = parsePrefix(value);
  if (parsed.ok) return { ok: true, value };
  return refuse(`"${showText(value)}" is no prefix: ${parsed.why}`, parsed.suggestion);
});

export const prefixes = list('prefixes', prefix);

export const address = leaf(v.string(), (value) => {
  if (typeof value !== 'string') return refuse(`expected an address such as 203.0.113.10, not ${describeValue(value)}`);
  const parsed = parseAddress(value);
  if (parsed.ok) return { ok: true, value: value.toLowerCase() };
  return refuse(`"${showText(value)}" is no address: ${parsed.why}`, parsed.suggestion);
});

export const asn = leaf(
  v.union([
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4294967295)),
    v.pipe(v.string(), v.regex(/^[1-9]\d{0,9}$/)),
  ]),
  (value) => {
    if (typeof value !== 'number' && typeof value !== 'string')
      return refuse(`expected an AS number, not ${describeValue(value)}`);
    const parsed = parseAsn(value);
    if (parsed.ok) return { ok: true, value: parsed.value };
    const say = (source: string): { message: string; suggestion: string | null } => {
      const again = parseAsn(value, source);
      const { why, suggestion } = again.ok ? parsed : again;
      return { message: `${showText(source)} is no AS number to use: ${why}`, suggestion };
    };
    return { ok: false, ...say(String(value)), explain: say };
  },
);

export const bandwidth = leaf(
  v.pipe(
    v.string(),
    v.regex(/^\d+(\.\d+)?(e[+-]?\d{1,3})? ?[kKmMgGtT]?(bps|[bB]its?\/s|[bB]\/s)$/),
  ) as unknown as v.StringSchema<undefined>,
  (value) => {
    const bare =
      typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)) ? Number(value) : null;
    if (bare !== null && Number.isFinite(bare)) {
      return refuse(
        `a bandwidth needs its unit, and this is ${bare}`,
        bare > 0 && bare < 500 ? `${bare}Gbps` : `${bare}Mbps`,
      );
    }
    if (typeof value !== 'string') return refuse(`expected a bandwidth such as 1.25Gbps, not ${describeValue(value)}`);
    if (parseBandwidth(value) !== null) return { ok: true, value };
    const unit = /^([\d.]+) ?([kmgt])(?:b|bit)?$/i.exec(value.trim());
    const repaired =
      unit === null ? null : `${unit[1]}${unit[2]!.toLowerCase() === 'k' ? 'K' : unit[2]!.toUpperCase()}bps`;
    return refuse(
      `"${showText(value)}" is no bandwidth: write 1.25Gbps or 800Mbps`,
      repaired !== null && parseBandwidth(repaired) !== null ? repaired : null,
    );
  },
);

export const packetRate = either('a number of packets a second', {
  number: amount('packets a second'),
  text: leaf(v.string(), (value) => {
    const rate = typeof value === 'string' ? parsePacketRate(value) : null;
    const digits = typeof value === 'string' && /^\d+k?$/i.test(value) ? value.toLowerCase() : null;
    return rate === null
      ? refuse(
          `${describeValue(value)} is no packet rate: write 140000pps or 140kpps`,
          digits === null ? null : `${digits}pps`,
        )
      : { ok: true, value: rate };
  }),
});

const regionShape = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;

export const region = leaf(
  v.pipe(v.string(), v.regex(regionShape)) as unknown as v.StringSchema<undefined>,
  (value) => {
    if (typeof value === 'string' && regionShape.test(value)) return { ok: true, value };
    const lowered =
      typeof value === 'string'
        ? value
            .trim()
            .toLowerCase()
            .replaceAll(/[\s_]+/g, '-')
        : '';
    const zone = /^(.*-\d+)[a-z]$/.exec(lowered)?.[1] ?? lowered;
    return refuse(
      `expected an AWS region such as eu-west-1, not ${describeValue(value)}`,
      regionShape.test(zone) ? zone : null,
    );
  },
);

/** An account is its 12 digits; any other name tells accounts apart just as well. */
export const account = convert(
  either('an account id', {
    text: text('an account id'),
    number: whole('an account id', 1),
  }),
  (value) => (typeof value === 'number' ? String(value).padStart(12, '0') : value),
);

export const date = leaf(
  v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d/)) as unknown as v.StringSchema<undefined>,
  (value) => {
    const match =
      typeof value === 'string' ? /^(\d{4})-(\d\d)-(\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/.exec(value) : null;
    if (match === null) {
      const loose = typeof value === 'string' ? /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(value) : null;
      const repaired =
        loose === null ? null : `${loose[1]}-${loose[2]!.padStart(2, '0')}-${loose[3]!.padStart(2, '0')}`;
      return refuse(`expected a date such as 2018-06-30, not ${describeValue(value)}`, repaired);
    }
    const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
    const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
    if (day < 1 || day > days) return refuse(`${match[0].slice(0, 10)} is not in the calendar`);
    return { ok: true, value: match[0].slice(0, 10) };
  },
);

const wellKnown: Readonly<Record<string, string>> = {
  'no-export': '65535:65281',
  'no-advertise': '65535:65282',
  'no-export-subconfed': '65535:65283',
};

/** RFC 1997: two halves of 16 bits; the three well-known ones by name as well. */
export const community = leaf(v.string(), (value) => {
  if (typeof value !== 'string') return refuse(`expected a community such as 65010:100, not ${describeValue(value)}`);
  const named = wellKnown[value.toLowerCase().replaceAll('_', '-')];
  if (named !== undefined) return { ok: true, value: named };
  const match = /^(\d{1,5}):(\d{1,5})$/.exec(value);
  if (match === null || Number(match[1]) > 65535 || Number(match[2]) > 65535) {
    return refuse(
      `"${showText(value)}" is no community: write two numbers of 0 to 65535 with a colon between them (RFC 1997)`,
    );
  }
  return { ok: true, value: `${Number(match[1])}:${Number(match[2])}` };
});

export const communities = convert(list('communities', community), (all) => [...new Set(all)].sort());
