/**
 * A word on standard error about what is being done, for someone who waits at a terminal: only there, and
 * only once the work has taken longer than a second. Solving is one piece, so words come between pieces.
 */
import type { World } from './world.ts';

export type Progress = (doing: string) => void;

const patienceMilliseconds = 1000;

export function startProgress(world: World): Progress {
  const started = world.now().getTime();
  return (doing) => {
    if (world.now().getTime() - started > patienceMilliseconds && world.isTerminal.stderr) world.stderr(`${doing} …\n`);
  };
}
