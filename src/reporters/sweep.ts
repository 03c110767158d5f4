/** What goes wrong after which failures: for a person, and as JSON. */
import picocolors from 'picocolors';
import type { CheckedFinding } from '../rules/check-result.ts';
import type { SweepFinding, SweepResult } from '../rules/failures/sweep-result.ts';
import { formatJson } from './format-json.ts';
import { countsText } from './found-text.ts';
import { printable } from './printable.ts';
import { findingLines } from './text-findings.ts';
import { counted, grouped, listed } from './words.ts';
import { wrap } from './wrap.ts';

/** A sweep as JSON. */
export function reportSweepJson(result: SweepResult): string {
  return formatJson(result);
}

/** A sweep for a person. */
export function reportSweep(result: SweepResult, options: { readonly color: boolean; readonly width: number }): string {
  const colors = picocolors.createColors(options.color);
  const width = Math.max(40, options.width);
  const word = result.exitCode === 1 ? colors.red(colors.bold('FAIL')) : colors.green(colors.bold('PASS'));
  const counts = countsText(result.summary);
  const found = counts === '' ? 'no failure makes anything worse' : counts;
  const counting = result.findings.filter(({ suppressed }) => suppressed === null);
  const hidden = result.findings.length - counting.length;
  const sections = [
    [
      [`${word}  ${found}`, `profile ${result.profile}`, printable(listed(result.inputs, 4))].join('  ·  '),
      ...wrap(triedText(result), width, '', '  '),
    ],
    findingLines(counting, colors, width, (members) => afterText(members)),
    hidden === 0 ? [] : [colors.dim(`Not shown: ${counted(hidden, 'finding')} suppressed.`)],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function triedText({ failures, cases }: SweepResult): string {
  const sets =
    failures.atOnce === 1
      ? counted(cases.sets, 'failure')
      : `${counted(cases.sets, 'set')} of up to ${failures.atOnce} failures`;
  const idle = cases.idle === 0 ? '' : `, ${grouped(cases.idle)} of things on which nothing is up`;
  const worse = cases.worse === 0 ? '' : `; after ${grouped(cases.worse)} of them something is worse than before`;
  return `Tried ${sets}${idle}: ${counted(cases.solved, 'different network')} left${worse}.`;
}

/** `after virtual interface pvif and tunnel a/tunnel-1; 14 cases show it`. */
function afterText(members: readonly CheckedFinding[]): string {
  const after = members.map((member) => (member as SweepFinding).after);
  const [first] = after;
  if (first === undefined) return '';
  const other =
    first.sets.length > 1
      ? `, or ${first.sets.length === 2 ? 'after' : 'first of several after'} ${together(first.sets[1] ?? [])}`
      : '';
  const most = Math.max(...after.map(({ cases }) => cases));
  return `after ${together(first.shortest)}${members.length === 1 ? other : ''}; ${counted(most, 'case')} ${most === 1 ? 'shows' : 'show'} it`;
}

function together(names: readonly string[]): string {
  return names.length <= 4 ? names.join(' and ') : listed(names, 4);
}
