/**
 * Where a packet goes: from a place towards a destination prefix, hop by hop, with what is certain
 * and what is only possible.
 */
import type { Prefix } from '../net/prefix.ts';
import type { Session } from '../aws/network.ts';
import type { PlaceId } from '../aws/solution.ts';

/** One way the packets of (a piece of) the destination may go. */
export interface Way {
  /** The piece of the destination it is about: the whole, or a more specific part that goes its own way. */
  readonly destination: Prefix;
  readonly outcome: 'delivered' | 'dropped' | 'outside' | 'loop';
  /** Places passed, first to last. */
  readonly places: readonly PlaceId[];
  /** Session between AWS and the customer that carries it, outermost last; empty within AWS. */
  readonly sessions: readonly Session[];
  /** Where it ends: `routers/NAME` or `vpcs/NAME`; null when dropped. */
  readonly end: string | null;
  /** Why it ends there, one clause. */
  readonly why: string;
}

/** All ways for one choice of open ties: the members of `ways` are used together (ECMP, or pieces of the destination). */
export interface Forwarding {
  readonly from: string;
  readonly destination: Prefix;
  /** Certain: delivered in every outcome. Possible: in some. Never: in none. */
  readonly reach: 'certain' | 'possible' | 'never';
  /** Every way that some outcome takes. */
  readonly ways: readonly Way[];
  /** Connections (Session.connection) that carry it in some outcome, sorted. */
  readonly via: readonly string[];
  readonly why: string;
}
