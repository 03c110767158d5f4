/**
 * `--format github`: workflow commands, which GitHub Actions shows as annotations on the lines of a pull
 * request. Known and suppressed findings are left out.
 */
import type { Location, Problem } from '../design/problem.ts';
import type { CheckedFinding, CheckResult } from '../rules/check-result.ts';
import type { Severity } from '../rules/rule.ts';
import { portablePath } from './portable-path.ts';
import { printable } from './printable.ts';
import { messageOf } from './text-findings.ts';

const commandOf: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

export function reportGithub(result: CheckResult): string {
  return result.findings
    .filter(({ known, suppressed }) => !known && suppressed === null)
    .map((finding) => `${annotation(finding)}\n`)
    .join('');
}

/** What is wrong with an input, each problem an error on its line. */
export function reportGithubProblems(problems: readonly Problem[]): string {
  return problems
    .map(({ message, at, suggestion }) => {
      const hint = suggestion === null ? [] : [`did you mean ${suggestion}?`];
      return `::error ${[...placeOf(at), 'title=input'].join(',')}::${text([message, ...hint])}\n`;
    })
    .join('');
}

function annotation(finding: CheckedFinding): string {
  const { at, rule, subject, severity } = finding;
  const properties = [...placeOf(at), `title=${property(`${rule} (${subject})`)}`];
  return `::${commandOf[severity]} ${properties.join(',')}::${text([messageOf(finding), finding.fix])}`;
}

function placeOf(at: Location | null): string[] {
  const path = at === null ? null : portablePath(at.file);
  return at === null || path === null ? [] : [`file=${property(path)}`, `line=${at.line}`, `col=${at.column}`];
}

function text(lines: readonly string[]): string {
  return data(
    lines
      .filter((line) => line !== '')
      .map(printable)
      .join('\n'),
  );
}

/** The value after the last `::`. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A value in front of it, where colon and comma separate. */
function property(text: string): string {
  return data(printable(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
