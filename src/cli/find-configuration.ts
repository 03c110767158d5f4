/**
 * The `.routecap.yaml` of the working directory or of the nearest directory above it. The paths in it count from
 * where it stands, so that it means the same from every directory below.
 */
import type { Configuration, Problem } from '../index.ts';
import { readPaths } from './read-paths.ts';
import { UsageError } from './usage-error.ts';
import type { World } from './world.ts';

export const configurationName = '.routecap.yaml';

export interface FoundConfiguration {
  /** Its paths are such as the command line would have. */
  readonly configuration: Configuration;
  /** Where it stands, from the working directory; null: there is none. */
  readonly file: string | null;
  readonly problems: readonly Problem[];
}

/** `wanted`: true to look for one, false for none, or its name. */
export async function findConfiguration(world: World, wanted: boolean | string): Promise<FoundConfiguration> {
  if (typeof wanted === 'string') return readFrom(wanted, world);
  const above = world.workingDirectory.split(/[\\/]/).filter((part) => part !== '').length;
  for (let up = 0; wanted && up <= above; up += 1) {
    const file = '../'.repeat(up) + configurationName;
    const { kind } = await world.look(file);
    if (kind === 'missing' || kind === 'directory') continue;
    return readFrom(file, world);
  }
  return { configuration: {}, file: null, problems: [] };
}

async function readFrom(file: string, world: World): Promise<FoundConfiguration> {
  if (file === '-' || file === '') throw new UsageError('--config takes the name of a file');
  if ((await world.look(file)).kind === 'directory') {
    const message = `cannot read the configuration ${file}: it is a directory`;
    return { configuration: {}, file, problems: [{ message, at: null, excerpt: null, width: 1, suggestion: null }] };
  }
  const { nearest, readConfiguration } = await import('../index.ts');
  const { read, problems } = await readPaths([file], world, nearest);
  const text = read[0]?.texts[0]?.text;
  if (text === undefined) return { configuration: {}, file, problems };
  const result = readConfiguration(file, text);
  return { ...result, file, configuration: seenFromHere(result.configuration, file, world) };
}

function seenFromHere(configuration: Configuration, file: string, world: World): Configuration {
  const { paths, baseline, format } = configuration;
  const here = (path: string): string => world.resolve(path, file);
  const output = (text: string): string => {
    const cut = text.indexOf('=') + 1;
    const target = text.slice(cut);
    return cut === 0 || target === '' || target === '-' ? text : text.slice(0, cut) + here(target);
  };
  return {
    ...configuration,
    ...(paths === undefined ? {} : { paths: paths.map(here) }),
    ...(baseline === undefined ? {} : { baseline: here(baseline) }),
    ...(format === undefined ? {} : { format: format.map(output) }),
  };
}
