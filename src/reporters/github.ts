/**
 * `--format github`: workflow commands, which GitHub Actions shows as annotations on the lines of a pull
 * request. Known and suppressed findings are left out.
 */
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

function annotation(finding: CheckedFinding): string {
  const { at, rule, subject, severity } = finding;
  const path = at === null ? null : portablePath(at.file);
  const place = at === null || path === null ? [] : [`file=${property(path)}`, `line=${at.line}`, `col=${at.column}`];
  const properties = [...place, `title=${property(`${rule} (${subject})`)}`];
  const lines = [messageOf(finding), finding.fix].filter((line) => line !== '').map(printable);
  return `::${commandOf[severity]} ${properties.join(',')}::${data(lines.join('\n'))}`;
}

/** The value after the last `::`. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A value in front of it, where colon and comma separate. */
function property(text: string): string {
  return data(printable(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
