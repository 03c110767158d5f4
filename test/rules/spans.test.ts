import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Spans } from '../../src/rules/spans.ts';

function spansOf(pairs: readonly (readonly [number, number])[]): Spans {
  const spans = new Spans();
  for (const [from, to] of pairs) {
    spans.begin(from, 0);
    spans.begin(from + 1, 5);
    spans.end(to);
    spans.end(to + 1);
  }
  return spans;
}

test('counts stretches, keeps the first ones, knows the longest', () => {
  const spans = spansOf([
    [10, 30],
    [40, 100],
    [100, 100],
  ]);
  expect(spans.told).toEqual({
    firstMs: 10,
    totalMs: 80,
    spanCount: 2,
    spans: [
      { fromMs: 10, toMs: 30, step: 0, why: null },
      { fromMs: 40, toMs: 100, step: 0, why: null },
    ],
  });
  expect(spans.longest?.fromMs).toBe(40);
  const many = spansOf(Array.from({ length: 50 }, (_, i) => [i * 10, i * 10 + 3] as const));
  expect([many.told.spanCount, many.told.spans.length, many.told.totalMs]).toEqual([50, 10, 150]);
});

test('united, neighbours become one', () => {
  const spans = spansOf([
    [0, 10],
    [50, 60],
  ]);
  spans.unite(
    spansOf([
      [10, 20],
      [30, 40],
    ]),
  );
  expect(spans.told.spans.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
    [0, 20],
    [30, 40],
    [50, 60],
  ]);
  expect([spans.told.spanCount, spans.totalMs, spans.longest?.toMs]).toEqual([3, 40, 20]);
});

test('the total is the measure of the time in which it held', () => {
  const flips = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 5 }), on: fc.boolean() }), { maxLength: 60 });
  fc.assert(
    fc.property(flips, (all) => {
      const spans = new Spans();
      let [ms, held, since, runs] = [0, 0, null as number | null, 0];
      for (const { gap, on } of all) {
        for (let tick = 0; tick < gap; tick++) if (since !== null) held += 1;
        ms += gap;
        if (on) {
          since ??= ms;
          spans.begin(ms, 0);
        } else {
          if (since !== null && ms > since) runs += 1;
          since = null;
          spans.end(ms);
        }
      }
      if (since !== null && ms > since) runs += 1;
      spans.end(ms);
      expect([spans.totalMs, spans.told.spanCount]).toEqual([held, runs]);
    }),
  );
});
