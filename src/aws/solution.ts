/**
 * The steady state of a design: every session, and every route at every place with its status. Sound:
 * no outcome AWS allows contradicts a certain or an absent route. Rules, plans and reporters read this.
 */
import type { RouteSource } from './candidate.ts';
import type { Entry, PlacedRoute, Status } from './entry.ts';
import type { Network, Session } from './network.ts';
import type { Prefix } from '../net/prefix.ts';
import type { PrefixTable } from '../net/prefix-table.ts';

/**
 * `vpnGateways/NAME`, `transitGateways/NAME/TABLE`, `directConnectGateways/NAME`, `vpcs/NAME/TABLE`
 * (the table of a VPC drawn without tables is `implicit`), `routers/NAME`.
 */
export type PlaceId = string;

export type { Entry, PlacedRoute, RouteSource, Status };

export interface InboundResult {
  /** Unique prefixes the customer offers on the session and family, at most. */
  readonly offered: number;
  /** At least (differs only when what a transit router passes on is uncertain). */
  readonly offeredMin: number;
  /** Further offered prefixes that AWS would deny because its own ASN is in their path (assumption loopedRoutesCount). */
  readonly looped: number;
  readonly accepted: number;
  readonly cap: number | null;
  /** `over`: a static VPN lists more routes than AWS takes; no session is reset. */
  readonly outcome: 'ok' | 'near' | 'reset' | 'over';
}

export interface OutboundResult {
  /** Unique prefixes AWS has for the session, at most. */
  readonly candidates: number;
  readonly candidatesMin: number;
  readonly announced: number;
  readonly cap: number | null;
  readonly outcome: 'ok' | 'near' | 'truncated';
  /** Candidates that are not announced, without anyone knowing which: candidates − announced. */
  readonly unknown: number;
}

/** A session in the steady state, with the counts of both directions. */
export interface SessionResult {
  readonly session: Session;
  readonly state: 'established' | 'idle' | 'down';
  /** False: in some outcomes the state is another (an uncertain offer near the cap, an oscillation). */
  readonly stateCertain: boolean;
  /** One sentence. */
  readonly reason: string;
  /** Fact ids. */
  readonly facts: readonly string[];
  /** Assumption ids. */
  readonly assumptions: readonly string[];
  readonly inbound: InboundResult;
  readonly outbound: OutboundResult;
}

/** What AWS announces on a session, or a customer offers: entries as the receiver gets them, made on demand. */
export interface Announced {
  readonly lookup: (prefix: Prefix) => Entry | undefined;
  readonly entries: () => Iterable<Entry>;
}

/** The rounds repeat without settling. */
export interface Oscillation {
  /** Rounds in one cycle, at least 2. */
  readonly period: number;
  /** Ids of the sessions whose state changes within the cycle. */
  readonly sessions: readonly string[];
}

/** The steady state of a design. */
export interface Solution {
  readonly network: Network;
  /** In order of id. */
  readonly sessions: ReadonlyMap<string, SessionResult>;
  readonly oscillation: Oscillation | null;
  /** All place ids, sorted. */
  readonly places: readonly PlaceId[];
  /** Table of a place; undefined for an unknown id. A router's table is made on demand. */
  readonly table: (place: PlaceId) => PrefixTable<Entry> | undefined;
  /** AWS → customer, before the router's own policy; empty while the session is not established. */
  readonly announced: (session: Session) => Announced;
  /** What the customer offers on the session, whether or not it is accepted (before the cap and the loop check). */
  readonly offered: (session: Session) => Announced;
  /**
   * Routes propagated into a VPC route table, counted against vpc.propagated-routes, at most;
   * anonymous ones (known by number alone) included.
   */
  readonly propagatedCount: (vpc: string, table: string) => number;
  /** Routes over all tables of a transit gateway, counted against tgw.routes, at most. */
  readonly transitGatewayRoutes: (transitGateway: string) => number;
}
