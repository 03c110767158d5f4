/** The findings of the text report: what is wrong, where, why it matters, what to do, and who says so. */
import type { Colors } from 'picocolors/types.js';
import type { CheckedFinding } from '../rules/check-result.ts';
import type { Severity, Source } from '../rules/rule.ts';
import { foldFindings } from './fold-findings.ts';
import type { FoldedFindings } from './fold-findings.ts';
import { printable } from './printable.ts';
import { shortSessions } from './short-sessions.ts';
import { counted, grouped, listed } from './words.ts';
import { padEnd, wrap } from './wrap.ts';

const listedSubjects = 6;

/** When findings held, where they were seen over time. */
export type When = (members: readonly CheckedFinding[]) => string;

export function findingLines(
  findings: readonly CheckedFinding[],
  colors: Colors,
  width: number,
  when: When = () => '',
): string[] {
  return foldFindings(findings).flatMap((group, index) => [
    ...(index === 0 ? [] : ['']),
    ...groupLines(group, colors, width, when),
  ]);
}

export function severityColor(severity: Severity, colors: Colors): (text: string) => string {
  return { error: colors.red, warning: colors.yellow, note: colors.cyan }[severity];
}

function groupLines(group: FoldedFindings, colors: Colors, width: number, when: When): string[] {
  const { first, members } = group;
  const times = members.length > 1 ? `  ×${grouped(members.length)}` : '';
  const severity = severityColor(first.severity, colors)(padEnd(first.severity, 'warning'.length));
  const lines = [`${severity}  ${colors.bold(printable(first.rule))}${times}`];
  lines.push(...wrap(printable(messageOf(first)), width, '  ', '  '));
  if (members.length > 1) lines.push(...wrap(printable(alike(members)), width, '  ', '  '));
  const field = (name: string, text: string): void => {
    if (text === '') return;
    const indent = ' '.repeat(11);
    const [head = '', ...tail] = wrap(printable(text), width, indent, indent);
    lines.push(`  ${colors.dim(padEnd(name, 7))}  ${head.slice(indent.length)}`, ...tail);
  };
  field('when', when(members));
  field('known', first.lapsed ?? '');
  field('at', placesOf(members));
  // A note is an aside: what follows from it can be read with `routecap rules`.
  if (first.severity !== 'note') field('why', first.why);
  field('fix', first.fix);
  field('source', sourcesText(first.sources));
  field('assumes', first.assumptions.join(', '));
  field('but', first.otherProfile ?? '');
  return lines;
}

/** The message, with its subject in front where it does not name it itself. */
export function messageOf(finding: CheckedFinding): string {
  // `app/main` is named by "route table main of VPC app" as well.
  const named = finding.subject.split(/[/ ]/).every((part) => finding.message.includes(part));
  return named ? finding.message : `${finding.subject}: ${finding.message}`;
}

/** The first two in full; of the others the id is enough to look them up. */
function sourcesText(sources: readonly Source[]): string {
  const full = sources.slice(0, 2).map((source) => `${source.id} ${source.title}`);
  const others = sources.slice(2).map((source) => source.id);
  return [...full, ...(others.length === 0 ? [] : [`also ${others.join(', ')}`])].join('; ');
}

function alike(members: readonly CheckedFinding[]): string {
  const others = members.slice(1).map((member) => member.subject);
  const ranges = rangesOf(members);
  const between = ranges === '' ? '' : ` (${ranges})`;
  return `and ${grouped(others.length)} more${between}: ${listed(shortSessions(others), listedSubjects)}`;
}

/** `count 90–99`, of the numbers in which the members differ. */
function rangesOf(members: readonly CheckedFinding[]): string {
  const parts: string[] = [];
  for (const name of Object.keys(members[0]?.args ?? {})) {
    const values = members.map((member) => member.args[name]).filter((value) => typeof value === 'number');
    if (values.length !== members.length) continue;
    const low = values.reduce((a, b) => Math.min(a, b));
    const high = values.reduce((a, b) => Math.max(a, b));
    if (low !== high) parts.push(`${name} ${grouped(low)}–${grouped(high)}`);
  }
  return parts.join(', ');
}

function placesOf(members: readonly CheckedFinding[]): string {
  const places = new Set<string>();
  for (const { at } of members) if (at !== null) places.add(`${at.file}:${at.line}:${at.column}`);
  const [first, ...others] = places;
  if (first === undefined) return '';
  return others.length === 0 ? first : `${first} and ${counted(others.length, 'other place')}`;
}
