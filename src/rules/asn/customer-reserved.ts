/** A customer ASN that AWS keeps for itself: 7224 everywhere, others in one region each (A-CGW-RSVD). */
import type { Rule } from '../rule.ts';
import { eachCustomerBreach } from './each-customer-breach.ts';

export const customerReserved: Rule = {
  id: 'asn/customer-reserved',
  severity: 'error',
  title: 'The customer ASN is one AWS keeps for itself',
  why: 'AWS uses this ASN on its own side and refuses a customer gateway with it.',
  fix: 'Use an ASN of your own, or a private one from 64512–65534.',
  facts: ['A-CGW-RSVD', 'F293'],
  check: (context) => eachCustomerBreach(context, 'asn/customer-reserved'),
};
