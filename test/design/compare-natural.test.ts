import { expect, test } from 'vitest';
import { compareNatural } from '../../src/design/compare-natural.ts';

test('numbers inside names compare as numbers', () => {
  const names = ['branch-10', 'branch-2', 'branch-1', 'branch', 'branch-2/tunnel-2', 'branch-2/tunnel-10', 'atlas'];
  expect(names.sort(compareNatural)).toEqual([
    'atlas',
    'branch',
    'branch-1',
    'branch-2',
    'branch-2/tunnel-2',
    'branch-2/tunnel-10',
    'branch-10',
  ]);
});

test('addresses stand in the order of their numbers', () => {
  expect(['vpn-1/203.0.113.10', 'vpn-1/203.0.113.9'].sort(compareNatural)).toEqual([
    'vpn-1/203.0.113.9',
    'vpn-1/203.0.113.10',
  ]);
});

test('numbers too long for a double still compare exactly', () => {
  expect(compareNatural('a90071992547409921', 'a90071992547409922')).toBeLessThan(0);
});

test('names that differ only in leading zeros are still ordered, and the order is plain text', () => {
  expect(['a-1', 'a-01', 'a-001'].sort(compareNatural)).toEqual(['a-001', 'a-01', 'a-1']);
});
