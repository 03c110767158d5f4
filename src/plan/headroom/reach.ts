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
  if (guess === null || guess > farAway) return nothingBreaks;
  if (trial.broken(guess).length > 0) return between(trial, 0, guess);
  const beyond = trial.broken(guess + 1);
  if (beyond.length > 0) return { left: guess, broken: beyond };
  // A guess from counts without caps is too low where a session that is idle today takes no part.
  const next = guessOf(trial.meters(0), trial.meters(1), trial.meters(2));
  if (next === null || next <= guess || next > farAway) return nothingBreaks;
  return trial.broken(next + 1).length > 0 ? between(trial, guess + 1, next + 1) : nothingBreaks;
}

const nothingBreaks: Reach = { left: null, broken: [] };

/** By halves, but first just below: a guess that is too high is so by little. */
function between(trial: Trial, known: number, broken: number): Reach {
  let [fits, breaks] = [known, broken];
  let look = breaks - 1;
  while (breaks - fits > 1) {
    if (trial.broken(look).length > 0) breaks = look;
    else fits = look;
    look = fits + Math.floor((breaks - fits) / 2);
  }
  return { left: fits, broken: trial.broken(breaks) };
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
