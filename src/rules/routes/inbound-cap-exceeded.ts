/** The customer offers more routes on a BGP session than AWS takes: the session is reset (F97, B-IN-*). */
import type { Rule } from '../rule.ts';
import { inboundBreaches } from './inbound-breaches.ts';

export const inboundCapExceeded: Rule = {
  id: 'routes/inbound-cap-exceeded',
  severity: 'error',
  title: 'A customer announces more routes than the session may carry',
  why: 'AWS ends the session with NOTIFICATION 6/1 (Maximum Number of Prefixes Reached). It goes to Idle, and every route learned on it is withdrawn, not just those beyond the cap.',
  fix: 'Announce fewer routes: summarise them, filter them, or announce a default route.',
  facts: ['F97', 'B-IN-EDGE'],
  assumptions: ['resetRetry'],
  check: (context) => inboundBreaches(context, 'over'),
};
