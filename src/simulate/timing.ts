/** How long things take in a simulation: AWS's documented timers and the assumptions about the rest, in milliseconds. */
import type { Session } from '../aws/network.ts';
import type { Settings } from '../aws/settings.ts';
import { timerMs } from '../aws/timers.ts';

export interface Timing {
  /** A message from one end of a session to the other. */
  readonly messageMs: number;
  readonly updateMs: number;
  readonly propagationMs: number;
  readonly batchMs: number;
  readonly batchPrefixes: number;
  readonly reconnectMs: number;
  readonly deadPeerMs: number;
  /** Null: no BFD. */
  readonly bfdMs: number | null;
  readonly maintenanceMed: number;
  readonly maintenanceNoticeMs: number;
  readonly maintenanceMs: number;
  /** After a reset for too many routes; null: AWS does not try again. */
  readonly resetRetryMs: number | null;
  readonly acceptAtOnce: boolean;
}

/** A hundredth of a second: of no weight beside the timers, but a message is never there at once. */
const messageMs = 10;

/** Ten batches a second. */
const batchMs = 100;

export function timingOf(settings: Settings): Timing {
  const number = (id: string): number => Number(settings.assume(id));
  const ms = (id: string): number => Math.max(1, Math.round(number(id) * 1000));
  const retry = settings.assume('resetRetry');
  return {
    messageMs,
    updateMs: ms('updateDelaySeconds'),
    propagationMs: ms('propagationDelaySeconds'),
    batchMs,
    batchPrefixes: Math.max(1, Math.round((number('announcedPrefixesPerSecond') * batchMs) / 1000)),
    reconnectMs: ms('reconnectSeconds'),
    deadPeerMs: ms('deadPeerDetectionSeconds'),
    bfdMs: settings.assume('directConnectBfd') === true ? timerMs('dx.bfd-detection') : null,
    maintenanceMed: number('maintenanceMed'),
    maintenanceNoticeMs: ms('maintenanceNoticeSeconds'),
    maintenanceMs: ms('maintenanceSeconds'),
    resetRetryMs: retry === 'never' ? null : Math.max(1, Math.round(Number(retry) * 1000)),
    acceptAtOnce: settings.assume('acceptAfterReset') === 'atOnce',
  };
}

export function holdAndKeepaliveMs(session: Session): { readonly hold: number; readonly keepalive: number } {
  const kind = session.kind === 'virtualInterface' ? 'dx' : session.kind === 'connect' ? 'connect' : 'vpn';
  return { hold: timerMs(`${kind}.hold`), keepalive: timerMs(`${kind}.keepalive`) };
}
