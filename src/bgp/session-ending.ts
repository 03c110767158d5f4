/** How a session ends: every way from any state of RFC 4271 section 8.2.2 back to Idle, and what is said on the way. */
import type { Family } from '../net/prefix.ts';
import { maximumPrefixesReached, plainNotification } from './notification.ts';
import type { Notification } from './notification.ts';
import { noPrefixes } from './session-state.ts';
import type {
  Retry,
  SessionAction,
  SessionDownReason,
  SessionEvent,
  SessionOutcome,
  SessionState,
} from './session-state.ts';
import { runningTimers, startTimer, stopTimer } from './session-timers.ts';

export interface Aftermath {
  /** The connect retry counter afterwards; absent: one more than before. */
  readonly counter?: number;
  /** Absent: as after any failure. */
  readonly retry?: Retry;
}

/** To Idle: drops the connection and all that hangs on it. */
export function end(state: SessionState, reason: SessionDownReason | null, aftermath: Aftermath = {}): SessionOutcome {
  const { counter = state.connectRetryCounter + 1, retry = state.config.retryAfterFailure } = aftermath;
  const actions: SessionAction[] = runningTimers(state).map(stopTimer);
  if (state.phase === 'Established' && reason !== null) actions.push({ kind: 'sessionDown', reason });
  actions.push({ kind: 'close' });
  if (retry !== 'never') actions.push(startTimer('idleHold', retry));
  return {
    state: {
      config: state.config,
      phase: 'Idle',
      negotiatedHoldSeconds: null,
      connectRetryCounter: counter,
      awaitsRestart: retry !== 'never',
      prefixCounts: noPrefixes,
    },
    actions,
  };
}

/** To Idle, with a NOTIFICATION first. */
export function endWith(state: SessionState, notification: Notification, aftermath: Aftermath = {}): SessionOutcome {
  const { state: next, actions } = end(state, { kind: 'notificationSent', notification }, aftermath);
  return { state: next, actions: [{ kind: 'send', message: { kind: 'notification', notification } }, ...actions] };
}

export function received(notification: Notification): SessionDownReason {
  return { kind: 'notificationReceived', notification };
}

/** Facts B-IN-DOWN and B-IN-DATA: Cease 6/1 naming the cap, then Idle. Before there is an OPEN, in silence. */
export function exceeded(state: SessionState, family: Family): SessionOutcome {
  const cap = state.config.maximumPrefixes[family];
  if (cap === null) return { state, actions: [] };
  const aftermath: Aftermath = { retry: state.config.retryAfterMaximumPrefixes };
  return state.phase === 'Connect' || state.phase === 'Active'
    ? end(state, null, aftermath)
    : endWith(state, maximumPrefixesReached(family, cap), aftermath);
}

const finiteStateMachineError = 5;

/** Finite State Machine Error; an unexpected message has its subcode, and its type as data (RFC 6608 section 4). */
export function outOfOrder(state: SessionState, event: SessionEvent): SessionOutcome {
  const type = messageType(event);
  if (type === null) return endWith(state, plainNotification(finiteStateMachineError, 0));
  const subcode = state.phase === 'OpenSent' ? 1 : state.phase === 'OpenConfirm' ? 2 : 3;
  return endWith(state, { code: finiteStateMachineError, subcode, data: Uint8Array.of(type) });
}

/** The type octet of the message behind an event (RFC 4271 section 4.1, RFC 2918). */
function messageType(event: SessionEvent): number | null {
  switch (event.kind) {
    case 'open':
      return 1;
    case 'update':
      return 2;
    case 'notification':
      return 3;
    case 'keepalive':
      return 4;
    case 'routeRefresh':
      return 5;
    case 'malformed':
      return malformedType[event.notification.code] ?? null;
    default:
      return null;
  }
}

/** Error code to the type of the message it is about. */
const malformedType: Readonly<Record<number, number>> = { 2: 1, 3: 2, 7: 5 };
