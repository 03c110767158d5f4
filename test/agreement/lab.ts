/**
 * A network to put routers into: a bridge in a namespace of its own, one namespace for each router and
 * one leg into the namespace of the tests, where our speakers have their addresses. All of it is named
 * after this process, so that runs beside one another do not meet, and all of it goes when the lab is
 * destroyed, when the process ends in any way that can be caught, or else when the next run begins.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';

const namePrefix = 'rcap-';

export interface Lab {
  /** For sockets, configurations and logs; goes with the lab. */
  readonly folder: string;
  /** The address of a host of the lab's /24: 1 to 99 are ours, 101 to 250 are routers'. */
  readonly address: (host: number) => string;
  /** Makes a namespace with that host's address; gives its name. */
  readonly addRouter: (host: number) => Promise<string>;
  readonly destroy: () => void;
}

let count = 0;
const alive = new Set<string>();
const taken = new Set<string>();

export async function createLab(speakers: number): Promise<Lab> {
  if (alive.size === 0) catchEndings();
  const own = `${process.pid}-${++count}`;
  const id = `${namePrefix}${own}`;
  const leg = `rc${own}`;
  const hub = `${id}-hub`;
  alive.add(id);
  const folder = mkdtempSync(join(tmpdir(), `${id}-`));
  const subnet = await freeSubnet();
  const address = (host: number): string => `${subnet}.${host}`;
  await batch([
    `netns add ${hub}`,
    `link add ${leg} type veth peer name leg netns ${hub}`,
    `link set ${leg} up`,
    ...Array.from({ length: speakers }, (_, i) => `addr add ${address(i + 1)}/24 dev ${leg}`),
  ]);
  await batch(['link add br0 type bridge', 'link set br0 up', 'link set leg master br0', 'link set leg up'], hub);
  return {
    folder,
    address,
    addRouter: async (host) => {
      const netns = `${id}-r${host}`;
      await batch([`netns add ${netns}`]);
      await batch(
        [`link add r${host} type veth peer name eth0 netns ${netns}`, `link set r${host} master br0 up`],
        hub,
      );
      await batch(['link set lo up', `addr add ${address(host)}/24 dev eth0`, 'link set eth0 up'], netns);
      return netns;
    },
    destroy: () => {
      remove((name) => name.startsWith(`${id}-`));
      taken.delete(subnet);
      alive.delete(id);
    },
  };
}

function batch(lines: readonly string[], netns?: string): Promise<string> {
  return runCommand('ip', [...(netns === undefined ? [] : ['-n', netns]), '-batch', '-'], `${lines.join('\n')}\n`);
}

/** A /24 of 198.18.0.0/15, which is set aside for tests (RFC 2544), that no interface here has. */
async function freeSubnet(): Promise<string> {
  const used = await runCommand('ip', ['-4', '-o', 'addr']);
  for (let i = 0; i < 512; i++) {
    const index = (process.pid * 7 + i) % 512;
    const subnet = `198.${18 + (index >>> 8)}.${index & 255}`;
    if (used.includes(` ${subnet}.`) || taken.has(subnet)) continue;
    taken.add(subnet);
    return subnet;
  }
  throw new Error('no subnet of 198.18.0.0/15 is free');
}

/** Deletes namespaces, with what still runs in them, and folders, at once and without waiting for anything. */
function remove(which: (name: string) => boolean): void {
  const listed = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' }).stdout ?? '';
  for (const line of listed.split('\n')) {
    const netns = line.split(' ')[0] ?? '';
    if (!netns.startsWith(namePrefix) || !which(netns)) continue;
    const pids = spawnSync('ip', ['netns', 'pids', netns], { encoding: 'utf8' }).stdout ?? '';
    for (const pid of pids.split('\n').filter((text) => text !== '')) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    }
    spawnSync('ip', ['netns', 'del', netns]);
  }
  for (const name of readdirSync(tmpdir())) {
    if (name.startsWith(namePrefix) && which(name)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** What runs of which nothing else is left behind them. */
export function removeOrphans(): void {
  remove((name) => {
    const pid = Number(name.slice(namePrefix.length).split('-')[0]);
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  });
}

let caught = false;

function catchEndings(): void {
  if (caught) return;
  caught = true;
  const clear = (): void => remove((name) => [...alive].some((id) => name.startsWith(`${id}-`)));
  process.on('exit', clear);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      clear();
      process.exit(1);
    });
  }
}
