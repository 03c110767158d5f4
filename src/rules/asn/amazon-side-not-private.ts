/** The Amazon side of a session has a private ASN. */
import { gatewayNoun } from '../gateway-noun.ts';
import type { Breach, Rule } from '../rule.ts';
import { eachGatewayAsn } from './each-gateway-asn.ts';

export const amazonSideNotPrivate: Rule = {
  id: 'asn/amazon-side-not-private',
  severity: 'error',
  title: 'The Amazon-side ASN is not private',
  why: 'AWS does not check who owns an ASN, so it takes only private ones on its own side. The gateway cannot be made with this one.',
  fix: 'Choose amazonSideAsn from 64512–65534 or 4200000000–4294967294. It cannot be changed on a virtual private gateway later.',
  facts: ['F251', 'F253', 'F255', 'A-AWS-RNG'],
  *check({ design }): Iterable<Breach> {
    for (const { name, asn, side, verdict, path } of eachGatewayAsn(design)) {
      if (verdict.ok || verdict.rule !== 'asn/amazon-side-not-private') continue;
      yield {
        subject: name,
        message: `The Amazon-side ASN of ${gatewayNoun(side.kind)} ${name} cannot be ${asn}: ${verdict.why}.`,
        args: { asn },
        path,
        facts: verdict.facts,
      };
    }
  },
};
