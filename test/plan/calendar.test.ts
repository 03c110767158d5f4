/** Days held against the calendar of the language: every day of four centuries once, months at their ends. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMonths, formatDay, parseDay } from '../../src/plan/headroom/calendar.ts';
import { grownBy } from '../../src/plan/headroom/growth-rate.ts';

const dayMs = 86_400_000;
const isoOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
const day = (text: string): number => parseDay(text) as number;

test('a day is the one that the language has, and back', () => {
  for (let n = 0; n < 146_097; n += 1) {
    if (formatDay(n) !== isoOf(n) || parseDay(isoOf(n)) !== n)
      expect([formatDay(n), parseDay(isoOf(n))]).toEqual([isoOf(n), n]);
  }
});

test.each([
  '2026-02-29',
  '2100-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-04-31',
  '2026-1-1',
  'today',
  '',
  '1969-12-31',
])('%s is no day', (text) => {
  expect(parseDay(text)).toBeNull();
});

test('a month later is the same day, or the last of a shorter month', () => {
  expect(formatDay(addMonths(day('2026-01-31'), 1))).toBe('2026-02-28');
  expect(formatDay(addMonths(day('2028-01-31'), 1))).toBe('2028-02-29');
  expect(formatDay(addMonths(day('2026-11-30'), 3))).toBe('2027-02-28');
  expect(formatDay(addMonths(day('2026-12-15'), 12))).toBe('2027-12-15');
});

test('whole periods bring whole numbers', () => {
  const start = fc.integer({ min: 0, max: 40_000 });
  const months = { month: 1, quarter: 3, year: 12 } as const;
  fc.assert(
    fc.property(
      start,
      fc.constantFrom('month' as const, 'quarter' as const, 'year' as const),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 30 }),
      (from, period, count, times) => {
        const rate = { kind: 'perPeriod', count, period } as const;
        const end = addMonths(from, months[period] * times);
        expect(grownBy(rate, from, end)).toBe(count * times);
        // The last one of a period comes on its last day, not before.
        expect(grownBy(rate, from, end - 1)).toBeLessThan(count * times);
      },
    ),
  );
});

test('three a month come one every ten days in a month of thirty', () => {
  const rate = { kind: 'perPeriod', count: 3, period: 'month' } as const;
  const from = day('2026-04-01');
  const on = (text: string): number => grownBy(rate, from, day(text));
  expect(['2026-04-10', '2026-04-11', '2026-04-20', '2026-04-21', '2026-04-30', '2026-05-01'].map(on)).toEqual([
    0, 1, 1, 2, 2, 3,
  ]);
});
