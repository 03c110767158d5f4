/**
 * `--format html`: one file to read, send on and keep. It loads nothing and runs nothing (a policy in its head
 * says so to the browser), and is all there without a script: details fold by themselves.
 */
import type { Design } from '../design/vocabulary.ts';
import type { CheckResult } from '../rules/check-result.ts';
import { foundText } from './found-text.ts';
import { htmlFindings } from './html-findings.ts';
import { htmlSessions } from './html-sessions.ts';
import { htmlStyle } from './html-style.ts';
import { htmlText } from './html-text.ts';
import { drawNetwork } from './network-drawing.ts';
import { networkSvg } from './network-svg.ts';
import { counted, grouped, listed } from './words.ts';

/** Without a design there is no drawing. */
export function reportHtml(result: CheckResult, { design = null }: { readonly design?: Design | null }): string {
  const word = result.exitCode === 1 ? 'fail' : 'pass';
  const sections = [
    verdict(result),
    oscillation(result),
    ...(design === null ? [] : [drawing(design, result)]),
    htmlSessions(result.sessions),
    findings(result),
    expectations(result),
    silenced(result),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>routecap: ${word}, ${htmlText(listed(result.inputs, 3))}</title>
<style>${htmlStyle}</style>
</head>
<body>
<main>
${sections
  .filter((lines) => lines.length > 0)
  .map((lines) => `<section>\n${lines.join('\n')}\n</section>`)
  .join('\n')}
</main>
</body>
</html>
`;
}

function verdict(result: CheckResult): string[] {
  const failed = result.exitCode === 1;
  return [
    `<div class="verdict${failed ? ' fail' : ''}">`,
    `<h1>${failed ? 'Fail' : 'Pass'}: ${foundText(result)}</h1>`,
    `<p class="soft">Read: ${htmlText(listed(result.inputs, 8))} · profile ${result.profile} · routecap ${htmlText(result.routecap)}</p>`,
    '</div>',
  ];
}

function oscillation({ oscillation: found }: CheckResult): string[] {
  if (found === null) return [];
  const who = found.sessions.length === 0 ? '' : `; sessions that change: ${listed(found.sessions, 8)}`;
  return [
    `<p class="bad"><b>No steady state:</b> the routes repeat every ${counted(found.period, 'round')}${htmlText(who)}.</p>`,
  ];
}

function drawing(design: Design, result: CheckResult): string[] {
  const drawn = drawNetwork(design, result.sessions);
  if (drawn.places.length === 0) return [];
  const up = result.sessions.filter(({ state }) => state === 'established').length;
  const count = (column: number, noun: string): string =>
    counted(drawn.places.filter((place) => place.column === column).length, noun);
  const alt = `The network from the customer's sites to the VPCs: ${count(0, 'site')}, ${count(1, 'connection')}, ${count(3, 'gateway')}, ${count(4, 'VPC')}. ${grouped(up)} of ${counted(result.sessions.length, 'session')} established; the table below lists them.`;
  return ['<h2>Network</h2>', `<div class="wide">${networkSvg(drawn, alt)}</div>`];
}

function findings(result: CheckResult): string[] {
  const counting = result.findings.filter(
    // Expectations have a section of their own.
    ({ known, suppressed, rule }) => !known && suppressed === null && rule !== notMet,
  );
  return ['<h2>Findings</h2>', ...(counting.length === 0 ? ['<p>None.</p>'] : htmlFindings(counting, { open: true }))];
}

const mostExpectations = 300;
const notMet = 'expect/not-met';

function expectations({ expectations: all }: CheckResult): string[] {
  if (all.length === 0) return [];
  const unmet = all.filter(({ met }) => !met);
  const inOrder = [...unmet, ...all.filter(({ met }) => met)];
  const items = inOrder.slice(0, mostExpectations).map(({ met, index, why, at }) => {
    const place =
      at === null || met ? '' : ` <code class="soft">${htmlText(`${at.file}:${at.line}:${at.column}`)}</code>`;
    return `<li><span class="${met ? 'ok' : 'bad'}">${met ? '✓ met' : '✗ not met'}</span> ${index + 1}. ${htmlText(why)}${place}</li>`;
  });
  return [
    '<h2>Expectations</h2>',
    `<p>${grouped(all.length - unmet.length)} of ${grouped(all.length)} met.</p>`,
    `<ul class="plain">${items.join('\n')}</ul>`,
    ...(all.length > mostExpectations
      ? [`<p class="soft">And ${grouped(all.length - mostExpectations)} more.</p>`]
      : []),
  ];
}

function silenced({ findings: all }: CheckResult): string[] {
  const quiet = all.filter(({ known, suppressed }) => known || suppressed !== null);
  if (quiet.length === 0) return [];
  return [
    `<details><summary>${counted(quiet.length, 'finding')} suppressed, or known from the baseline: not counted</summary>`,
    ...htmlFindings(quiet, { open: false }),
    '</details>',
  ];
}
