import { expect, test } from 'vitest';
import { formatPrefixListText, parsePrefixListText } from '../../src/net/prefix-list-text.ts';
import { PrefixList } from '../../src/net/prefix-list.ts';

test('comments, blank lines, CRLF and a byte order mark mean nothing', () => {
  const text = '\ufeff# the branch\r\n10.0.0.0/8\r\n\r\n\t192.0.2.0/24   # a lab\r\n2001:db8::/32 # v6';
  const { list, problems } = parsePrefixListText(text);
  expect(problems).toEqual([]);
  expect(formatPrefixListText(list)).toBe('10.0.0.0/8\n192.0.2.0/24\n2001:db8::/32\n');
});

test('an empty file is an empty list', () => {
  for (const text of ['', '\ufeff', '\n\n', '# nothing']) {
    expect(parsePrefixListText(text)).toEqual({ list: PrefixList.empty, problems: [], problemCount: 0 });
  }
  expect(formatPrefixListText(PrefixList.empty)).toBe('');
});

test('a problem says where it is, why, and what to write', () => {
  const { list, problems } = parsePrefixListText('10.0.0.0/8\n  10.0.0.1/8  # é\u001b[31m\n192.0.2.0/24\n');
  expect(list.size).toBe(2);
  expect(problems).toEqual([
    {
      line: 2,
      column: 3,
      width: '10.0.0.1/8'.length,
      why: expect.stringContaining('bits'),
      suggestion: '10.0.0.0/8',
      excerpt: '  10.0.0.1/8  # é\ufffd[31m',
    },
  ]);
});

test('a hundred problems are told, all are counted, and the good lines are still read', () => {
  const { list, problems, problemCount } = parsePrefixListText('10.0.0.1/8\n'.repeat(250) + '10.0.0.0/8');
  expect(problems.length).toBe(100);
  expect(problems.at(-1)!.line).toBe(100);
  expect(problemCount).toBe(250);
  expect(list.size).toBe(1);
});

test('a very long line is one short problem', () => {
  const { problems } = parsePrefixListText(`10.0.0.0/8${' '.repeat(1_000_000)}x`);
  expect(problems.length).toBe(1);
  expect(problems[0]!.excerpt.length).toBeLessThanOrEqual(200);
});
