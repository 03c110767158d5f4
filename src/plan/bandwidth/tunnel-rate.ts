/** What one tunnel (or Connect peer) carries, by the quota rows of the profile. */
import type { Question } from './question.ts';

export interface TunnelRate {
  readonly mbps: number;
  readonly packets: number;
  readonly facts: readonly string[];
  readonly quotas: readonly string[];
}

/** Null: the profile knows no such tunnel. */
export function tunnelRateOf({ settings, on, tunnel }: Question): TunnelRate | null {
  const kind = on === 'connect' ? 'connect.peer' : tunnel === 'large' ? 'vpn.large-tunnel' : 'vpn.tunnel';
  const rate = settings.quota(`${kind}-bandwidth`);
  const packets = settings.quota(`${kind}-packets`);
  if (rate.value === null || packets.value === null) return null;
  return {
    mbps: rate.value,
    packets: packets.value,
    facts: [...new Set([...rate.quota.facts, ...packets.quota.facts])],
    quotas: [rate.quota.id, packets.quota.id],
  };
}
