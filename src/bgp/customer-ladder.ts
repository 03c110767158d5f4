/**
 * How the customer's router chooses among routes to one prefix: RFC 4271 sections 9.1.2 and 9.1.2.2
 * as FRR and BIRD follow them by default. It stops before the interior cost and the router id, which
 * a design does not know: what is tied there stays tied.
 */
import type { Origin, PathAttributes } from './attributes.ts';
import type { Ladder } from './ladder.ts';

export interface RouterCandidate {
  readonly attributes: PathAttributes;
  /** Learned over eBGP. */
  readonly external: boolean;
  /** Where it was learned; null: nowhere, it is the router's own. Of no weight in the choice. */
  readonly peerId: string | null;
  /** Originated by this router. */
  readonly own: boolean;
}

export const customerStepIds = {
  own: 'R-OWN',
  localPreference: 'R-LOCAL-PREF',
  asPath: 'R-AS-PATH',
  origin: 'R-ORIGIN',
  med: 'R-MED',
  external: 'R-EBGP',
} as const;

/** What FRR and BIRD give a route that says nothing. */
const defaultLocalPreference = 100;

const originRank: Readonly<Record<Origin, number>> = { igp: 0, egp: 1, incomplete: 2 };

const fact = 'RFC4271-9.1.2.2';

/** How a customer's router selects among routes (RFC 4271 section 9.1.2.2), step by step, as FRR and BIRD do. */
export const customerLadder: Ladder<RouterCandidate> = {
  id: 'customer-router',
  title: 'Customer router (RFC 4271 9.1.2.2)',
  steps: [
    {
      // Not a rule of the RFC, where own routes are input of Phase 2 like others: FRR gives them
      // weight 32768, which comes before local preference, and BIRD the higher protocol preference.
      id: customerStepIds.own,
      fact,
      title: 'originated here before learned',
      rank: ({ own }) => (own ? 0 : 1),
    },
    {
      // RFC 4271 section 9.1.2: the highest degree of preference.
      id: customerStepIds.localPreference,
      fact,
      title: 'highest local preference',
      rank: ({ attributes }) => -(attributes.localPreference ?? defaultLocalPreference),
    },
    {
      // 9.1.2.2 a)
      id: customerStepIds.asPath,
      fact,
      title: 'shortest AS_PATH',
      rank: ({ attributes }) => attributes.asPath.length,
    },
    {
      // 9.1.2.2 b)
      id: customerStepIds.origin,
      fact,
      title: 'lowest origin',
      rank: ({ attributes }) => originRank[attributes.origin],
    },
    {
      // 9.1.2.2 c): compared only within one neighbouring AS, and a missing MED counts as 0 (the
      // default of FRR and BIRD too). An empty path comes from the router's own AS.
      id: customerStepIds.med,
      fact,
      title: 'lowest MED from the same neighbouring AS',
      rank: ({ attributes }) => attributes.med ?? 0,
      among: ({ attributes }) => attributes.asPath[0] ?? 'own AS',
    },
    {
      // 9.1.2.2 d)
      id: customerStepIds.external,
      fact,
      title: 'eBGP before iBGP',
      rank: ({ external }) => (external ? 0 : 1),
    },
  ],
};
