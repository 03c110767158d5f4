/** What a sweep costs: one failure against a full solve, growth with the attachments, and all single failures of the largest transit gateway. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largeTransitGateway } from './large-transit-gateway.ts';
import { runOnce } from './measure.ts';

interface Here {
  readonly cases: number;
  readonly solveMs: number;
  readonly solveAfterMs: number;
  readonly judgeMs: number;
}

function measured(attachments: number): Here {
  const printed = execFileSync(process.execPath, ['--import', 'tsx', 'bench/sweep-here.ts', String(attachments)], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return JSON.parse(printed) as Here;
}

export function benchSweep(): void {
  console.log('one failure of a transit gateway, against solving it whole (user CPU)');
  for (const attachments of [500, 1000, 2500, 5000]) {
    const { cases, solveMs, solveAfterMs, judgeMs } = measured(attachments);
    const percent = (ms: number): string => `${((100 * ms) / solveMs).toFixed(2)} %`;
    const each = (1e6 * judgeMs) / attachments;
    console.log(
      `  ${String(attachments).padStart(5)} attachments  solved whole ${solveMs.toFixed(0)} ms; a failure solved ${solveAfterMs.toFixed(2)} ms, ${percent(solveAfterMs)}; solved and judged ${judgeMs.toFixed(2)} ms, ${percent(judgeMs)}; ${each.toFixed(0)} ns an attachment; ${cases} cases`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'routecap-bench-'));
  try {
    const file = join(folder, 'large.json');
    writeFileSync(file, largeTransitGateway(5000));
    const { cpuSeconds, wallSeconds, peakMegabytes } = runOnce(['dist/routecap.js', 'sweep', file, '--threads', '2']);
    console.log('all single failures of 5,000 attachments, two threads');
    console.log(`  ${wallSeconds.toFixed(1)} s wall, ${cpuSeconds.toFixed(1)} s CPU, ${peakMegabytes.toFixed(0)} MB`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
