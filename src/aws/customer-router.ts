/**
 * The customer's router: RFC 4271 selection as FRR and BIRD do it (bgp/customer-ladder.ts), its own
 * networks first. Passes on what it learns only when it is a transit router, and drops a path that
 * holds its own ASN, as every BGP speaker does (RFC 4271 section 9.1.2).
 */
import { type PathAttributes, pathHolds } from '../bgp/attributes.ts';
import { customerLadder } from '../bgp/customer-ladder.ts';
import type { Ladder, Step } from '../bgp/ladder.ts';
import { covers, type Prefix } from '../net/prefix.ts';
import type { Policy } from '../design/vocabulary.ts';
import type { Behaviour, Refusal } from './behaviour.ts';
import type { Candidate } from './candidate.ts';
import type { Session } from './network.ts';
import type { Settings } from './settings.ts';

const asRouterCandidate = ({ attributes, source }: Candidate) => ({
  attributes,
  external: source.kind !== 'session' || source.session.customerAsn !== source.session.amazonAsn,
  own: source.kind === 'own',
  peerId: source.kind === 'session' ? source.session.id : null,
});

const routerSteps: Step<Candidate>[] = customerLadder.steps.map((step) => {
  const { rank, among } = step;
  return {
    id: step.id,
    fact: step.fact,
    title: step.title,
    rank: (candidate) => rank(asRouterCandidate(candidate)),
    ...(among === undefined ? {} : { among: (candidate: Candidate) => among(asRouterCandidate(candidate)) }),
  };
});

const ladder: Ladder<Candidate> = { id: 'router', title: 'customer router', steps: routerSteps };

export function customerRouterBehaviour(settings: Settings): Behaviour {
  const multipath = settings.assume('customerRouterMultipath') === true;
  const medDiffers = settings.assume('vpnGatewayTunnelMed') === 'differs';
  return {
    ladder,
    togetherKey: ({ attributes, source }) => {
      if (!multipath || source.kind !== 'session') return null;
      // Which tunnel of a VGW has the lower MED is not known, so no two are known to be equal (TS-MED-VGW).
      if (medDiffers && source.session.kind === 'vpn' && source.session.gateway.kind === 'vpnGateway') return null;
      const { asPath, origin, med, localPreference } = attributes;
      return `${localPreference ?? 100} ${asPath.length} ${asPath[0] ?? ''} ${origin} ${med ?? 0}`;
    },
    refuse: (attributes, session) =>
      session.customerAsn !== session.amazonAsn && pathHolds(attributes, session.customerAsn)
        ? { why: `its AS_PATH holds the router's own ASN ${session.customerAsn}`, fact: 'H-ASN' }
        : null,
    advertise: (candidate, session) =>
      candidate.source.kind === 'session' && candidate.source.session.id === session.id
        ? {
            attributes: null,
            withheld: { why: 'it was learned on this session', fact: 'RFC4271-9.1.2.2' },
          }
        : { attributes: sentBy(session, candidate.attributes.asPath, candidate.attributes), withheld: null },
  };
}

/** What a router's import policy makes of a route; a refusal when it filters it. */
export function imported(policy: Policy, prefix: Prefix, attributes: PathAttributes): PathAttributes | Refusal {
  if (policy.acceptOnly !== null && !policy.acceptOnly.some((filter) => covers(filter, prefix))) {
    return { why: "the router's policy does not accept it", fact: 'RFC4271-9.1.2.2' };
  }
  return policy.localPreference === null ? attributes : { ...attributes, localPreference: policy.localPreference };
}

/** True when the session's export policy lets the prefix out. */
export function exported(policy: Policy, prefix: Prefix): boolean {
  return policy.announceOnly === null || policy.announceOnly.some((filter) => covers(filter, prefix));
}

/** Attributes on the wire towards AWS: own ASN in front (eBGP), prepends, MED and communities of the policy. */
export function sentBy(
  session: Session,
  asPath: readonly number[],
  from: Pick<PathAttributes, 'origin' | 'communities'> & { readonly ownMed?: number | null },
): PathAttributes {
  const { customerAsn, amazonAsn, policy } = session;
  const internal = customerAsn === amazonAsn;
  const path = internal || asPath[0] === customerAsn ? asPath : [customerAsn, ...asPath];
  const prepended = Array.from({ length: policy.prepend ?? 0 }, () => customerAsn);
  return {
    asPath: prepended.length === 0 ? path : [...prepended, ...path],
    origin: from.origin,
    med: policy.med ?? from.ownMed ?? null,
    localPreference: null,
    communities:
      policy.communities === null
        ? from.communities
        : [...new Set([...from.communities, ...policy.communities])].sort(),
  };
}
