/**
 * What a change did to a result: each session against what it was, findings that are new or worse, and those
 * that are gone. The base is a result of its own, so that every number in it was found in the same way.
 */
import { stale } from './baseline/stale.ts';
import { worseNumbers } from './baseline/worse-numbers.ts';
import type { BaseComparison, CheckedFinding, CheckedSession, FindingChange, SessionChange } from './check-result.ts';

interface Side {
  readonly sessions: readonly CheckedSession[];
  readonly findings: readonly CheckedFinding[];
}

export function compareWithBase(now: Side, base: Side & Pick<BaseComparison, 'inputs' | 'summary'>): BaseComparison {
  const { changes, gone } = compareFindings(now.findings, base.findings);
  return {
    inputs: base.inputs,
    summary: base.summary,
    sessions: compareSessions(now.sessions, base.sessions),
    findings: changes,
    gone,
  };
}

/** In the order of now, then those that are gone. */
function compareSessions(now: readonly CheckedSession[], base: readonly CheckedSession[]): SessionChange[] {
  const before = new Map(base.map((session) => [session.id, session]));
  const changes = now.flatMap((session): SessionChange[] => {
    const { id } = session;
    const was = before.get(id);
    before.delete(id);
    if (was === undefined) return [{ id, change: 'new', before: null }];
    return seen(session) === seen(was) ? [] : [{ id, change: 'changed', before: was }];
  });
  return [
    ...changes,
    ...[...before.values()].map((was): SessionChange => ({ id: was.id, change: 'gone', before: was })),
  ];
}

/** What a person would call a change when it differs: the state, or the count on either side. */
function seen({ state, stateCertain, inbound, outbound }: CheckedSession): string {
  return JSON.stringify([state, stateCertain, inbound.offered, inbound.cap, outbound.candidates, outbound.cap]);
}

const ranks = { note: 1, warning: 2, error: 3 } as const;

/** Suppressed ones are settled on their side, and a stale entry of a baseline says nothing of the design. */
function isCompared({ suppressed, rule }: CheckedFinding): boolean {
  return suppressed === null && rule !== stale.id;
}

function compareFindings(
  now: readonly CheckedFinding[],
  base: readonly CheckedFinding[],
): { changes: FindingChange[]; gone: CheckedFinding[] } {
  const open = new Map<string, CheckedFinding[]>();
  const own = base.filter(isCompared);
  for (const finding of own) {
    const list = open.get(keyOf(finding));
    if (list === undefined) open.set(keyOf(finding), [finding]);
    else list.push(finding);
  }
  const found = new Map<CheckedFinding, CheckedFinding>();
  const compared = now.filter(isCompared);
  // Several of one rule and subject: those that say the same belong together, whatever their order.
  for (const matches of [sameWords, (): boolean => true]) {
    for (const finding of compared) {
      if (found.has(finding)) continue;
      const list = open.get(keyOf(finding)) ?? [];
      const index = list.findIndex((was) => matches(finding, was));
      const [was] = index < 0 ? [] : list.splice(index, 1);
      if (was !== undefined) found.set(finding, was);
    }
  }
  const changes = now.flatMap((finding, index): FindingChange[] => {
    if (!isCompared(finding)) return [];
    const { rule, subject } = finding;
    const was = found.get(finding);
    const from = was === undefined ? null : worseText(finding, was);
    return [{ index, rule, subject, change: was === undefined ? 'new' : from === null ? 'same' : 'worse', from }];
  });
  const left = new Set([...open.values()].flat());
  return { changes, gone: own.filter((finding) => left.has(finding)) };
}

function keyOf({ rule, subject }: CheckedFinding): string {
  return JSON.stringify([rule, subject]);
}

function sameWords(a: CheckedFinding, b: CheckedFinding): boolean {
  return a.message === b.message;
}

/** `count 62, now 102`; null when nothing is worse. */
function worseText(now: CheckedFinding, was: CheckedFinding): string | null {
  const parts = [
    ...(ranks[now.severity] > ranks[was.severity] ? [`${was.severity}, now ${now.severity}`] : []),
    ...worseNumbers(now.args, was.args).map(
      (name) => `${name} ${String(was.args[name])}, now ${String(now.args[name])}`,
    ),
  ];
  return parts.length === 0 ? null : parts.join('; ');
}
