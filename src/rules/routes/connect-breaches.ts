/** Sessions of Connect peers near a cap of either direction, or over it. */
import { nearness } from '../../aws/caps.ts';
import type { QuotaInForce } from '../../aws/quota.ts';
import { capText } from '../cap-text.ts';
import { counted, thousands } from '../counted.ts';
import type { Breach, RuleContext } from '../rule.ts';

export function* connectBreaches({ solution, settings }: RuleContext, wanted: 'near' | 'over'): Iterable<Breach> {
  for (const { session, inbound, outbound } of solution.sessions.values()) {
    if (session.kind !== 'connect') continue;
    const breach = (direction: string, count: number, cap: number, inForce: QuotaInForce, message: string): Breach => ({
      subject: session.id,
      message: `${message} (cap ${capText(inForce, cap, settings)}).`,
      args: { direction, count, cap },
      path: session.path,
      facts: inForce.quota.facts,
      quota: inForce.quota.id,
    });
    const { offered, offeredMin } = inbound;
    if (inbound.cap !== null && nearness(offered, inbound.cap, settings.near) === wanted) {
      const reset =
        wanted === 'near'
          ? ''
          : offeredMin > inbound.cap
            ? ', and AWS resets the session'
            : ', and AWS may reset the session';
      const message = `${session.id} is offered ${counted(offered, 'route')}${reset}`;
      yield breach('inbound', offered, inbound.cap, session.inboundCap, message);
    }
    if (outbound.cap !== null && nearness(outbound.candidates, outbound.cap, settings.near) === wanted) {
      const { candidates, cap } = outbound;
      const missing =
        wanted === 'near' ? '' : `; ${thousands(candidates - cap)} are not announced, and AWS does not say which`;
      const message = `Transit gateway ${session.gateway.name} has ${counted(candidates, 'route')} for ${session.id}${missing}`;
      yield breach('outbound', candidates, cap, session.outboundCap, message);
    }
  }
}
