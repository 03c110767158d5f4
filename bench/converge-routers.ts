/**
 * The same convergence with a router of its own for the hub and for every site, each in a network namespace:
 * the CPU time of all of them from their start until every route is everywhere, and their peak memory.
 * CPU is the scheduler's own count, in nanoseconds: the ticks of /proc/PID/stat lose up to 20 ms a process.
 */
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Daemon, RouterConfig } from '../test/agreement/daemons/daemon.ts';
import { startDaemon } from '../test/agreement/daemons/start-daemon.ts';
import { createLab } from '../test/agreement/lab.ts';
import { runCommand } from '../test/agreement/run-command.ts';
import { eventually } from '../test/agreement/wait.ts';
import { type Hub, hubAsn, siteAsn, sitePrefixes } from './cloudhub.ts';
import type { Usage } from './measure.ts';

export type RouterKind = 'frr' | 'bird';

const needed: Readonly<Record<string, string>> = {
  '/usr/lib/frr/bgpd': 'frr',
  '/usr/bin/vtysh': 'frr',
  '/usr/sbin/bird': 'bird2',
  '/usr/sbin/birdc': 'bird2',
};

/** Why routers cannot be run here; null: they can. */
export function whyNoRouters(): string | null {
  if (process.getuid?.() !== 0) return 'root, to make network namespaces';
  const missing = Object.entries(needed).filter(([path]) => !isExecutable(path));
  if (missing.length > 0) {
    return `the packages ${[...new Set(missing.map(([, name]) => name))].join(' ')} (test/agreement/install.sh)`;
  }
  if (!existsSync('/proc/self/schedstat')) return 'a kernel that counts CPU time in /proc/PID/schedstat';
  return null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Routers that have done nothing for this long are done, or wait for one another: their timers are of a second. */
const quietMs = 1500;
const sampleMs = 100;
/** What twenty idle routers may use in that time. */
const idleSeconds = 0.01;

/** `idle`: the routers only start, without neighbors and routes. */
export async function convergeRouters(kind: RouterKind, hub: Hub, idle = false): Promise<Usage> {
  const lab = await createLab(0);
  const namespaces: string[] = [];
  const daemons: Daemon[] = [];
  const watched = {
    ...lab,
    addRouter: async (host: number): Promise<string> => {
      const netns = await lab.addRouter(host);
      namespaces.push(netns);
      return netns;
    },
  };
  const hubHost = 101;
  const siteHost = (site: number): number => 102 + site;
  const sites = Array.from({ length: hub.sites }, (_, site) => site);
  const start = async (config: Pick<RouterConfig, 'asn' | 'host' | 'neighbors' | 'networks'>): Promise<void> => {
    const { host, neighbors, networks } = config;
    daemons.push(
      await startDaemon(kind, watched, {
        ...config,
        routerId: `10.255.0.${host}`,
        neighbors: idle ? [] : neighbors,
        networks: idle ? [] : networks,
        localPreferences: [],
        advertise: true,
        multipath: false,
        defaultTimers: false,
      }),
    );
  };
  try {
    const begun = performance.now();
    const started = await Promise.allSettled(
      sites.map((site) => {
        const neighbors = [{ address: lab.address(hubHost), asn: hubAsn, passive: true }];
        const networks = sitePrefixes(site, hub.prefixesEach);
        return start({ asn: siteAsn(site), host: siteHost(site), neighbors, networks });
      }),
    );
    // Only now that none is still about to start can all be stopped.
    for (const each of started) if (each.status === 'rejected') throw each.reason;
    // The hub comes last and connects: all that it looks for is there.
    const neighbors = sites.map((site) => ({
      address: lab.address(siteHost(site)),
      asn: siteAsn(site),
      passive: false,
    }));
    await start({ asn: hubAsn, host: hubHost, neighbors, networks: [] });
    const pids = await Promise.all(namespaces.map((netns) => runCommand('ip', ['netns', 'pids', netns])));
    const processes = pids.flatMap((text) => text.split('\n').filter((pid) => pid !== ''));
    const all = idle ? 0 : hub.sites * hub.prefixesEach;
    return await eventually(
      `every ${kind} has all ${all} routes`,
      async () => {
        const { cpuSeconds, sinceMs } = await untilQuiet(processes);
        const wallSeconds = (sinceMs - begun) / 1000;
        // Before they are asked, which costs them something too.
        const usage: Usage = { cpuSeconds, wallSeconds, peakMegabytes: peakMegabytes(processes) };
        return (await everywhere(daemons, all)) ? usage : null;
      },
      { within: 120_000 },
    );
  } finally {
    await Promise.all(daemons.map((daemon) => daemon.stop()));
    lab.destroy();
  }
}

async function untilQuiet(processes: readonly string[]): Promise<{ cpuSeconds: number; sinceMs: number }> {
  const samples: { ms: number; cpu: number }[] = [];
  return eventually(
    'the routers are quiet',
    () => {
      const now = { ms: performance.now(), cpu: cpuSeconds(processes) };
      samples.push(now);
      const before = samples.findLast(({ ms }) => ms <= now.ms - quietMs);
      if (before === undefined || now.cpu - before.cpu > idleSeconds) return null;
      return { cpuSeconds: before.cpu, sinceMs: before.ms };
    },
    { within: 120_000, every: sampleMs },
  );
}

async function everywhere(daemons: readonly Daemon[], all: number): Promise<boolean> {
  const tables = await Promise.all(daemons.map((daemon) => daemon.paths()));
  return tables.every((table) => {
    const chosen = [...table.values()].filter((paths) => paths.some(({ best }) => best));
    return chosen.length === all;
  });
}

function cpuSeconds(processes: readonly string[]): number {
  let nanoseconds = 0;
  for (const pid of processes) {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
    }
  }
  return nanoseconds / 1e9;
}

/** The sum of what each had at most; pages that they share count for each. */
function peakMegabytes(processes: readonly string[]): number {
  const kilobytes = processes.map((pid) =>
    Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]),
  );
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}
