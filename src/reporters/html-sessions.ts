/** The sessions of the HTML report: those not well in full, the others folded away, each against its caps. */
import type { CheckedSession } from '../rules/check-result.ts';
import { htmlText } from './html-text.ts';
import { cellsOf, rowsOf } from './text-sessions.ts';
import type { Meter, SessionRow } from './text-sessions.ts';
import { counted, grouped } from './words.ts';

/** A page of more rows helps nobody; `--format json` has them all. */
const mostRows = 500;
/** Up to here the well ones are not folded away. */
const fewRows = 20;

export function htmlSessions(sessions: readonly CheckedSession[]): string[] {
  if (sessions.length === 0) return ['<h2>Sessions</h2>', '<p>None.</p>'];
  const rows = rowsOf(sessions);
  if (rows.length <= fewRows) return ['<h2>Sessions</h2>', ...table(rows)];
  const sick = rows.filter(({ well }) => !well);
  const well = rows.filter((row) => row.well);
  return [
    '<h2>Sessions</h2>',
    ...(sick.length === 0 ? [] : table(sick)),
    ...(well.length === 0
      ? []
      : [
          `<details><summary>${counted(well.length, 'row')} of sessions that are well</summary>`,
          ...table(well),
          '</details>',
        ]),
  ];
}

function table(rows: readonly SessionRow[]): string[] {
  const left = rows.length - mostRows;
  return [
    '<div class="wide"><table>',
    '<thead><tr><th scope="col">session</th><th scope="col">state</th><th scope="col">to AWS</th><th scope="col">from AWS</th></tr></thead>',
    '<tbody>',
    ...rows.slice(0, mostRows).map(tableRow),
    '</tbody></table></div>',
    ...(left > 0 ? [`<p class="soft">And ${grouped(left)} more; <code>--format json</code> has them all.</p>`] : []),
  ];
}

function tableRow(row: SessionRow): string {
  const { session } = row;
  const cells = cellsOf(row);
  const up = session.state === 'established' && session.stateCertain;
  const reason = up ? '' : `<div class="soft">${htmlText(session.reason)}</div>`;
  // The label was made printable already, and that is done once.
  return [
    `<tr><td class="session"><code>${htmlText(cells.label)}</code></td>`,
    `<td><span class="${up ? 'ok' : 'bad'}">${htmlText(cells.state)}</span>${reason}</td>`,
    `<td class="count">${meterHtml(cells.inbound)}</td><td class="count">${meterHtml(cells.outbound)}</td></tr>`,
  ].join('');
}

function meterHtml({ count, percent, share, outcome, word }: Meter): string {
  const words = `<span class="${outcome}">${count}${word === '' ? '' : ` ${word}`}</span>`;
  if (share === null) return words;
  const length = Math.min(100, Math.floor(share * 100));
  const title = `${count}${percent === '' ? '' : `, ${percent}`}`;
  return `${words} <span class="soft">${percent}</span><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="${title}"><rect width="100" height="8" rx="2"/><rect class="${outcome}" width="${length}" height="8" rx="2"/></svg>`;
}
