/** What all routers beside us have in common: how they are configured, asked and stopped. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PathAttributes } from '../../../src/bgp/attributes.ts';
import type { Lab } from '../lab.ts';
import { eventually } from '../wait.ts';

export type DaemonKind = 'frr' | 'bird' | 'gobgp' | 'openbgpd';

export interface Neighbor {
  readonly address: string;
  readonly asn: number;
  /** True: waits for us to connect, which is quicker. */
  readonly passive: boolean;
  /** The daemon's own limit on what we may announce. */
  readonly maximumPrefixes?: number;
}

export interface RouterConfig {
  readonly asn: number;
  readonly routerId: string;
  readonly host: number;
  readonly neighbors: readonly Neighbor[];
  /** What it announces itself. */
  readonly networks: readonly string[];
  /** With which attributes, for those that are to have any (FRR and BIRD). */
  readonly attributesOf?: ReadonlyMap<string, PathAttributes>;
  /** Local preferences that a route asks for by the community `65500:PREFERENCE`. */
  readonly localPreferences: readonly number[];
  /** False: it tells nobody anything, which saves time where only its choice is of interest. */
  readonly advertise: boolean;
  readonly multipath: boolean;
  /** True: as the daemon comes; false: it is made to connect as often as it can. */
  readonly defaultTimers: boolean;
}

export const preferenceCommunityAsn = 65500;

/** A path in a daemon's table. */
export interface SeenPath {
  /** Address of the neighbor; null: its own route. */
  readonly from: string | null;
  readonly best: boolean;
  /** True for every path of a multipath set, null where the daemon does not tell. */
  readonly multipath: boolean | null;
}

export interface SeenSession {
  readonly established: boolean;
  /** What its CLI says of the session, for people and for `toMatch`. */
  readonly text: string;
}

export interface Daemon {
  readonly kind: DaemonKind;
  readonly address: string;
  /** By prefix as text. */
  readonly paths: () => Promise<Map<string, SeenPath[]>>;
  readonly session: (neighbor: string) => Promise<SeenSession>;
  /** Adds a network of its own while it runs. */
  readonly addNetwork: (prefix: string) => Promise<void>;
  /** What its CLI prints for a command (FRR and BIRD). */
  readonly ask?: (command: string) => Promise<string>;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

export interface Running {
  readonly netns: string;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts a daemon in the foreground in a namespace of its own and waits until it answers. */
export async function launch(
  lab: Lab,
  host: number,
  command: readonly string[],
  answers: (netns: string) => Promise<unknown>,
): Promise<Running> {
  const netns = await lab.addRouter(host);
  const logPath = join(lab.folder, `r${host}.out`);
  const output = openSync(logPath, 'a');
  // `ip netns exec` becomes the daemon, so the child's id is the daemon's.
  const child = spawn('ip', ['netns', 'exec', netns, ...command], { stdio: ['ignore', output, output] });
  closeSync(output);
  const log = (): string => readFileSync(logPath, 'utf8');
  const running: Running = { netns, log, stop: () => stop(child) };
  try {
    await eventually(`${command[0]} answers`, async () => {
      if (child.exitCode !== null) return 'gone';
      await answers(netns);
      return 'up';
    });
    if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended with ${child.exitCode}`);
  } catch (error) {
    await stop(child);
    throw new Error(`${command[0]} did not start:\n${log()}`, { cause: error });
  }
  return running;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(late);
}
