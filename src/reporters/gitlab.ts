/**
 * `--format gitlab`: a Code Quality report, which GitLab shows in merge requests. It compares reports by
 * fingerprint and knows no silenced entries, so known and suppressed findings are left out.
 */
import type { CheckResult } from '../rules/check-result.ts';
import type { Severity } from '../rules/rule.ts';
import { fingerprintsOf } from './fingerprint.ts';
import { formatJson } from './format-json.ts';
import { portablePath } from './portable-path.ts';
import { messageOf } from './text-findings.ts';

const severityOf: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', note: 'info' };

export function reportGitlab(result: CheckResult): string {
  // Before any is left out: silencing one of two must not rename the other.
  const fingerprints = fingerprintsOf(result.findings);
  const somewhere = portablePath(result.inputs[0] ?? '') ?? 'stdin';
  return formatJson(
    result.findings.flatMap((finding, index) => {
      if (finding.known || finding.suppressed !== null) return [];
      // GitLab drops an entry without a place.
      const path = finding.at === null ? null : portablePath(finding.at.file);
      return [
        {
          description: messageOf(finding),
          check_name: finding.rule,
          fingerprint: fingerprints[index],
          severity: severityOf[finding.severity],
          location: { path: path ?? somewhere, lines: { begin: path === null ? 1 : (finding.at?.line ?? 1) } },
        },
      ];
    }),
  );
}
