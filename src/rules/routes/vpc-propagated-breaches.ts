/** VPC route tables with nearly as many propagated routes as one holds, or more. */
import { nearness } from '../../aws/caps.ts';
import { implicitTable } from '../../solve/tables.ts';
import { capText } from '../cap-text.ts';
import { counted, thousands } from '../counted.ts';
import type { Breach, RuleContext } from '../rule.ts';

export function* vpcPropagatedBreaches(
  { design, solution, settings }: RuleContext,
  wanted: 'near' | 'over',
): Iterable<Breach> {
  const inForce = settings.quota('vpc.propagated-routes');
  const cap = inForce.value;
  if (cap === null) return;
  for (const [name, vpc] of Object.entries(design.vpcs)) {
    const drawn = Object.keys(vpc.routeTables);
    for (const table of drawn.length === 0 ? [implicitTable] : drawn) {
      const count = solution.propagatedCount(name, table);
      if (nearness(count, cap, settings.near) !== wanted) continue;
      const over =
        wanted === 'over' ? ` ${thousands(count - cap)} of them may not be installed, and AWS does not say which.` : '';
      yield {
        subject: `${name}/${table}`,
        message: `Route table ${table} of VPC ${name} is propagated ${counted(count, 'route')} (cap ${capText(inForce, cap, settings)}).${over}`,
        args: { count, cap },
        path: drawn.length === 0 ? ['vpcs', name] : ['vpcs', name, 'routeTables', table],
        facts: inForce.quota.facts,
        assumptions: drawn.length === 0 ? ['implicitVpcRouteTable'] : [],
        quota: inForce.quota.id,
      };
    }
  }
}
