import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportGitlab } from '../../src/reporters/gitlab.ts';
import { hostileName } from './hostile-names.ts';
import { sampleFinding, sampleResult } from './sample-result.ts';

interface Entry {
  description: string;
  check_name: string;
  fingerprint: string;
  severity: string;
  location: { path: string; lines: { begin: number } };
}

function gitlab(findings: ReturnType<typeof sampleFinding>[], inputs = ['./site.yaml']): Entry[] {
  return JSON.parse(reportGitlab(sampleResult({ findings, inputs }))) as Entry[];
}

test('an entry has what GitLab asks for', () => {
  const [entry, ...others] = gitlab([
    sampleFinding('a', { severity: 'error', at: { file: './site.yaml', line: 7, column: 3 } }),
    sampleFinding('b', { known: true }),
    sampleFinding('c', { suppressed: { reason: 'spring', until: null } }),
  ]);
  expect(others).toEqual([]);
  expect(entry).toEqual({
    description: 'a offers 95 of 100 routes',
    check_name: 'routes/inbound-cap-near',
    fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    severity: 'critical',
    location: { path: 'site.yaml', lines: { begin: 7 } },
  });
});

test('severities are words that GitLab knows', () => {
  const severities = gitlab([
    sampleFinding('a', { severity: 'error' }),
    sampleFinding('b', { severity: 'warning' }),
    sampleFinding('c', { severity: 'note' }),
  ]).map(({ severity }) => severity);
  expect(severities).toEqual(['critical', 'major', 'info']);
});

test('what has no place of its own stands at the first input', () => {
  const places = [...gitlab([sampleFinding('a', { at: null })]), ...gitlab([sampleFinding('a', { at: null })], ['-'])];
  expect(places.map(({ location }) => location)).toEqual([
    { path: 'site.yaml', lines: { begin: 1 } },
    { path: 'stdin', lines: { begin: 1 } },
  ]);
});

test('fingerprints are unique, and silencing one finding does not rename another', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom('a', 'b'), hostileName), { maxLength: 12 }),
      fc.nat(),
      (names, pick) => {
        const findings = names.map((name) => sampleFinding(name));
        const all = gitlab(findings).map(({ fingerprint }) => fingerprint);
        expect(new Set(all).size).toBe(names.length);
        if (names.length === 0) return;
        const quiet = pick % names.length;
        const rest = gitlab(
          findings.map((finding, index) => (index === quiet ? { ...finding, known: true } : finding)),
        );
        expect(rest.map(({ fingerprint }) => fingerprint)).toEqual(all.filter((_, index) => index !== quiet));
      },
    ),
    { numRuns: 100 },
  );
});
