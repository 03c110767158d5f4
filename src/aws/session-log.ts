/** What the BGP logs of AWS prove about one session: its states, resets and counts over the time they cover. */
import type { Location } from '../design/problem.ts';

/** AWS ended the session for its count; the numbers are null where the log does not tell them. */
export interface LoggedReset {
  /** Milliseconds since the epoch, as all times here. */
  readonly ms: number;
  readonly count: number | null;
  readonly cap: number | null;
}

/** What the logs of one session prove. */
export interface LoggedSession {
  /** As the log names it: `vpn-1234abcd_203.0.113.1`. */
  readonly id: string;
  readonly records: number;
  readonly firstMs: number;
  readonly lastMs: number;
  /** As far as the log tells. */
  readonly state: string | null;
  readonly stateChanges: number;
  /** Times that it became Established. */
  readonly ups: number;
  readonly resets: readonly LoggedReset[];
  /** NOTIFICATIONs by what was sent or received, such as `sent 6/1`. */
  readonly notifications: Readonly<Record<string, number>>;
  readonly holdExpiries: number;
  /** Records in which AWS warns that the count is near the cap. */
  readonly warnings: number;
  /** The most prefixes that were counted, by AWS or by the routes of the log; null: none was told. */
  readonly most: { readonly count: number; readonly ms: number; readonly at: Location } | null;
  /** The newest cap that the log names. */
  readonly cap: number | null;
  /** Routes that AWS denied, by reason. */
  readonly denied: Readonly<Record<string, number>>;
  /** Mean time from one coming up to the next; null: it came up less than twice. */
  readonly periodMs: number | null;
  /** Share of the time since it first came up; null: it never did within the log. */
  readonly establishedShare: number | null;
  /** Where the log first proves that it was over the cap, and where it last was near. */
  readonly at: { readonly exceeded: Location | null; readonly near: Location | null; readonly first: Location };
}
