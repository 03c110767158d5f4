/** A static VPN connection lists more static routes than AWS adds (F97; in the guide on a virtual private gateway only). */
import type { Rule } from '../rule.ts';
import { staticBreaches } from './static-breaches.ts';

export const staticCapExceeded: Rule = {
  id: 'routes/static-cap-exceeded',
  severity: 'error',
  title: 'A static VPN connection has more static routes than allowed',
  why: 'AWS refuses to add the routes beyond the cap: their destinations are not reached.',
  fix: 'Summarise the static routes, or use BGP.',
  facts: ['F97', 'B-API'],
  assumptions: ['staticOverCap'],
  check: (context) => staticBreaches(context, 'over'),
};
