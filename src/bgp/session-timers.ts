/** The timers of a session: which run in which state, and for how long (RFC 4271 sections 4.4 and 8.2.2). */
import type { SessionAction, SessionState, SessionTimer } from './session-state.ts';

export function startTimer(timer: SessionTimer, seconds: number): SessionAction {
  return { kind: 'startTimer', timer, seconds };
}

export function stopTimer(timer: SessionTimer): SessionAction {
  return { kind: 'stopTimer', timer };
}

export function runningTimers(state: SessionState): SessionTimer[] {
  switch (state.phase) {
    case 'Idle':
      return state.awaitsRestart ? ['idleHold'] : [];
    case 'Connect':
      return ['connectRetry'];
    case 'Active':
      return state.config.passive ? [] : ['connectRetry'];
    case 'OpenSent':
      return ['hold'];
    case 'OpenConfirm':
    case 'Established':
      return state.negotiatedHoldSeconds === 0 ? [] : ['hold', 'keepalive'];
  }
}

export function restartHold({ negotiatedHoldSeconds }: SessionState): SessionAction[] {
  return negotiatedHoldSeconds === null || negotiatedHoldSeconds === 0
    ? []
    : [startTimer('hold', negotiatedHoldSeconds)];
}

/** A third of the hold time is the most, one second the least (RFC 4271 section 4.4). */
export function restartKeepalive({ config, negotiatedHoldSeconds }: SessionState): SessionAction[] {
  if (negotiatedHoldSeconds === null || negotiatedHoldSeconds === 0) return [];
  const third = Math.floor(negotiatedHoldSeconds / 3);
  return [startTimer('keepalive', Math.max(1, Math.min(config.keepaliveSeconds, third)))];
}
