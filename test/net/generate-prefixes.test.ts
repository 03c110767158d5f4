import { expect, test } from 'vitest';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import { generatePrefixes } from '../../src/net/generate-prefixes.ts';
import { parsePrefix } from '../../src/net/parse-prefix.ts';
import type { Prefix } from '../../src/net/prefix.ts';

function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.value;
}

test('the first prefixes of a block, in order', () => {
  const made = generatePrefixes({ from: prefix('10.20.0.0/16'), length: 24, count: 3 });
  expect(made.ok && [...made.value].map(formatPrefix)).toEqual(['10.20.0.0/24', '10.20.1.0/24', '10.20.2.0/24']);
});

test('from a later start, across a word of IPv6', () => {
  const made = generatePrefixes({ from: prefix('2001:db8::/32'), length: 80, count: 2, start: 65535 });
  expect(made.ok && [...made.value].map(formatPrefix)).toEqual(['2001:db8:0:0:ffff::/80', '2001:db8:0:1::/80']);
});

test('256 fit into a /24, 257 do not, nor one after 256', () => {
  const from = prefix('192.0.2.0/24');
  expect(generatePrefixes({ from, length: 32, count: 256 })).toMatchObject({ ok: true });
  expect(generatePrefixes({ from, length: 32, count: 257 })).toMatchObject({
    ok: false,
    why: expect.stringMatching(/256/),
  });
  expect(generatePrefixes({ from, length: 32, count: 1, start: 256 })).toMatchObject({ ok: false });
});

test.each([
  { length: 23, count: 1 },
  { length: 33, count: 1 },
  { length: 24.5, count: 1 },
  { length: 32, count: -1 },
  { length: 32, count: 1.5 },
  { length: 32, count: 1, start: -1 },
  { length: 32, count: Number.NaN },
])('%j is refused with a reason', (wanted) => {
  const made = generatePrefixes({ from: prefix('192.0.2.0/24'), ...wanted });
  expect(made.ok).toBe(false);
  if (!made.ok) expect(made.why).not.toBe('');
});

test('a count that would fill the memory is refused', () => {
  expect(generatePrefixes({ from: prefix('::/0'), length: 128, count: 1e12 })).toMatchObject({ ok: false });
});
