/** More routes are propagated into a VPC route table than it holds (Q-VPC-PROP, B-VPC-RT). */
import type { Rule } from '../rule.ts';
import { vpcPropagatedBreaches } from './vpc-propagated-breaches.ts';

export const vpcPropagatedCapExceeded: Rule = {
  id: 'routes/vpc-propagated-cap-exceeded',
  severity: 'error',
  title: 'More routes are propagated into a VPC route table than it holds',
  why: 'The sessions are up and the gateway knows every route, but the VPC does not have all of them, and which ones are missing is not documented.',
  fix: 'Announce summaries or a default route, or connect the VPC to a transit gateway, where one static route leads to all of them.',
  facts: ['Q-VPC-PROP', 'B-VPC-RT'],
  assumptions: ['propagatedCapFamilies'],
  check: (context) => vpcPropagatedBreaches(context, 'over'),
};
