/** A session's configuration for tests: no caps, quick to connect, and back at once after a failure. */
import type { SessionConfig } from '../../src/bgp/session-state.ts';

export function plainSession(
  own: Pick<SessionConfig, 'localAsn' | 'peerAsn' | 'bgpId'> & Partial<SessionConfig>,
): SessionConfig {
  return {
    holdTimeSeconds: 30,
    keepaliveSeconds: 10,
    connectRetrySeconds: 2,
    passive: false,
    maximumPrefixes: { ipv4: null, ipv6: null },
    retryAfterMaximumPrefixes: 'never',
    retryAfterFailure: 0.2,
    ...own,
  };
}
