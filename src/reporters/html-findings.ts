/** The findings of the HTML report: one line each, and folded under it why, what to do, and who says so. */
import { assumptions } from '../aws/assumptions.ts';
import type { CheckedFinding } from '../rules/check-result.ts';
import { foldFindings } from './fold-findings.ts';
import type { FoldedFindings } from './fold-findings.ts';
import { htmlText } from './html-text.ts';
import { messageOf } from './text-findings.ts';
import { counted, grouped, listed } from './words.ts';

const mostGroups = 200;
const mostSubjects = 60;
const mostPlaces = 12;

/** `open`: the first error is unfolded. */
export function htmlFindings(findings: readonly CheckedFinding[], { open }: { readonly open: boolean }): string[] {
  const groups = foldFindings(findings);
  const left = groups.slice(mostGroups).reduce((sum, { members }) => sum + members.length, 0);
  return [
    ...groups
      .slice(0, mostGroups)
      .map((group, index) => groupHtml(group, open && index === 0 && group.first.severity === 'error')),
    ...(left === 0
      ? []
      : [`<p class="soft">And ${counted(left, 'other finding')}; <code>--format json</code> has them all.</p>`]),
  ];
}

function groupHtml({ first, members }: FoldedFindings, open: boolean): string {
  const times = members.length > 1 ? ` ×${grouped(members.length)}` : '';
  const places = [...new Set(members.flatMap(({ at }) => (at === null ? [] : [`${at.file}:${at.line}:${at.column}`])))];
  const rows: readonly (readonly [string, string])[] = [
    [
      'about',
      members.length > 1
        ? htmlText(
            listed(
              members.map(({ subject }) => subject),
              mostSubjects,
            ),
          )
        : '',
    ],
    ['at', places.length === 0 ? '' : `<code>${htmlText(listed(places, mostPlaces))}</code>`],
    ['known', htmlText(first.lapsed ?? '')],
    ['silenced', htmlText(silence(first))],
    ['why', htmlText(first.why)],
    ['fix', htmlText(first.fix)],
    [
      'source',
      first.sources
        .map(({ id, title, says }) => `<p><b>${htmlText(id)}</b> ${htmlText(title)}: ${htmlText(says)}</p>`)
        .join(''),
    ],
    ['assumes', first.assumptions.map(assumptionHtml).join('')],
    ['but', htmlText(first.otherProfile ?? '')],
  ];
  return [
    `<details${open ? ' open' : ''}><summary><h3><span class="${first.severity}">${first.severity}</span> ${htmlText(first.rule)}${times}</h3>`,
    `<p>${htmlText(messageOf(first))}</p></summary>`,
    `<dl>${rows
      .filter(([, html]) => html !== '')
      .map(([name, html]) => `<dt>${name}</dt><dd>${html}</dd>`)
      .join('')}</dl>`,
    '</details>',
  ].join('\n');
}

function silence({ suppressed, known }: CheckedFinding): string {
  if (suppressed === null) return known ? 'known from the baseline' : '';
  return `${suppressed.reason}${suppressed.until === null ? '' : ` (until ${suppressed.until})`}`;
}

function assumptionHtml(id: string): string {
  return `<p><b>${htmlText(id)}</b> ${htmlText(assumptions.find((each) => each.id === id)?.question ?? '')}</p>`;
}
