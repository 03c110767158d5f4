/** What every command gets: the world, and where to leave its exit code. */
import type { World } from './world.ts';

export interface RunContext {
  readonly world: World;
  /** Called once by the command that ran. */
  readonly exit: (code: 0 | 1 | 2) => void;
}
