/** What a matcher answers, and what it does with a design that cannot be read. */
import { formatProblems, type Problem } from '../index.ts';

export interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Fails the test with and without `.not`: of what cannot be read nothing is known. */
export function refuse(problems: readonly Problem[]): never {
  throw new Error(`the design cannot be used\n\n${formatProblems(problems)}`);
}
