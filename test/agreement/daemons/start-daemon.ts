/** One function for each kind of router. */
import type { Lab } from '../lab.ts';
import { startBird } from './bird.ts';
import type { Daemon, DaemonKind, RouterConfig } from './daemon.ts';
import { startFrr } from './frr.ts';
import { startGobgp } from './gobgp.ts';
import { startOpenbgpd } from './openbgpd.ts';

const starters: Readonly<Record<DaemonKind, (lab: Lab, config: RouterConfig) => Promise<Daemon>>> = {
  frr: startFrr,
  bird: startBird,
  gobgp: startGobgp,
  openbgpd: startOpenbgpd,
};

export const daemonKinds = Object.keys(starters) as readonly DaemonKind[];

export function startDaemon(kind: DaemonKind, lab: Lab, config: RouterConfig): Promise<Daemon> {
  return starters[kind](lab, config);
}
