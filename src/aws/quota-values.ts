/** Short hand for the rows of the quota table. */
import type { Quota } from './quota.ts';

/** Same number in both profiles. */
export const both = (value: number | null): Quota['value'] => ({ faq: value, guide: value });

export const fixed = { adjustable: false, maximum: null } as const;
/** Adjustable without a published maximum. */
export const raisable = { adjustable: true, maximum: null } as const;
