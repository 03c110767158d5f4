/** What happened and when, as data: reporters make the words. Times are whole milliseconds since the start. */
import type { SessionPhase } from '../bgp/session-state.ts';

/** Something that happened at a moment, in milliseconds from the start. */
export type TimelineEvent =
  | { readonly ms: number; readonly kind: 'step'; readonly step: string; readonly index: number }
  | { readonly ms: number; readonly kind: 'sessionAdded'; readonly session: string }
  /** The last event of a session that the design no longer has. */
  | { readonly ms: number; readonly kind: 'sessionRemoved'; readonly session: string }
  /** The AWS end. */
  | {
      readonly ms: number;
      readonly kind: 'sessionState';
      readonly session: string;
      readonly from: SessionPhase;
      readonly to: SessionPhase;
    }
  | {
      readonly ms: number;
      readonly kind: 'notification';
      readonly session: string;
      readonly sender: 'aws' | 'customer';
      readonly code: number;
      readonly subcode: number;
      /** Hexadecimal; empty: none. */
      readonly data: string;
    }
  | { readonly ms: number; readonly kind: 'holdExpired'; readonly session: string; readonly end: 'aws' | 'customer' }
  /** Prefixes that AWS has received and counts, after each batch. */
  | {
      readonly ms: number;
      readonly kind: 'prefixCount';
      readonly session: string;
      readonly count: number;
      readonly cap: number | null;
    }
  | {
      readonly ms: number;
      readonly kind: 'prefixLimitNear';
      readonly session: string;
      readonly count: number;
      readonly cap: number;
    }
  | {
      readonly ms: number;
      readonly kind: 'prefixLimitExceeded';
      readonly session: string;
      readonly count: number;
      readonly cap: number;
    }
  | {
      readonly ms: number;
      readonly kind: 'endOfRib';
      readonly session: string;
      readonly sender: 'aws' | 'customer';
      readonly count: number;
    }
  /** The link under a session is gone; nobody has noticed yet unless a tunnelDown of the same time says so. */
  | {
      readonly ms: number;
      readonly kind: 'linkLost';
      readonly session: string;
      readonly cause: 'failure' | 'administrative' | 'transport' | 'maintenance';
    }
  | {
      readonly ms: number;
      readonly kind: 'tunnelDown';
      readonly session: string;
      readonly noticedBy: 'administrator' | 'deadPeerDetection' | 'bfd';
    }
  | { readonly ms: number; readonly kind: 'tunnelUp'; readonly session: string }
  | {
      readonly ms: number;
      readonly kind: 'maintenance';
      readonly connection: string;
      readonly session: string;
      readonly phase: 'medLowered' | 'replacing' | 'replaced' | 'done';
    }
  | { readonly ms: number; readonly kind: 'routesLearned'; readonly place: string; readonly count: number }
  | { readonly ms: number; readonly kind: 'routesChanged'; readonly place: string; readonly count: number }
  | { readonly ms: number; readonly kind: 'routesWithdrawn'; readonly place: string; readonly count: number }
  /** Nothing is under way any more but the retries of sessions that were reset. */
  | { readonly ms: number; readonly kind: 'quiet'; readonly retrying: number };

export type WithoutTime<E> = E extends unknown ? Omit<E, 'ms'> : never;

/** A stretch of time in one state of RFC 4271, at the AWS end. */
export interface SessionSpan {
  readonly state: SessionPhase;
  readonly fromMs: number;
  readonly toMs: number;
}
