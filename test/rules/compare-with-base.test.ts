import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckedFinding } from '../../src/rules/check-result.ts';
import { compareWithBase } from '../../src/rules/compare-with-base.ts';
import { sampleFinding, sampleResult, sampleSession } from '../reporters/sample-result.ts';

const findings = (...list: CheckedFinding[]) => sampleResult({ findings: list });

test('new, worse, as before, and gone', () => {
  const now = findings(
    sampleFinding('a', { args: { count: 102, cap: 100 } }),
    sampleFinding('b'),
    sampleFinding('c'),
    sampleFinding('d', { severity: 'error' }),
    sampleFinding('e', { args: { count: 81, cap: 100 } }),
  );
  const base = findings(
    sampleFinding('a', { args: { count: 101, cap: 100 } }),
    sampleFinding('b'),
    sampleFinding('d', { severity: 'warning' }),
    sampleFinding('e', { args: { count: 90, cap: 100 } }),
    sampleFinding('f'),
  );
  const { findings: changes, gone } = compareWithBase(now, base);
  expect(changes.map(({ index, subject, change, from }) => [index, subject, change, from])).toEqual([
    [0, 'a', 'worse', 'count 101, now 102'],
    [1, 'b', 'same', null],
    [2, 'c', 'new', null],
    [3, 'd', 'worse', 'warning, now error'],
    // Fewer than before is as before: it was there, and it is no worse.
    [4, 'e', 'same', null],
  ]);
  expect(gone.map(({ subject }) => subject)).toEqual(['f']);
});

test('of several about one thing those that say the same belong together', () => {
  const said = (message: string) => sampleFinding('a', { message });
  const { findings: changes, gone } = compareWithBase(
    findings(said('two'), said('three')),
    findings(said('one'), said('two')),
  );
  expect(changes.map(({ change }) => change)).toEqual(['same', 'same']);
  expect(gone).toEqual([]);
  const more = compareWithBase(findings(said('one'), said('two')), findings(said('two')));
  expect(more.findings.map(({ change }) => change)).toEqual(['new', 'same']);
});

test('suppressed findings and stale entries of a baseline have no part in it', () => {
  const settled = { suppressed: { reason: 'spring', until: null } };
  const { findings: changes, gone } = compareWithBase(
    findings(sampleFinding('a', settled), sampleFinding('b', { rule: 'baseline/stale' }), sampleFinding('c')),
    findings(sampleFinding('d', settled)),
  );
  expect(changes.map(({ index, subject }) => [index, subject])).toEqual([[2, 'c']]);
  expect(gone).toEqual([]);
});

test('sessions: new, changed in state or count, gone; those that are the same are left out', () => {
  const now = sampleResult({
    sessions: [
      sampleSession('a'),
      sampleSession('b', { state: 'idle' }),
      sampleSession('c', { outbound: { candidates: 9, announced: 9, cap: 1000, outcome: 'ok', unknown: 0 } }),
      sampleSession('d'),
    ],
  });
  const base = sampleResult({ sessions: ['a', 'b', 'c', 'z'].map((id) => sampleSession(id)) });
  const { sessions } = compareWithBase(now, base);
  expect(sessions.map(({ id, change, before }) => [id, change, before?.id ?? null])).toEqual([
    ['b', 'changed', 'b'],
    ['c', 'changed', 'c'],
    ['d', 'new', null],
    ['z', 'gone', 'z'],
  ]);
});

test('a result against itself has nothing new, worse or gone; and nothing is counted twice or lost', () => {
  const finding = fc
    .record({
      subject: fc.constantFrom('a', 'b'),
      rule: fc.constantFrom('x/y', 'x/z'),
      count: fc.integer({ min: 80, max: 83 }),
      message: fc.constantFrom('m', 'n'),
    })
    .map(({ subject, rule, count, message }) => sampleFinding(subject, { rule, message, args: { count, cap: 100 } }));
  const list = fc.array(finding, { maxLength: 8 });
  fc.assert(
    fc.property(list, list, (now, base) => {
      const itself = compareWithBase(findings(...now), findings(...now));
      expect(itself.gone).toEqual([]);
      expect(itself.findings.filter(({ change }) => change === 'new')).toEqual([]);
      const { findings: changes, gone } = compareWithBase(findings(...now), findings(...base));
      const matched = changes.filter(({ change }) => change !== 'new').length;
      expect(changes.map(({ index }) => index)).toEqual(now.map((_, index) => index));
      expect(matched + gone.length).toBe(base.length);
    }),
  );
});
