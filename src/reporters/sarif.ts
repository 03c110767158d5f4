/**
 * `--format sarif`: SARIF 2.1.0 (OASIS) for code scanning. One run, the rules that found something, one
 * result a finding; suppressed and known findings are in it and marked as such.
 */
import { rules } from '../rules/catalogue.ts';
import type { CheckedFinding, CheckResult } from '../rules/check-result.ts';
import { fingerprintsOf } from './fingerprint.ts';
import { formatJson } from './format-json.ts';
import { markdownText } from './markdown-text.ts';
import { pathUri, portablePath } from './portable-path.ts';
import { messageOf } from './text-findings.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

export function reportSarif(result: CheckResult): string {
  const { findings } = result;
  const ids = [...new Set(findings.map(({ rule }) => rule))];
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const fingerprints = fingerprintsOf(findings);
  const marks: Marks = {
    compared: result.baseline !== undefined || findings.some(({ known }) => known),
    suppressing: findings.some(({ suppressed, known }) => suppressed !== null || known),
    baseline: result.baseline ?? null,
  };
  return formatJson({
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'routecap',
            semanticVersion: result.routecap,
            rules: ids.map((id) => descriptor(findings.find(({ rule }) => rule === id) as CheckedFinding)),
          },
        },
        // Columns of places count JavaScript's string units.
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, exitCode: result.exitCode }],
        results: findings.map((finding, index) =>
          resultOf(finding, indexOf.get(finding.rule) ?? -1, fingerprints[index] ?? '', marks),
        ),
        properties: { profile: result.profile },
      },
    ],
  });
}

/** A rule; what the catalogue does not know is described by its first finding. */
function descriptor(finding: CheckedFinding): object {
  const rule = rules.find(({ id }) => id === finding.rule);
  const { title, why, fix, severity } = rule ?? {
    title: finding.rule,
    why: finding.why,
    fix: finding.fix,
    severity: finding.severity,
  };
  const sources = finding.sources.map((source) => `${source.id}, ${source.title}: ${source.says}`);
  return {
    id: finding.rule,
    shortDescription: { text: title },
    fullDescription: { text: why },
    defaultConfiguration: { level: severity },
    help: {
      text: [why, fix, ...sources].join('\n\n'),
      markdown: [
        `**Why:** ${markdownText(why)}`,
        `**What to do:** ${markdownText(fix)}`,
        ...(sources.length === 0 ? [] : [sources.map((source) => `- ${markdownText(source)}`).join('\n')]),
      ].join('\n\n'),
    },
    properties: { tags: [finding.rule.split('/')[0] ?? finding.rule] },
  };
}

/** What one result has, all have: the standard wants it so of these two. */
interface Marks {
  readonly compared: boolean;
  readonly suppressing: boolean;
  /** The file that knows what is known. */
  readonly baseline: string | null;
}

function resultOf(finding: CheckedFinding, ruleIndex: number, fingerprint: string, marks: Marks): object {
  const { rule, severity, subject } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: severity,
    message: { text: plainMessage(`${messageOf(finding)} ${finding.fix}`.trim()) },
    locations: [
      {
        ...physicalLocation(finding),
        logicalLocations: [{ fullyQualifiedName: subject }],
      },
    ],
    // The first is the name under which GitHub looks for one; without it a moved line is a new alert there.
    partialFingerprints: { primaryLocationLineHash: fingerprint, 'ruleAndSubject/v1': fingerprint },
    ...(marks.suppressing ? { suppressions: suppressionsOf(finding, marks) } : {}),
    ...(marks.compared
      ? { baselineState: finding.known ? 'unchanged' : finding.lapsed === undefined ? 'new' : 'updated' }
      : {}),
    properties: {
      subject,
      args: finding.args,
      assumptions: finding.assumptions,
      ...(finding.otherProfile === null ? {} : { otherProfile: finding.otherProfile }),
    },
  };
}

function physicalLocation({ at }: CheckedFinding): object {
  const path = at === null ? null : portablePath(at.file);
  if (at === null || path === null) return {};
  return {
    physicalLocation: {
      artifactLocation: { uri: pathUri(path) },
      region: { startLine: Math.max(1, at.line), startColumn: Math.max(1, at.column) },
    },
  };
}

/** 3.35: in the design itself, or in a file beside it. */
function suppressionsOf({ suppressed, known }: CheckedFinding, { baseline }: Marks): object[] {
  const status = 'accepted';
  if (suppressed !== null) {
    const { reason, until } = suppressed;
    return [{ kind: 'inSource', status, justification: reason, ...(until === null ? {} : { properties: { until } }) }];
  }
  if (!known) return [];
  const path = baseline === null ? null : portablePath(baseline);
  const file = path === null ? {} : { location: { physicalLocation: { artifactLocation: { uri: pathUri(path) } } } };
  return [{ kind: 'external', status, justification: 'known from the baseline', ...file }];
}

/** Brackets before a parenthesis would be a link (3.11.6), a number in braces a placeholder (3.11.5). */
function plainMessage(text: string): string {
  return text.replace(/\[(?=[^\]]*\]\()/g, '\\[').replace(/\{(\d+)\}/g, '{{$1}}');
}
