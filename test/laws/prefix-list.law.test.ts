import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import { generatePrefixes } from '../../src/net/generate-prefixes.ts';
import { parsePrefix } from '../../src/net/parse-prefix.ts';
import { formatPrefixListText, parsePrefixListText } from '../../src/net/prefix-list-text.ts';
import { PrefixList } from '../../src/net/prefix-list.ts';
import { comparePrefixes, maskPrefix, widthOf, type Family, type Prefix } from '../../src/net/prefix.ts';
import { anyPrefixArbitrary, nestedPrefixesArbitrary, prefixArbitrary } from '../arbitraries/prefix.ts';
import { contains, rangeOf } from './prefix-oracle.ts';

const some = fc.oneof(nestedPrefixesArbitrary(), fc.array(anyPrefixArbitrary));

function ipv4First(prefixes: readonly Prefix[]): Prefix[] {
  return [...prefixes.filter((p) => p.family === 'ipv4'), ...prefixes.filter((p) => p.family === 'ipv6')];
}

test('a list gives back what went in, IPv4 first', () => {
  fc.assert(
    fc.property(some, some, (prefixes, more) => {
      const list = PrefixList.from(prefixes);
      expect([...list]).toEqual(ipv4First(prefixes));
      expect(list.size).toBe(prefixes.length);
      expect(ipv4First(prefixes).map((_, i) => list.at(i))).toEqual([...list]);
      for (const family of ['ipv4', 'ipv6'] as const) {
        const own = prefixes.filter((p) => p.family === family);
        expect([...list.ofFamily(family)]).toEqual(own);
        expect(list.sizeOf(family)).toBe(own.length);
        const counted = own.reduce((sum, p) => sum + rangeOf(p).last - rangeOf(p).first + 1n, 0n);
        expect(list.addressCount(family)).toBe(counted);
      }
      const both = list.concat(PrefixList.from(more));
      expect(Array.from(both)).toEqual(ipv4First([...prefixes, ...more]));
      const texts = (of: Prefix[]): string => ipv4First(of).map(formatPrefix).join();
      expect(list.equals(PrefixList.from(more))).toBe(texts(prefixes) === texts(more));
      expect(list.equals(PrefixList.from([...prefixes]))).toBe(true);
    }),
  );
});

function plainSortedUnique(prefixes: readonly Prefix[]): string[] {
  return [...new Set([...prefixes].sort(comparePrefixes).map(formatPrefix))];
}

test('sortedUnique sorts by comparePrefixes and keeps one of each', () => {
  fc.assert(
    fc.property(some, (prefixes) => {
      const sorted = PrefixList.from(prefixes).sortedUnique();
      expect([...sorted].map(formatPrefix)).toEqual(plainSortedUnique(prefixes));
      expect(sorted.sortedUnique().equals(sorted)).toBe(true);
    }),
  );
});

test('sortedUnique of long lists, which are sorted by counting digits', () => {
  const long = fc.tuple(
    fc.array(prefixArbitrary('ipv4'), { minLength: 4200, maxLength: 4400, size: 'max' }),
    fc.array(prefixArbitrary('ipv6'), { minLength: 300, maxLength: 400, size: 'max' }),
  );
  fc.assert(
    fc.property(long, ([ipv4, ipv6]) => {
      const sorted = PrefixList.from([...ipv6, ...ipv4]).sortedUnique();
      expect([...sorted].map(formatPrefix)).toEqual(plainSortedUnique([...ipv6, ...ipv4]));
    }),
    { numRuns: 10 },
  );
});

test('sortedUnique of long lists of short prefixes, whose lengths are packed into the addresses', () => {
  const short = (family: Family, longest: number): fc.Arbitrary<Prefix> =>
    prefixArbitrary(family).map((p) => maskPrefix(p, Math.min(p.length, longest)));
  const long = fc.tuple(
    fc.array(short('ipv4', 26), { minLength: 4200, maxLength: 4400, size: 'max' }),
    fc.array(short('ipv6', 58), { minLength: 300, maxLength: 400, size: 'max' }),
  );
  fc.assert(
    fc.property(long, ([ipv4, ipv6]) => {
      const sorted = PrefixList.from([...ipv6, ...ipv4]).sortedUnique();
      expect([...sorted].map(formatPrefix)).toEqual(plainSortedUnique([...ipv6, ...ipv4]));
    }),
    { numRuns: 10 },
  );
});

test('a printed list is read back, through bytes and through text', () => {
  fc.assert(
    fc.property(some, (prefixes) => {
      const list = PrefixList.from(prefixes);
      const text = formatPrefixListText(list);
      expect(text).toBe([...list].map((p) => `${formatPrefix(p)}\n`).join(''));
      for (const input of [text, new TextEncoder().encode(text)]) {
        const parsed = parsePrefixListText(input);
        expect(parsed.problems).toEqual([]);
        expect(parsed.list.equals(list)).toBe(true);
      }
    }),
  );
});

/** IPv4 prefixes with every number near the edge of what is allowed. */
const octet = fc.constantFrom<string>('0', '0', '1', '10', '128', '254', '255', '256', '00', '010', '1000');
const edgyIpv4 = fc
  .tuple(
    fc.array(octet, { minLength: 4, maxLength: 4 }),
    fc.constantFrom<string>('0', '1', '8', '24', '31', '32', '33', '032', '99', '320', ''),
    fc.constantFrom<[string, string]>(['.', '/'], ['.', '/'], ['/', '/'], ['.', '.']),
  )
  .map(([[p, q, r, s], length, [dot, slash]]) => `${p}.${q}.${r}${dot}${s}${slash}${length}`);

/** IPv6 with groups near the edge, gaps in every place and number, and an embedded IPv4 address at times. */
const group = fc.constantFrom('0', '0', '0', '1', 'db8', '2001', 'FFFF', 'ffff', '00ab', 'fffff', 'g', '');
const edgyIpv6 = fc
  .tuple(
    fc.array(group, { minLength: 1, maxLength: 9 }),
    fc.constantFrom('', '', '', '1.2.3.4', '::', ':'),
    fc.constantFrom('0', '16', '32', '48', '64', '127', '128', '129', '064', ''),
    fc.integer({ min: 0, max: 8 }),
    fc.boolean(),
  )
  .map(([parts, tail, length, gap, gapped]) => {
    const address = gapped ? `${parts.slice(0, gap).join(':')}::${parts.slice(gap).join(':')}` : parts.join(':');
    return `${address}${tail}/${length}`;
  });

/** Lines good, bad, blank and commented, with all kinds of ends. */
const line = fc.oneof(
  { weight: 4, arbitrary: anyPrefixArbitrary.map(formatPrefix) },
  { weight: 4, arbitrary: edgyIpv4 },
  { weight: 4, arbitrary: edgyIpv6 },
  fc.constantFrom('::ffff:a00:0/104', '::ffff:10.0.0.0/104', '0:0:0:0:0:ffff:0:0/96', '::fffe:0:0/96', '::/0'),
  fc.constantFrom('1:2:3:4::5:6:7:8/128', '1:2:3:4:5:6:7::/112', '::2:3:4:5:6:7:8/128', '1:2:3:4:5:6:7:8:9/128'),
  fc
    .tuple(fc.constantFrom('', ' ', '\t '), anyPrefixArbitrary.map(formatPrefix), fc.constantFrom('', ' ', ' # of old'))
    .map((pieces) => pieces.join('')),
  fc.constantFrom('', '  ', '# comment', ' # 10.0.0.0/8', '10.0.0.0/8#x', '10.0.0.0/8 10.0.0.0/8', '10.0.0.0/8,'),
  fc
    .array(
      fc.constantFrom(
        '0',
        '1',
        '10',
        '255',
        '256',
        '032',
        '4294967296',
        '.',
        '.',
        '/',
        '/8',
        '/32',
        '/33',
        ' ',
        '#',
        'é',
      ),
    )
    .map((pieces) => pieces.join('')),
  fc.string().map((text) => text.replaceAll('\n', '')),
);

test('the byte loop reads each line as parsePrefix does, and says where the bad ones are', () => {
  const file = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 12 });
  fc.assert(
    fc.property(file, fc.boolean(), (lines, bom) => {
      const good: Prefix[] = [];
      const bad: string[] = [];
      lines.forEach(([text], i) => {
        const content = text.replace(/\r+$/, '').split('#')[0]!.trim();
        if (content === '') return;
        const parsed = parsePrefix(content);
        if (parsed.ok) good.push(parsed.value);
        else bad.push(`${i + 1}: ${content} ${parsed.why} ${parsed.suggestion}`);
      });
      const text = (bom ? '\ufeff' : '') + lines.map((pair) => pair.join('')).join('');
      const read = parsePrefixListText(text);
      expect([...read.list]).toEqual(ipv4First(good));
      const reported = read.problems.map(({ line: number, column, width, why, suggestion }) => {
        const subject = lines[number - 1]![0].slice(column - 1, column - 1 + width);
        return `${number}: ${subject} ${why} ${suggestion}`;
      });
      expect(reported).toEqual(bad);
      expect(read.problemCount).toBe(bad.length);
    }),
    { numRuns: 300 },
  );
});

test('no bytes make the list parser throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const { problems, problemCount } = parsePrefixListText(bytes);
      expect(problems.length).toBe(Math.min(problemCount, 100));
    }),
  );
});

test('generated prefixes are the consecutive ones, inside their block', () => {
  const cases = anyPrefixArbitrary.chain((from) =>
    fc.record({
      from: fc.constant(from),
      length: fc.integer({ min: from.length, max: Math.min(widthOf(from.family), from.length + 40) }),
      count: fc.integer({ min: 0, max: 40 }),
      start: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 2 ** 40 })),
    }),
  );
  fc.assert(
    fc.property(cases, ({ from, length, count, start }) => {
      const made = generatePrefixes({ from, length, count, start });
      const room = 2n ** BigInt(length - from.length);
      expect(made.ok).toBe(BigInt(start) + BigInt(count) <= room);
      if (!made.ok) return;
      const size = 2n ** BigInt(widthOf(from.family) - length);
      const list = [...made.value];
      expect(list.length).toBe(count);
      list.forEach((p, i) => {
        expect(p.length).toBe(length);
        expect(rangeOf(p).first).toBe(rangeOf(from).first + BigInt(start + i) * size);
        expect(contains(rangeOf(from), rangeOf(p))).toBe(true);
      });
    }),
  );
});
