/**
 * A network of external BGP routers by plain rounds: in each, every router chooses among what its peers
 * chose in the round before, until nothing changes. It knows nothing of the solver, nor of the daemons.
 */
import type { PathAttributes } from '../../src/bgp/attributes.ts';
import { choose, type Ladder } from '../../src/bgp/ladder.ts';
import type { IdentifiedCandidate } from '../../src/bgp/router-ladders.ts';

export interface PlainRouter {
  readonly asn: number;
  readonly bgpId: number;
  readonly host: number;
  /** By index. */
  readonly neighbors: readonly number[];
}

/** `fed`: what each router has from outside the network. Gives each router's best; null: none. */
export function settle(
  routers: readonly PlainRouter[],
  ladder: Ladder<IdentifiedCandidate>,
  fed: readonly (readonly IdentifiedCandidate[])[],
  asImported: (attributes: PathAttributes) => PathAttributes,
): (IdentifiedCandidate | null)[] {
  let bests: (IdentifiedCandidate | null)[] = routers.map(() => null);
  // A path is no longer than the network, and each round carries it one router further.
  for (let round = 0; round < 4 * routers.length; round++) {
    const next = routers.map((router, i) => {
      const heard = router.neighbors.flatMap((j) => {
        const peer = routers[j] as PlainRouter;
        const sent = bests[j] ?? null;
        if (sent === null) return [];
        const asPath = [peer.asn, ...sent.attributes.asPath];
        if (asPath.includes(router.asn)) return [];
        // Neither MED nor local preference is passed on to another AS (RFC 4271 sections 5.1.4 and 5.1.5).
        const attributes = asImported({ ...sent.attributes, asPath, med: null, localPreference: null });
        return [
          {
            attributes,
            external: true,
            own: false,
            peerId: String(peer.host),
            peerBgpId: peer.bgpId,
            peerAddress: peer.host,
          },
        ];
      });
      const contenders = [...(fed[i] ?? []), ...heard].map((candidate) => ({ candidate, certain: true }));
      return choose(ladder, contenders).survivors[0]?.candidate ?? null;
    });
    if (JSON.stringify(next) === JSON.stringify(bests)) return bests;
    bests = next;
  }
  throw new Error('the plain computation does not settle');
}
