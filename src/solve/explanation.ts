/** Why a place uses the route it uses for a prefix: every candidate, and the step at which each one lost. */
import type { Prefix } from '../net/prefix.ts';
import type { Entry, PlacedRoute, PlaceId } from '../aws/solution.ts';

export interface ExplanationStep {
  readonly id: string;
  readonly title: string;
  /** Fact id. */
  readonly fact: string;
}

export interface ExplainedCandidate {
  readonly route: PlacedRoute;
  /** Who offered it, one phrase. */
  readonly from: string;
  /** `possible`: in use in some outcomes only. `refused`: not accepted at all. */
  readonly outcome: 'in use' | 'possible' | 'lost' | 'refused';
  /** Where it lost, or what it was refused on; null while it is in use. */
  readonly step: ExplanationStep | null;
  /** Who it lost to. */
  readonly to: string | null;
  readonly why: string;
}

/** The candidates for a prefix at a place, and what became of each. */
export interface Explanation {
  readonly place: PlaceId;
  /** The prefix asked for. */
  readonly prefix: Prefix;
  /** The entry that serves it: its own or the longest that covers it; null: none. */
  readonly entry: Entry | null;
  readonly candidates: readonly ExplainedCandidate[];
  /** An open tie, in one sentence; null: none. */
  readonly ties: string | null;
}
