/** The region and account a thing lives in: its own, or else the design's; null when neither is said. */
import type { Owned } from './vocabulary.ts';

export function effectiveOwner(design: Owned, thing: Partial<Owned>): Owned {
  return { region: thing.region ?? design.region, account: thing.account ?? design.account };
}
