/**
 * Runs the cases of a sweep, or of one shard of it, in batches; writes each batch down when there is a file
 * for it, and goes on where an earlier run ended. Long sweeps use threads; the result is the same.
 */
import type {
  Batch,
  Change,
  PlacedBreach,
  RuleBreach,
  Shard,
  ShardRecord,
  SweepCase,
  SweepHead,
  WorseCase,
} from '../index.ts';
import type { LoadedDesign } from './load-design.ts';
import { startSweepProgress } from './sweep-progress.ts';
import type { SweepThreadData } from './sweep-worker.ts';
import type { World } from './world.ts';

type Library = typeof import('../index.ts');

export interface SweepRun {
  readonly loaded: LoadedDesign;
  readonly head: SweepHead;
  readonly shard: Shard;
  /** Cases of the shard, in order. */
  readonly cases: readonly SweepCase[];
  readonly judge: { readonly judge: (changes: readonly Change[]) => RuleBreach[] };
  readonly thread: SweepThreadData;
  /** Most threads; undefined: as many as there are processors. */
  readonly threads: number | undefined;
  readonly out: string | undefined;
  /** What an earlier run wrote to `out`. */
  readonly earlier: ShardRecord | null;
}

const batchSize = 32;
/** Threads have to read and solve the design first; below this they do not repay it. */
const worthThreadsMs = 1500;

export async function runSweep(run: SweepRun, world: World, library: Library): Promise<readonly WorseCase[]> {
  const { cases, earlier, out } = run;
  const worse = earlier?.batches.flatMap((batch) => batch.worse) ?? [];
  const done = earlier?.tried ?? 0;
  if (out !== undefined && earlier === null)
    await world.writeFiles([{ path: out, text: library.writeHead(run.head, run.shard) }]);
  const progress = startSweepProgress(world, cases.length, done);
  const batches: { from: number; cases: readonly SweepCase[] }[] = [];
  for (let from = done; from < cases.length; from += batchSize) {
    batches.push({ from, cases: cases.slice(from, from + batchSize) });
  }
  const finish = async (from: number, tried: readonly SweepCase[], found: readonly RuleBreach[][]): Promise<void> => {
    const batch: Batch = { from, count: tried.length, worse: worseOf(tried, found, run, library) };
    worse.push(...batch.worse);
    if (out !== undefined) await world.append(out, library.writeBatch(batch));
    progress.at(from + tried.length);
  };
  const here = ({ cases: tried }: { cases: readonly SweepCase[] }): RuleBreach[][] =>
    tried.map(({ changes }) => run.judge.judge(changes));

  const [first, ...others] = batches;
  if (first !== undefined) {
    const before = world.now().getTime();
    await finish(first.from, first.cases, here(first));
    const expectedMs = (world.now().getTime() - before) * others.length;
    const wanted = run.threads !== undefined || expectedMs > worthThreadsMs;
    const threads = wanted && others.length > 0 ? await world.startSweepThreads(run.thread, run.threads) : null;
    if (threads === null) {
      for (const batch of others) await finish(batch.from, batch.cases, here(batch));
    } else {
      try {
        await inThreads(others, threads, finish);
      } finally {
        await threads.end();
      }
    }
  }
  progress.end();
  return worse;
}

type Finish = (from: number, tried: readonly SweepCase[], found: readonly RuleBreach[][]) => Promise<void>;

/** Some batches ahead of the threads, so that none waits; finished in order all the same. */
async function inThreads(
  batches: readonly { readonly from: number; readonly cases: readonly SweepCase[] }[],
  { count, judgeAll }: { readonly count: number; readonly judgeAll: (failures: Change[][]) => Promise<RuleBreach[][]> },
  finish: Finish,
): Promise<void> {
  const running: Promise<RuleBreach[][]>[] = [];
  let next = 0;
  for (const { from, cases } of batches) {
    while (next < batches.length && running.length < count * 4) {
      const failures = (batches[next++] as { cases: readonly SweepCase[] }).cases.map(({ changes }) => [...changes]);
      const judged = judgeAll(failures);
      // Whoever awaits it hears of a failure; until then it is not one that nobody handles.
      judged.catch(() => {});
      running.push(judged);
    }
    await finish(from, cases, await (running.shift() as Promise<RuleBreach[][]>));
  }
}

function worseOf(
  tried: readonly SweepCase[],
  found: readonly (readonly RuleBreach[])[],
  { loaded, thread }: SweepRun,
  library: Library,
): WorseCase[] {
  return tried.flatMap(({ ordinal, names }, index) => {
    const breaches = (found[index] ?? []).map((breach): PlacedBreach =>
      library.placeBreach(breach, { ...loaded, today: thread.today }),
    );
    return breaches.length === 0 ? [] : [{ ordinal, names, breaches }];
  });
}
