import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import { PrefixTable } from '../../src/net/prefix-table.ts';
import { comparePrefixes, firstAddress, lastAddress, type Prefix } from '../../src/net/prefix.ts';
import { anyPrefixArbitrary, nestedPrefixesArbitrary } from '../arbitraries/prefix.ts';
import { contains, rangeOf } from './prefix-oracle.ts';

/** The model: texts to entries, every question answered by looking at all of them. */
class PlainTable {
  readonly entries = new Map<string, [Prefix, number]>();

  sorted(): [Prefix, number][] {
    return [...this.entries.values()].sort((p, q) => comparePrefixes(p[0], q[0]));
  }

  /** Most specific first. */
  covering(p: Prefix): [Prefix, number][] {
    return this.sorted()
      .filter(([q]) => contains(rangeOf(q), rangeOf(p)))
      .reverse();
  }

  inside(p: Prefix): [Prefix, number][] {
    return this.sorted().filter(([q]) => contains(rangeOf(p), rangeOf(q)) && !contains(rangeOf(q), rangeOf(p)));
  }
}

type Pair = { table: PrefixTable<number>; model: PlainTable };
type Step = fc.Command<PlainTable, PrefixTable<number>>;

function step(text: string, run: (pair: Pair) => void): Step {
  return {
    check: () => true,
    run: (model, table) => run({ model, table }),
    toString: () => text,
  };
}

const target = fc.oneof(
  nestedPrefixesArbitrary(undefined, { minLength: 1, maxLength: 1 }).map(([p]) => p!),
  anyPrefixArbitrary,
);

const steps: fc.Arbitrary<Step>[] = [
  fc.tuple(target, fc.nat()).map(([p, value]) =>
    step(`set ${formatPrefix(p)} ${value}`, ({ table, model }) => {
      model.entries.set(formatPrefix(p), [p, value]);
      expect(table.set(p, value)).toBe(table);
    }),
  ),
  target.map((p) =>
    step(`delete ${formatPrefix(p)}`, ({ table, model }) => {
      expect(table.delete(p)).toBe(model.entries.delete(formatPrefix(p)));
    }),
  ),
  target.map((p) =>
    step(`ask ${formatPrefix(p)}`, ({ table, model }) => {
      expect(table.has(p)).toBe(model.entries.has(formatPrefix(p)));
      expect(table.get(p)).toBe(model.entries.get(formatPrefix(p))?.[1]);
      expect(table.longestMatch(p)).toEqual(model.covering(p)[0]);
      expect([...table.covering(p)]).toEqual(model.covering(p));
      expect(table.inside(p)).toEqual(model.inside(p));
    }),
  ),
  fc.constant(
    step('walk', ({ table, model }) => {
      expect([...table]).toEqual(model.sorted());
      expect([...table.entries()]).toEqual(model.sorted());
      expect([...table.values()]).toEqual(model.sorted().map(([, value]) => value));
      expect(table.size).toBe(model.entries.size);
      for (const family of ['ipv4', 'ipv6'] as const) {
        expect(table.sizeOf(family)).toBe(model.sorted().filter(([p]) => p.family === family).length);
      }
    }),
  ),
];

test('a table answers as a plain map does, whatever is done to it', () => {
  fc.assert(
    fc.property(fc.commands(steps, { maxCommands: 60, size: 'max' }), (commands) => {
      fc.modelRun(() => ({ model: new PlainTable(), real: new PrefixTable<number>() }), commands);
    }),
    { numRuns: 200 },
  );
});

test('longestMatch and covering are those of a linear scan, for prefixes and for addresses', () => {
  fc.assert(
    fc.property(nestedPrefixesArbitrary(undefined, { maxLength: 40 }), target, (prefixes, p) => {
      const table = new PrefixTable(prefixes.map((q, i) => [q, i] as const));
      const scan = (range: Prefix): string[] =>
        [...new Set(prefixes.filter((q) => contains(rangeOf(q), rangeOf(range))).map(formatPrefix))].sort(
          (x, y) => Number(y.split('/')[1]) - Number(x.split('/')[1]),
        );
      const texts = (entries: Iterable<[Prefix, number]>): string[] => Array.from(entries, ([q]) => formatPrefix(q));
      expect(texts(table.covering(p))).toEqual(scan(p));
      expect(table.longestMatch(p)?.[0]).toEqual([...table.covering(p)][0]?.[0]);
      for (const address of [firstAddress(p), lastAddress(p)]) {
        const single: Prefix = { ...address, length: p.family === 'ipv4' ? 32 : 128 };
        expect(texts(table.covering(address))).toEqual(scan(single));
        const best = table.longestMatch(address);
        expect(best === undefined ? [] : texts([best])).toEqual(scan(single).slice(0, 1));
      }
    }),
    { numRuns: 300 },
  );
});

test('a walk sees the table as it was when the walk began, and pairs handed out keep their value', () => {
  fc.assert(
    fc.property(nestedPrefixesArbitrary(undefined, { minLength: 1 }), (prefixes) => {
      const table = new PrefixTable<number>(prefixes.map((p) => [p, 1] as const));
      const before = [...table];
      const seen: [Prefix, number][] = [];
      for (const entry of table) {
        seen.push(entry);
        table.set(entry[0], 2);
        table.delete(before.at(-1)![0]);
      }
      expect(seen).toEqual(before);
      expect(seen.every(([, value]) => value === 1)).toBe(true);
    }),
  );
});
