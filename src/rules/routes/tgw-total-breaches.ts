/** Transit gateways with nearly as many routes over all their tables as one holds, or more. */
import { nearness } from '../../aws/caps.ts';
import { capText } from '../cap-text.ts';
import { counted, thousands } from '../counted.ts';
import type { Breach, RuleContext } from '../rule.ts';

export function* tgwTotalBreaches(
  { design, solution, settings }: RuleContext,
  wanted: 'near' | 'over',
): Iterable<Breach> {
  const inForce = settings.quota('tgw.routes');
  const cap = inForce.value;
  if (cap === null) return;
  for (const [name, gateway] of Object.entries(design.transitGateways)) {
    const count = solution.transitGatewayRoutes(name);
    if (nearness(count, cap, settings.near) !== wanted) continue;
    const tables = Object.keys(gateway.routeTables).length;
    const over = wanted === 'over' ? ` What becomes of the ${thousands(count - cap)} beyond it is not documented.` : '';
    yield {
      subject: name,
      message: `Transit gateway ${name} has ${counted(count, 'route')} in ${counted(tables, 'route table')} (cap ${capText(inForce, cap, settings)}).${over}`,
      args: { count, cap, tables },
      path: ['transitGateways', name],
      facts: inForce.quota.facts,
      quota: inForce.quota.id,
    };
  }
}
