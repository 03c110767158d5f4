/**
 * Between the attributes of the wire and the few that selection weighs (bgp/attributes.ts). An AS_SET
 * becomes its first member, since it counts as one AS whatever its size (RFC 4271 section 9.1.2.2 a);
 * segments of a confederation count for nothing (RFC 5065 section 5.3) and are dropped.
 */
import type { Address } from '../../net/prefix.ts';
import type { PathAttributes } from '../attributes.ts';
import type { AsPathSegment, Attribute, AttributeKind, AttributeOf } from './attribute.ts';
import { formatCommunity } from './attribute-rows.ts';

/** The first attribute of the kind. */
export function attributeOf<K extends AttributeKind>(
  attributes: readonly Attribute[],
  kind: K,
): AttributeOf<K> | undefined {
  return attributes.find((attribute): attribute is AttributeOf<K> => attribute.kind === kind);
}

export function pathAttributesOf(attributes: readonly Attribute[]): PathAttributes {
  const communities = attributeOf(attributes, 'communities')?.communities ?? [];
  return {
    asPath: (attributeOf(attributes, 'asPath')?.segments ?? []).flatMap(({ kind, asns }) =>
      kind === 'sequence' ? asns : kind === 'set' ? asns.slice(0, 1) : [],
    ),
    origin: attributeOf(attributes, 'origin')?.origin ?? 'incomplete',
    med: attributeOf(attributes, 'med')?.med ?? null,
    localPreference: attributeOf(attributes, 'localPreference')?.localPreference ?? null,
    communities: [...new Set(communities.map(formatCommunity))].sort(),
  };
}

/** In order of code, as RFC 4271 section 5 asks; no NEXT_HOP for an IPv6 one, which belongs to MP_REACH_NLRI. */
export function wireAttributesOf(path: PathAttributes, nextHop: Address): Attribute[] {
  const attributes: Attribute[] = [
    { kind: 'origin', origin: path.origin },
    { kind: 'asPath', segments: segmentsOf(path.asPath) },
  ];
  if (nextHop.family === 'ipv4') attributes.push({ kind: 'nextHop', address: nextHop });
  if (path.med !== null) attributes.push({ kind: 'med', med: path.med });
  if (path.localPreference !== null) {
    attributes.push({ kind: 'localPreference', localPreference: path.localPreference });
  }
  if (path.communities.length > 0) {
    attributes.push({ kind: 'communities', communities: path.communities.map(communityNumber) });
  }
  return attributes;
}

/** A segment holds at most 255 AS numbers. */
const longestSegment = 255;

function segmentsOf(asPath: readonly number[]): AsPathSegment[] {
  const segments: AsPathSegment[] = [];
  for (let at = 0; at < asPath.length; at += longestSegment) {
    segments.push({ kind: 'sequence', asns: asPath.slice(at, at + longestSegment) });
  }
  return segments;
}

function communityNumber(text: string): number {
  const [asn, value] = text.split(':').map(Number);
  return (((asn as number) << 16) | (value as number)) >>> 0;
}
