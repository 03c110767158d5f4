/** A plan: changes to a design, each at its time or when all is quiet. Plans are written and read in the design room. */
export type { PlanChange, PlanStep, TunnelMaintenance } from '../design/plan.ts';
