/** The shape of an assumption: a place where AWS is silent, with a default, its alternatives and the reason. */

export type AssumptionValue = string | number | boolean;

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
