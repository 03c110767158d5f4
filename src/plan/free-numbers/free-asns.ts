/**
 * ASNs for new sites: private, used nowhere they would be met, taken by AWS on customer gateways. Those of
 * two bytes hold under both profiles (F293, F295, A-CGW-RNG); when they run out, four-byte ones are offered
 * apart, which only the user guide takes.
 */
import { customerVerdict } from '../../aws/asn.ts';
import type { GatewayRef, Network } from '../../aws/network.ts';
import { effectiveOwner } from '../../design/effective-owner.ts';
import { privateAsns } from './private-asns.ts';
import { usedAsns } from './used-asns.ts';

export interface FreeAsns {
  /** Null: used nowhere in the design. */
  readonly hub: string | null;
  readonly asked: number;
  /** Under both profiles. */
  readonly asns: readonly number[];
  /** In place of those that are missing: under profile guide alone. */
  readonly guideOnly: readonly number[];
}

/** Private ASNs that new sites of a hub can have, valid under both profiles. */
export function freeAsns(network: Network, hub: GatewayRef | null, count: number): FreeAsns {
  const { design } = network;
  const thing = hub === null ? undefined : design[`${hub.kind}s`][hub.name];
  const { region } = effectiveOwner(design, thing !== undefined && 'region' in thing ? thing : {});
  const asns: number[] = [];
  const guideOnly: number[] = [];
  for (const { asn, guideOnly: only } of privateAsns(usedAsns(network, hub))) {
    if (asns.length + guideOnly.length >= count) break;
    const profile = only ? 'guide' : 'faq';
    if (customerVerdict(asn, { profile, region }).length === 0) (only ? guideOnly : asns).push(asn);
  }
  return { hub: hub?.name ?? null, asked: count, asns, guideOnly };
}
