/**
 * The steady state of a design. Round after round every router offers, every session is judged, every
 * place chooses and every gateway announces, until nothing changes. Only transit routers feed a round
 * back into the next, so most designs settle at once. Rounds that repeat without settling are an
 * oscillation: a result, with what holds all through the cycle still certain.
 */
import { buildNetwork } from '../aws/build-network.ts';
import type { Settings } from '../aws/settings.ts';
import type { Design } from '../design/vocabulary.ts';
import { describeSolution, type SolutionWithCandidates } from './describe-solution.ts';
import { settle, Solver } from './solver.ts';

/** The steady state of a design: sessions, tables, what is certain in them. An oscillation is a result, no error. */
export function solve(design: Design, settings: Settings): SolutionWithCandidates {
  const solver = new Solver(buildNetwork(design, settings));
  return describeSolution(solver, settle(solver));
}
