/** The picture of sessions over time, on spans made by hand. */
import picocolors from 'picocolors';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columns } from '../../src/design/format-problem.ts';
import { sessionPicture } from '../../src/reporters/session-picture.ts';
import type { SessionSpan, TimelineEvent } from '../../src/simulate/timeline.ts';

const plain = picocolors.createColors(false);

const span = (state: SessionSpan['state'], fromMs: number, toMs: number): SessionSpan => ({ state, fromMs, toMs });
const step: TimelineEvent = { ms: 60_000, kind: 'step', step: 'x', index: 0 };

test('one row a session, one column a slice, and a ruler', () => {
  const spans = new Map<string, SessionSpan[]>([
    ['v/tunnel-1', [span('Established', 0, 60_000), span('Idle', 60_000, 120_000)]],
    ['v/tunnel-2', [span('Established', 0, 60_000), span('Idle', 60_000, 120_000)]],
    ['w/tunnel-1', [span('Connect', 60_000, 120_000)]],
    ['x', Array.from({ length: 120 }, (_, i) => span(i % 2 === 0 ? 'Established' : 'Idle', i * 1000, (i + 1) * 1000))],
  ]);
  // Two stretches of a minute share the 21 columns that are left: ten each, a whole number.
  expect(sessionPicture({ spans, events: [step], endMs: 120_000 }, plain, 38)).toEqual([
    'Sessions over time',
    '  v/tunnel-1,2  ██████████··········',
    '  w/tunnel-1              ~~~~~~~~~~',
    '  x             ≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈≈',
    '                |         |         |',
    '                0         1: 1 min',
    '                                2 min',
    '  █ established   ≈ up and down   ~ connecting   · idle   | a step',
  ]);
});

test('a short break shows, however long the rest is', () => {
  const spans = new Map([
    ['s', [span('Established', 0, 40_000), span('Idle', 40_000, 40_001), span('Established', 40_001, 86_400_000)]],
  ]);
  const [, row = ''] = sessionPicture({ spans, events: [], endMs: 86_400_000 }, plain, 80);
  expect(row.match(/▒/g)).toHaveLength(1);
});

test('no row is wider than it may be, and none is empty of meaning', () => {
  const state = fc.constantFrom<SessionSpan['state']>(
    'Idle',
    'Connect',
    'Active',
    'OpenSent',
    'OpenConfirm',
    'Established',
  );
  const spans = fc
    .array(fc.tuple(state, fc.integer({ min: 1, max: 4_000_000 })), { minLength: 1, maxLength: 30 })
    .map((list) => {
      let ms = 0;
      return list.map(([each, length]) => span(each, ms, (ms += length)));
    });
  const events = fc
    .array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 9_000_000 })), { maxLength: 40 })
    .map((list): TimelineEvent[] =>
      list
        .sort(([, a], [, b]) => a - b)
        .map(([isStep, ms], index) =>
          isStep ? { ms, kind: 'step', step: 'x', index } : { ms, kind: 'quiet', retrying: 0 },
        ),
    );
  fc.assert(
    fc.property(spans, events, fc.integer({ min: 60, max: 160 }), (own, all, width) => {
      const endMs = own.at(-1)!.toMs;
      const lines = sessionPicture({ spans: new Map([['vpn/tunnel-1', own]]), events: all, endMs }, plain, width);
      const row = lines[1]!;
      expect(columns(row)).toBeLessThanOrEqual(width);
      const marks = row.slice('  vpn/tunnel-1  '.length);
      expect(marks).toMatch(/^[█▒≈~·]+$/);
      const up = own.some(({ state: each }) => each === 'Established');
      expect(/[█▒≈]/.test(marks)).toBe(up);
      expect(/[▒≈~·]/.test(marks)).toBe(own.some(({ state: each }) => each !== 'Established'));
    }),
  );
});
