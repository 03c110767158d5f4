import { expect, test } from 'vitest';
import { fingerprintsOf } from '../../src/reporters/fingerprint.ts';
import { sampleFinding } from './sample-result.ts';

test('a moved line, another number and other words leave it as it is', () => {
  const before = sampleFinding('vpn/tunnel-1');
  const after = sampleFinding('vpn/tunnel-1', {
    at: { file: 'site.yaml', line: 99, column: 1 },
    args: { count: 99, cap: 100 },
    message: 'other words',
    severity: 'error',
  });
  expect(fingerprintsOf([after])).toEqual(fingerprintsOf([before]));
  expect(fingerprintsOf([before])[0]).toMatch(/^[0-9a-f]{16}$/);
});

test('another rule or subject is another; the same twice is told apart', () => {
  const findings = [
    sampleFinding('a'),
    sampleFinding('b'),
    sampleFinding('a', { rule: 'vpn/mtu' }),
    sampleFinding('a'),
    sampleFinding('a'),
  ];
  expect(new Set(fingerprintsOf(findings)).size).toBe(5);
});

test('a border between rule and subject cannot be moved', () => {
  const [one, other] = fingerprintsOf([
    { rule: 'a', subject: 'b","c', at: null },
    { rule: 'a","b', subject: 'c', at: null },
  ]);
  expect(one).not.toBe(other);
});

test('a file that is the subject itself may lie in another folder', () => {
  const ofFile = (file: string, subject: string) => sampleFinding(subject, { at: { file, line: 1, column: 1 } });
  const prints = (folder: string): string[] =>
    fingerprintsOf([
      ofFile(`${folder}/a.json`, `${folder}/a.json`),
      ofFile(folder, `${folder}/eu-west-1/b.json`),
      ofFile(folder, `${folder}/eu-west-1/b.json, entry 2 of Vpcs`),
      ofFile(folder, `${folder}-of-another`),
    ]);
  const [spring, autumn] = [prints('exports/spring'), prints('exports/autumn')];
  expect(autumn.slice(0, 3)).toEqual(spring.slice(0, 3));
  // A name that only begins like the file is a name.
  expect(autumn[3]).not.toBe(spring[3]);
  expect(new Set(spring).size).toBe(4);
});
