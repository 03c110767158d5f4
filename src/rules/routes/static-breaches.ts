/** Static VPN connections with nearly as many static routes as AWS lets one have, or more. */
import { nearness } from '../../aws/caps.ts';
import { capText } from '../cap-text.ts';
import { connectionsOf } from '../connections.ts';
import { counted, thousands } from '../counted.ts';
import type { Breach, RuleContext } from '../rule.ts';

export function* staticBreaches({ solution, settings }: RuleContext, wanted: 'near' | 'over'): Iterable<Breach> {
  for (const { name, sessions, path } of connectionsOf(solution.network.sessions.values())) {
    const [session] = sessions;
    if (session === undefined || session.routing !== 'static') continue;
    const count = solution.sessions.get(session.id)?.inbound.offered ?? 0;
    const cap = session.inboundCap.value;
    if (cap === null || nearness(count, cap, settings.near) !== wanted) continue;
    const over =
      wanted === 'over'
        ? ` AWS adds no more than that, so ${thousands(count - cap)} are not there; which ones depends on the order they were added in.`
        : '';
    yield {
      subject: name,
      message: `Static VPN connection ${name} lists ${counted(count, 'static route')} (cap ${capText(session.inboundCap, cap, settings)}).${over}`,
      args: { count, cap },
      path: [...path, 'routes'],
      facts: session.inboundCap.quota.facts,
      quota: session.inboundCap.quota.id,
    };
  }
}
