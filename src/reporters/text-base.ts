/** What `--base` adds to the text report: what the change did to sessions and findings. */
import type { Colors } from 'picocolors/types.js';
import type { CheckResult } from '../rules/check-result.ts';
import { baseCounts } from './base-counts.ts';
import { printable } from './printable.ts';
import { shortSessions } from './short-sessions.ts';
import { grouped, listed } from './words.ts';
import { wrap } from './wrap.ts';

const mostFindings = 12;

export function baseLines({ base }: CheckResult, colors: Colors, width: number): string[] {
  if (base === undefined) return [];
  const indent = ' '.repeat(11);
  const line = (word: string, text: string, color: (words: string) => string = (words) => words): string[] => {
    const [head = '', ...tail] = wrap(printable(text), width - 11, '', '');
    return [`  ${color(word.padEnd(7))}  ${head}`, ...tail.map((each) => indent + each)];
  };
  const news = base.findings.filter(({ change }) => change === 'new').map(({ rule, subject }) => `${rule}  ${subject}`);
  const worse = base.findings.flatMap(({ change, rule, subject, from }) =>
    change === 'worse' ? [`${rule}  ${subject}: ${from ?? ''}`] : [],
  );
  const gone = base.gone.map(({ rule, subject }) => `${rule}  ${subject}`);
  const some = (word: string, all: readonly string[], color?: (words: string) => string): string[] => [
    ...all.slice(0, mostFindings).flatMap((text) => line(word, text, color)),
    ...(all.length > mostFindings ? line(word, `and ${grouped(all.length - mostFindings)} more`, color) : []),
  ];
  const sessions = (['new', 'changed', 'gone'] as const).flatMap((kind) => {
    const ids = base.sessions.filter(({ change }) => change === kind).map(({ id }) => id);
    return ids.length === 0 ? [] : [`${kind} ${listed(shortSessions(ids), 6)}`];
  });
  return [
    `Against the base  ${printable(listed(base.inputs, 4))}`,
    ...line('in all', baseCounts(base).join('; ')),
    ...some('new', news, colors.red),
    ...some('worse', worse, colors.red),
    ...some('gone', gone, colors.green),
    ...(sessions.length === 0 ? [] : line('session', sessions.join('; '))),
  ];
}
