/** What a change did, in numbers: `1 finding new, 2 gone` and `2 sessions new, 4 changed`. */
import type { BaseComparison } from '../rules/check-result.ts';
import { counted, grouped } from './words.ts';

export function baseCounts({ findings, gone, sessions }: BaseComparison): string[] {
  const of = (kind: string): number => findings.filter(({ change }) => change === kind).length;
  const sessionsOf = (kind: string): number => sessions.filter(({ change }) => change === kind).length;
  return [
    said('finding', [
      [of('new'), 'new'],
      [of('worse'), 'worse'],
      [gone.length, 'gone'],
      [of('same'), 'as before'],
    ]) ?? 'nothing found in either',
    said('session', [
      [sessionsOf('new'), 'new'],
      [sessionsOf('changed'), 'changed'],
      [sessionsOf('gone'), 'gone'],
    ]) ?? 'no session changed',
  ];
}

/** The noun stands with the first number only. */
function said(noun: string, counts: readonly (readonly [count: number, what: string])[]): string | null {
  const some = counts.filter(([count]) => count > 0);
  if (some.length === 0) return null;
  return some.map(([count, what], at) => `${at === 0 ? counted(count, noun) : grouped(count)} ${what}`).join(', ');
}
