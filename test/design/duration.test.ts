import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration, longestMs, parseDuration } from '../../src/design/duration.ts';

const msOf = (text: string): number | null => {
  const read = parseDuration(text);
  return read.ok ? read.ms : null;
};

test('reads what people write', () => {
  expect(['90s', '5m', '1h30m', '24h', '250ms', '0s', '0', '1.5h', '2d', '1m0.5s'].map(msOf)).toEqual([
    90_000, 300_000, 5_400_000, 86_400_000, 250, 0, 0, 5_400_000, 172_800_000, 60_500,
  ]);
});

test.each([
  ['60', 'it needs a unit', '60s'],
  ['-5s', 'time does not run backwards', null],
  ['5 min', 'write it like 90s, 5m, 1h30m or 250ms', '5m'],
  ['1 hour 30 minutes', 'write it like 90s, 5m, 1h30m or 250ms', '1h30m'],
  ['1:30', 'write it like 90s, 5m, 1h30m or 250ms', '1h30m'],
  ['30m1h', 'each unit stands once, the longest first', null],
  ['soon', 'write it like 90s, 5m, 1h30m or 250ms', null],
  ['', 'write it like 90s, 5m, 1h30m or 250ms', null],
  ['32d', 'at most 31 days are simulated', null],
])('refuses %j: %s', (text, why, suggestion) => {
  expect(parseDuration(text)).toEqual({ ok: false, why, suggestion });
});

test('what is printed reads as the same', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.integer({ min: 0, max: longestMs }),
        fc.constantFrom(0, 1, 999, 1000, 59_999, 60_000, 3_600_000, longestMs),
      ),
      (ms) => {
        expect(msOf(formatDuration(ms))).toBe(ms);
      },
    ),
  );
});

test('any text is read or refused, and a suggestion is sound', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^[\d.: ]{0,6}(?:h|m|s|ms|d|min|hours)?[\d ]{0,4}[a-z]{0,4}$/)),
      (text) => {
        const read = parseDuration(text);
        if (!read.ok && read.suggestion !== null) expect(parseDuration(read.suggestion).ok).toBe(true);
        if (read.ok) expect(Number.isSafeInteger(read.ms) && read.ms >= 0).toBe(true);
      },
    ),
  );
});
