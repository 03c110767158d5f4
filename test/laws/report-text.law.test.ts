/** Laws of the text report: whatever the names, it is safe to print, and colour changes nothing but colour. */
import fc from 'fast-check';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { foldFindings } from '../../src/reporters/fold-findings.ts';
import { reportText } from '../../src/reporters/text.ts';
import { sampleFinding, sampleResult, sampleSession } from '../reporters/sample-result.ts';

const names = fc.oneof(
  fc.constantFrom(
    'vpn-1/tunnel-1',
    'vpn-1/tunnel-2',
    'vpn-2/tunnel-1',
    '\u001b[2J',
    '\u202eevil',
    'a\nb',
    '$&',
    '(',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const counts = fc.oneof(fc.constantFrom(0, 1, 79, 80, 99, 100, 101, 1000, 1001), fc.nat());

const sessions = fc
  .record({
    id: names,
    reason: names,
    offered: counts,
    cap: fc.option(counts),
    outcome: fc.constantFrom('ok', 'near', 'reset'),
    state: fc.constantFrom('established', 'idle', 'down'),
  })
  .map(({ id, reason, offered, cap, outcome, state }) =>
    sampleSession(id, {
      reason,
      state: state as 'idle',
      inbound: { offered, accepted: 0, cap, outcome: outcome as 'ok' },
    }),
  );
const findings = fc
  .record({
    subject: names,
    message: names,
    fix: names,
    why: names,
    severity: fc.constantFrom('error', 'warning', 'note'),
    file: names,
  })
  .map(({ subject, message, fix, why, severity, file }) =>
    sampleFinding(subject, {
      message: `${subject} ${message}`,
      fix,
      why,
      severity: severity as 'error',
      at: { file, line: 1, column: 1 },
    }),
  );
const results = fc
  .record({
    sessions: fc.array(sessions, { maxLength: 8 }),
    findings: fc.array(findings, { maxLength: 8 }),
    inputs: fc.array(names, { maxLength: 3 }),
  })
  .map((each) => sampleResult(each));

test('nothing that a terminal would obey comes out', () => {
  fc.assert(
    fc.property(results, fc.integer({ min: 1, max: 200 }), (result, width) => {
      const text = reportText(result, { color: false, width });
      expect(/[^\P{Cc}\n]|[\u2028-\u202e\u2066-\u2069]|\p{Cs}/u.test(text)).toBe(false);
      expect(text.endsWith('\n')).toBe(true);
    }),
  );
});

test('without its colour the coloured report is the plain one', () => {
  fc.assert(
    fc.property(results, (result) => {
      const coloured = reportText(result, { color: true, width: 90 });
      expect(stripVTControlCharacters(coloured)).toBe(reportText(result, { color: false, width: 90 }));
    }),
  );
});

test('folding loses no finding and mixes no rules or severities', () => {
  fc.assert(
    fc.property(fc.array(findings, { maxLength: 12 }), (list) => {
      const groups = foldFindings(list);
      expect(new Set(groups.flatMap((group) => group.members))).toEqual(new Set(list));
      expect(groups.reduce((sum, group) => sum + group.members.length, 0)).toBe(list.length);
      for (const group of groups) {
        for (const member of group.members)
          expect([member.rule, member.severity]).toEqual([group.first.rule, group.first.severity]);
      }
    }),
  );
});
