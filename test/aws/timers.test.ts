import { expect, test } from 'vitest';
import { fact } from '../../src/aws/facts.ts';
import { timerMs, timers } from '../../src/aws/timers.ts';

test('every timer rests on a fact, and has its id once', () => {
  expect(new Set(timers.map(({ id }) => id)).size).toBe(timers.length);
  for (const { facts, milliseconds } of timers) {
    expect(milliseconds).toBeGreaterThan(0);
    for (const id of facts) expect(fact(id).confidence).toBe('documented');
  }
});

test('says what AWS documents', () => {
  // G-TIMER-VPN, G-TIMER-CONN, G-TIMER-DX.
  expect(timerMs('vpn.hold')).toBe(30_000);
  expect(timerMs('vpn.keepalive')).toBe(10_000);
  expect(timerMs('connect.hold')).toBe(30_000);
  expect(timerMs('dx.hold')).toBe(90_000);
  expect(timerMs('dx.keepalive')).toBe(30_000);
  expect(timerMs('dx.bfd-detection')).toBe(3 * 300);
  expect(() => timerMs('vpn.bfd')).toThrow('vpn.bfd');
});
