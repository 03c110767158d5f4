/** Colour and width: flags over environment over what the stream is. Files never get colour. */
import type { World } from './world.ts';

export function wantsColor(flag: boolean | undefined, stream: 'stdout' | 'stderr', world: World): boolean {
  if (flag !== undefined) return flag;
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = world.env;
  if (no !== undefined && no !== '') return false;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return world.isTerminal[stream] && term !== 'dumb';
}

/** Columns to write for: the terminal's, else 100. */
export function widthOf(world: World): number {
  const { columns } = world;
  return columns === undefined || columns < 1 ? 100 : Math.min(columns, 160);
}
