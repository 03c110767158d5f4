/** Associations of a Direct Connect gateway with a transit gateway that list nearly as many prefixes as allowed, or more. */
import { nearness } from '../../aws/caps.ts';
import { PrefixList } from '../../net/prefix-list.ts';
import { capText } from '../cap-text.ts';
import { counted } from '../counted.ts';
import type { Breach, RuleContext } from '../rule.ts';

export function* dxAllowedPrefixesBreaches(
  { design, settings }: RuleContext,
  wanted: 'near' | 'over',
): Iterable<Breach> {
  const inForce = settings.quota('dx.allowed-prefixes');
  const cap = inForce.value;
  if (cap === null) return;
  for (const [name, { associations }] of Object.entries(design.directConnectGateways)) {
    for (const [index, { gateway, allowedPrefixes }] of associations.entries()) {
      if (gateway.kind !== 'transitGateway' || allowedPrefixes === null) continue;
      const count = PrefixList.from(allowedPrefixes).sortedUnique().size;
      if (nearness(count, cap, settings.near) !== wanted) continue;
      yield {
        subject: `${name}/${gateway.name}`,
        message: `The association of Direct Connect gateway ${name} with transit gateway ${gateway.name} allows ${counted(count, 'prefix', 'prefixes')}, IPv4 and IPv6 together (cap ${capText(inForce, cap, settings)}).`,
        args: { count, cap },
        path: ['directConnectGateways', name, 'associations', index, 'allowedPrefixes'],
        facts: inForce.quota.facts,
        quota: inForce.quota.id,
      };
    }
  }
}
