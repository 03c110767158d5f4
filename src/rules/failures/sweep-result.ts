/** What a sweep finds out, as data: findings grouped by what goes wrong, each with what has to fail for it. */
import type { FailureKind, ProfileName } from '../../design/vocabulary.ts';
import type { CheckedFinding } from '../check-result.ts';

/** One thing that goes wrong after failures: a finding, and the sets of failures that bring it about. */
export interface SweepFinding extends CheckedFinding {
  readonly after: {
    /** The smallest set; of several the first. */
    readonly shortest: readonly string[];
    /** The first sets none of which holds another. */
    readonly sets: readonly (readonly string[])[];
    /** How many cases show it, those that hold a smaller set of its included. */
    readonly cases: number;
  };
}

/** What a sweep found out, as `sweep --format json` prints it. */
export interface SweepResult {
  /** Version of the program. */
  readonly routecap: string;
  readonly profile: ProfileName;
  readonly inputs: readonly string[];
  readonly failures: { readonly kinds: readonly FailureKind[]; readonly atOnce: number };
  readonly cases: {
    /** Sets of things that were to fail. */
    readonly sets: number;
    /** Of those, on which nothing is up. */
    readonly idle: number;
    /** Different networks left by them: each was solved once. */
    readonly solved: number;
    /** Solved ones after which something is worse. */
    readonly worse: number;
  };
  /** Errors first; of one severity those with the smallest sets, then those that most cases show. */
  readonly findings: readonly SweepFinding[];
  /** Without the suppressed ones. */
  readonly summary: { readonly errors: number; readonly warnings: number; readonly notes: number };
  readonly exitCode: 0 | 1;
}
