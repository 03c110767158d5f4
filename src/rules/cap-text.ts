/** What a message says of a cap beside its number: fixed, adjustable, or set by the user. */
import type { QuotaInForce } from '../aws/quota.ts';
import type { Settings } from '../aws/settings.ts';
import { thousands } from './counted.ts';

export function capText(inForce: QuotaInForce, cap: number, settings: Settings): string {
  const { quota, overridden } = inForce;
  if (overridden) {
    const published = quota.value[settings.profile];
    const usual = published === null ? 'no number is published' : `${thousands(published)} by default`;
    return `${thousands(cap)}, set for this design; ${usual}`;
  }
  if (!quota.adjustable) return `${thousands(cap)}, not adjustable`;
  return `${thousands(cap)}, adjustable${quota.maximum === null ? '' : ` up to ${thousands(quota.maximum)}`}`;
}
