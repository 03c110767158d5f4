import { expect, test } from 'vitest';
import { columns, formatProblem, formatProblems } from '../../src/design/format-problem.ts';
import type { Problem } from '../../src/design/problem.ts';

const problem = (excerpt: string | null, column: number, width: number, suggestion: string | null = null): Problem => ({
  message: 'something is wrong',
  at: { file: 'a.yaml', line: 3, column },
  excerpt,
  width,
  suggestion,
});

test('place, message, line, caret and suggestion', () => {
  expect(formatProblem(problem('  vpn: { a: b }', 10, 1, 'c'))).toBe(
    ['a.yaml:3:10: something is wrong', '    vpn: { a: b }', '           ^', '  did you mean `c`?'].join('\n'),
  );
});

test('tabs and wide characters keep the caret under what it points at', () => {
  expect(
    formatProblem(problem('\t東京: x', 6, 1))
      .split('\n')
      .slice(1),
  ).toEqual(['    東京: x', '          ^']);
  expect(columns('東京é\u0301👍')).toBe(7);
});

test('a long line is cut around the caret, and the caret stays under its character', () => {
  const line = `${'a'.repeat(500)}X${'b'.repeat(500)}`;
  const [, shown, caret] = formatProblem(problem(line, 501, 1)).split('\n');
  expect(shown!.length).toBeLessThanOrEqual(104);
  expect(shown![caret!.indexOf('^')]).toBe('X');
  expect(shown).toMatch(/^ {2}…a+Xb+…$/);
});

test('the caret at the very end of a long line', () => {
  const [, shown, caret] = formatProblem(problem('a'.repeat(300), 301, 1)).split('\n');
  expect(caret!.length).toBe(shown!.length + 1);
});

test('what a terminal would obey is spelled out', () => {
  const text = formatProblem({
    ...problem('a\u001b[31mb\u202e', 1, 1),
    message: 'x\u001b]8;;y',
    at: { file: 'a\nb', line: 1, column: 1 },
  });
  // oxlint-disable-next-line no-control-regex
  expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u202e]/);
  expect(text.split('\n')).toHaveLength(3);
});

test('without a place or a line there is just the message', () => {
  expect(formatProblem({ ...problem(null, 1, 1), at: null })).toBe('something is wrong');
  expect(formatProblems([problem(null, 1, 1), problem(null, 2, 1)])).toBe(
    'a.yaml:3:1: something is wrong\na.yaml:3:2: something is wrong\n',
  );
});
