/** A bar on standard error with the time that is left, for someone who waits at a terminal for longer than a second. */
import type { World } from './world.ts';

export interface SweepProgress {
  readonly at: (done: number) => void;
  readonly end: () => void;
}

const patienceMs = 1000;
const everyMs = 200;
const barWidth = 24;

export function startSweepProgress(world: World, total: number, before: number): SweepProgress {
  const started = world.now().getTime();
  let told = started + patienceMs - everyMs;
  let shown = false;
  return {
    at: (done) => {
      const now = world.now().getTime();
      if (!world.isTerminal.stderr || now - told < everyMs) return;
      told = now;
      shown = true;
      const left = ((now - started) * (total - done)) / Math.max(1, done - before);
      const full = Math.floor((barWidth * done) / Math.max(1, total));
      const bar = '█'.repeat(full) + '░'.repeat(barWidth - full);
      world.stderr(
        `\r${bar} ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} cases, ${clock(left)} left \u001B[K`,
      );
    },
    end: () => {
      if (shown) world.stderr('\r\u001B[K');
    },
  };
}

/** `1:05:09`, `5:09`, `0:09`. */
function clock(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const two = (part: number): string => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
