/**
 * Prefixes that a customer offers on a session and AWS does not deny: by word, or, from a transit router,
 * with what it passes on. Cheap for the many routers that pass nothing on.
 */
import type { Session } from '../aws/network.ts';
import type { Prefix } from '../net/prefix.ts';
import type { Entry, Solution } from '../aws/solution.ts';
import { announcedByWord } from './own-networks.ts';

export function* offeredPrefixes(solution: Solution, session: Session): Generator<Prefix, void, undefined> {
  if (session.routing === 'static') return;
  if (solution.network.routers.get(session.router)?.transit !== true) {
    yield* announcedByWord(session);
    return;
  }
  for (const entry of solution.offered(session).entries()) if (!isDenied(entry, session)) yield entry.prefix;
}

/** True when AWS finds its own ASN in every path there is (G-LOOP). */
export function isDenied({ alternatives }: Entry, session: Session): boolean {
  if (session.customerAsn === session.amazonAsn) return false;
  return alternatives.every((group) => group.every(({ attributes }) => attributes.asPath.includes(session.amazonAsn)));
}
