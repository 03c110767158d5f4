/** Close to the cap on what the customer offers; or beyond it, should AWS count the routes that it denies. */
import type { Rule } from '../rule.ts';
import { inboundBreaches } from './inbound-breaches.ts';

export const inboundCapNear: Rule = {
  id: 'routes/inbound-cap-near',
  severity: 'warning',
  title: 'A customer announces nearly as many routes as the session may carry',
  why: 'One route beyond the cap takes the whole session down, so a few new subnets on the customer side are an outage.',
  fix: 'Summarise what is announced before it grows.',
  facts: ['F97', 'B-IN-WARN'],
  check: (context) => inboundBreaches(context, 'near'),
};
