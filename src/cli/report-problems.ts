/** Tells what was wrong with the input: to people on standard error, to scripts as JSON on standard output. */
import type { Problem } from '../index.ts';
import type { World } from './world.ts';

export async function reportProblems(
  problems: readonly Problem[],
  options: { readonly json: boolean },
  world: World,
): Promise<2> {
  const { formatJson, formatProblems } = await import('../index.ts');
  const count = problems.length > 1 ? `${problems.length} problems\n` : '';
  world.stderr(formatProblems(problems) + count);
  if (options.json) world.stdout(formatJson({ problems, exitCode: 2 }));
  return 2;
}
