/**
 * Equal-cost multipath: which paths real routers use together, against our rules for them; and beside it
 * the transit gateway's rule, which wants equal attributes and so never groups more than FRR's.
 */
import { describe, expect, test } from 'vitest';
import { customerRouterBehaviour } from '../../src/aws/customer-router.ts';
import type { Candidate } from '../../src/aws/candidate.ts';
import { transitGatewayBehaviour } from '../../src/aws/transit-gateway.ts';
import type { IdentifiedCandidate } from '../../src/bgp/router-ladders.ts';
import { multipathOfBird, multipathOfFrr, multipathOfOpenbgpd } from '../../src/bgp/router-multipath.ts';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import { type Case, type Peer, routerAsn, runs, sampleCases, seed } from './case-generator.ts';
import { startRouterAmongPeers } from './router-among-peers.ts';
import { sampleSession, settings } from './sample-session.ts';
import { showCandidate } from './show-candidate.ts';

const rules = { frr: multipathOfFrr, bird: multipathOfBird, openbgpd: multipathOfOpenbgpd } as const;

const peers: readonly Peer[] = [
  { asn: 64512, bgpId: 0x0aff0140 },
  { asn: 64512, bgpId: 0x0aff0120 },
  { asn: 64513, bgpId: 0x0aff0150 },
  { asn: 64512, bgpId: 0x0aff0130 },
  { asn: 64513, bgpId: 0x0aff0110 },
];

const peersOf = (paths: readonly { readonly peerId: string | null }[]): string =>
  paths
    .map(({ peerId }) => peerId)
    .sort()
    .join(' ');

const customerKey = customerRouterBehaviour(settings).togetherKey;
const gatewayKey = transitGatewayBehaviour(settings, true).togetherKey;

/** The same path as src/aws weighs it: learned over a tunnel of a transit gateway. */
function overTunnel({ attributes, peerId }: IdentifiedCandidate): Candidate {
  const session = sampleSession(peerId ?? '', routerAsn, attributes.asPath[0] ?? 0);
  return { attributes, source: { kind: 'session', session } };
}

/** Those that a behaviour puts beside the best. */
function byKey(
  keyOf: (candidate: Candidate) => string | null,
  best: IdentifiedCandidate | undefined,
  candidates: readonly IdentifiedCandidate[],
): IdentifiedCandidate[] {
  if (best === undefined) return [];
  const key = keyOf(overTunnel(best));
  expect(key).not.toBeNull();
  return candidates.filter((candidate) => keyOf(overTunnel(candidate)) === key);
}

describe('paths used together', () => {
  test.concurrent.each(Object.keys(rules) as (keyof typeof rules)[])('%s: as our rule says', async (kind) => {
    const cases: readonly Case[] = sampleCases(runs(300), peers, 0);
    const router = await startRouterAmongPeers(kind, peers, cases, true);
    try {
      const table = await router.table();
      const counts = { several: 0, fewerOnGateway: 0 };
      const differences = cases.flatMap((one, i) => {
        const candidates = router.candidates(one);
        const group = rules[kind](candidates);
        const ours = peersOf(group);
        const seen = (table[i] ?? []).filter(({ multipath }) => multipath).map(({ from }) => ({ peerId: from }));
        const theirs = peersOf(seen);
        if (seen.length > 1) counts.several++;
        if (kind === 'frr') {
          // What the solver uses for a customer's router is FRR's rule, and the gateway's is stricter.
          expect(peersOf(byKey(customerKey, group[0], candidates))).toBe(theirs);
          const onGateway = byKey(gatewayKey, group[0], candidates);
          expect(seen.map(({ peerId }) => peerId)).toEqual(
            expect.arrayContaining(onGateway.map(({ peerId }) => peerId)),
          );
          if (onGateway.length < seen.length) counts.fewerOnGateway++;
        }
        if (ours === theirs) return [];
        return [
          `${formatPrefix(one.prefix)}: we ${ours}, ${kind} ${theirs}, of\n${candidates.map(showCandidate).join('\n')}`,
        ];
      });
      const repeat = `${differences.length} of ${cases.length}, AGREEMENT_SEED=${seed} repeats this`;
      expect(differences.slice(0, 5).join('\n'), repeat).toBe('');
      // Else there was nothing to agree on.
      expect(counts.several).toBeGreaterThan(cases.length / 20);
      if (kind === 'frr') expect(counts.fewerOnGateway).toBeGreaterThan(0);
    } finally {
      await router.stop();
    }
  });
});
