/** Numbers in messages read as JavaScript's own American English ones. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thousands } from '../../src/design/thousands.ts';

test('commas stand where everyone puts them', () => {
  expect([0, 7, 999, 1000, 104_500, 1_000_000].map(thousands)).toEqual([
    '0',
    '7',
    '999',
    '1,000',
    '104,500',
    '1,000,000',
  ]);
  expect([1234.5, 0.125, 1000.0004, -1234].map(thousands)).toEqual(['1,234.5', '0.125', '1,000', '-1,234']);
});

test('law: as toLocaleString writes it', () => {
  const count = fc.oneof(
    fc.maxSafeInteger(),
    fc.integer({ min: 0, max: 15 }).map((power) => 10 ** power),
    fc
      .tuple(fc.nat(), fc.nat({ max: 999 }))
      .map(([whole, part]) => Number(`${whole}.${String(part).padStart(3, '0')}`)),
  );
  fc.assert(
    fc.property(count, (n) => {
      expect(thousands(n)).toBe(n.toLocaleString('en-US'));
    }),
  );
});
