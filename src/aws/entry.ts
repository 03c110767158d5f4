/** What a place holds for a prefix: the routes in use, and how sure that is (certain, possible, never). */
import type { PathAttributes } from '../bgp/attributes.ts';
import type { Prefix } from '../net/prefix.ts';
import type { RouteSource } from './candidate.ts';

export type Status = 'certain' | 'possible';

export interface PlacedRoute {
  readonly prefix: Prefix;
  readonly attributes: PathAttributes;
  readonly source: RouteSource;
  /** In use in every outcome. */
  readonly certain: boolean;
}

/** What a place holds for one prefix. */
export interface Entry {
  readonly prefix: Prefix;
  /** Certain: in every outcome some route for this prefix is here. */
  readonly presence: Status;
  /**
   * Exactly one of these is in use (each is possible when there are several). The routes of one
   * alternative are used together: an ECMP group when there is more than one.
   */
  readonly alternatives: readonly (readonly PlacedRoute[])[];
}
