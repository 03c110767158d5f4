/** A question about a session that needs a look at its siblings: what its connection counts in all. */
import { prefixKey, type PrefixKey } from '../net/prefix.ts';
import type { Counted } from './announcer.ts';
import type { SessionRun } from './session-run.ts';

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
