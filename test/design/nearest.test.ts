import { expect, test } from 'vitest';
import { editDistance, nearest } from '../../src/design/nearest.ts';

test('edit distance: known pairs', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('abcd', 'acbd')).toBe(1);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('ca', 'abc')).toBe(3);
});

test('the nearest word, or none rather than a far one', () => {
  const keys = ['customerGateway', 'vpnGateway', 'transitGateway', 'routes', 'tunnels'];
  expect(nearest('custmerGateway', keys)).toBe('customerGateway');
  expect(nearest('transitgateway', keys)).toBe('transitGateway');
  expect(nearest('rotues', keys)).toBe('routes');
  expect(nearest('bandwidth', keys)).toBeNull();
  expect(nearest('a', ['b', 'c'])).toBeNull();
  expect(nearest('x'.repeat(10_000), keys)).toBeNull();
});

test('the order of candidates does not matter', () => {
  expect(nearest('vpn-3', ['vpn-2', 'vpn-1'])).toBe('vpn-1');
  expect(nearest('vpn-3', ['vpn-1', 'vpn-2'])).toBe('vpn-1');
});
