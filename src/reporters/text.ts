/**
 * `--format text`, for a person, maybe a tired one: the verdict first, then the sessions, then what is
 * wrong, then what was expected. Known and suppressed findings are counted at the end, not shown.
 */
import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import type { CheckResult } from '../rules/check-result.ts';
import { foundText } from './found-text.ts';
import { printable } from './printable.ts';
import { baseLines } from './text-base.ts';
import { findingLines } from './text-findings.ts';
import { sessionLines } from './text-sessions.ts';
import { counted, grouped, listed } from './words.ts';
import { wrap } from './wrap.ts';

export function reportText(
  result: CheckResult,
  /** `sessions: false` leaves their table out: what is wrong with them is among the findings. */
  options: { readonly color: boolean; readonly width: number; readonly sessions?: boolean },
): string {
  const colors = picocolors.createColors(options.color);
  const width = Math.max(40, options.width);
  const counting = result.findings.filter((finding) => !finding.known && finding.suppressed === null);
  const sections = [
    verdictLines(result, colors),
    options.sessions === false ? [] : sessionLines(result.sessions, colors, width),
    baseLines(result, colors, width),
    oscillationLines(result, width),
    findingLines(
      counting.filter((finding) => finding.rule !== notMet),
      colors,
      width,
    ),
    expectationLines(result, colors, width),
    leftOutLines(result, colors),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function verdictLines(result: CheckResult, colors: Colors): string[] {
  const word = result.exitCode === 1 ? colors.red(colors.bold('FAIL')) : colors.green(colors.bold('PASS'));
  const found = foundText(result);
  const inputs = printable(listed(result.inputs, 4));
  return [[`${word}  ${found}`, `profile ${result.profile}`, ...(inputs === '' ? [] : [inputs])].join('  ·  ')];
}

function oscillationLines(result: CheckResult, width: number): string[] {
  if (result.oscillation === null) return [];
  const { period, sessions } = result.oscillation;
  const who = sessions.length === 0 ? '' : `; sessions that change: ${listed(sessions, 8)}`;
  const text = `No steady state: the routes repeat every ${counted(period, 'round')}${who}`;
  return wrap(printable(text), width, '', '  ');
}

/** Of more than these only the unmet ones are told. */
const mostExpectations = 12;

/** Its findings are told with the expectations, once. */
const notMet = 'expect/not-met';

function expectationLines(result: CheckResult, colors: Colors, width: number): string[] {
  if (result.expectations.length === 0) return [];
  const lines = ['Expectations'];
  const indent = ' '.repeat(11);
  const metOnes = result.expectations.filter((each) => each.met).length;
  const everyOne = result.expectations.length <= mostExpectations;
  for (const { index, met, why, at } of result.expectations) {
    if (met && !everyOne) continue;
    const word = met ? 'met    ' : 'not met';
    const [head = '', ...tail] = wrap(printable(`${index + 1}. ${why}`), width - 11, '', '   ');
    lines.push(`  ${met ? colors.green(word) : colors.red(word)}  ${head}`, ...tail.map((line) => indent + line));
    if (met) continue;
    const place = at === null ? '' : `  ${printable(`${at.file}:${at.line}:${at.column}`)}`;
    lines.push(colors.dim(`${indent}   ${notMet}${place}`));
  }
  if (!everyOne && metOnes > 0)
    lines.push(`  ${colors.green('met')}      ${grouped(metOnes)} of ${grouped(result.expectations.length)}`);
  return lines;
}

function leftOutLines(result: CheckResult, colors: Colors): string[] {
  const suppressed = result.findings.filter((finding) => finding.suppressed !== null).length;
  const known = result.findings.filter((finding) => finding.known && finding.suppressed === null).length;
  const parts = [
    ...(suppressed > 0 ? [`${counted(suppressed, 'finding')} suppressed`] : []),
    ...(known > 0 ? [`${counted(known, 'finding')} known from the baseline`] : []),
  ];
  return parts.length === 0 ? [] : [colors.dim(`Not shown: ${parts.join(', ')}.`)];
}
