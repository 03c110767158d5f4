import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aggregate } from '../../src/net/aggregate.ts';
import { PrefixList } from '../../src/net/prefix-list.ts';
import { PrefixSet } from '../../src/net/prefix-set.ts';
import type { Family, Prefix } from '../../src/net/prefix.ts';
import { anyPrefixArbitrary, nestedPrefixesArbitrary } from '../arbitraries/prefix.ts';
import { blocksOf, contains, holds, meets, merged, pointsOf, rangeOf, type Range } from './prefix-oracle.ts';

const families: Family[] = ['ipv4', 'ipv6'];
const some = fc.oneof(
  nestedPrefixesArbitrary('ipv4', { maxLength: 40 }),
  nestedPrefixesArbitrary('ipv6', { maxLength: 40 }),
  nestedPrefixesArbitrary(),
  fc.array(anyPrefixArbitrary, { maxLength: 10 }),
);

/** The fewest blocks of what the prefixes cover, by the oracle. */
function fewest(prefixes: Iterable<Prefix>): Range[] {
  const ranges = [...prefixes].map(rangeOf);
  return families.flatMap((family) => merged(ranges, family).flatMap(blocksOf));
}

function rangesOf(set: PrefixSet): Range[] {
  return [...set.prefixes()].map(rangeOf);
}

test('aggregate gives the fewest prefixes for the same addresses, sorted', () => {
  fc.assert(
    fc.property(some, (prefixes) => {
      expect([...aggregate(PrefixList.from(prefixes))].map(rangeOf)).toEqual(fewest(prefixes));
    }),
    { numRuns: 300 },
  );
});

test('aggregate is idempotent and does not mind order or repetition', () => {
  fc.assert(
    fc.property(some, (prefixes) => {
      const once = aggregate(PrefixList.from(prefixes));
      expect(aggregate(once).equals(once)).toBe(true);
      expect(aggregate(PrefixList.from([...prefixes, ...prefixes].reverse())).equals(once)).toBe(true);
    }),
  );
});

test('a block handed out in pieces comes back whole, and one piece short does not', () => {
  const cases = fc.tuple(
    fc.constantFrom<Prefix>(
      { family: 'ipv4', a: 0, b: 0, c: 0, d: 0, length: 0 },
      { family: 'ipv4', a: 0x0a000000, b: 0, c: 0, d: 0, length: 24 },
      { family: 'ipv6', a: 0, b: 0, c: 0, d: 0, length: 0 },
      { family: 'ipv6', a: 0x20010db8, b: 0, c: 0, d: 0, length: 62 },
      { family: 'ipv6', a: 0x20010db8, b: 0, c: 0, d: 0, length: 120 },
    ),
    fc.integer({ min: 1, max: 8 }),
    fc.nat(),
  );
  fc.assert(
    fc.property(cases, ([block, deeper, missing]) => {
      const width = BigInt(block.family === 'ipv4' ? 32 : 128);
      const length = block.length + deeper;
      const pieces = Array.from({ length: 2 ** deeper }, (_, i): Prefix => {
        const at = rangeOf(block).first + (BigInt(i) << (width - BigInt(length)));
        const word = (w: bigint): number => Number((at >> (width - 32n - w * 32n)) & 0xffffffffn);
        return block.family === 'ipv4'
          ? { ...block, a: word(0n), length }
          : { ...block, a: word(0n), b: word(1n), c: word(2n), d: word(3n), length };
      });
      expect([...aggregate(PrefixList.from(pieces))]).toEqual([block]);
      pieces.splice(missing % pieces.length, 1);
      expect(aggregate(PrefixList.from(pieces)).size).toBe(deeper);
    }),
  );
});

test('union, intersection and difference have the addresses they should, in canonical form', () => {
  fc.assert(
    fc.property(some, some, (one, other) => {
      const [p, q] = [PrefixSet.of(one), PrefixSet.of(other)];
      const [ofOne, ofOther] = [one.map(rangeOf), other.map(rangeOf)];
      const results = [
        { set: p.union(q), says: (x: boolean, y: boolean) => x || y },
        { set: p.intersection(q), says: (x: boolean, y: boolean) => x && y },
        { set: p.difference(q), says: (x: boolean, y: boolean) => x && !y },
      ];
      for (const { set, says } of results) {
        const ranges = rangesOf(set);
        for (const family of families) {
          // Membership changes at the ends of these ranges only.
          for (const point of pointsOf([...ofOne, ...ofOther, ...ranges], family)) {
            expect(holds(ranges, family, point)).toBe(says(holds(ofOne, family, point), holds(ofOther, family, point)));
          }
        }
        expect(ranges).toEqual(fewest(set.prefixes()));
      }
    }),
    { numRuns: 300 },
  );
});

test('the identities of sets', () => {
  fc.assert(
    fc.property(some, some, some, (one, other, third) => {
      const [p, q, r] = [PrefixSet.of(one), PrefixSet.of(other), PrefixSet.of(third)];
      const same = (x: PrefixSet, y: PrefixSet): void => expect(x.equals(y)).toBe(true);
      same(p.union(q), q.union(p));
      same(p.intersection(q), q.intersection(p));
      same(p.difference(q).union(p.intersection(q)), p);
      same(p.difference(q).intersection(q), PrefixSet.empty);
      same(p.union(q).difference(q), p.difference(q));
      same(p.difference(q.union(r)), p.difference(q).intersection(p.difference(r)));
      same(p.intersection(q.union(r)), p.intersection(q).union(p.intersection(r)));
      same(p.union(PrefixSet.empty), p);
      same(p.difference(p), PrefixSet.empty);
      for (const family of families) {
        const counts = [p.union(q), p.intersection(q), p, q].map((set) => set.addressCount(family));
        expect(counts[0]! + counts[1]!).toBe(counts[2]! + counts[3]!);
      }
    }),
  );
});

test('coversAll, overlaps, isEmpty and equals are those of the ranges', () => {
  fc.assert(
    fc.property(some, some, anyPrefixArbitrary, (one, other, any) => {
      const set = PrefixSet.of(one);
      for (const p of [any, ...other.slice(0, 5)]) {
        const whole = merged(one.map(rangeOf), p.family);
        expect(set.coversAll(p)).toBe(whole.some((range) => contains(range, rangeOf(p))));
        expect(set.overlaps(p)).toBe(whole.some((range) => meets(range, rangeOf(p))));
      }
      expect(set.isEmpty).toBe(one.length === 0);
      const texts = (ranges: Range[]): string => ranges.map((x) => `${x.family} ${x.first} ${x.last}`).join();
      expect(set.equals(PrefixSet.of(other))).toBe(texts(fewest(one)) === texts(fewest(other)));
      expect(set.equals(PrefixSet.of(set.prefixes()))).toBe(true);
    }),
  );
});
