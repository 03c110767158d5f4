/**
 * `--format junit`: test results for CI systems. A suite for each family of rules, a case for each rule,
 * passed ones too; a failure for each finding. A rule whose findings are all known or suppressed is skipped.
 */
import { compareNatural } from '../design/compare-natural.ts';
import { rules } from '../rules/catalogue.ts';
import type { CheckedFinding, CheckResult } from '../rules/check-result.ts';
import { printable } from './printable.ts';
import { messageOf } from './text-findings.ts';

export function reportJunit(result: CheckResult): string {
  const byRule = new Map<string, CheckedFinding[]>();
  // Rules about a change between two designs were not asked.
  for (const { id, checkChange } of rules) if (checkChange === undefined) byRule.set(id, []);
  for (const finding of result.findings) {
    const list = byRule.get(finding.rule);
    if (list === undefined) byRule.set(finding.rule, [finding]);
    else list.push(finding);
  }
  const families = new Map<string, TestCase[]>();
  for (const id of [...byRule.keys()].sort(compareNatural)) {
    const family = id.split('/')[0] ?? id;
    families.set(family, [...(families.get(family) ?? []), testCase(id, family, byRule.get(id) ?? [])]);
  }
  const all = [...families.values()].flat();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="routecap" ${counts(all)}>`,
    ...[...families].flatMap(([family, cases]) => [
      `  <testsuite name="${escaped(family)}" ${counts(cases)}>`,
      ...cases.flatMap(({ lines }) => lines),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

interface TestCase {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly lines: readonly string[];
}

/** `failures` counts cases, as every reader of the format expects. */
function counts(cases: readonly TestCase[]): string {
  const count = (wanted: TestCase['outcome']): number => cases.filter(({ outcome }) => outcome === wanted).length;
  return `tests="${cases.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}" time="0"`;
}

function testCase(rule: string, family: string, findings: readonly CheckedFinding[]): TestCase {
  const open = `    <testcase classname="routecap.${escaped(family)}" name="${escaped(rule)}" time="0"`;
  const counting = findings.filter(({ known, suppressed }) => !known && suppressed === null);
  const silenced = findings.filter(({ known, suppressed }) => known || suppressed !== null).map(silence);
  if (counting.length === 0 && silenced.length === 0) return { outcome: 'passed', lines: [`${open}/>`] };
  if (counting.length === 0) {
    const skipped = `      <skipped message="${escaped(silenced.join('\n'))}"/>`;
    return { outcome: 'skipped', lines: [`${open}>`, skipped, '    </testcase>'] };
  }
  const output = silenced.length === 0 ? [] : [`      <system-out>${escaped(silenced.join('\n'))}</system-out>`];
  return { outcome: 'failed', lines: [`${open}>`, ...counting.map(failure), ...output, '    </testcase>'] };
}

function failure(finding: CheckedFinding): string {
  const { at } = finding;
  const body = [
    messageOf(finding),
    ...(at === null ? [] : [`at: ${at.file}:${at.line}:${at.column}`]),
    `why: ${finding.why}`,
    `fix: ${finding.fix}`,
    ...finding.sources.map(({ id, title }) => `source: ${id} ${title}`),
  ];
  const attributes = `type="${finding.severity}" message="${escaped(messageOf(finding))}"`;
  return `      <failure ${attributes}>${escaped(body.map(printable).join('\n'))}</failure>`;
}

function silence({ subject, suppressed }: CheckedFinding): string {
  if (suppressed === null) return printable(`${subject}: known from the baseline`);
  const until = suppressed.until === null ? '' : ` (until ${suppressed.until})`;
  return printable(`${subject}: suppressed: ${suppressed.reason}${until}`);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
};

/** For text and attributes alike. XML 1.0 has no way at all to write most control characters: they are spelled out. */
function escaped(text: string): string {
  return text
    .split('\n')
    .map(printable)
    .join('\n')
    .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"'\n]/g, (character) => entities[character] ?? character);
}
