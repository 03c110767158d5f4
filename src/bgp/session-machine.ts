/**
 * The BGP state machine of RFC 4271 section 8.2.2 as a pure function, total over states and events:
 * time and TCP come in as events and go out as actions. Comments give the RFC's event numbers.
 *
 * Left out: connection collision (section 6.8; a second connection is refused), DelayOpen, and the
 * restart of the keepalive timer by an UPDATE sent. The RFC's event 18 comes in two kinds, a failed
 * attempt and a closed connection, so that news of one connection cannot end another. Idle hold
 * starts a failed session again (event 13, whose use the RFC leaves open), keeping the counter.
 */
import { plainNotification } from './notification.ts';
import type { Notification } from './notification.ts';
import { end, endWith, exceeded, outOfOrder, received } from './session-ending.ts';
import { restartHold, restartKeepalive, runningTimers, startTimer, stopTimer } from './session-timers.ts';
import type { OpenFields, SessionAction, SessionEvent, SessionOutcome, SessionState } from './session-state.ts';

/** One event to the next state and the actions it asks for (RFC 4271 section 8); total, and never throws. */
export function step(state: SessionState, event: SessionEvent): SessionOutcome {
  switch (state.phase) {
    case 'Idle':
      return inIdle(state, event);
    case 'Connect':
    case 'Active':
      return awaitingTcp(state, event);
    case 'OpenSent':
      return inOpenSent(state, event);
    case 'OpenConfirm':
      return inOpenConfirm(state, event);
    case 'Established':
      return inEstablished(state, event);
  }
}

function inIdle(state: SessionState, event: SessionEvent): SessionOutcome {
  switch (event.kind) {
    // Events 1 and 3 to 5: zero the counter and begin.
    case 'start':
      return begin({ ...state, connectRetryCounter: 0 });
    // Event 13. The damping that it belongs to is outside the RFC's scope.
    case 'timerExpired':
      return event.timer === 'idleHold' && state.awaitsRestart ? begin(state) : stay(state);
    // Event 2 is ignored, but for the restart that would follow.
    case 'stop':
      return state.awaitsRestart ? stay({ ...state, awaitsRestart: false }, [stopTimer('idleHold')]) : stay(state);
    // "In this state, BGP FSM refuses all incoming BGP connections for this peer."
    case 'tcpConnected':
      return stay(state, [{ kind: 'refuse' }]);
    // Events 9 to 12 and 15 to 28 change nothing.
    default:
      return stay(state);
  }
}

/** Connect, which has an attempt under way, and Active, which only listens, differ in little. */
function awaitingTcp(state: SessionState, event: SessionEvent): SessionOutcome {
  const { config } = state;
  switch (event.kind) {
    // Events 1 and 3 to 7 are ignored.
    case 'start':
      return stay(state);
    // Event 2: no NOTIFICATION, since no OPEN was sent.
    case 'stop':
      return end(state, null, { counter: 0, retry: 'never' });
    case 'timerExpired':
      if (event.timer !== 'connectRetry') return end(state, null);
      // A passive session has no such timer, as its only end is to connect.
      if (config.passive) return stay(state);
      // Event 9: both states try (again) to connect; Connect first drops the attempt it has.
      return {
        state: { ...state, phase: 'Connect' },
        actions: [
          ...(state.phase === 'Connect' ? [{ kind: 'close' } as const] : []),
          startTimer('connectRetry', config.connectRetrySeconds),
          { kind: 'connect' },
        ],
      };
    // Events 16 and 17, with DelayOpen FALSE.
    case 'tcpConnected':
      return {
        state: { ...state, phase: 'OpenSent' },
        actions: [
          ...runningTimers(state).map(stopTimer),
          { kind: 'send', message: { kind: 'open', open: ownOpen(state) } },
          startTimer('hold', largeHoldSeconds),
        ],
      };
    // Event 18. In Connect the counter stands; in Active it is incremented. (The RFC has Active restart
    // the ConnectRetryTimer on its way to Idle, where its expiry does nothing: idle hold takes its place.)
    case 'tcpFailed':
      return end(state, null, { counter: state.connectRetryCounter + (state.phase === 'Active' ? 1 : 0) });
    // No connection is in use yet: late news of an earlier one.
    case 'tcpClosed':
      return stay(state);
    // Event 8.
    case 'maximumPrefixesExceeded':
      return exceeded(state, event.family);
    // Events 19, 21, 22, 24 to 28: messages before there is a connection.
    default:
      return end(state, null);
  }
}

function inOpenSent(state: SessionState, event: SessionEvent): SessionOutcome {
  const { config } = state;
  switch (event.kind) {
    case 'open': {
      // Event 22.
      const fault = openFault(state, event.open);
      if (fault !== null) return endWith(state, fault);
      // Event 19: "the smaller of its configured Hold Time and the Hold Time received" (section 4.2).
      const negotiatedHoldSeconds = Math.min(config.holdTimeSeconds, event.open.holdTimeSeconds);
      const next: SessionState = { ...state, phase: 'OpenConfirm', negotiatedHoldSeconds };
      return {
        state: next,
        actions: [
          { kind: 'send', message: { kind: 'keepalive' } },
          ...restartKeepalive(next),
          // 0: neither timer is started, and the one since OpenSent must go.
          ...(negotiatedHoldSeconds === 0 ? [stopTimer('hold')] : restartHold(next)),
        ],
      };
    }
    // Event 18: back to waiting, with the counter as it was.
    case 'tcpClosed': {
      const next: SessionState = { ...state, phase: 'Active' };
      return {
        state: next,
        actions: [
          stopTimer('hold'),
          { kind: 'close' },
          ...(config.passive ? [] : [startTimer('connectRetry', config.connectRetrySeconds)]),
        ],
      };
    }
    // Event 24 passes without a reply and leaves the counter; event 25 is a fault of order here.
    case 'notification':
      return isVersionError(event.notification)
        ? end(state, received(event.notification), { counter: state.connectRetryCounter })
        : outOfOrder(state, event);
    default:
      return withOpenSent(state, event);
  }
}

function inOpenConfirm(state: SessionState, event: SessionEvent): SessionOutcome {
  switch (event.kind) {
    // Event 26.
    case 'keepalive':
      return { state: { ...state, phase: 'Established' }, actions: [...restartHold(state), { kind: 'established' }] };
    // Event 11.
    case 'timerExpired':
      return event.timer === 'keepalive' ? sendKeepalive(state) : withOpenSent(state, event);
    // Event 18.
    case 'tcpClosed':
      return end(state, { kind: 'connectionLost' });
    // Event 24 leaves the counter, event 25 increments it.
    case 'notification':
      return isVersionError(event.notification)
        ? end(state, received(event.notification), { counter: state.connectRetryCounter })
        : end(state, received(event.notification));
    default:
      return withOpenSent(state, event);
  }
}

function inEstablished(state: SessionState, event: SessionEvent): SessionOutcome {
  switch (event.kind) {
    // Event 26.
    case 'keepalive':
      return stay(state, restartHold(state));
    // Event 27, or event 8 when there is now more than the cap. At the cap all is well (fact B-IN-EDGE).
    case 'update': {
      const counted: SessionState = { ...state, prefixCounts: event.prefixCounts };
      for (const family of ['ipv4', 'ipv6'] as const) {
        const cap = state.config.maximumPrefixes[family];
        if (cap !== null && event.prefixCounts[family] > cap) return exceeded(counted, family);
      }
      return stay(counted, restartHold(state));
    }
    // Event 11.
    case 'timerExpired':
      return event.timer === 'keepalive' ? sendKeepalive(state) : withOpenSent(state, event);
    // Event 18.
    case 'tcpClosed':
      return end(state, { kind: 'connectionLost' });
    // Events 24 and 25.
    case 'notification':
      return end(state, received(event.notification));
    case 'routeRefresh':
      return stay(state, [{ kind: 'readvertise', family: event.family }]);
    // A bad OPEN (event 22) is out of order before it is bad. Event 28 gets its own NOTIFICATION, and so
    // does event 21: section 8.2.2 would make it a state machine error, but section 6.1 says that errors
    // of the header MUST be reported as such.
    case 'malformed':
      return event.notification.code === openMessageError
        ? outOfOrder(state, event)
        : endWith(state, event.notification);
    default:
      return withOpenSent(state, event);
  }
}

/** What OpenSent, OpenConfirm and Established answer alike, once each has answered for itself. */
function withOpenSent(state: SessionState, event: SessionEvent): SessionOutcome {
  switch (event.kind) {
    // Events 1 and 3 to 7 are ignored.
    case 'start':
      return stay(state);
    // Event 2.
    case 'stop':
      return endWith(state, plainNotification(cease, administrativeShutdown), { counter: 0, retry: 'never' });
    // Event 8.
    case 'maximumPrefixesExceeded':
      return exceeded(state, event.family);
    // Event 10; other timers have no business here.
    case 'timerExpired':
      return event.timer === 'hold' ? endWith(state, plainNotification(holdTimerExpired, 0)) : outOfOrder(state, event);
    // Events 16 and 17: a second connection.
    case 'tcpConnected':
      return stay(state, [{ kind: 'refuse' }]);
    // The attempt that another connection overtook.
    case 'tcpFailed':
      return stay(state);
    // Events 21 and 22; event 28 is out of order before Established.
    case 'malformed':
      return event.notification.code === messageHeaderError || event.notification.code === openMessageError
        ? endWith(state, event.notification)
        : outOfOrder(state, event);
    // Another OPEN on the same connection (event 19), a KEEPALIVE or UPDATE too early (events 26, 27).
    default:
      return outOfOrder(state, event);
  }
}

const messageHeaderError = 1;
const openMessageError = 2;
const holdTimerExpired = 4;
const cease = 6;
const administrativeShutdown = 2;

/** "A HoldTimer value of 4 minutes is suggested" until the peer's OPEN. */
const largeHoldSeconds = 240;

function stay(state: SessionState, actions: readonly SessionAction[] = []): SessionOutcome {
  return { state, actions };
}

/** Idle to Connect, or to Active when passive. */
function begin(state: SessionState): SessionOutcome {
  const { passive, connectRetrySeconds } = state.config;
  const stops = runningTimers(state).map(stopTimer);
  return passive
    ? { state: { ...state, phase: 'Active', awaitsRestart: false }, actions: [...stops, { kind: 'listen' }] }
    : {
        state: { ...state, phase: 'Connect', awaitsRestart: false },
        actions: [...stops, startTimer('connectRetry', connectRetrySeconds), { kind: 'connect' }, { kind: 'listen' }],
      };
}

/** Event 24 rather than event 25: OPEN Message Error, Unsupported Version Number. */
function isVersionError({ code, subcode }: Notification): boolean {
  return code === openMessageError && subcode === 1;
}

function ownOpen({ config }: SessionState): OpenFields {
  return { asn: config.localAsn, holdTimeSeconds: config.holdTimeSeconds, bgpId: config.bgpId };
}

/** The checks of RFC 4271 section 6.2 that a well-formed OPEN can still fail, in its order. */
function openFault({ config }: SessionState, open: OpenFields): Notification | null {
  if (open.asn !== config.peerAsn) return plainNotification(openMessageError, 2);
  if (open.holdTimeSeconds === 1 || open.holdTimeSeconds === 2) return plainNotification(openMessageError, 6);
  // RFC 6286 section 2.2: not zero, and not ours when the peer is internal.
  const internal = config.localAsn === config.peerAsn;
  if (open.bgpId === 0 || (internal && open.bgpId === config.bgpId)) return plainNotification(openMessageError, 3);
  return null;
}

function sendKeepalive(state: SessionState): SessionOutcome {
  return stay(state, [{ kind: 'send', message: { kind: 'keepalive' } }, ...restartKeepalive(state)]);
}
