/** Nearly as many routes over a Connect peer as it carries, in either direction (Q-TGW-CONN-IN, Q-TGW-CONN-OUT). */
import type { Rule } from '../rule.ts';
import { connectBreaches } from './connect-breaches.ts';

export const connectCapNear: Rule = {
  id: 'routes/connect-cap-near',
  severity: 'warning',
  title: 'Nearly as many routes over a Connect peer as it carries',
  why: 'One more from the appliance than the cap ends the session.',
  fix: 'Summarise before more are added.',
  facts: ['Q-TGW-CONN-IN', 'Q-TGW-CONN-OUT'],
  check: (context) => connectBreaches(context, 'near'),
};
