/**
 * What one kind of place does with routes: refuse at the door, choose, use together, announce. A gateway
 * of AWS is a behaviour with AWS's answers; solving, simulating and speaking run the same ones.
 */
import type { PathAttributes } from '../bgp/attributes.ts';
import type { Ladder } from '../bgp/ladder.ts';
import type { Candidate } from './candidate.ts';
import type { Session } from './network.ts';

/** Why a route was not accepted or not announced: said, never dropped in silence. */
export interface Refusal {
  readonly why: string;
  readonly fact: string;
}

export interface Behaviour {
  readonly ladder: Ladder<Candidate>;
  /** Winners with equal keys are used together (ECMP); null: used alone. */
  readonly togetherKey: (candidate: Candidate) => string | null;
  /** Judges a route that arrives on a session; null: accepted. */
  readonly refuse: (attributes: PathAttributes, session: Session) => Refusal | null;
  /** The attributes with which a route it uses is announced on a session, or why it is not. */
  readonly advertise: (
    candidate: Candidate,
    session: Session,
  ) =>
    | { readonly attributes: PathAttributes; readonly withheld: null }
    | { readonly attributes: null; readonly withheld: Refusal };
}

/** AS_PATH longer by the Amazon-side ASN (assumption reAdvertisedAsPath). */
export function readvertised(learned: PathAttributes, amazonAsn: number, mode: unknown): PathAttributes {
  return {
    asPath: mode === 'amazonAsnOnly' ? [amazonAsn] : [amazonAsn, ...learned.asPath],
    origin: learned.origin,
    med: null,
    localPreference: null,
    communities: [],
  };
}

/** AWS denies a route whose AS_PATH holds its own ASN (G-LOOP). */
export function refuseOwnAsn(attributes: PathAttributes, session: Session): Refusal | null {
  if (session.customerAsn !== session.amazonAsn && attributes.asPath.includes(session.amazonAsn)) {
    return { why: `its AS_PATH holds the Amazon-side ASN ${session.amazonAsn}`, fact: 'G-LOOP' };
  }
  return null;
}
