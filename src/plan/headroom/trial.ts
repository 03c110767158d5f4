/**
 * Trying a growth out: the design grown by so much, solved, and every meter read; what has broken is what
 * is over now and was not before, or was over and has more to carry. Each amount is solved once.
 */
import type { Settings } from '../../aws/settings.ts';
import type { Design } from '../../design/vocabulary.ts';
import { compareNatural } from '../../design/compare-natural.ts';
import { solve } from '../../solve/solve.ts';
import type { Break } from './headroom-result.ts';
import { isOver, meterKey, metersOf, type Meter, type MeterKey } from './meter.ts';

export type Meters = ReadonlyMap<MeterKey, Meter>;

export interface Trial {
  /** The meters with so much growth; 0: as the design is. */
  readonly meters: (amount: number) => Meters;
  /** Empty: it fits. */
  readonly broken: (amount: number) => readonly Meter[];
}

/** `before`: the meters of the design as it is, under the same settings. */
export function trialOf(settings: Settings, before: Meters, grown: (amount: number) => Design): Trial {
  const solved = new Map<number, Meters>([[0, before]]);
  const meters = (amount: number): Meters => {
    let found = solved.get(amount);
    if (found === undefined) {
      found = metersOf(solve(grown(amount), settings), settings);
      // Thousands of sessions each: only the few last are asked for again.
      if (solved.size > 4) solved.delete([...solved.keys()][1] ?? amount);
      solved.set(amount, found);
    }
    return found;
  };
  return { meters, broken: (amount) => (amount === 0 ? [] : brokenSince(before, meters(amount))) };
}

/**
 * More objects than the quota from the start is a design whose quota has been raised without saying so
 * (the finding tells): growth does not break it anew.
 */
export function brokenSince(before: Meters, after: Meters): Meter[] {
  const broken: Meter[] = [];
  for (const [key, meter] of after) {
    if (!isOver(meter)) continue;
    const was = before.get(key);
    if (was === undefined || !isOver(was) || (was.kind !== 'objects' && meter.used > was.used)) broken.push(meter);
  }
  return broken;
}

/** What to tell of several that break together: the one that cannot be raised first, and a subject that is there today. */
export function firstOf(broken: readonly Meter[], settings: Settings, before: Meters): Break | null {
  let first: Meter | null = null;
  const counts = new Map<string, number>();
  for (const meter of broken) {
    counts.set(meter.quota, (counts.get(meter.quota) ?? 0) + 1);
    if (first === null || comesBefore(meter, first, settings, before)) first = meter;
  }
  if (first === null) return null;
  const { rule, quota, subject, unit, used, cap } = first;
  const { overridden, quota: row } = settings.quota(quota);
  const alike = (counts.get(quota) ?? 1) - 1;
  const others = [...counts.keys()].filter((each) => each !== quota).sort(compareNatural);
  const { profile } = settings;
  return { rule, subject, quota, profile, unit, used, cap, adjustable: row.adjustable, overridden, alike, others };
}

function comesBefore(a: Meter, b: Meter, settings: Settings, before: Meters): boolean {
  const raisable = ({ quota }: Meter): number => Number(settings.quota(quota).quota.adjustable);
  const isNew = (meter: Meter): number => Number(!before.has(meterKey(meter)));
  const order =
    raisable(a) - raisable(b) ||
    Number(a.kind === 'objects') - Number(b.kind === 'objects') ||
    compareNatural(a.rule, b.rule) ||
    isNew(a) - isNew(b) ||
    compareNatural(a.subject, b.subject);
  return order < 0;
}
