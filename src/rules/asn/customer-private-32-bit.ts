/** A 32-bit private ASN as customer ASN, which the FAQ rules out (F295) and the user guide now allows. */
import type { Rule } from '../rule.ts';
import { eachCustomerBreach } from './each-customer-breach.ts';

export const customerPrivate32Bit: Rule = {
  id: 'asn/customer-private-32-bit',
  severity: 'error',
  title: 'The customer ASN is a private 32-bit one',
  why: 'By the FAQ, private ASNs from 4200000000 to 4294967294 are not supported on customer gateways.',
  fix: 'Use a private ASN from 64512–65534 towards AWS (local-as on the device), or check with profile guide whether the newer user guide lets you keep it.',
  facts: ['F295', 'A-CGW-RNG'],
  profileDependent: true,
  check: (context) => eachCustomerBreach(context, 'asn/customer-private-32-bit'),
};
