/** Runs a program as a process of its own and says what it used; medians over several runs. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Usage {
  /** User and system CPU time. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMegabytes: number;
}

/** Required, not imported: the loader of modules would cost as much as what is measured. */
const reporter = fileURLToPath(new URL('report-usage.cjs', import.meta.url));

export function runOnce(args: readonly string[]): Usage {
  const folder = mkdtempSync(join(tmpdir(), 'routecap-bench-'));
  const file = join(folder, 'usage.json');
  try {
    const start = process.hrtime.bigint();
    const { status, signal, stderr } = spawnSync(process.execPath, ['--require', reporter, ...args], {
      env: { ...process.env, USAGE_FILE: file },
      stdio: ['ignore', 'ignore', 'pipe'],
      maxBuffer: 1 << 30,
    });
    const wallSeconds = Number(process.hrtime.bigint() - start) / 1e9;
    // The command ends with 1 when it has findings, but so does a program that Node could not load or finish.
    const crashed = /^Node\.js v\d/m.test(String(stderr));
    if (status === null || status > 1 || crashed)
      throw new Error(`${args.join(' ')} ended with ${status ?? signal}: ${String(stderr)}`);
    const usage = JSON.parse(readFileSync(file, 'utf8')) as {
      userCPUTime: number;
      systemCPUTime: number;
      maxRSS: number;
    };
    return {
      cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
      wallSeconds,
      peakMegabytes: usage.maxRSS / 1024,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface ChildUsage {
  readonly userSeconds: number;
  readonly peakMegabytes: number;
}

/** Any command, measured from outside alike: by the shell that starts it, and by GNU time for the memory. */
export function runCommand(command: readonly string[], output: string): ChildUsage {
  const peak = `${output}.peak`;
  const script = '/usr/bin/time -f %M -o "$PEAK" "$@" > "$OUTPUT" && times';
  const env = { ...process.env, PEAK: peak, OUTPUT: output };
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'measured', ...command], { env });
  // The second line is of the children: user and system time.
  const times = /\n(\d+)m([\d.]+)s /.exec(String(stdout));
  if (status !== 0 || times === null) throw new Error(`${command.join(' ')} ended with ${status}: ${String(stderr)}`);
  return {
    userSeconds: Number(times[1]) * 60 + Number(times[2]),
    peakMegabytes: Number(readFileSync(peak, 'utf8')) / 1024,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Two programs in turn, so that a machine that slows down slows both: medians of each, and of the ratios of the pairs. */
export function runInPairs(
  a: readonly string[],
  b: readonly string[],
  pairs: number,
): { a: Usage; b: Usage; cpuRatio: number; wallRatio: number } {
  runOnce(a);
  runOnce(b);
  const runs = Array.from({ length: pairs }, () => ({ a: runOnce(a), b: runOnce(b) }));
  const middle = (side: 'a' | 'b'): Usage => ({
    cpuSeconds: median(runs.map((run) => run[side].cpuSeconds)),
    wallSeconds: median(runs.map((run) => run[side].wallSeconds)),
    peakMegabytes: median(runs.map((run) => run[side].peakMegabytes)),
  });
  return {
    a: middle('a'),
    b: middle('b'),
    cpuRatio: median(runs.map((run) => run.a.cpuSeconds / run.b.cpuSeconds)),
    wallRatio: median(runs.map((run) => run.a.wallSeconds / run.b.wallSeconds)),
  };
}
