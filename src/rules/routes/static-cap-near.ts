/** A static VPN connection lists nearly as many static routes as AWS adds (F97). */
import type { Rule } from '../rule.ts';
import { staticBreaches } from './static-breaches.ts';

export const staticCapNear: Rule = {
  id: 'routes/static-cap-near',
  severity: 'warning',
  title: 'A static VPN connection has nearly as many static routes as allowed',
  why: 'AWS refuses to add routes beyond the cap.',
  fix: 'Summarise the static routes, or use BGP, before more are needed.',
  facts: ['F97'],
  check: (context) => staticBreaches(context, 'near'),
};
