/** Whether a design carries its demands, what each of them takes, and what to add, as text and as data. */
import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import type { Demand } from '../design/vocabulary.ts';
import { rateText } from '../plan/bandwidth/amounts.ts';
import type { BandwidthResult } from '../plan/bandwidth/judge-bandwidth.ts';
import type { SizedClass, SizedDemand } from '../plan/bandwidth/size-design.ts';
import { spreadLines } from './bandwidth-spread.ts';
import { formatDocument } from './design-text.ts';
import { formatJson } from './format-json.ts';
import { printable } from './printable.ts';
import { findingLines } from './text-findings.ts';
import { counted, grouped, listed } from './words.ts';
import { wrap } from './wrap.ts';

/** The demands of a design, as JSON. */
export function reportBandwidthJson({ sizing, document, ...result }: BandwidthResult): string {
  const { demands, holds, proposal, blocked, remaining } = sizing;
  return formatJson({
    routecap: result.routecap,
    profile: result.profile,
    inputs: result.inputs,
    demands: demands.map(({ demand, holds: fits, classes }) => ({ ...demand, fits, connections: classes })),
    holds,
    proposal:
      proposal === null
        ? null
        : { connections: proposal.classes, statesProved: proposal.proved, addToDesign: document },
    blocked,
    remaining,
    spread: result.spread,
    findings: result.findings,
    exitCode: result.exitCode,
  });
}

/** The demands of a design, for a person. */
export function reportBandwidth(
  result: BandwidthResult,
  options: { readonly color: boolean; readonly width: number },
): string {
  const colors = picocolors.createColors(options.color);
  const width = Math.max(60, options.width);
  const { sizing, findings } = result;
  const shown = findings.filter(({ suppressed }) => suppressed === null);
  const word = result.exitCode === 1 ? colors.red(colors.bold('FAIL')) : colors.green(colors.bold('PASS'));
  const head = [
    `${word}  ${sizing.holds ? 'the demands fit' : 'the demands do not fit'}`,
    `profile ${result.profile}`,
    printable(listed(result.inputs, 4)),
  ].join('  ·  ');
  const sections = [
    [head],
    ['Demands', ...sizing.demands.flatMap((each) => demandLines(each, sizing.holds, colors, width))],
    spreadLines(result.spread, colors, width),
    findingLines(shown, colors, width),
    proposalLines(result, colors, width),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function demandText({ from, to, bandwidthMbps, packetsPerSecond, afterFailuresOf }: Demand): string {
  const rates = [
    ...(bandwidthMbps === null ? [] : [rateText(bandwidthMbps)]),
    ...(packetsPerSecond === null ? [] : [`${grouped(packetsPerSecond)} packets/s`]),
  ].join(', ');
  const failures = Object.entries(afterFailuresOf ?? {}).map(([kind, count]) => `${kind}: ${count}`);
  return `${from} → ${to}: ${rates}${failures.length === 0 ? '' : ` after failures of ${failures.join(', ')}`}`;
}

function demandLines(
  { demand, holds, classes }: SizedDemand,
  together: boolean,
  colors: Colors,
  width: number,
): string[] {
  const word = holds ? colors.green(together ? 'fits        ' : 'fits alone  ') : colors.red('does not fit');
  const takes = classes.map(classText).join('; ');
  const text = printable(`${demandText(demand)}${takes === '' ? '' : `; ${takes}`}`);
  const [head = '', ...tail] = wrap(text, width - 16, '', '  ');
  return [`  ${word}  ${head}`, ...tail.map((line) => `                ${line}`)];
}

function classText({ like, there, needed }: SizedClass): string {
  return needed === null
    ? `no number of VPN connections like ${like} is enough (there ${there === 1 ? 'is' : 'are'} ${there})`
    : `takes ${counted(needed, 'VPN connection')} like ${like}, and there ${there === 1 ? 'is' : 'are'} ${there}`;
}

function proposalLines({ sizing, document }: BandwidthResult, colors: Colors, width: number): string[] {
  const { proposal, blocked, remaining, holds } = sizing;
  if (holds) return [];
  if (proposal === null) {
    const whys = [...new Set(blocked.map(({ why, facts }) => `${why} [${facts.join(', ')}]`))];
    const still = remaining === null ? [] : [`With as many VPN connections as can be of use: ${remaining}`];
    const shown = [...still, ...whys];
    return [
      colors.bold('No proposal'),
      ...(shown.length === 0 ? ['nothing there could be more of'] : shown.slice(0, 6)).flatMap((why) =>
        wrap(printable(why), width, '  ', '    '),
      ),
    ];
  }
  const growing = proposal.classes.filter(({ added }) => added.length > 0);
  const adds = growing.map(
    ({ like, there, added }) =>
      `add ${counted(added.length, 'VPN connection')} like ${like}: ${listed(added, 6)} (${there + added.length} in all)`,
  );
  const proof = `Solved again with it: the demands fit in ${proposal.proved === 1 ? 'the design as changed' : `all ${counted(proposal.proved, 'state')}, as changed and after failures (of connections drawn alike one stands for all)`}; with one connection fewer they do not.`;
  return [
    colors.bold('Proposal'),
    ...adds.flatMap((each) => wrap(printable(each), width, '  ', '    ')),
    ...wrap(proof, width, '  ', '    '),
    ...(document === null
      ? []
      : [
          '',
          ...formatDocument(document, 'yaml')
            .trimEnd()
            .split('\n')
            .map((line) => `    ${line}`),
        ]),
  ];
}
