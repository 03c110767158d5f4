/**
 * Path attributes as values, one kind each. attribute-rows.ts knows how each is written; an attribute
 * that has no row there is kept as it came.
 */
import type { Address, Family, Prefix } from '../../net/prefix.ts';
import type { Origin } from '../attributes.ts';

/** AS_SEQUENCE, AS_SET, and those of confederations (RFC 5065); at most 255 AS numbers in one. */
export interface AsPathSegment {
  readonly kind: 'sequence' | 'set' | 'confederationSequence' | 'confederationSet';
  readonly asns: readonly number[];
}

export type Attribute =
  | { readonly kind: 'origin'; readonly origin: Origin }
  | { readonly kind: 'asPath'; readonly segments: readonly AsPathSegment[] }
  | { readonly kind: 'nextHop'; readonly address: Address }
  | { readonly kind: 'med'; readonly med: number }
  | { readonly kind: 'localPreference'; readonly localPreference: number }
  | { readonly kind: 'atomicAggregate' }
  | { readonly kind: 'aggregator'; readonly asn: number; readonly address: Address }
  /** Each is the AS number in the high 16 bits and the value in the low. */
  | { readonly kind: 'communities'; readonly communities: readonly number[] }
  /** `linkLocal`: the second next hop that IPv6 may have (RFC 2545 section 3). */
  | {
      readonly kind: 'mpReach';
      readonly family: Family;
      readonly nextHop: Address;
      readonly linkLocal: Address | null;
      readonly announced: readonly Prefix[];
    }
  | { readonly kind: 'mpUnreach'; readonly family: Family; readonly withdrawn: readonly Prefix[] }
  /** No row, or a family that is not spoken here. `flags` without the bit for the length of the length. */
  | { readonly kind: 'other'; readonly code: number; readonly flags: number; readonly value: Uint8Array };

export type AttributeKind = Attribute['kind'];
export type AttributeOf<K extends AttributeKind> = Extract<Attribute, { readonly kind: K }>;

/** Bits of the Attribute Flags octet (RFC 4271 section 4.3). */
export const optionalBit = 0x80;
export const transitiveBit = 0x40;
export const partialBit = 0x20;
export const extendedLengthBit = 0x10;
