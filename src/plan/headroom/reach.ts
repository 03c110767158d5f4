/**
 * The most that a growth can reach before something breaks: that much fits, one more does not, both
 * proven by solving. Counts grow evenly until the first cap breaks, so a guess is nearly always right and
 * two solutions confirm it; where they do not, the search goes on by halves.
 */
import { isOver, type Meter } from './meter.ts';
import type { Meters, Trial } from './trial.ts';

export interface Reach {
  /** Null: nothing that grows has a cap. */
  readonly left: number | null;
  /** What the one beyond breaks; empty when nothing does. */
  readonly broken: readonly Meter[];
}

/** More than AWS takes of anything that is counted here. */
const farAway = 1_000_000;

/** `guess`: where it is looked first; null: no count grows that has a cap. */
export function reachOf(trial: Trial, guess: number | null): Reach {
  if (guess === null || guess > farAway) return { left: null, broken: [] };
  let fits = 0;
  let breaks: number | null = null;
  let look = guess;
  for (;;) {
    const broken = trial.broken(look);
    if (broken.length > 0) breaks = look;
    else {
      fits = look;
      if (breaks === null) {
        const beyond = trial.broken(fits + 1);
        if (beyond.length > 0) return { left: fits, broken: beyond };
        if (fits > farAway) return { left: null, broken: [] };
        fits += 1;
        look = fits * 2;
        continue;
      }
    }
    if (breaks !== null && breaks - fits === 1) return { left: fits, broken: trial.broken(breaks) };
    // A guess that is too high by little is the common case.
    look = breaks === guess ? breaks - 1 : fits + Math.floor(((breaks ?? fits * 2) - fits) / 2);
  }
}

/** How much fits when every count goes on growing as it did from one to two; null: none that has a cap grows. */
export function guessOf(before: Meters, one: Meters, two: Meters): number | null {
  let least: number | null = null;
  for (const [key, { used, cap }] of two) {
    const at = one.get(key);
    const step = at === undefined ? 0 : used - at.used;
    if (at === undefined || step <= 0) continue;
    const was = before.get(key);
    if (was?.kind === 'objects' && isOver(was)) continue;
    const fits = Math.max(0, 1 + Math.floor((cap - at.used) / step));
    least = least === null ? fits : Math.min(least, fits);
  }
  return least;
}
