/** The solution as aws/solution.ts has it: the simulation gives its states in the same shape. */
export type * from '../aws/solution.ts';
