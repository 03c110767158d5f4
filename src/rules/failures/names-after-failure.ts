/** Rules that have another name when a failure is what brings about what they find. */

export const failoverOverflowsId = 'resilience/failover-overflows';
export const demandAfterFailureId = 'bandwidth/demand-exceeds-capacity-after-failure';

/** Caps that routes may break where they go after a failure. */
export const overflowRules: ReadonlySet<string> = new Set([
  'routes/inbound-cap-exceeded',
  'routes/outbound-cap-exceeded',
  'routes/connect-cap-exceeded',
  'routes/vpc-propagated-cap-exceeded',
  'routes/tgw-total-exceeded',
]);

export function nameAfterFailure(rule: string): string {
  if (overflowRules.has(rule)) return failoverOverflowsId;
  return rule === 'bandwidth/demand-exceeds-capacity' ? demandAfterFailureId : rule;
}
