/** A demand that fits as long as nothing fails. Found by `sweep`, which is asked which failures are to be survived. */
import type { Rule } from '../rule.ts';
import { demandAfterFailureId } from './names-after-failure.ts';

export const demandExceedsCapacityAfterFailure: Rule = {
  id: demandAfterFailureId,
  severity: 'error',
  title: 'After a failure a demand exceeds what is left to carry it',
  why: 'Tunnels used together share the traffic. When one of them fails the others carry its share as well, and beyond their rate packets are lost.',
  fix: 'Add connections until the demand fits without those that may fail, or move demand elsewhere.',
  facts: ['F73', 'F75', 'F79', 'F113'],
  afterFailure: 'same',
  check: () => [],
};
