/** Close to a quota on objects. Small quotas are left out: four of five is no news. */
import { nearness } from '../../aws/caps.ts';
import type { Breach, Rule } from '../rule.ts';
import { countObjects } from './count-objects.ts';
import { objectBreach } from './object-breach.ts';

export const objectsNear: Rule = {
  id: 'quotas/objects-near',
  severity: 'note',
  title: 'Nearly as many objects as the quota allows',
  why: 'AWS refuses to create the one beyond the quota, and a raise takes time.',
  fix: 'Ask AWS to raise the quota before it is needed.',
  facts: ['B-API'],
  *check({ design, settings }): Iterable<Breach> {
    for (const each of countObjects(design)) {
      const inForce = settings.quota(each.quota);
      const cap = inForce.value;
      if (cap === null || cap < smallestOfInterest) continue;
      if (nearness(each.count, cap, settings.near) === 'near') yield objectBreach(each, inForce, cap);
    }
  },
};

const smallestOfInterest = 10;
