/**
 * `--format markdown`: a comment for a pull request. The verdict, the sessions against their caps (only
 * those not well when there are many), the findings put together, the details folded away.
 */
import type { CheckedFinding, CheckedSession, CheckResult, FindingChange } from '../rules/check-result.ts';
import { foldFindings } from './fold-findings.ts';
import type { FoldedFindings } from './fold-findings.ts';
import { foundText } from './found-text.ts';
import { againstBase, baseLine, changeWords, goneRows, goneSection } from './markdown-base.ts';
import { markdownName, markdownText } from './markdown-text.ts';
import { messageOf } from './text-findings.ts';
import { counted, grouped, listed } from './words.ts';

/** Of more than these only the ones that are not well are shown. */
const mostSessions = 20;
/** A comment on GitHub ends at 65,536 characters; beyond these the rest is counted. */
const mostRows = 60;
const mostGroups = 30;
const mostSubjects = 12;

export function reportMarkdown(result: CheckResult): string {
  const counting = result.findings.filter(({ known, suppressed }) => !known && suppressed === null);
  const sections = [
    verdict(result),
    baseLine(result),
    oscillation(result),
    sessionTable(result),
    findingSections(counting, changesOf(result)),
    goneSection(result),
    expectations(result),
    silenced(result),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function verdict(result: CheckResult): string[] {
  const found = foundText(result);
  return [
    `## routecap: ${result.exitCode === 1 ? '❌ fail' : '✅ pass'} – ${found}`,
    '',
    `Profile ${result.profile}; read ${markdownText(listed(result.inputs, 4))}.`,
  ];
}

function oscillation({ oscillation: found }: CheckResult): string[] {
  if (found === null) return [];
  const who = found.sessions.length === 0 ? '' : `; sessions that change: ${listed(found.sessions, 8)}`;
  return [`**No steady state**: the routes repeat every ${counted(found.period, 'round')}${markdownText(who)}.`];
}

/** With a base, what changed is shown as well as what is not well. */
function sessionTable({ sessions, base }: CheckResult): string[] {
  const gone = base === undefined ? [] : goneRows(base).slice(0, mostRows);
  if (sessions.length + gone.length === 0) return [];
  const changes = new Map(base?.sessions.map((change) => [change.id, change]));
  const sick = sessions.filter((session) => !isWell(session) || changes.has(session.id));
  const candidates = sessions.length > mostSessions ? sick : sessions;
  const shown = candidates.slice(0, mostRows);
  const left = sessions.length - shown.length;
  const leftSick = candidates === sick ? sick.length - shown.length : 0;
  const unchanged = base === undefined ? '' : ' or changed';
  const rows = shown.map(
    (session) =>
      `| ${[
        markdownName(session.id),
        `${signOf(session)} ${stateOf(session)}`,
        against(session.inbound.offered, session.inbound.cap, session.inbound.outcome),
        against(session.outbound.candidates, session.outbound.cap, session.outbound.outcome),
        ...(base === undefined ? [] : [againstBase(session, changes.get(session.id))]),
      ].join(' | ')} |`,
  );
  rows.push(...gone);
  return [
    '### Sessions',
    '',
    ...(rows.length === 0 ? [] : [...headOf(base !== undefined), ...rows]),
    ...(left > 0
      ? [
          ...(rows.length === 0 ? [] : ['']),
          leftSick > 0
            ? `${grouped(leftSick)} more are not well${unchanged}, ${grouped(left - leftSick)} are well.`
            : `${counted(left, rows.length === 0 ? 'session' : 'other session')}, all well.`,
        ]
      : []),
  ];
}

function headOf(hasBase: boolean): string[] {
  const names = ['session', 'state', 'to AWS', 'from AWS', ...(hasBase ? ['against the base'] : [])];
  return [`| ${names.join(' | ')} |`, `|${' --- |'.repeat(names.length)}`];
}

function isWell({ state, stateCertain, inbound, outbound }: CheckedSession): boolean {
  return state === 'established' && stateCertain && inbound.outcome === 'ok' && outbound.outcome === 'ok';
}

function signOf(session: CheckedSession): string {
  if (isWell(session)) return '✅';
  const near = session.inbound.outcome === 'near' || session.outbound.outcome === 'near';
  return near && session.state === 'established' && session.stateCertain ? '⚠️' : '❌';
}

function stateOf({ state, stateCertain, reason }: CheckedSession): string {
  const word = stateCertain ? state : `${state}, or another`;
  return state === 'established' && stateCertain ? word : `${word}: ${markdownText(reason)}`;
}

function against(count: number, cap: number | null, outcome: string): string {
  const of = cap === null ? grouped(count) : `${grouped(count)} of ${grouped(cap)}`;
  return outcome === 'ok' ? of : `${of} **${outcome}**`;
}

type Changes = ReadonlyMap<CheckedFinding, FindingChange>;

function changesOf({ findings, base }: CheckResult): Changes {
  const changes = (base?.findings ?? []).flatMap((change): [CheckedFinding, FindingChange][] => {
    const finding = findings[change.index];
    return finding === undefined ? [] : [[finding, change]];
  });
  return new Map(changes);
}

function findingSections(findings: readonly CheckedFinding[], changes: Changes): string[] {
  const groups = foldFindings(findings);
  const shown = groups.slice(0, mostGroups);
  const left = groups.slice(mostGroups).reduce((sum, { members }) => sum + members.length, 0);
  return [
    ...(shown.length === 0 ? [] : ['### Findings']),
    ...shown.flatMap((group) => ['', ...groupLines(group, changes)]),
    ...(left === 0 ? [] : ['', `And ${counted(left, 'other finding')}; \`--format text\` shows them all.`]),
  ];
}

const signs = { error: '❌', warning: '⚠️', note: 'ℹ️' } as const;

function groupLines({ first, members }: FoldedFindings, changes: Changes): string[] {
  const change = changeWords(members.flatMap((member) => changes.get(member) ?? []));
  const mark = change === '' ? '' : ` – ${markdownText(change)}`;
  const times = members.length > 1 ? ` ×${grouped(members.length)}` : '';
  const details = [
    ...(members.length > 1
      ? [
          [
            'about',
            listed(
              members.map(({ subject }) => subject),
              mostSubjects,
            ),
          ] as const,
        ]
      : []),
    [
      'at',
      listed([...new Set(members.flatMap(({ at }) => (at === null ? [] : [`${at.file}:${at.line}`])))], 6),
    ] as const,
    ['known', first.lapsed ?? ''] as const,
    ['why', first.why] as const,
    ['fix', first.fix] as const,
    ['sources', first.sources.map(({ id, title }) => `${id} ${title}`).join('; ')] as const,
    ['assumes', first.assumptions.join(', ')] as const,
    ['but', first.otherProfile ?? ''] as const,
  ];
  return [
    '<details>',
    `<summary>${signs[first.severity]} ${first.severity} ${markdownName(first.rule)}${times}: ${markdownName(first.subject)}${mark}</summary>`,
    '',
    `Found: ${markdownText(messageOf(first))}`,
    '',
    ...details.filter(([, text]) => text !== '').map(([name, text]) => `- ${name}: ${markdownText(text)}`),
    '',
    '</details>',
  ];
}

function expectations(result: CheckResult): string[] {
  if (result.expectations.length === 0) return [];
  const unmet = result.expectations.filter(({ met }) => !met);
  const met = result.expectations.length - unmet.length;
  const shown = unmet.slice(0, mostRows);
  return [
    '### Expectations',
    '',
    `${grouped(met)} of ${grouped(result.expectations.length)} met.`,
    ...(shown.length === 0 ? [] : ['', ...shown.map(({ index, why }) => `- ❌ ${index + 1}: ${markdownText(why)}`)]),
    ...(unmet.length > shown.length ? [`- and ${grouped(unmet.length - shown.length)} more`] : []),
  ];
}

function silenced({ findings }: CheckResult): string[] {
  const suppressed = findings.filter((finding) => finding.suppressed !== null).length;
  const known = findings.filter((finding) => finding.known && finding.suppressed === null).length;
  const parts = [
    ...(suppressed > 0 ? [`${counted(suppressed, 'finding')} suppressed`] : []),
    ...(known > 0 ? [`${counted(known, 'finding')} known from the baseline`] : []),
  ];
  return parts.length === 0 ? [] : [`Not shown: ${parts.join(', ')}.`];
}
