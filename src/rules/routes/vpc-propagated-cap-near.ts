/** Nearly as many routes are propagated into a VPC route table as it holds (Q-VPC-PROP). */
import type { Rule } from '../rule.ts';
import { vpcPropagatedBreaches } from './vpc-propagated-breaches.ts';

export const vpcPropagatedCapNear: Rule = {
  id: 'routes/vpc-propagated-cap-near',
  severity: 'warning',
  title: 'Nearly as many routes are propagated into a VPC route table as it holds',
  why: 'The cap is one for all VPN connections and virtual interfaces of the gateway together, so each of them may be fine and the table still be full.',
  fix: 'Announce summaries or a default route before more are added.',
  facts: ['Q-VPC-PROP'],
  assumptions: ['propagatedCapFamilies'],
  check: (context) => vpcPropagatedBreaches(context, 'near'),
};
