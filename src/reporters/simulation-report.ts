/** Everything a report of a simulation tells: what was run, what happened, and what the judge made of it. */
import type { ProfileName } from '../design/vocabulary.ts';
import type { JudgedTimeline } from '../rules/timeline-result.ts';
import type { Simulation } from '../simulate/simulate.ts';

export interface ReportedStep {
  readonly name: string;
  /** As a plan spells it: `5m`, `when quiet`. */
  readonly at: string;
}

/** A simulation with its verdict, for reporters. */
export interface SimulationReport {
  /** Version of the program. */
  readonly routecap: string;
  readonly profile: ProfileName;
  readonly inputs: readonly string[];
  /** The plan's file; null: how the design comes up. */
  readonly plan: string | null;
  readonly seed: number | null;
  readonly steps: readonly ReportedStep[];
  readonly simulation: Pick<Simulation, 'events' | 'endMs' | 'quiet' | 'sessionSpans' | 'stepsLeft'>;
  readonly judged: JudgedTimeline;
}
