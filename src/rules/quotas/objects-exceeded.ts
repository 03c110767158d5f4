/** More gateways, connections, attachments, tables … than the quota of what holds them. */
import type { Breach, Rule } from '../rule.ts';
import { countObjects } from './count-objects.ts';
import { objectBreach } from './object-breach.ts';

export const objectsExceeded: Rule = {
  id: 'quotas/objects-exceeded',
  severity: 'warning',
  title: 'More objects than the quota',
  why: 'AWS refuses to create the one beyond the quota. Most of these quotas can be raised on request, but that takes time, and a plan that counts on it should know.',
  fix: 'Ask AWS to raise the quota, or use fewer objects.',
  facts: ['B-API'],
  *check({ design, settings }): Iterable<Breach> {
    for (const each of countObjects(design)) {
      const inForce = settings.quota(each.quota);
      if (inForce.value !== null && each.count > inForce.value) yield objectBreach(each, inForce, inForce.value);
    }
  },
};
