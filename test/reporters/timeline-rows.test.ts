/** Events to rows: what is put together, what is folded, and that nothing else is lost. */
import { expect, test } from 'vitest';
import { timelineRows } from '../../src/reporters/timeline-rows.ts';
import { clockText, percentText, secondsText, spanText } from '../../src/reporters/time-text.ts';
import type { SessionSpan, TimelineEvent } from '../../src/simulate/timeline.ts';

type State = Extract<TimelineEvent, { kind: 'sessionState' }>['from'];

function states(session: string, ms: number, ...phases: readonly State[]): TimelineEvent[] {
  return phases.slice(1).map((to, i) => ({ ms: ms + i * 10, kind: 'sessionState', session, from: phases[i]!, to }));
}

const rowsOf = (events: readonly TimelineEvent[], spans = new Map<string, readonly SessionSpan[]>()): string[] =>
  timelineRows(events, spans).map(({ ms, who, what }) => `${ms} ${who.join(',')}: ${what}`);

test('the way up is one row, on both tunnels at once', () => {
  const way = ['Idle', 'Connect', 'OpenSent', 'OpenConfirm', 'Established'] as const;
  const events = [...states('v/tunnel-1', 0, ...way), ...states('v/tunnel-2', 0, ...way)].sort((a, b) => a.ms - b.ms);
  expect(rowsOf(events)).toEqual(['30 v/tunnel-1,v/tunnel-2: Idle → Established']);
});

test('a way that is not gone to its end is told as far as it went', () => {
  expect(rowsOf(states('s', 0, 'Idle', 'Connect', 'Active'))).toEqual(['10 s: Idle → Active']);
  expect(
    rowsOf([
      ...states('s', 0, 'Idle', 'Connect'),
      ...states('s', 60_000, 'Connect', 'OpenSent', 'OpenConfirm', 'Established'),
    ]),
  ).toEqual(['0 s: Idle → Connect', '60020 s: Connect → Established']);
});

test('batches of one transfer are one row, and a count is not told twice', () => {
  const events: TimelineEvent[] = [
    { ms: 0, kind: 'prefixCount', session: 's', count: 100, cap: 1000 },
    { ms: 100, kind: 'prefixCount', session: 's', count: 200, cap: 1000 },
    { ms: 100, kind: 'endOfRib', session: 's', sender: 'customer', count: 200 },
    { ms: 200, kind: 'routesLearned', place: 'vpcs/a/m', count: 100 },
    { ms: 300, kind: 'routesLearned', place: 'vpcs/a/m', count: 100 },
    { ms: 60_000, kind: 'prefixCount', session: 's', count: 201, cap: 1000 },
  ];
  expect(rowsOf(events)).toEqual([
    '100 s: End-of-RIB from the customer: 200 prefixes',
    '300 vpcs/a/m: learns 200 routes',
    '60000 s: AWS has 201 prefixes of 1,000',
  ]);
});

/** `times` rounds: up at 0 s, down 1 s later, every 100 s. */
function flapping(times: number, fromMs = 0): TimelineEvent[] {
  return Array.from({ length: times }, (_, i): TimelineEvent[] => [
    ...states('s', fromMs + i * 100_000, 'Idle', 'Established'),
    { ms: fromMs + i * 100_000, kind: 'routesLearned', place: 'p', count: 5 },
    {
      ms: fromMs + i * 100_000 + 1000,
      kind: 'notification',
      session: 's',
      sender: 'aws',
      code: 6,
      subcode: 1,
      data: '00010100000064',
    },
    ...states('s', fromMs + i * 100_000 + 1000, 'Established', 'Idle'),
    { ms: fromMs + i * 100_000 + 1000, kind: 'routesWithdrawn', place: 'p', count: 5 },
  ]).flat();
}

const spansOfFlapping = (times: number): SessionSpan[] =>
  Array.from({ length: times }, (_, i): SessionSpan[] => [
    { state: 'Established', fromMs: i * 100_000, toMs: i * 100_000 + 1000 },
    { state: 'Idle', fromMs: i * 100_000 + 1000, toMs: (i + 1) * 100_000 },
  ]).flat();

test('what repeats is told twice and then counted', () => {
  const rows = rowsOf(flapping(12), new Map([['s', spansOfFlapping(12)]]));
  expect(rows).toEqual([
    '0 s: Idle → Established',
    '0 p: learns 5 routes',
    '1000 s: AWS ends it with NOTIFICATION 6/1 (Maximum Number of Prefixes Reached, cap 100)',
    '1000 s: Established → Idle',
    '1000 p: loses 5 routes',
    '100000 s: Idle → Established',
    '100000 p: learns 5 routes',
    '101000 s: AWS ends it with NOTIFICATION 6/1 (Maximum Number of Prefixes Reached, cap 100)',
    '101000 s: Established → Idle',
    '101000 p: loses 5 routes',
    // Eleven rounds of 100 s from the first to the last coming up, a second of each up.
    '200000 s: … 10 times more, every 100 s, established 1 % of the time',
  ]);
});

test('a step begins the telling anew', () => {
  const step: TimelineEvent = { ms: 250_000, kind: 'step', step: 'x', index: 0 };
  const rows = timelineRows([...flapping(2), step, ...flapping(2, 300_000)], new Map());
  expect(rows.filter(({ kind }) => kind === 'repeats')).toEqual([]);
  expect(rows.map(({ step: each }) => each)).toEqual([
    ...Array.from({ length: 10 }, () => -1),
    ...Array.from({ length: 11 }, () => 0),
  ]);
});

test('a place that changes without a session is counted by itself', () => {
  const events = Array.from({ length: 10 }, (_, i): TimelineEvent => ({
    ms: i * 10_000,
    kind: 'routesChanged',
    place: 'p',
    count: 3,
  }));
  expect(rowsOf(events)).toEqual([
    '0 p: 3 routes change',
    '10000 p: 3 routes change',
    '20000 p: … 8 times more, every 10 s',
  ]);
});

test('times', () => {
  expect([0, 63_250, 86_399_999, 360_000_000].map(clockText)).toEqual([
    '+00:00:00.000',
    '+00:01:03.250',
    '+23:59:59.999',
    '+100:00:00.000',
  ]);
  expect([50, 1000, 30_300, 60_000, 630_000, 3_600_000, 7_500_000].map(spanText)).toEqual([
    '0.05 s',
    '1 s',
    '30.3 s',
    '1 min',
    '10 min 30 s',
    '1 h',
    '2 h 5 min',
  ]);
  expect([secondsText(120_300), percentText(0.025), percentText(1)]).toEqual(['120.3 s', '2.5 %', '100 %']);
});
