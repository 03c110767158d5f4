/** A tunnel to a transit gateway as src/aws sees it, for held-against-real-routers comparisons. */
import { quotaRow } from '../../src/aws/quotas.ts';
import type { Session } from '../../src/aws/network.ts';
import { makeSettings } from '../../src/aws/settings.ts';

export const settings = makeSettings({
  design: { profile: null, near: null, quotas: {}, assumptions: {} },
}).settings;

export function sampleSession(
  id: string,
  customerAsn: number,
  amazonAsn: number,
  more: Partial<Session> = {},
): Session {
  const cap = { quota: quotaRow('tgw.routes-from-customer'), value: 100, overridden: false };
  return {
    id,
    kind: 'vpn',
    routing: 'bgp',
    family: 'ipv4',
    connection: id,
    tunnel: 1,
    router: 'router',
    gateway: { kind: 'transitGateway', name: 'tgw' },
    attachment: `attachment-${id}`,
    transport: 'public',
    customerAsn,
    amazonAsn,
    inboundCap: cap,
    outboundCap: cap,
    down: null,
    bandwidthMbps: null,
    packetsPerSecond: null,
    announce: [],
    policy: {
      prepend: null,
      med: null,
      localPreference: null,
      communities: null,
      announceOnly: null,
      acceptOnly: null,
    },
    staticRoutes: [],
    acceptedRouteCount: null,
    path: [],
    ...more,
  };
}
