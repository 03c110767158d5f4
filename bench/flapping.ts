/** What a day of flapping sessions costs to simulate, against bare Node. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { runInPairs } from './measure.ts';

export function benchFlapping(): void {
  const folder = mkdtempSync(join(tmpdir(), 'routecap-bench-'));
  try {
    const script = join(folder, 'flap-here.mjs');
    const empty = join(folder, 'empty.mjs');
    bundle(new URL('./flap-here.ts', import.meta.url), script);
    writeFileSync(empty, '');
    const { a, b, cpuRatio, wallRatio } = runInPairs([script], [empty], 5);
    console.log('a simulated day of 50 VPN connections, two sessions of which flap, against bare Node');
    console.log(
      `  simulate   ${a.wallSeconds.toFixed(3)} s wall, ${a.cpuSeconds.toFixed(3)} s CPU, ${a.peakMegabytes.toFixed(0)} MB`,
    );
    console.log(
      `  bare Node  ${b.wallSeconds.toFixed(3)} s wall, ${b.cpuSeconds.toFixed(3)} s CPU, ${b.peakMegabytes.toFixed(0)} MB`,
    );
    console.log(`  ratio      ${wallRatio.toFixed(2)} wall, ${cpuRatio.toFixed(2)} CPU`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
