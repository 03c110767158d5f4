/** What a baseline makes known, what lapses, and what of it is stale. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyBaseline } from '../../../src/rules/baseline/apply-baseline.ts';
import { baselineOf } from '../../../src/rules/baseline/baseline.ts';
import type { Baseline } from '../../../src/rules/baseline/baseline.ts';
import { readBaseline } from '../../../src/rules/baseline/read-baseline.ts';
import type { CheckedFinding } from '../../../src/rules/check-result.ts';
import { sampleFinding } from '../../reporters/sample-result.ts';

const near = 'routes/inbound-cap-near';

/** Entries written by hand, one a line from line 1 on. */
function baseline(...entries: [rule: string, subject: string, args?: Record<string, number>][]): Baseline {
  return {
    file: 'known.json',
    entries: entries.map(([rule, subject, args = {}], index) => ({
      rule,
      subject,
      args,
      at: { file: 'known.json', line: index + 1, column: 1 },
    })),
  };
}

/** What counts, as `rule subject`. */
function counting(findings: readonly CheckedFinding[]): string[] {
  return findings.filter(({ known }) => !known).map(({ rule, subject }) => `${rule} ${subject}`);
}

describe('a finding', () => {
  test('is known by rule and subject, whatever its place and words', () => {
    const moved = sampleFinding('a', { at: null, message: 'said otherwise', severity: 'error' });
    expect(counting(applyBaseline([moved], baseline([near, 'a', { count: 95, cap: 100 }])))).toEqual([]);
  });

  test('of another rule or subject is not, and the entry is stale', () => {
    for (const entry of [
      [near, 'b'],
      ['vpn/mtu', 'a'],
    ] as [string, string][]) {
      expect(counting(applyBaseline([sampleFinding('a')], baseline(entry)))).toEqual([
        `${near} a`,
        `baseline/stale ${entry[1]}`,
      ]);
    }
  });

  test.each([
    ['the same count', { count: 95, cap: 100 }, true],
    ['a smaller count', { count: 96, cap: 100 }, true],
    ['a larger count', { count: 94, cap: 100 }, false],
    ['a smaller cap', { count: 95, cap: 1000 }, false],
    ['a larger cap', { count: 95, cap: 50 }, true],
    ['no numbers recorded', {}, true],
    ['another number that says nothing of how bad it is', { count: 95, cap: 100, index: 1 }, true],
  ])('with %s than the baseline has', (_, args, known) => {
    const marked = applyBaseline([sampleFinding('a')], baseline([near, 'a', args]));
    expect(marked).toHaveLength(1);
    expect(marked[0]?.known).toBe(known);
    expect(marked[0]?.lapsed === undefined).toBe(known);
  });

  test('that lapsed says what is known of it', () => {
    const [lapsed] = applyBaseline([sampleFinding('a')], baseline([near, 'a', { count: 90, cap: 100 }]));
    expect(lapsed?.lapsed).toBe('it is worse than the baseline knows it: count 90, now 95');
  });

  test('uses up one entry: a second of its kind is new, a second entry stale', () => {
    const one = baseline([near, 'a']);
    expect(counting(applyBaseline([sampleFinding('a'), sampleFinding('a')], one))).toEqual([`${near} a`]);
    const two = baseline([near, 'a'], [near, 'a']);
    expect(counting(applyBaseline([sampleFinding('a')], two))).toEqual(['baseline/stale a']);
  });

  test('that did not change keeps its own entry, though another comes before it', () => {
    const of = (count: number): CheckedFinding => sampleFinding('a', { args: { count, cap: 100 } });
    const both = baseline([near, 'a', { count: 95, cap: 100 }], [near, 'a', { count: 99, cap: 100 }]);
    expect(counting(applyBaseline([of(95), of(99)], both))).toEqual([]);
    expect(counting(applyBaseline([of(99), of(95)], both))).toEqual([]);
  });
});

describe('a stale entry', () => {
  test('is a warning at its place, and tells a rule that does not exist from one that found nothing', () => {
    const found = applyBaseline([], baseline([near, 'a'], ['routes/no-such-rule', 'b']));
    expect(found.map(({ rule, severity, at, args }) => ({ rule, severity, at, args }))).toEqual([
      {
        rule: 'baseline/stale',
        severity: 'warning',
        at: { file: 'known.json', line: 1, column: 1 },
        args: { rule: near, subject: 'a' },
      },
      {
        rule: 'baseline/stale',
        severity: 'warning',
        at: { file: 'known.json', line: 2, column: 1 },
        args: { rule: 'routes/no-such-rule', subject: 'b' },
      },
    ]);
    expect(found[0]?.message).toContain('not found any more');
    expect(found[1]?.message).toContain('no rule of that name');
  });
});

const finding = fc
  .record({
    rule: fc.constantFrom(near, 'vpn/mtu', 'expect/not-met'),
    subject: fc.oneof(fc.constantFrom('a', 'b'), fc.string({ unit: 'binary', maxLength: 8 })),
    count: fc.oneof(fc.constantFrom(99, 100, 101), fc.nat(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    silent: fc.boolean(),
  })
  .map(({ rule, subject, count, silent }) =>
    sampleFinding(subject, {
      rule,
      args: { count, cap: 100, word: 'x' },
      suppressed: silent ? { reason: 'spring', until: null } : null,
    }),
  );
const findings = fc.array(finding, { maxLength: 12 });

function written(of: readonly CheckedFinding[]): { text: string; baseline: Baseline } {
  const text = JSON.stringify(baselineOf(of), null, 2);
  const read = readBaseline('known.json', text);
  expect(read.problems).toEqual([]);
  return { text, baseline: read.baseline as Baseline };
}

describe('written and read again', () => {
  test('everything is known, nothing stale, whatever the order', () => {
    fc.assert(
      fc.property(findings, (all) => {
        const applied = applyBaseline([...all].reverse(), written(all).baseline);
        expect(applied).toHaveLength(all.length);
        expect(applied.filter(({ known, suppressed }) => !known && suppressed === null)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('the file is the same whatever the order, and has no silenced, stale or worded things in it', () => {
    fc.assert(
      fc.property(findings, (all) => {
        const { text, baseline: read } = written(all);
        expect(written([...all].reverse()).text).toBe(text);
        const wanted = all.filter(({ suppressed }) => suppressed === null);
        expect(read.entries).toHaveLength(wanted.length);
        for (const entry of read.entries) expect(Object.keys(entry.args)).toEqual(['cap', 'count']);
      }),
      { numRuns: 200 },
    );
    const stale = applyBaseline([], baseline([near, 'a']));
    expect(baselineOf(stale).findings).toEqual([]);
  });

  test('what is mended leaves exactly its entry stale; what is new counts exactly', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(finding, { minLength: 1, maxLength: 10, selector: ({ rule, subject }) => `${rule} ${subject}` }),
        fc.nat(),
        (all, pick) => {
          const loud = all.map((each) => ({ ...each, suppressed: null }));
          const gone = loud[pick % loud.length] as CheckedFinding;
          const rest = loud.filter((each) => each !== gone);
          expect(counting(applyBaseline(rest, written(loud).baseline))).toEqual([`baseline/stale ${gone.subject}`]);
          expect(counting(applyBaseline(loud, written(rest).baseline))).toEqual([`${gone.rule} ${gone.subject}`]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
