/** One convergence computed here and the same one done by FRR and by BIRD, a daemon a router, in one run. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeOrphans } from '../test/agreement/lab.ts';
import { bundle } from './bundle.ts';
import type { Hub } from './cloudhub.ts';
import { convergeRouters, type RouterKind, whyNoRouters } from './converge-routers.ts';
import { median, runOnce, type Usage } from './measure.ts';

const rounds = 3;
/** Within AWS's limits (100 in, 1,000 out), and far beyond them. */
const hubs: readonly Hub[] = [
  { sites: 20, prefixesEach: 40 },
  { sites: 20, prefixesEach: 1000 },
];

type Way = 'solve' | 'simulate' | RouterKind;
type Round = Readonly<Record<Way, { readonly whole: Usage; readonly start: Usage }>>;

export async function benchConvergence(): Promise<void> {
  console.log('one convergence here, and the same on FRR and on BIRD');
  const lacking = whyNoRouters();
  if (lacking !== null) {
    console.log(`  not measured: this needs ${lacking}`);
    return;
  }
  removeOrphans();
  const folder = mkdtempSync(join(tmpdir(), 'routecap-bench-'));
  try {
    const script = join(folder, 'converge-here.mjs');
    const empty = join(folder, 'empty.mjs');
    bundle(new URL('./converge-here.ts', import.meta.url), script);
    writeFileSync(empty, '');
    for (const hub of hubs) {
      const measured: Round[] = [];
      // In turn, so that a machine that slows down slows all.
      for (let round = 0; round < rounds; round += 1) measured.push(await runRound(hub, script, empty));
      show(hub, measured);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runRound(hub: Hub, script: string, empty: string): Promise<Round> {
  const here = (way: string): Usage => runOnce([script, way, String(hub.sites), String(hub.prefixesEach)]);
  const start = runOnce([empty]);
  const routers = async (kind: RouterKind) => ({
    start: await convergeRouters(kind, hub, true),
    whole: await convergeRouters(kind, hub),
  });
  return {
    solve: { whole: here('solve'), start },
    simulate: { whole: here('simulate'), start },
    frr: await routers('frr'),
    bird: await routers('bird'),
  };
}

function show({ sites, prefixesEach }: Hub, measured: readonly Round[]): void {
  const middle = (of: (round: Round) => number): number => median(measured.map(of));
  const work = ({ whole, start }: Round[Way]): number => whole.cpuSeconds - start.cpuSeconds;
  console.log(`  ${sites} sites of ${prefixesEach} prefixes, until each is everywhere`);
  const row = (way: Way, name: string): void => {
    const cpu = middle((round) => round[way].whole.cpuSeconds);
    const rest = middle((round) => work(round[way]));
    const memory = middle((round) => round[way].whole.peakMegabytes);
    console.log(
      `    ${name.padEnd(8)}  ${cpu.toFixed(2)} s CPU, ${rest.toFixed(2)} s of it after start, ${memory.toFixed(0)} MB`,
    );
  };
  row('solve', 'solve');
  row('simulate', 'simulate');
  row('frr', `${sites + 1} FRR`);
  row('bird', `${sites + 1} BIRD`);
  for (const way of ['solve', 'simulate'] as const) {
    const against = (kind: RouterKind): string => {
      const cpu = middle((round) => round[way].whole.cpuSeconds / round[kind].whole.cpuSeconds);
      const rest = middle((round) => work(round[way]) / work(round[kind]));
      const memory = middle((round) => round[way].whole.peakMegabytes / round[kind].whole.peakMegabytes);
      return `${cpu.toFixed(2)} CPU (${rest.toFixed(2)} after start), ${memory.toFixed(2)} memory`;
    };
    console.log(`    ratio   ${way} to FRR ${against('frr')}; to BIRD ${against('bird')}`);
  }
}
