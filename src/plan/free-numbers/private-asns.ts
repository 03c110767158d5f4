/**
 * Private ASNs in the order in which they are proposed: first those of two bytes, which customer gateways
 * take under both profiles, then those of four, which the FAQ rules out (F295; RFC 6996 section 5).
 */

export interface ProposedAsn {
  readonly asn: number;
  /** Only the user guide takes it. */
  readonly guideOnly: boolean;
}

export function* privateAsns(used: ReadonlySet<number>): Generator<ProposedAsn, void, undefined> {
  for (let asn = 64512; asn <= 65534; asn++) if (!used.has(asn)) yield { asn, guideOnly: false };
  for (let asn = 4200000000; asn <= 4294967294; asn++) if (!used.has(asn)) yield { asn, guideOnly: true };
}
