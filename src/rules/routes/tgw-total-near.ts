/** Nearly as many routes over all tables of a transit gateway as it holds (Q-TGW-RT). */
import type { Rule } from '../rule.ts';
import { tgwTotalBreaches } from './tgw-total-breaches.ts';

export const tgwTotalNear: Rule = {
  id: 'routes/tgw-total-near',
  severity: 'warning',
  title: 'A transit gateway has nearly as many routes as it holds',
  why: 'The total is over all its tables: a site whose routes are propagated into five tables counts five times.',
  fix: 'Announce summaries or propagate into fewer tables, or ask AWS for a raise, before more are added.',
  facts: ['Q-TGW-RT'],
  check: (context) => tgwTotalBreaches(context, 'near'),
};
