import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochText } from '../../src/reporters/epoch-text.ts';

test('the sample of the user guide', () => {
  expect(epochText(1_762_580_429_641)).toBe('2025-11-08 05:40:29.641Z');
});

test('is what the calendar of JavaScript says', () => {
  const borders = ['1970-01-01', '2000-02-29', '1999-12-31', '2100-02-28', '2100-03-01', '2400-02-29'].map((day) =>
    Date.parse(`${day}T23:59:59.999Z`),
  );
  fc.assert(
    fc.property(fc.oneof(fc.integer({ min: 0, max: 32_503_680_000_000 }), fc.constantFrom(0, ...borders)), (ms) => {
      expect(epochText(ms)).toBe(new Date(ms).toISOString().replace('T', ' '));
    }),
  );
});
