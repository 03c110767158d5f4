/**
 * BGP sessions for which AWS has nearly as many routes as it announces, or more. Connect peers and the
 * allowed prefixes of Direct Connect have rules of their own; on a private virtual interface no number
 * is published, but the user may have set one.
 */
import { nearness } from '../../aws/caps.ts';
import type { SessionResult } from '../../aws/solution.ts';
import { capText } from '../cap-text.ts';
import { counted, thousands } from '../counted.ts';
import { gatewayNoun } from '../gateway-noun.ts';
import type { Breach, RuleContext } from '../rule.ts';

export function* outboundBreaches({ solution, settings }: RuleContext, wanted: 'near' | 'over'): Iterable<Breach> {
  for (const result of solution.sessions.values()) {
    const { session, outbound } = result;
    const { candidates, cap } = outbound;
    if (cap === null || session.routing !== 'bgp' || session.kind === 'connect') continue;
    if (session.kind === 'virtualInterface' && session.outboundCap.quota.id !== 'dx.routes-to-customer') continue;
    if (nearness(candidates, cap, settings.near) !== wanted) continue;
    yield {
      subject: session.id,
      message:
        wanted === 'over'
          ? overMessage(result, cap)
          : nearMessage(result, cap, capText(session.outboundCap, cap, settings)),
      args: { count: candidates, cap, unknown: Math.max(0, candidates - cap) },
      path: session.path,
      facts: session.outboundCap.quota.facts,
      quota: session.outboundCap.quota.id,
    };
  }
}

function overMessage({ session, state, outbound }: SessionResult, cap: number): string {
  const { candidates, candidatesMin } = outbound;
  const missing = `${thousands(candidates - cap)} of ${counted(candidates, 'route')}`;
  const whom = `${session.router} over ${session.id}`;
  const set = session.outboundCap.overridden ? ', a cap set for this design' : '';
  const source = `${gatewayNoun(session.gateway.kind)} ${session.gateway.name}`;
  if (state !== 'established') {
    return `${missing} would not be announced to ${whom} if it were up, and AWS does not say which: ${source} announces at most ${thousands(cap)}${set}.`;
  }
  const may = candidatesMin > cap ? 'are' : 'may be';
  const not = candidatesMin > cap ? 'not announced' : 'left out';
  return `${missing} ${may} ${not} to ${whom}, and AWS does not say which: ${source} announces at most ${thousands(cap)}${set}.`;
}

function nearMessage({ session, outbound }: SessionResult, cap: number, text: string): string {
  const left = cap - outbound.candidates;
  const room =
    left === 0
      ? 'With one more an unknown route goes missing.'
      : `${counted(left, 'more', 'more')} ${left === 1 ? 'fits' : 'fit'}; beyond that unknown routes go missing.`;
  return `${session.gateway.name} has ${counted(outbound.candidates, 'route')} for ${session.router} over ${session.id}; the cap of a ${gatewayNoun(session.gateway.kind)} is ${text}. ${room}`;
}
