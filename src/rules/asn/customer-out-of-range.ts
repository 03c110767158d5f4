/** A customer ASN beyond what a customer gateway can hold: 1–2147483647 (F293), in the user guide four bytes. */
import type { Rule } from '../rule.ts';
import { eachCustomerBreach } from './each-customer-breach.ts';

export const customerOutOfRange: Rule = {
  id: 'asn/customer-out-of-range',
  severity: 'error',
  title: 'The customer ASN is out of range',
  why: 'AWS refuses a customer gateway with this ASN.',
  fix: 'Use an ASN of your own, or a private one from 64512–65534. With local-as on the device, the rest of your network can keep its ASN.',
  facts: ['F293', 'A-CGW-RNG'],
  profileDependent: true,
  check: (context) => eachCustomerBreach(context, 'asn/customer-out-of-range'),
};
