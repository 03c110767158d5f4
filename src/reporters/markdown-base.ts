/** What `--base` adds to a comment for a pull request: what the change did to each session and to the findings. */
import type {
  BaseComparison,
  CheckedSession,
  CheckResult,
  FindingChange,
  SessionChange,
} from '../rules/check-result.ts';
import { baseCounts } from './base-counts.ts';
import { markdownName, markdownText } from './markdown-text.ts';
import { messageOf } from './text-findings.ts';
import { counted, grouped, listed } from './words.ts';

/** Of more than these that are gone the rest is counted. */
const mostGone = 30;

export function baseLine({ base }: CheckResult): string[] {
  if (base === undefined) return [];
  const { errors, warnings, notes } = base.summary;
  const were = `${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${counted(notes, 'note')}`;
  return [`Against the base ${markdownText(listed(base.inputs, 4))} (${were}): ${baseCounts(base).join('; ')}.`];
}

/** The last cell of a session's row. */
export function againstBase(session: CheckedSession, change: SessionChange | undefined): string {
  if (change === undefined) return 'same';
  if (change.before === null) return '**new**';
  const { before } = change;
  const parts = [
    ...(before.state === session.state && before.stateCertain === session.stateCertain ? [] : [before.state]),
    ...countChange(
      'to AWS',
      [before.inbound.offered, before.inbound.cap],
      [session.inbound.offered, session.inbound.cap],
    ),
    ...countChange(
      'from AWS',
      [before.outbound.candidates, before.outbound.cap],
      [session.outbound.candidates, session.outbound.cap],
    ),
  ];
  return `was ${parts.join(', ')}`;
}

type Count = readonly [count: number, cap: number | null];

function countChange(what: string, was: Count, is: Count): string[] {
  if (was[0] === is[0] && was[1] === is[1]) return [];
  const cap = was[1] === is[1] || was[1] === null ? '' : ` of ${grouped(was[1])}`;
  return [`${what} ${grouped(was[0])}${cap}`];
}

/** Rows of sessions that are not there any more. */
export function goneRows({ sessions }: BaseComparison): string[] {
  return sessions.flatMap(({ id, change, before }) =>
    change !== 'gone' || before === null
      ? []
      : [
          `| ${[
            markdownName(id),
            'gone',
            `was ${grouped(before.inbound.offered)}`,
            `was ${grouped(before.outbound.candidates)}`,
            '**gone**',
          ].join(' | ')} |`,
        ],
  );
}

/** How members of one group of findings stand against the base: `new`, `worse (count 62, now 102)`. */
export function changeWords(changes: readonly FindingChange[]): string {
  const kinds = [...new Set(changes.map(({ change }) => change))];
  const words = kinds.map((kind) => {
    const of = changes.filter(({ change }) => change === kind);
    const from = [...new Set(of.flatMap((each) => each.from ?? []))];
    const what = { new: 'new', worse: 'worse', same: 'as in the base' }[kind];
    const times = kinds.length === 1 ? '' : `${grouped(of.length)} `;
    return `${times}${what}${from.length === 0 ? '' : ` (${listed(from, 4)})`}`;
  });
  return words.join(', ');
}

export function goneSection({ base }: CheckResult): string[] {
  if (base === undefined || base.gone.length === 0) return [];
  const shown = base.gone.slice(0, mostGone);
  const left = base.gone.length - shown.length;
  return [
    '### Gone since the base',
    '',
    ...shown.map(
      (finding) => `- ${finding.severity} ${markdownName(finding.rule)}: ${markdownText(messageOf(finding))}`,
    ),
    ...(left === 0 ? [] : [`- and ${grouped(left)} more`]),
  ];
}
