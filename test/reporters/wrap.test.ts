import { expect, test } from 'vitest';
import { grouped, listed } from '../../src/reporters/words.ts';
import { wrap } from '../../src/reporters/wrap.ts';

test('words wrap at the width with a hanging indent, and a long word is left whole', () => {
  expect(wrap('one two three', 7, '', '  ')).toEqual(['one two', '  three']);
  expect(wrap('a 2001:db8:0:1:2:3:4:5/128 b', 10, '- ', '  ')).toEqual(['- a', '  2001:db8:0:1:2:3:4:5/128', '  b']);
  expect(wrap('', 10, '- ', '')).toEqual(['-']);
});

test('numbers are grouped and long lists cut in the middle', () => {
  expect([0, 999, 1000, 1234567].map(grouped)).toEqual(['0', '999', '1,000', '1,234,567']);
  expect(listed(['a', 'b', 'c'], 3)).toBe('a, b, c');
  expect(listed(['a', 'b', 'c', 'd', 'e'], 4)).toBe('a, b … e');
});
