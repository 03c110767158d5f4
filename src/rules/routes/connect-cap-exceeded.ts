/** More routes over a Connect peer than it carries, in either direction (Q-TGW-CONN-IN, Q-TGW-CONN-OUT). */
import type { Rule } from '../rule.ts';
import { connectBreaches } from './connect-breaches.ts';

export const connectCapExceeded: Rule = {
  id: 'routes/connect-cap-exceeded',
  severity: 'error',
  title: 'More routes over a Connect peer than it carries',
  why: 'Too many from the appliance end the session; of too many towards it an unknown part is missing, as on a VPN.',
  fix: 'Summarise on the side that has too many, or ask AWS to raise the number from the appliance.',
  facts: ['Q-TGW-CONN-IN', 'Q-TGW-CONN-OUT'],
  check: (context) => connectBreaches(context, 'over'),
};
