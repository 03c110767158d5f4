/** Two questions about a session that need a look at others: what carries it, and what its connection counts in all. */
import type { Network } from '../aws/network.ts';
import { parseAddress } from '../net/parse-prefix.ts';
import { prefixKey, type PrefixKey } from '../net/prefix.ts';
import type { Counted } from './announcer.ts';
import type { SessionRun } from './session-run.ts';

/** Whether the Direct Connect path under a private-IP tunnel is there. */
export function transportOf(
  { network, runs }: { readonly network: Network; readonly runs: ReadonlyMap<string, SessionRun> },
  { session }: SessionRun,
): 'up' | 'unsure' | 'down' {
  if (session.transport !== 'private') return 'up';
  const connection = network.design.vpnConnections[session.connection];
  const attachmentName = connection?.transportTransitGatewayAttachmentId ?? null;
  if (connection === undefined || attachmentName === null) return 'up';
  const attachment = network.design.transitGateways[session.gateway.name]?.attachments[attachmentName];
  if (attachment?.kind !== 'directConnectGateway') return 'up';
  const carriers = network.sessionsOf({ kind: 'directConnectGateway', name: attachment.directConnectGateway });
  // A design that draws no virtual interface says nothing about the path: it is not what is judged then.
  if (carriers.length === 0) return 'up';
  const outside = network.design.customerGateways[connection.customerGateway]?.ipAddress ?? null;
  const address = outside === null ? null : parseAddress(outside);
  let unsure = false;
  for (const { id } of carriers) {
    const carrier = runs.get(id);
    if (carrier === undefined || carrier.standing.crosses === 'never') continue;
    const unknown = carrier.flow.anonymous > 0 || address === null || !address.ok;
    const covering = unknown ? [] : [...carrier.flow.received.covering(address.value)];
    if (!unknown && covering.length === 0) continue;
    const present = unknown || covering.some(([, offer]) => offer.present);
    if (carrier.standing.crosses === 'always' && present) return 'up';
    unsure = true;
  }
  return unsure ? 'unsure' : 'down';
}

/** Assumption countingScope: the tunnels of a connection are counted together, each prefix once. */
export function countedOverConnection(
  siblings: readonly SessionRun[],
  countLooped: boolean,
  what: 'received' | 'offered',
): Counted {
  const union = new Set<PrefixKey>();
  const sure = new Set<PrefixKey>();
  let anonymous = 0;
  for (const { session, flow } of siblings) {
    if (what === 'offered' && session.down !== null) continue;
    anonymous = Math.max(anonymous, what === 'offered' ? flow.own.anonymous : flow.anonymous);
    for (const [prefix, { present, variants }] of what === 'offered' ? flow.wantedEntries() : flow.received.entries()) {
      const denied = variants.filter(({ asPath }) => asPath.includes(session.amazonAsn)).length;
      if (denied === variants.length && !countLooped) continue;
      union.add(prefixKey(prefix));
      if (present && denied === 0) sure.add(prefixKey(prefix));
    }
  }
  return { most: union.size + anonymous, least: sure.size + anonymous };
}
