/**
 * A change plan: changes to a design, each at its time or when all is quiet, and what must hold meanwhile.
 * The simulation runs it, the judge reads its expectations.
 */
import type { Change } from './change.ts';
import type { Expectation } from './vocabulary.ts';

/**
 * AWS replaces the endpoint of a tunnel: traffic is drawn to the other tunnel by its MED, then the
 * tunnel is away for a while (TS-UPD). `tunnel` counts from 0. The design stays as it is.
 */
export interface TunnelMaintenance {
  readonly kind: 'tunnelMaintenance';
  readonly connection: string;
  readonly tunnel: number;
}

export type PlanChange = Change | TunnelMaintenance;

/** Changes that are made at one moment. */
export interface PlanStep {
  readonly name: string;
  /** Steps come in their order: one that waits for quiet holds back those after it. */
  readonly at: { readonly kind: 'time'; readonly ms: number } | { readonly kind: 'quiet' };
  readonly changes: readonly PlanChange[];
  /** What goes down is shut down on purpose and noticed at once; otherwise it dies and the timers have to notice. */
  readonly administrative?: boolean;
}

/** When an expectation of a plan must hold. */
export type ExpectedWhen =
  | { readonly kind: 'afterLastStep' }
  /** From the first quiet on, or from the first step if that is earlier. */
  | { readonly kind: 'always' }
  /** May be broken so long at a time, and holds after the last step. */
  | { readonly kind: 'atMostBrokenFor'; readonly ms: number };

/** What a plan expects, and when. */
export interface PlanExpectation {
  readonly expectation: Expectation;
  readonly when: ExpectedWhen;
}

/** Changes to a design at their times, and what must hold meanwhile. */
export interface Plan {
  readonly steps: readonly PlanStep[];
  /** Null: the plan does not say. */
  readonly untilMs: number | null;
  readonly expect: readonly PlanExpectation[];
}
