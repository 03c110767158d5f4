/**
 * The quota table: every number a rule compares with, per profile, with its facts and date. The FAQ
 * names few limits; where it is silent the user guides' number holds in both profiles. What happens
 * beyond a limit is not said here (facts B-*, assumptions.ts).
 */
import type { Quota } from './quota.ts';
import { objectQuotas } from './quotas-objects.ts';
import { routeQuotas } from './quotas-routes.ts';
import { trafficQuotas } from './quotas-traffic.ts';

/** Every quota: routes, then traffic, then numbers of objects. */
export const quotas: readonly Quota[] = [...routeQuotas, ...trafficQuotas, ...objectQuotas];

const byId: ReadonlyMap<string, Quota> = new Map(quotas.map((quota) => [quota.id, quota]));

/** Throws for an unknown id: an id in the code is ours, one of the user's is checked by settings.ts. */
export function quotaRow(id: string): Quota {
  const row = byId.get(id);
  if (row === undefined) throw new Error(`no quota ${id}`);
  return row;
}
