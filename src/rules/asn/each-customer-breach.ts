/**
 * What AWS holds against the ASNs of customer gateways, for the rule that asks. A customer gateway that
 * leaves bgpAsn out has its router's.
 */
import { customerVerdict, type CustomerVerdict } from '../../aws/asn.ts';
import { effectiveOwner } from '../../design/effective-owner.ts';
import type { Breach, RuleContext } from '../rule.ts';
import { customerAsn } from './customer-asn.ts';

export function* eachCustomerBreach(
  { design, settings }: RuleContext,
  rule: CustomerVerdict['rule'],
): Iterable<Breach> {
  for (const [name, gateway] of Object.entries(design.customerGateways)) {
    const asn = customerAsn(design, gateway);
    if (asn === null) continue;
    const ofRouter = gateway.bgpAsn === null ? gateway.router : null;
    const { region } = effectiveOwner(design, gateway);
    for (const verdict of customerVerdict(asn, { profile: settings.profile, region })) {
      if (verdict.rule !== rule) continue;
      yield {
        subject: name,
        message: `Customer gateway ${name} cannot have the ASN ${asn}: ${verdict.why}.`,
        args: { asn, region },
        path: ofRouter === null ? ['customerGateways', name, 'bgpAsn'] : ['routers', ofRouter, 'asn'],
        facts: verdict.facts,
      };
    }
  }
}
