/** The threads of a sweep; null where the program is not built, or its thread pool is not installed. */
import { existsSync, realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Change, RuleBreach } from '../index.ts';
import type { SweepThreadData } from './sweep-worker.ts';

export interface SweepThreads {
  readonly count: number;
  readonly judgeAll: (failures: readonly (readonly Change[])[]) => Promise<RuleBreach[][]>;
  readonly end: () => Promise<void>;
}

export const workerFile = 'sweep-worker.js';

export async function startThreads(data: SweepThreadData, most: number | undefined): Promise<SweepThreads | null> {
  const count = most ?? availableParallelism();
  const file = builtFile();
  if (count < 2 || file === null) return null;
  const pool = await import('tinypool').catch(() => null);
  if (pool === null) return null;
  const threads = new pool.Tinypool({
    filename: pathToFileURL(file).href,
    name: 'judgeAll',
    workerData: data,
    minThreads: count,
    maxThreads: count,
  });
  return {
    count,
    judgeAll: (failures) => threads.run(failures) as Promise<RuleBreach[][]>,
    end: () => threads.destroy(),
  };
}

/** Beside the program itself. */
function builtFile(): string | null {
  try {
    const file = join(dirname(realpathSync(process.argv[1] ?? '')), workerFile);
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}
