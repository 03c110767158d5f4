/** The two directions of a session as a solution shows them, from the counts: below, near or over the cap, and what is left. */
import { nearness } from './caps.ts';
import type { Session } from './network.ts';
import type { Settings } from './settings.ts';
import type { InboundResult, OutboundResult, SessionResult } from './solution.ts';

export function inboundResult(
  session: Session,
  state: SessionResult['state'],
  counts: Pick<InboundResult, 'offered' | 'offeredMin' | 'looped'>,
  settings: Settings,
): InboundResult {
  const { offered, looped } = counts;
  const cap = session.inboundCap.value;
  const near = nearness(offered, cap, settings.near);
  const denied = settings.assume('loopedRoutesCount') === true ? looped : 0;
  return {
    ...counts,
    accepted: state === 'established' ? Math.max(0, offered - denied) : 0,
    cap,
    outcome: state === 'idle' ? 'reset' : near === 'over' ? (session.routing === 'static' ? 'over' : 'reset') : near,
  };
}

/** `beyond`: candidates over a cap that counts only part of them (announced-on.ts). Nothing is announced on a static VPN. */
export function outboundResult(
  session: Session,
  state: SessionResult['state'],
  counts: Pick<OutboundResult, 'candidates' | 'candidatesMin' | 'cap'> & { readonly beyond: number },
  settings: Settings,
): OutboundResult {
  if (session.routing === 'static') {
    return { candidates: 0, candidatesMin: 0, announced: 0, cap: null, outcome: 'ok', unknown: 0 };
  }
  const { candidates, candidatesMin, cap, beyond } = counts;
  const near = nearness(candidates, cap, settings.near);
  const announced = state === 'established' ? Math.min(candidates - beyond, cap ?? candidates) : 0;
  return {
    candidates,
    candidatesMin,
    announced,
    cap,
    outcome: near === 'over' || beyond > 0 ? 'truncated' : near,
    unknown: state === 'established' ? candidates - announced : 0,
  };
}
