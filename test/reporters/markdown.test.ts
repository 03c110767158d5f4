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
