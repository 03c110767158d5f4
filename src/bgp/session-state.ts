/**
 * What a BGP session is made of, as data: its configuration, its state, what can happen to it and
 * what it asks for. The machine over these is session-machine.ts; whoever drives it (a virtual clock,
 * a TCP socket) turns the world into events and carries the actions out in their order.
 */
import type { Family } from '../net/prefix.ts';
import type { Notification } from './notification.ts';

/** The states of RFC 4271 section 8.2.2. */
export const sessionPhases = ['Idle', 'Connect', 'Active', 'OpenSent', 'OpenConfirm', 'Established'] as const;
export type SessionPhase = (typeof sessionPhases)[number];

export type SessionTimer = 'connectRetry' | 'hold' | 'keepalive' | 'idleHold';

/** How many seconds after a failure the session starts anew by itself. */
export type Retry = 'never' | number;

export interface SessionConfig {
  readonly localAsn: number;
  /** The AS that the peer must say it is in. */
  readonly peerAsn: number;
  /** BGP Identifier, an unsigned 32-bit number. */
  readonly bgpId: number;
  /** What OPEN proposes; 0: neither hold nor keepalive timer. */
  readonly holdTimeSeconds: number;
  /** At most this long between keepalives; a third of the negotiated hold time when that is shorter. */
  readonly keepaliveSeconds: number;
  readonly connectRetrySeconds: number;
  /** Waits for the peer to connect, and never does so itself. */
  readonly passive: boolean;
  /** Cap on what the peer may announce; null: none. */
  readonly maximumPrefixes: Readonly<Record<Family, number | null>>;
  readonly retryAfterMaximumPrefixes: Retry;
  readonly retryAfterFailure: Retry;
}

export interface SessionState {
  readonly config: SessionConfig;
  readonly phase: SessionPhase;
  /** Set from the peer's OPEN until the session ends; null otherwise. */
  readonly negotiatedHoldSeconds: number | null;
  readonly connectRetryCounter: number;
  /** Idle, with the idle hold timer running: will start by itself. */
  readonly awaitsRestart: boolean;
  /** Unique prefixes held from the peer; 0 unless Established. */
  readonly prefixCounts: Readonly<Record<Family, number>>;
}

export const noPrefixes: Readonly<Record<Family, number>> = { ipv4: 0, ipv6: 0 };

/** A session in state Idle, as RFC 4271 section 8.2.2 starts it. */
export function newSession(config: SessionConfig): SessionState {
  return {
    config,
    phase: 'Idle',
    negotiatedHoldSeconds: null,
    connectRetryCounter: 0,
    awaitsRestart: false,
    prefixCounts: noPrefixes,
  };
}

/** The fields of OPEN that the machine weighs; `asn` is the four-octet one (RFC 6793). */
export interface OpenFields {
  readonly asn: number;
  readonly holdTimeSeconds: number;
  readonly bgpId: number;
}

export type SessionEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'stop' }
  /** Never delivered for a timer that has been stopped since: the machine would take it for a fault. */
  | { readonly kind: 'timerExpired'; readonly timer: SessionTimer }
  /** A connection is up, whichever side opened it. */
  | { readonly kind: 'tcpConnected' }
  /** An attempt to connect came to nothing. */
  | { readonly kind: 'tcpFailed' }
  /** The connection in use was closed or reset by the peer or the network. */
  | { readonly kind: 'tcpClosed' }
  | { readonly kind: 'open'; readonly open: OpenFields }
  | { readonly kind: 'keepalive' }
  /** An UPDATE has been read: how many unique prefixes that count toward the cap the peer announces now. */
  | { readonly kind: 'update'; readonly prefixCounts: Readonly<Record<Family, number>> }
  | { readonly kind: 'notification'; readonly notification: Notification }
  | { readonly kind: 'routeRefresh'; readonly family: Family }
  /** A message that cannot be read, with the NOTIFICATION it deserves (RFC 4271 sections 6.1 to 6.3). */
  | { readonly kind: 'malformed'; readonly notification: Notification }
  /** The cap was passed, found otherwise than by an `update`. */
  | { readonly kind: 'maximumPrefixesExceeded'; readonly family: Family };

export type SessionMessage =
  | { readonly kind: 'open'; readonly open: OpenFields }
  | { readonly kind: 'keepalive' }
  | { readonly kind: 'notification'; readonly notification: Notification };

export type SessionDownReason =
  | { readonly kind: 'notificationSent'; readonly notification: Notification }
  | { readonly kind: 'notificationReceived'; readonly notification: Notification }
  | { readonly kind: 'connectionLost' };

export type SessionAction =
  /** Starts the timer, or starts it over. */
  | { readonly kind: 'startTimer'; readonly timer: SessionTimer; readonly seconds: number }
  | { readonly kind: 'stopTimer'; readonly timer: SessionTimer }
  | { readonly kind: 'connect' }
  | { readonly kind: 'listen' }
  /** Closes the connection just reported, and leaves the one in use (if any) alone. */
  | { readonly kind: 'refuse' }
  /** Closes the connection in use or gives up the attempt to connect, if there is either. */
  | { readonly kind: 'close' }
  | { readonly kind: 'send'; readonly message: SessionMessage }
  | { readonly kind: 'established' }
  /** Established no more: every route learned on the session goes. */
  | { readonly kind: 'sessionDown'; readonly reason: SessionDownReason }
  /** The peer asks for all routes again (RFC 2918). */
  | { readonly kind: 'readvertise'; readonly family: Family };

/** What a step leads to. */
export interface SessionOutcome {
  readonly state: SessionState;
  readonly actions: readonly SessionAction[];
}
