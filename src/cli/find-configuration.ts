/** The `.routecap.yaml` of the working directory or of the nearest directory above it. */
import type { Configuration, Problem } from '../index.ts';
import { readPaths } from './read-paths.ts';
import type { World } from './world.ts';

const name = '.routecap.yaml';

export async function findConfiguration(
  world: World,
  wanted: boolean,
): Promise<{ readonly configuration: Configuration; readonly problems: readonly Problem[] }> {
  const above = world.workingDirectory.split(/[\\/]/).filter((part) => part !== '').length;
  for (let up = 0; wanted && up <= above; up += 1) {
    const path = '../'.repeat(up) + name;
    const { kind } = await world.look(path);
    if (kind === 'missing' || kind === 'directory') continue;
    const { nearest, readConfiguration } = await import('../index.ts');
    const { read, problems } = await readPaths([path], world, nearest);
    const text = read[0]?.texts[0]?.text;
    return text === undefined ? { configuration: {}, problems } : readConfiguration(path, text);
  }
  return { configuration: {}, problems: [] };
}
