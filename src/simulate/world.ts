/** What the parts of a running simulation share. */
import type { Network } from '../aws/network.ts';
import type { Settings } from '../aws/settings.ts';
import type { Clock } from './clock.ts';
import type { SessionRun } from './session-run.ts';
import type { TimelineEvent, WithoutTime } from './timeline.ts';
import type { Timing } from './timing.ts';

export interface World {
  readonly clock: Clock;
  readonly timing: Timing;
  readonly settings: Settings;
  /** As the design is now. */
  readonly network: Network;
  /** In order of id. */
  readonly runs: ReadonlyMap<string, SessionRun>;
  /** Goes up with every change: what is kept of a moment is good while it stays. */
  readonly version: number;
  readonly emit: (event: WithoutTime<TimelineEvent>) => void;
  /** Something can be seen that could not be seen before. */
  readonly mark: () => void;
}
