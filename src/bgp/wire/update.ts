/** UPDATE as a value near the wire (RFC 4271 section 4.3), and what it does to a table of routes. */
import type { Address, Prefix } from '../../net/prefix.ts';
import type { PathAttributes } from '../attributes.ts';
import type { Attribute } from './attribute.ts';
import { attributeOf, pathAttributesOf } from './path-attributes.ts';
import type { UpdateFault } from './wire-error.ts';

/** The prefixes here are IPv4; those of IPv6 are in MP_REACH_NLRI and MP_UNREACH_NLRI. */
export interface Update {
  readonly kind: 'update';
  readonly withdrawn: readonly Prefix[];
  readonly attributes: readonly Attribute[];
  readonly announced: readonly Prefix[];
}

/** Withdrawn first: a prefix in both is announced (RFC 4271 section 4.3). */
export interface RouteChanges {
  readonly withdrawn: readonly Prefix[];
  readonly announced: readonly { readonly prefixes: readonly Prefix[]; readonly nextHop: Address }[];
  readonly attributes: PathAttributes;
}

/** The outcome of an UPDATE with the faults that were found in it (RFC 7606 section 2). */
export function routeChanges(
  { withdrawn, attributes, announced }: Update,
  faults: readonly UpdateFault[],
): RouteChanges {
  const mpReach = attributeOf(attributes, 'mpReach');
  const mpWithdrawn = attributeOf(attributes, 'mpUnreach')?.withdrawn ?? [];
  const nextHop = attributeOf(attributes, 'nextHop')?.address;
  const gone = mpWithdrawn.length === 0 ? withdrawn : [...withdrawn, ...mpWithdrawn];
  const path = pathAttributesOf(attributes);
  if (faults.some(({ outcome }) => outcome === 'treatAsWithdraw')) {
    return { withdrawn: [...gone, ...announced, ...(mpReach?.announced ?? [])], announced: [], attributes: path };
  }
  const come: { prefixes: readonly Prefix[]; nextHop: Address }[] = [];
  if (announced.length > 0 && nextHop !== undefined) come.push({ prefixes: announced, nextHop });
  if (mpReach !== undefined && mpReach.announced.length > 0) {
    come.push({ prefixes: mpReach.announced, nextHop: mpReach.nextHop });
  }
  return { withdrawn: gone, announced: come, attributes: path };
}
