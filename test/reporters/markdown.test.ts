import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportMarkdown } from '../../src/reporters/markdown.ts';
import { hostileName, hostileNames } from './hostile-names.ts';
import { sampleFinding, sampleResult, sampleSession } from './sample-result.ts';

const rowsOf = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('| <code>'));

test('the verdict comes first', () => {
  const text = reportMarkdown(sampleResult({ summary: { errors: 1, warnings: 2, notes: 0 }, exitCode: 1 }));
  expect(text.split('\n')[0]).toBe('## routecap: ❌ fail – 1 error, 2 warnings');
  expect(reportMarkdown(sampleResult()).split('\n')[0]).toBe('## routecap: ✅ pass – nothing found');
});

test('sessions stand against their caps', () => {
  const text = reportMarkdown(
    sampleResult({
      sessions: [
        sampleSession('a/tunnel-1'),
        sampleSession('b/tunnel-1', {
          state: 'idle',
          reason: 'too many routes',
          inbound: { offered: 1104, accepted: 0, cap: 100, outcome: 'reset' },
        }),
      ],
    }),
  );
  expect(rowsOf(text)).toEqual([
    '| <code>a/tunnel-1</code> | ✅ established | 10 of 100 | 1 of 1,000 |',
    '| <code>b/tunnel-1</code> | ❌ idle: too many routes | 1,104 of 100 **reset** | 1 of 1,000 |',
  ]);
});

test('of many sessions only those not well are shown, and all are counted', () => {
  const well = Array.from({ length: 50 }, (_, index) => sampleSession(`s${index}`));
  const sick = Array.from({ length: 70 }, (_, index) => sampleSession(`x${index}`, { state: 'down' }));
  const few = reportMarkdown(sampleResult({ sessions: [...well, ...sick.slice(0, 2)] }));
  expect(rowsOf(few)).toHaveLength(2);
  expect(few).toContain('50 other sessions, all well.');
  const many = reportMarkdown(sampleResult({ sessions: [...well, ...sick] }));
  expect(rowsOf(many)).toHaveLength(60);
  expect(many).toContain('10 more are not well, 50 are well.');
  const none = reportMarkdown(sampleResult({ sessions: well }));
  expect(rowsOf(none)).toEqual([]);
  expect(none).toContain('50 sessions, all well.');
});

test('findings that say the same are put together, known and suppressed ones counted', () => {
  const text = reportMarkdown(
    sampleResult({
      findings: [
        sampleFinding('vpn/tunnel-1'),
        sampleFinding('vpn/tunnel-2'),
        sampleFinding('c', { known: true }),
        sampleFinding('d', { suppressed: { reason: 'spring', until: null } }),
      ],
    }),
  );
  expect(text.match(/<details>/g)).toHaveLength(1);
  expect(text).toContain('- about: vpn/tunnel-1, vpn/tunnel-2\n');
  expect(text).toContain('Not shown: 1 finding suppressed, 1 finding known from the baseline.');
});

test('stays below what a comment may hold, whatever is found', () => {
  const findings = Array.from({ length: 5000 }, (_, index) =>
    sampleFinding(`subject-${index}`, { rule: `family${index % 300}/rule`, message: 'x'.repeat(400) }),
  );
  const sessions = Array.from({ length: 5000 }, (_, index) => sampleSession(`s${index}`, { state: 'down' }));
  const text = reportMarkdown(sampleResult({ findings, sessions }));
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('other findings');
});

/** Our own elements; a finding's text can have none. */
const ours = /<\/?(?:details|summary|code)>|<!-- -->/g;

test('no name makes an element, a link, a mention or a table cell', () => {
  const check = (name: string): void => {
    const plain = reportMarkdown(sampleResult(reportOf('x')));
    const text = reportMarkdown(sampleResult(reportOf(name)));
    // As many lines, elements and cells as with a harmless name.
    expect(text.split('\n').length).toBe(plain.split('\n').length);
    const elements = (of: string): string[] => (of.match(ours) ?? []).filter((each) => each !== '<!-- -->');
    expect(elements(text)).toEqual(elements(plain));
    expect(text.replace(ours, '')).not.toMatch(/[<>"'`[\]\\]/);
    for (const row of rowsOf(text)) expect(row.split('|')).toHaveLength(6);
    expect(text).not.toMatch(/:\/\/|www\.|@[^\s<]|(?<!&)#[^\s<#]/i);
  };
  for (const name of hostileNames) check(name);
  fc.assert(
    fc.property(hostileName, (name) => check(`x${name}`)),
    { numRuns: 200 },
  );
});

function reportOf(name: string): Parameters<typeof sampleResult>[0] {
  return {
    inputs: [name],
    sessions: [sampleSession('s', { id: name, state: 'down', reason: name })],
    findings: [sampleFinding(name, { message: name, fix: name, why: name, at: { file: name, line: 1, column: 1 } })],
    expectations: [{ index: 0, met: false, why: name, at: null }],
  };
}

test('a name is shown as it is written', () => {
  const text = reportMarkdown(sampleResult({ findings: [sampleFinding('a_b*c <d> [e](f)')] }));
  const shown = text
    .replaceAll('<!-- -->', '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  expect(shown).toContain('Found: a_b*c <d> [e](f) offers 95 of 100 routes');
});

test('against a base: each session has its cell, groups say what is new, and what is gone is told', () => {
  const gone = sampleSession('z/tunnel-1');
  const text = reportMarkdown(
    sampleResult({
      sessions: [sampleSession('a/tunnel-1'), sampleSession('b/tunnel-1'), sampleSession('c/tunnel-1')],
      findings: [sampleFinding('vpn/tunnel-1'), sampleFinding('vpn/tunnel-2')],
      base: {
        inputs: ['main.yaml'],
        summary: { errors: 0, warnings: 2, notes: 0 },
        sessions: [
          {
            id: 'b/tunnel-1',
            change: 'changed',
            before: sampleSession('b/tunnel-1', {
              inbound: { offered: 1104, accepted: 0, cap: 1000, outcome: 'reset' },
              state: 'idle',
            }),
          },
          { id: 'c/tunnel-1', change: 'new', before: null },
          { id: 'z/tunnel-1', change: 'gone', before: gone },
        ],
        findings: [
          { index: 0, rule: 'routes/inbound-cap-near', subject: 'vpn/tunnel-1', change: 'new', from: null },
          {
            index: 1,
            rule: 'routes/inbound-cap-near',
            subject: 'vpn/tunnel-2',
            change: 'worse',
            from: 'count 90, now 95',
          },
        ],
        gone: [sampleFinding('y', { message: 'y is full' })],
      },
    }),
  );
  expect(text).toContain('Against the base main.yaml (0 errors, 2 warnings, 0 notes): 1 finding new, 1 worse, 1 gone;');
  expect(rowsOf(text)).toEqual([
    '| <code>a/tunnel-1</code> | ✅ established | 10 of 100 | 1 of 1,000 | same |',
    '| <code>b/tunnel-1</code> | ✅ established | 10 of 100 | 1 of 1,000 | was idle, to AWS 1,104 of 1,000 |',
    '| <code>c/tunnel-1</code> | ✅ established | 10 of 100 | 1 of 1,000 | **new** |',
    '| <code>z/tunnel-1</code> | gone | was 10 | was 1 | **gone** |',
  ]);
  expect(text).toContain('×2: <code>vpn/tunnel-1</code> – 1 new, 1 worse (count 90, now 95)</summary>');
  expect(text).toContain('### Gone since the base\n\n- warning <code>routes/inbound-cap-near</code>: y is full\n');
});
