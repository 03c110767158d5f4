/** Path attributes of a BGP route (RFC 4271 section 5), as far as selection and the caps need them. */

export type Origin = 'igp' | 'egp' | 'incomplete';

export interface PathAttributes {
  /** AS_PATH as one AS_SEQUENCE, nearest neighbour first. Empty: originated here. */
  readonly asPath: readonly number[];
  readonly origin: Origin;
  /** MULTI_EXIT_DISC; null when the attribute is absent. */
  readonly med: number | null;
  /** LOCAL_PREF as the receiver set it; null: the receiver's default. */
  readonly localPreference: number | null;
  /** RFC 1997 communities, `asn:value`, sorted. */
  readonly communities: readonly string[];
}

export const plainAttributes: PathAttributes = {
  asPath: [],
  origin: 'igp',
  med: null,
  localPreference: null,
  communities: [],
};

/** True when a receiver in AS `asn` would find a loop (RFC 4271 section 9.1.2, fact G-LOOP). */
export function pathHolds(attributes: PathAttributes, asn: number): boolean {
  return attributes.asPath.includes(asn);
}

/** One text for equal attributes and for those alone: the test of "equal AS_PATH and attributes". */
export function attributesKey(attributes: PathAttributes): string {
  return `${attributes.asPath.join(' ')}|${attributes.origin}|${attributes.med ?? ''}|${attributes.localPreference ?? ''}|${attributes.communities.join(' ')}`;
}
