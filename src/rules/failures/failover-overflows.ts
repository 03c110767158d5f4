/**
 * A failure after which more routes come to a session, a table or a gateway than it takes: what was to carry
 * the traffic meanwhile breaks as well. Only routers that pass on what they learn, and tunnels that announce
 * differently, can bring that about. `check` tries each connection and virtual interface; `sweep` whatever
 * it is asked to.
 */
import type { Rule } from '../rule.ts';

export const failoverOverflows: Rule = {
  id: 'resilience/failover-overflows',
  severity: 'error',
  title: 'A failure brings more routes than are taken where they go then',
  why: 'While all is well the numbers hold. After the failure the routes take another way, and there they break a cap: a session is reset, or routes go missing, just when that way was needed.',
  fix: 'Announce summaries or a default route over the way of last resort, or filter what is passed on over it.',
  facts: ['F97', 'B-IN-DOWN'],
  afterFailure: 'same',
  check: () => [],
};
