/** The shape of an assumption: a place where AWS is silent, with a default, its alternatives and the reason. */

/** An answer to an assumption: one of its alternatives, or a number where it asks for one. */
export type AssumptionValue = string | number | boolean;

/** A question that AWS leaves open, and the answers that can be chosen. */
export interface Assumption {
  /** camelCase name, as a design sets it. */
  readonly id: string;
  /** The question AWS does not answer. */
  readonly question: string;
  readonly default: AssumptionValue;
  /** Every accepted value with what it means; a number-valued assumption names `number` as a wildcard value. */
  readonly alternatives: readonly { readonly value: AssumptionValue; readonly means: string }[];
  readonly reason: string;
  /** Fact ids that show the silence. */
  readonly facts: readonly string[];
}
