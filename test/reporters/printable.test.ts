import { expect, test } from 'vitest';
import { formatJson } from '../../src/reporters/format-json.ts';
import { printable } from '../../src/reporters/printable.ts';

test('escape sequences, direction marks and stray surrogates are spelled out, the rest stays', () => {
  expect(printable('a\u001b[31mb')).toBe('a\\u001b[31mb');
  expect(printable('x\u202ey\u2066')).toBe('x\\u202ey\\u2066');
  expect(printable('\ud800!')).toBe('\\ud800!');
  expect(printable('Zürich 東京 🙂')).toBe('Zürich 東京 🙂');
});

test('JSON stays the same data, two spaces, one newline at the end', () => {
  const value = { name: 'a\u009b31m\u202e\u2028', list: [1, null] };
  const text = formatJson(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(text).toBe('{\n  "name": "a\\u009b31m\\u202e\\u2028",\n  "list": [\n    1,\n    null\n  ]\n}\n');
});
