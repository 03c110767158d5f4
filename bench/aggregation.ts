/**
 * Exact aggregation of a full table, reading and printing included, beside other programs that do the same and
 * have to print the same; and what the best summary of a hundred prefixes costs beyond it. In one run, in turn.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChildUsage, median, runCommand } from './measure.ts';
import { ipv4Table, ipv6Table } from './table-prefixes.ts';

const rounds = 5;

interface Contestant {
  readonly name: string;
  readonly command: readonly string[];
  /** Prints something else than the aggregation. */
  readonly other?: boolean;
}

export function benchAggregation(): void {
  const missing = ['/usr/bin/time', '/bin/bash'].find((path) => !existsSync(path));
  if (missing !== undefined) {
    console.log(`aggregation: not measured, for want of ${missing}`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'routecap-bench-'));
  try {
    const table = join(folder, 'table.txt');
    const iprange = ['/usr/bin/iprange', '/usr/sbin/iprange'].find((path) => existsSync(path));
    if (iprange === undefined)
      console.log('iprange is left out: its package is not installed (apt-get install iprange)');
    writeFileSync(table, ipv4Table({ count: 1_000_000, seed: 4 }));
    const [ours, ...others] = contestants(table);
    compare('1,000,000 IPv4 prefixes, /16 to /24', folder, [
      ours,
      // Next to each other, since they are near each other.
      ...(iprange === undefined ? [] : [{ name: 'iprange', command: [iprange, table] }]),
      ...others,
      { name: 'fast-cidr-tools', command: merging('fast-cidr-tools', table) },
    ]);
    console.log(
      'IPv6: iprange has none, and the time of fast-cidr-tools grows with the square: 20,000 prefixes take it 15 s',
    );
    for (const count of [250_000, 1_000_000]) {
      writeFileSync(table, ipv6Table({ count, seed: 6 }));
      compare(`${count.toLocaleString('en-US')} IPv6 prefixes, /19 to /48`, folder, contestants(table));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function contestants(file: string): [Contestant, ...Contestant[]] {
  const ours = [process.execPath, 'dist/routecap.js', 'fit', file, '--format', 'list'];
  return [
    { name: 'routecap fit', command: ours },
    { name: 'routecap fit --cap 100', command: [...ours, '--cap', '100'], other: true },
    { name: 'cidr-tools', command: merging('cidr-tools', file) },
  ];
}

function merging(name: string, file: string): string[] {
  return [process.execPath, new URL('merge-with.mjs', import.meta.url).pathname, name, file];
}

function compare(title: string, folder: string, programs: readonly Contestant[]): void {
  const usages = programs.map((): ChildUsage[] => []);
  let expected: string | null = null;
  for (let round = 0; round < rounds; round += 1) {
    programs.forEach(({ name, command, other }, i) => {
      const output = join(folder, `output-${i}.txt`);
      usages[i]!.push(runCommand(command, output));
      if (round > 0 || other === true) return;
      const lines = readFileSync(output, 'utf8').trim().split('\n').sort().join('\n');
      expected ??= lines;
      if (lines !== expected) throw new Error(`${name} aggregates ${title} to something else`);
    });
  }
  console.log(`exact aggregation of ${title}; all print the same`);
  const [ours = []] = usages;
  programs.forEach(({ name }, i) => {
    const its = usages[i]!;
    const user = its.map(({ userSeconds }) => userSeconds);
    const ratios = its.map(({ userSeconds }, round) => userSeconds / ours[round]!.userSeconds);
    const memory = Math.max(...its.map(({ peakMegabytes }) => peakMegabytes));
    console.log(
      `  ${name.padEnd(22)}  ${median(user).toFixed(2)} s user CPU (${Math.min(...user).toFixed(2)} at best), ` +
        `${memory.toFixed(0)} MB${i === 0 ? '' : `, ${median(ratios).toFixed(2)} times ours`}`,
    );
  });
}
