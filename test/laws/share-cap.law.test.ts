/** A cap that several parts share is shared in the best way: held against every way to share it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PrefixList } from '../../src/net/prefix-list.ts';
import { type Choices, shareCap } from '../../src/plan/fit/choices.ts';

/** Costs that fall with the number of prefixes, impossible below some number. */
const part = fc
  .tuple(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 4 }))
  .map(([costs, least]): Choices => {
    const falling = costs.sort((a, b) => b - a).map(BigInt);
    const extra = falling.map((cost, i) => (i < Math.min(least, falling.length - 1) ? null : cost));
    const first = extra.findIndex((cost) => cost !== null) + 1;
    return { extra, least: first, cover: () => PrefixList.empty, blocked: () => [] };
  });

/** The least cost with at most k prefixes. */
function best(parts: readonly Choices[], k: number): bigint | null {
  const [first, ...rest] = parts;
  if (first === undefined) return 0n;
  let least: bigint | null = null;
  for (let i = 1; i <= Math.min(k, first.extra.length); i++) {
    const [own, others] = [first.extra[i - 1] ?? null, best(rest, k - i)];
    if (own !== null && others !== null && (least === null || own + others < least)) least = own + others;
  }
  return least;
}

test('no other way to share costs less', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 14 }), (parts, most) => {
      const shares = shareCap(parts, most);
      shares.extra.forEach((extra, i) => {
        expect(extra).toBe(best(parts, i + 1));
        if (extra === null) return;
        const counts = shares.of(i + 1);
        expect(counts.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(i + 1);
        const costs = parts.map((each, n) => each.extra[counts[n]! - 1] ?? null);
        expect(
          costs.reduce<bigint | null>((sum, each) => (sum === null || each === null ? null : sum + each), 0n),
        ).toBe(extra);
      });
      // What lies beyond is no better than the last.
      expect(shares.extra.at(-1) ?? null).toBe(best(parts, most));
    }),
    { numRuns: 300 },
  );
});
