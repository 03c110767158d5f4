/** AWS has nearly as many routes for a customer gateway as it announces (F95). */
import type { Rule } from '../rule.ts';
import { outboundBreaches } from './outbound-breaches.ts';

export const outboundCapNear: Rule = {
  id: 'routes/outbound-cap-near',
  severity: 'warning',
  title: 'AWS has nearly as many routes for a customer gateway as it announces',
  why: 'Beyond the cap unknown routes go missing without a signal. One more site, or one more VPC, may be enough.',
  fix: 'Summarise what the sites announce, or give the attachment a transit gateway table with fewer routes, before it grows.',
  facts: ['F95', 'Q-VPN-OUT-KIND'],
  check: (context) => outboundBreaches(context, 'near'),
};
