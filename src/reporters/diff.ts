/** What changes between two designs: sessions, counts, prefixes, what it means and an order to do it in. */
import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import { formatPrefix } from '../net/format-prefix.ts';
import type { Prefix } from '../net/prefix.ts';
import type { DiffResult } from '../rules/compare-designs.ts';
import type { Finding } from '../rules/rule.ts';
import type { PlaceDifference, SessionDifference } from '../solve/compare-solutions.ts';
import type { SessionResult } from '../aws/solution.ts';
import { formatJson } from './format-json.ts';
import { printable } from './printable.ts';
import { severityColor } from './text-findings.ts';
import { counted, grouped, listed } from './words.ts';
import { padEnd, wrap } from './wrap.ts';

export function diffData(result: DiffResult): object {
  const { difference, ...rest } = result;
  return {
    ...rest,
    difference: {
      sessions: difference.sessions.map(({ id, before, after }) => ({
        id,
        before: sessionData(before),
        after: sessionData(after),
      })),
      places: difference.places.map(({ place, gained, lost, moved, weakened, strengthened }) => ({
        place,
        gained: gained.map(formatPrefix),
        lost: lost.map(formatPrefix),
        moved: moved.map(({ prefix, before, after }) => ({ prefix: formatPrefix(prefix), before, after })),
        weakened: weakened.map(formatPrefix),
        strengthened: strengthened.map(formatPrefix),
      })),
      routersLeftOut: difference.routersLeftOut,
    },
  };
}

function sessionData(result: SessionResult | null): object | null {
  if (result === null) return null;
  const { session, state, inbound, outbound } = result;
  return {
    gateway: session.gateway.name,
    state,
    offered: inbound.offered,
    cap: inbound.cap,
    candidates: outbound.candidates,
    announced: outbound.announced,
  };
}

/** A comparison as JSON, prefixes as text. */
export function reportDiffJson(result: DiffResult): string {
  return formatJson(diffData(result));
}

/** A comparison as text for a terminal of `width` columns. */
export function reportDiff(result: DiffResult, options: { readonly color: boolean; readonly width: number }): string {
  const colors = picocolors.createColors(options.color);
  const width = Math.max(40, options.width);
  const sections = [
    verdict(result, colors),
    sessionLines(result, colors),
    placeLines(result, width),
    findingSection('Found after the change and not before', result.findings, colors, width),
    findingSection('Solved by the change', result.solved, colors, width),
    orderLines(result, colors, width),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function verdict({ exitCode, inputs, findings, difference, profile }: DiffResult, colors: Colors): string[] {
  const word = exitCode === 1 ? colors.red(colors.bold('FAIL')) : colors.green(colors.bold('PASS'));
  const changed = difference.sessions.length + difference.places.length;
  const what =
    findings.length === 0
      ? changed === 0
        ? 'nothing changes'
        : 'nothing new is found'
      : counted(findings.length, 'new finding');
  return [[`${word}  ${what}`, `profile ${profile}`, printable(`${inputs[0]} → ${inputs[1]}`)].join('  ·  ')];
}

function sessionLines({ difference }: DiffResult, colors: Colors): string[] {
  if (difference.sessions.length === 0) return [];
  const name = Math.max(...difference.sessions.map(({ id }) => printable(id).length));
  return [
    colors.bold('Sessions that change'),
    ...difference.sessions.map((each) => `  ${padEnd(printable(each.id), name)}  ${sessionText(each)}`),
  ];
}

function sessionText({ before, after }: SessionDifference): string {
  if (before === null) return `new: ${stateText(after as SessionResult)}`;
  if (after === null) return `gone (was ${stateText(before)})`;
  const parts: string[] = [];
  if (before.session.gateway.name !== after.session.gateway.name)
    parts.push(`${before.session.gateway.name} → ${after.session.gateway.name}`);
  if (before.state !== after.state) parts.push(`${before.state} → ${after.state}`);
  const inbound = [before.inbound, after.inbound].map(
    ({ offered, cap }) => `${grouped(offered)} of ${cap === null ? 'any' : grouped(cap)}`,
  );
  if (inbound[0] !== inbound[1]) parts.push(`to AWS ${inbound.join(' → ')}`);
  const outbound = [before.outbound, after.outbound].map(
    ({ candidates, cap }) => `${grouped(candidates)}${cap === null ? '' : ` of ${grouped(cap)}`}`,
  );
  if (outbound[0] !== outbound[1]) parts.push(`from AWS ${outbound.join(' → ')}`);
  return parts.length === 0 ? 'other counts' : parts.join(', ');
}

function stateText({ state, inbound, outbound }: SessionResult): string {
  const to = `${grouped(inbound.offered)}${inbound.cap === null ? '' : ` of ${grouped(inbound.cap)}`}`;
  return `${state}, to AWS ${to}, from AWS ${grouped(outbound.candidates)}`;
}

function placeLines({ difference }: DiffResult, width: number): string[] {
  const lines = difference.places.flatMap((place) => [
    `  ${printable(place.place)}`,
    ...kindsOf(place).flatMap((text) => wrap(printable(text), width, '    ', '      ')),
  ]);
  if (difference.routersLeftOut > 0) {
    lines.push(
      `  ${counted(difference.routersLeftOut, 'router table')} not compared: all of them together are too many routes`,
    );
  }
  return lines.length === 0 ? [] : ['Routes that change', ...lines];
}

function kindsOf({ gained, lost, moved, weakened, strengthened }: PlaceDifference): string[] {
  const some = (word: string, prefixes: readonly Prefix[]): string[] =>
    prefixes.length === 0 ? [] : [`${word} ${grouped(prefixes.length)}: ${listed(prefixes.map(formatPrefix), 6)}`];
  const ways = new Map<string, string[]>();
  for (const { prefix, before, after } of moved) {
    const way = `from ${before.join(' or ')} to ${after.join(' or ')}`;
    const known = ways.get(way);
    if (known === undefined) ways.set(way, [formatPrefix(prefix)]);
    else known.push(formatPrefix(prefix));
  }
  return [
    ...some('gained', gained),
    ...some('lost', lost),
    ...[...ways].map(([way, prefixes]) => `moved ${grouped(prefixes.length)} ${way}: ${listed(prefixes, 6)}`),
    ...some('certain before, only possible now:', weakened),
    ...some('only possible before, certain now:', strengthened),
  ];
}

/** Findings of one rule are told once, with the subjects of the others. */
export function findingSection(title: string, findings: readonly Finding[], colors: Colors, width: number): string[] {
  if (findings.length === 0) return [];
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
  return [
    colors.bold(title),
    ...[...byRule.values()].flatMap((group) => {
      const [first] = group as [Finding];
      const severity = severityColor(first.severity, colors)(padEnd(first.severity, 'warning'.length));
      const others = group.slice(1).map(({ subject }) => subject);
      return [
        `  ${severity}  ${printable(first.rule)}${group.length > 1 ? `  ×${grouped(group.length)}` : ''}`,
        ...wrap(printable(first.message), width, '    ', '    '),
        ...(others.length === 0
          ? []
          : wrap(printable(`and ${grouped(others.length)} more: ${listed(others, 6)}`), width, '    ', '    ')),
      ];
    }),
  ];
}

function orderLines({ order, findings }: DiffResult, colors: Colors, width: number): string[] {
  if (order.steps.length < 2) return [];
  const anew = new Set(findings.filter(({ rule }) => rule.endsWith('-in-place')).map(({ subject }) => subject));
  if (order.kind === 'sound') {
    return [
      colors.bold('An order in which every state in between is sound'),
      ...order.steps.map(
        ({ what, section, name }, index) =>
          `  ${index + 1}. ${printable(what)}  ${colors.dim(section)}${anew.has(name) ? '  (made anew: see above)' : ''}`,
      ),
    ];
  }
  if (order.kind === 'unknown') {
    return wrap(
      `Order: ${counted(order.steps.length, 'change')} have too many orders to try all; none was found among the ${order.tried} states tried.`,
      width,
      '',
      '  ',
    );
  }
  return [
    colors.bold(`No order of these ${counted(order.steps.length, 'change')} keeps every state in between sound`),
    ...order.met.slice(0, 8).flatMap((text) => wrap(printable(`in between: ${text}`), width, '  ', '    ')),
  ];
}
