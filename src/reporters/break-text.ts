/** A cap that growth breaks, in half a line. */
import type { Break } from '../plan/headroom/headroom-result.ts';
import { grouped } from './words.ts';

/** `routes/outbound-cap-exceeded at a-vpn/tunnel-1 and 21 more (1,012 of 1,000)`. */
export function breakText({ rule, subject, quota, used, cap, adjustable, overridden, alike, others }: Break): string {
  const more = alike === 0 ? '' : ` and ${grouped(alike)} more`;
  const raise = overridden ? ', set for this design' : adjustable ? ', adjustable' : '';
  const what = rule === 'quotas/objects-exceeded' ? quota : rule;
  const beside = others.length === 0 ? '' : `; also ${others.join(', ')}`;
  return `${what} at ${subject}${more} (${grouped(used)} of ${grouped(cap)}${raise})${beside}`;
}
