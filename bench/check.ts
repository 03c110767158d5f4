/** What a check costs: a small design against bare Node, and how the cost grows from 50 to 5,000 attachments. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largeTransitGateway } from './large-transit-gateway.ts';
import { median, runInPairs, runOnce } from './measure.ts';

const command = 'dist/routecap.js';
const small = 'scenarios/over-the-cap/design.yaml';

function seconds(value: number): string {
  return `${value.toFixed(3)} s`;
}

export function benchCheck(): void {
  const folder = mkdtempSync(join(tmpdir(), 'routecap-bench-'));
  try {
    const cold = runInPairs([command, 'check', small], ['-e', '0'], 25);
    console.log('a cold check of a small design, against bare Node, which is to be less than twice');
    console.log(
      `  check      ${seconds(cold.a.wallSeconds)} wall, ${seconds(cold.a.cpuSeconds)} CPU, ${cold.a.peakMegabytes.toFixed(0)} MB`,
    );
    console.log(
      `  bare Node  ${seconds(cold.b.wallSeconds)} wall, ${seconds(cold.b.cpuSeconds)} CPU, ${cold.b.peakMegabytes.toFixed(0)} MB`,
    );
    console.log(`  ratio      ${cold.wallRatio.toFixed(2)} wall, ${cold.cpuRatio.toFixed(2)} CPU`);

    console.log('a transit gateway with ever more VPN attachments');
    let before: number | null = null;
    for (const attachments of [50, 500, 5000]) {
      const file = join(folder, `${attachments}.json`);
      writeFileSync(file, largeTransitGateway(attachments));
      const runs = Array.from({ length: attachments === 5000 ? 3 : 5 }, () =>
        runOnce([command, 'check', '--format', 'json', file]),
      );
      const cpu = median(runs.map(({ cpuSeconds }) => cpuSeconds));
      const memory = median(runs.map(({ peakMegabytes }) => peakMegabytes));
      const growth = before === null ? '' : `, ${(cpu / before).toFixed(1)} times the one before`;
      console.log(
        `  ${String(attachments).padStart(5)} attachments  ${seconds(cpu)} CPU, ${memory.toFixed(0)} MB${growth}`,
      );
      before = cpu;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
