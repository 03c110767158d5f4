/** Tells what was wrong with the input: to people on standard error, to scripts as JSON on standard output. */
import type { Problem } from '../index.ts';
import type { World } from './world.ts';

/** Nobody reads more of them; JSON has them all. */
const mostShown = 1_000;

export async function reportProblems(
  problems: readonly Problem[],
  options: { readonly json: boolean },
  world: World,
): Promise<2> {
  const { formatJson, formatProblems } = await import('../index.ts');
  const shown = problems.slice(0, mostShown);
  const rest = shown.length < problems.length ? `, of which the first ${shown.length} are shown` : '';
  const count = problems.length > 1 ? `${problems.length} problems${rest}\n` : '';
  world.stderr(formatProblems(shown) + count);
  if (options.json) world.stdout(formatJson({ problems, exitCode: 2 }));
  return 2;
}
