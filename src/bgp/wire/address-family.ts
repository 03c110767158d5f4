/** Address families as numbers on the wire: AFI 1 and 2 (IANA), SAFI 1 for unicast (RFC 4760 section 6). */
import type { Family } from '../../net/prefix.ts';

export const unicast = 1;

export const addressFamilyIdentifier: Readonly<Record<Family, 1 | 2>> = { ipv4: 1, ipv6: 2 };

/** Null: a pair that is not spoken here, such as VPNv4 or multicast. */
export function familyOf(afi: number, safi: number): Family | null {
  if (safi !== unicast) return null;
  return afi === 1 ? 'ipv4' : afi === 2 ? 'ipv6' : null;
}
