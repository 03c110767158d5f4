/** AWS has more routes for a customer gateway than it announces: which ones go missing nobody knows (F95). */
import type { Rule } from '../rule.ts';
import { outboundBreaches } from './outbound-breaches.ts';

export const outboundCapExceeded: Rule = {
  id: 'routes/outbound-cap-exceeded',
  severity: 'error',
  title: 'AWS has more routes for a customer gateway than it announces',
  why: 'Only a subset is announced. Which routes are in it is not documented, nor whether it stays the same, and nothing signals it: any destination may be the one that is missing.',
  fix: 'Have fewer routes for this customer gateway: announce summaries from the other sites, or associate the attachment with a transit gateway table that holds a static aggregate. A route on another path that is not truncated, such as a default, keeps what it covers reachable.',
  facts: ['F95', 'B-OUT-TRUNC', 'B-OUT-WHICH'],
  check: (context) => outboundBreaches(context, 'over'),
};
