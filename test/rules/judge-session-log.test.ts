/** What a log proves about the cap. */
import { expect, test } from 'vitest';
import type { LoggedSession } from '../../src/aws/session-log.ts';
import { judgeSessionLog, type LogResult } from '../../src/rules/judge-session-log.ts';

const at = { file: 'log', line: 7, column: 1 };
const session = (over: Partial<LoggedSession>): LoggedSession => ({
  id: 'vpn-1_203.0.113.9',
  records: 10,
  firstMs: 0,
  lastMs: 100_000,
  state: 'Established',
  stateChanges: 1,
  ups: 1,
  resets: [],
  notifications: {},
  holdExpiries: 0,
  warnings: 0,
  most: null,
  cap: null,
  denied: {},
  periodMs: null,
  establishedShare: 1,
  at: { exceeded: null, near: null, first: at },
  ...over,
});
const judged = (over: Partial<LoggedSession>, near = 80): LogResult =>
  judgeSessionLog({ sessions: [session(over)], near, inputs: ['log'], version: '1', failOn: 'error' });
const told = (result: LogResult): string[] => result.findings.map(({ rule, severity }) => `${severity} ${rule}`);

test('a reset is proof that the cap was exceeded', () => {
  const result = judged({
    resets: [
      { ms: 1, count: 103, cap: 100 },
      { ms: 2, count: 101, cap: 100 },
    ],
    cap: 100,
    at: { exceeded: { ...at, line: 3 }, near: null, first: at },
  });
  expect(told(result)).toEqual(['error routes/inbound-cap-exceeded']);
  expect(result.findings[0]).toMatchObject({
    subject: 'vpn-1_203.0.113.9',
    at: { line: 3 },
    args: { count: 103, cap: 100, resets: 2 },
    assumptions: [],
  });
  expect(result.findings[0]?.sources.map(({ id }) => id)).toContain('B-IN-LOGS');
  expect([result.exitCode, result.summary.errors]).toEqual([1, 1]);
});

test.each([
  [{ most: { count: 80, ms: 1, at }, cap: 100 }, true],
  [{ most: { count: 79, ms: 1, at }, cap: 100 }, false],
  [{ most: { count: 800, ms: 1, at }, cap: null }, false],
  [{ warnings: 1 }, true],
] as const)('near or not: %j', (over, near) => {
  const result = judged(over);
  expect(told(result)).toEqual(near ? ['warning routes/inbound-cap-near'] : []);
  expect(result.exitCode).toBe(0);
});

test('the threshold can be moved', () => {
  expect(told(judged({ most: { count: 85, ms: 1, at }, cap: 100 }, 90))).toEqual([]);
});
