/** Lossy summaries are optimal: held against every set of candidates, for both families and all kinds of gaps. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aggregate } from '../../src/net/aggregate.ts';
import { PrefixSet } from '../../src/net/prefix-set.ts';
import { covers, equalPrefixes, parentOf, type Family, type Prefix } from '../../src/net/prefix.ts';
import { summarise } from '../../src/net/summarise.ts';
import { nestedPrefixesArbitrary, prefixArbitrary } from '../arbitraries/prefix.ts';
import { bestCover } from '../oracle/best-cover.ts';
import { rangeOf } from './prefix-oracle.ts';

const mostTried = 4;

/** Every prefix that a best cover can be made of: the list's own, what joins two of them, and some that are too wide. */
function candidatesOf(prefixes: readonly Prefix[]): Prefix[] {
  const out: Prefix[] = [];
  const add = (p: Prefix | null): void => {
    if (p !== null && !out.some((known) => equalPrefixes(known, p))) out.push(p);
  };
  for (const p of prefixes) add(p);
  for (const p of prefixes) {
    for (const q of prefixes) {
      let join = p;
      while (!covers(join, q)) join = parentOf(join)!;
      add(join);
    }
  }
  for (const p of out.slice(0, 4)) add(parentOf(p));
  return out;
}

const cases = fc.constantFrom<Family>('ipv4', 'ipv6').chain((family) =>
  fc.record({
    prefixes: nestedPrefixesArbitrary(family, { minLength: 1, maxLength: 12 }),
    keepOut: fc.oneof(
      fc.constant<Prefix[]>([]),
      fc.array(prefixArbitrary(family), { maxLength: 3 }),
      nestedPrefixesArbitrary(family, { minLength: 1, maxLength: 2 }),
    ),
    most: fc.integer({ min: 1, max: mostTried }),
    shortest: fc.constantFrom(0, 0, 0, 1, 27, 61),
  }),
);

test('no cover of at most k prefixes claims less, and none is found where there is none', () => {
  fc.assert(
    fc.property(cases, ({ prefixes, keepOut, most, shortest }) => {
      const set = PrefixSet.of(prefixes);
      const exact = [...set.prefixes()];
      fc.pre(exact.length <= 9);
      expect(aggregate(set.prefixes()).equals(set.prefixes())).toBe(true);
      const made = summarise({ set, most, keepOut: PrefixSet.of(keepOut), shortest });
      const candidates = candidatesOf(exact).filter(
        (p) => p.length >= shortest || exact.some((each) => equalPrefixes(each, p)),
      );
      expect(made.extra.length).toBe(Math.min(most, exact.length));
      for (let k = 1; k <= made.extra.length; k++) {
        const best = bestCover(exact, candidates, keepOut, k);
        expect(made.extra[k - 1]).toBe(best?.extra ?? null);
        // Fewer prefixes than the exact ones never say the same.
        if (k < exact.length) expect(best?.extra).not.toBe(0n);
        if (best === null) continue;
        const cover = made.cover(k);
        expect(cover.size).toBeLessThanOrEqual(k);
        const check = bestCover(exact, [...cover], keepOut, cover.size);
        expect(check?.extra).toBe(best.extra);
      }
      const anyway = bestCover(exact, candidates, keepOut, mostTried);
      if (anyway !== null) expect(made.least <= mostTried).toBe(true);
      expect(made.widest().size).toBe(made.least);
      if (made.least <= most) {
        expect(made.extra.findIndex((extra) => extra !== null)).toBe(made.least - 1);
        expect(PrefixSet.of(made.widest()).union(set).equals(PrefixSet.of(made.widest()))).toBe(true);
      } else expect(made.blocked().length).toBeGreaterThan(0);
    }),
  );
});

/** Lists that no brute force can try, with tables cut off at the limit and costs of more than 53 bits. */
const longer = fc.constantFrom<Family>('ipv4', 'ipv6').chain((family) =>
  fc.record({
    prefixes: fc.array(prefixArbitrary(family), { minLength: 1, maxLength: 60 }),
    keepOut: fc.array(prefixArbitrary(family), { maxLength: 4 }),
    most: fc.integer({ min: 1, max: 12 }),
  }),
);

test('every summary covers all, respects the limit, keeps out, and costs what it says; more prefixes never cost more', () => {
  fc.assert(
    fc.property(longer, ({ prefixes, keepOut, most }) => {
      const set = PrefixSet.of(prefixes);
      const out = PrefixSet.of(keepOut);
      const made = summarise({ set, most, keepOut: out, shortest: 0 });
      const { family } = prefixes[0]!;
      made.extra.forEach((extra, i) => {
        if (extra === null) {
          expect(made.least).toBeGreaterThan(i + 1);
          return;
        }
        const cover = made.cover(i + 1);
        const covered = PrefixSet.of(cover);
        expect(cover.size).toBeLessThanOrEqual(i + 1);
        expect(set.difference(covered).isEmpty).toBe(true);
        expect(covered.difference(set).intersection(out).isEmpty).toBe(true);
        expect(covered.addressCount(family) - set.addressCount(family)).toBe(extra);
        const before = made.extra[i - 1];
        if (typeof before === 'bigint') expect(extra <= before).toBe(true);
      });
      expect(made.extra.length === set.prefixes().size ? made.extra.at(-1) : 0n).toBe(0n);
    }),
  );
});

test('joins as a plain recursion over single bits does', () => {
  /** Least cost with at most k prefixes, straight from the definition. */
  const plain = (at: Prefix, list: readonly Prefix[], k: number): bigint | null => {
    const inside = list.filter((p) => covers(at, p));
    if (list.some((p) => covers(p, at)) || inside.length === 0) return 0n;
    if (k === 0) return null;
    const size = (p: Prefix): bigint => rangeOf(p).last - rangeOf(p).first + 1n;
    let best = size(at) - inside.reduce((sum, p) => sum + size(p), 0n);
    const bit = at.length;
    const halves = [0, 1].map((side): Prefix => {
      const a = side === 0 ? at.a : (at.a | (2 ** (31 - bit))) >>> 0;
      return { ...at, a, length: bit + 1 };
    });
    for (let i = 0; i <= k; i++) {
      const [low, high] = [plain(halves[0]!, inside, i), plain(halves[1]!, inside, k - i)];
      const used = [0, 1].every((side) => !inside.some((p) => covers(halves[side]!, p)) || [i, k - i][side]! > 0);
      if (used && low !== null && high !== null && low + high < best) best = low + high;
    }
    return best;
  };
  const hosts = fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { minLength: 1, maxLength: 24 });
  fc.assert(
    fc.property(hosts, fc.integer({ min: 1, max: 5 }), (offsets, most) => {
      const base: Prefix = { family: 'ipv4', a: 0x0a000000, b: 0, c: 0, d: 0, length: 26 };
      const set = PrefixSet.of(offsets.map((host) => ({ ...base, a: base.a + host, length: 32 })));
      const { extra } = summarise({ set, most, keepOut: PrefixSet.empty, shortest: 0 });
      extra.forEach((cost, i) => expect(cost).toBe(plain(base, [...set.prefixes()], i + 1)));
    }),
    { numRuns: 40 },
  );
});
