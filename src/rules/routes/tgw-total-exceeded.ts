/** More routes over all tables of a transit gateway than it holds (Q-TGW-RT). */
import type { Rule } from '../rule.ts';
import { tgwTotalBreaches } from './tgw-total-breaches.ts';

export const tgwTotalExceeded: Rule = {
  id: 'routes/tgw-total-exceeded',
  severity: 'error',
  title: 'A transit gateway has more routes than it holds',
  why: 'What happens beyond the total is not documented: any dynamic route may be the one that is not installed.',
  fix: 'Announce summaries, propagate into fewer tables (a route counts once in every table), or ask AWS for a raise.',
  facts: ['Q-TGW-RT', 'B-TGW-10K'],
  assumptions: ['transitGatewayOverTotal'],
  check: (context) => tgwTotalBreaches(context, 'over'),
};
