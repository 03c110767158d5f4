/**
 * BGP sessions whose offer is near the inbound cap, or over it. Connect peers and static VPNs have rules
 * of their own. With assumption countingScope the tunnels of a connection are counted together.
 */
import { nearness } from '../../aws/caps.ts';
import type { Settings } from '../../aws/settings.ts';
import { type PrefixKey, prefixKey } from '../../net/prefix.ts';
import type { SessionResult, Solution } from '../../aws/solution.ts';
import { capText } from '../cap-text.ts';
import { counted, thousands } from '../counted.ts';
import { gatewayNoun } from '../gateway-noun.ts';
import { isDenied } from '../offered-prefixes.ts';
import type { Breach, RuleContext } from '../rule.ts';

export function* inboundBreaches({ solution, settings }: RuleContext, wanted: 'near' | 'over'): Iterable<Breach> {
  for (const result of solution.sessions.values()) {
    const { session, inbound } = result;
    const cap = session.inboundCap.value;
    if (session.routing !== 'bgp' || session.kind === 'connect' || cap === null) continue;
    const offered = countOffered(solution, result, settings);
    const near = nearness(offered.most, cap, settings.near);
    if (wanted === 'over' ? near !== 'over' : near === 'over') continue;
    const echo = near === 'over' ? null : echoBreaks(result, offered.most, cap, settings);
    if (near === 'ok' && echo === null) continue;
    const isVirtualInterface = session.kind === 'virtualInterface';
    const message =
      near === 'over' ? overMessage(result, offered, cap, settings) : nearMessage(result, offered, cap, settings);
    yield {
      subject: session.id,
      message: message + (echo ?? ''),
      args: { count: offered.most, cap, looped: inbound.looped, over: Math.max(0, offered.most - cap) },
      path: session.path,
      facts: [
        ...session.inboundCap.quota.facts,
        ...(isVirtualInterface ? ['B-DX-DOWN'] : ['B-IN-DOWN']),
        ...(echo === null ? [] : ['G-LOOP']),
      ],
      assumptions: isVirtualInterface ? ['loopedRoutesCount'] : ['countingScope', 'loopedRoutesCount'],
      quota: session.inboundCap.quota.id,
      fix: fixFor(result, settings),
    };
  }
}

export interface Offered {
  readonly most: number;
  readonly least: number;
  /** Counted over the tunnels of the connection together. */
  readonly overConnection: boolean;
}

/** What the cap of a session is held against. */
export function countOffered(solution: Solution, { session, inbound }: SessionResult, settings: Settings): Offered {
  const own: Offered = { most: inbound.offered, least: inbound.offeredMin, overConnection: false };
  if (settings.assume('countingScope') !== 'connection' || session.kind !== 'vpn') return own;
  const union = new Set<PrefixKey>();
  let unnamed = 0;
  for (const other of solution.network.sessionsOf(session.gateway)) {
    if (other.connection !== session.connection || other.down !== null) continue;
    let named = 0;
    for (const entry of solution.offered(other).entries()) {
      if (isDenied(entry, other) && settings.assume('loopedRoutesCount') !== true) continue;
      union.add(prefixKey(entry.prefix));
      named += 1;
    }
    unnamed = Math.max(unnamed, (solution.sessions.get(other.id)?.inbound.offered ?? 0) - named);
  }
  const most = Math.max(own.most, union.size + unnamed);
  return { most, least: own.least === own.most ? most : own.least, overConnection: most > own.most };
}

function overMessage({ session }: SessionResult, offered: Offered, cap: number, settings: Settings): string {
  const certain = offered.least > cap;
  const range = offered.least === offered.most ? '' : ` at most (${thousands(offered.least)} at least)`;
  const over = `${counted(offered.most, 'route')}${range}${scopeText(session.connection, offered)}, ${thousands(offered.most - cap)} more than ${taker({ session })} takes`;
  const then =
    session.down !== null
      ? 'Once it is up AWS will reset it, and no route announced on it will be in use.'
      : certain
        ? 'AWS resets the session, and no route announced on it is in use.'
        : 'AWS may reset the session; then no route announced on it is in use.';
  return `${session.id} is offered ${over} (cap ${capText(session.inboundCap, cap, settings)}). ${then}`;
}

function nearMessage({ session }: SessionResult, offered: Offered, cap: number, settings: Settings): string {
  const left = cap - offered.most;
  const room =
    left === 0
      ? 'One more resets the session.'
      : `${counted(left, 'more', 'more')} ${left === 1 ? 'fits' : 'fit'}, then the session is reset.`;
  return `${session.id} is offered ${counted(offered.most, 'route')}${scopeText(session.connection, offered)}; the cap of ${taker({ session })} is ${capText(session.inboundCap, cap, settings)}. ${room}`;
}

/** Whether counting the denied echo routes would break the cap (assumption loopedRoutesCount). */
function echoBreaks({ inbound }: SessionResult, offered: number, cap: number, settings: Settings): string | null {
  if (settings.assume('loopedRoutesCount') === true || inbound.looped === 0) return null;
  const together = offered + inbound.looped;
  if (together <= cap) return null;
  const more = counted(inbound.looped, 'more echo route');
  return ` ${more} would break it: they carry the Amazon-side ASN in their path and AWS denies them, but should it count them, there are ${thousands(together)}. Filter what was learned from AWS out of what is announced to it.`;
}

function scopeText(connection: string, { overConnection }: Offered): string {
  return overConnection ? ` over the tunnels of ${connection} together` : '';
}

function taker({ session }: Pick<SessionResult, 'session'>): string {
  if (session.kind !== 'virtualInterface') return `a ${gatewayNoun(session.gateway.kind)}`;
  return `the ${session.family === 'ipv4' ? 'IPv4' : 'IPv6'} session of a virtual interface`;
}

function fixFor({ session }: SessionResult, settings: Settings): string {
  const fewer = 'Announce fewer routes: summarise them, filter them, or announce a default route';
  const { quota, value } = session.inboundCap;
  if (session.kind === 'virtualInterface') {
    const maximum = quota.maximum ?? 0;
    if (value === null || value >= maximum) return `${fewer}.`;
    return `${fewer}; or raise the prefix allocation of the virtual interface (up to ${thousands(maximum)}) and say so in the design: quotas: { ${quota.id}: N }.`;
  }
  const onTransitGateway = settings.quota('tgw.routes-from-customer').value;
  if (session.gateway.kind !== 'vpnGateway' || onTransitGateway === null) return `${fewer}.`;
  return `${fewer}; or end the connection on a transit gateway, which takes ${thousands(onTransitGateway)}.`;
}
