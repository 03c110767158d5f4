/**
 * Autonomous system numbers: which ones AWS takes on its own side (F249–F261, A-AWS-RNG) and on the
 * customer's (F293, F295, A-CGW-RNG, A-CGW-RSVD). Every function answers for any number. Clashes
 * between two ASNs of a design are the rules' business.
 */
import type { ProfileName } from '../design/vocabulary.ts';

/** The legacy public ASN of every region without one of its own (F249). */
const legacyElsewhere = 7224;

const legacyByRegion: ReadonlyMap<string, number> = new Map([
  ['eu-west-1', 9059],
  ['ap-southeast-1', 17493],
  ['ap-northeast-1', 10124],
]);

const legacyAsns: ReadonlySet<number> = new Set([legacyElsewhere, ...legacyByRegion.values()]);

/** Last day on which a virtual private gateway could be given a legacy public ASN (F251, F257). */
const legacyUntil = '2018-06-30';

/** RFC 6996 section 5: 16-bit private use. */
export function isPrivate16(asn: number): boolean {
  return Number.isInteger(asn) && asn >= 64512 && asn <= 65534;
}

/** RFC 6996 section 5: 32-bit private use. */
export function isPrivate32(asn: number): boolean {
  return Number.isInteger(asn) && asn >= 4200000000 && asn <= 4294967294;
}

/**
 * Set aside for something else than numbering a network: 0 (RFC 7607), AS_TRANS (RFC 6793), the last
 * ASN of either width (RFC 7300), documentation (RFC 5398). Private ranges (RFC 6996) are not among them.
 */
export function isReserved(asn: number): boolean {
  if (!Number.isInteger(asn)) return false;
  if (asn === 0 || asn === 23456 || asn === 65535 || asn === 4294967295) return true;
  return (asn >= 64496 && asn <= 64511) || (asn >= 65536 && asn <= 65551);
}

/** The ASN that virtual private gateways of the region had before 30 June 2018 (F249). */
export function legacyAsnOf(region: string): number {
  return legacyByRegion.get(region) ?? legacyElsewhere;
}

export interface AmazonSide {
  readonly kind: 'vpnGateway' | 'transitGateway' | 'directConnectGateway';
  readonly region: string | null;
  /** ISO date of creation; null: not given. */
  readonly created: string | null;
}

export type AmazonSideVerdict =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly rule: 'asn/amazon-side-not-private' | 'asn/legacy-public';
      /** A clause, to stand after a colon. */
      readonly why: string;
      readonly facts: readonly string[];
    };

/** May a gateway have this ASN on its Amazon side? Private ones always, a legacy one on an old VGW of its region. */
export function amazonSideVerdict(asn: number, gateway: AmazonSide): AmazonSideVerdict {
  if (isPrivate16(asn) || isPrivate32(asn)) return { ok: true };
  if (!legacyAsns.has(asn)) {
    return {
      ok: false,
      rule: 'asn/amazon-side-not-private',
      why: `${asn} is outside the private ranges 64512–65534 and 4200000000–4294967294`,
      facts: ['F251', 'F253', 'F255', 'A-AWS-RNG'],
    };
  }
  const why = whyNotLegacy(asn, gateway);
  if (why === null) return { ok: true };
  return { ok: false, rule: 'asn/legacy-public', why, facts: ['F249', 'F251', 'F257', 'A-LEGACY'] };
}

function whyNotLegacy(asn: number, { kind, region, created }: AmazonSide): string | null {
  const name = `${asn} is a legacy public ASN`;
  if (kind !== 'vpnGateway') return `${name}, which only virtual private gateways made by 30 June 2018 may have`;
  if (region !== null && legacyAsnOf(region) !== asn) {
    return `${name}, but the one of ${region} is ${legacyAsnOf(region)}`;
  }
  if (created === null) {
    return `${name}, allowed only on a virtual private gateway made by 30 June 2018, and the creation date is not given`;
  }
  // ISO dates sort as text; a time of day behind the date is cut off.
  const day = created.slice(0, 10);
  if (day > legacyUntil) return `${name}, and the gateway was made on ${day}, after 30 June 2018`;
  if (region === null) return `${name} of some regions only, and the region is not given`;
  return null;
}

export interface CustomerVerdict {
  readonly rule: 'asn/customer-out-of-range' | 'asn/customer-private-32-bit' | 'asn/customer-reserved';
  readonly why: string;
  readonly facts: readonly string[];
}

/** Highest customer ASN per source (F293; A-CGW-RNG). */
const highestCustomerAsn: Readonly<Record<ProfileName, number>> = { faq: 2147483647, guide: 4294967295 };

/** ASNs that AWS keeps for itself in one region (A-CGW-RSVD), beside 7224 everywhere. */
const reservedByRegion: ReadonlyMap<string, readonly number[]> = new Map([
  ['eu-west-1', [9059]],
  ['ap-northeast-1', [10124]],
  // AWS pages disagree on the digits, so both count.
  ['ap-southeast-1', [17493, 17943]],
]);

export interface CustomerSide {
  readonly profile: ProfileName;
  /** Null: not given; what is reserved in some region only is then not held against the ASN. */
  readonly region: string | null;
}

/** All that speaks against an ASN on a customer gateway; empty: nothing. */
export function customerVerdict(asn: number, { profile, region }: CustomerSide): readonly CustomerVerdict[] {
  const highest = highestCustomerAsn[profile];
  if (profile === 'faq' && isPrivate32(asn)) {
    return [
      {
        rule: 'asn/customer-private-32-bit',
        why: `${asn} is a private 32-bit ASN (4200000000–4294967294), which customer gateways do not support`,
        facts: ['F295', 'A-CGW-RNG'],
      },
    ];
  }
  if (!(Number.isInteger(asn) && asn >= 1 && asn <= highest)) {
    return [
      {
        rule: 'asn/customer-out-of-range',
        why: `${asn} is outside 1–${highest}`,
        facts: ['F293', 'A-CGW-RNG'],
      },
    ];
  }
  const why = whyReserved(asn, region);
  return why === null ? [] : [{ rule: 'asn/customer-reserved', why, facts: ['A-CGW-RSVD', 'F293'] }];
}

function whyReserved(asn: number, region: string | null): string | null {
  if (asn === legacyElsewhere) return `AWS keeps ${asn} for itself in every region`;
  if (region === null || !(reservedByRegion.get(region) ?? []).includes(asn)) return null;
  const plain = `AWS keeps ${asn} for itself in ${region}`;
  if (region !== 'ap-southeast-1') return plain;
  return `${plain} (its pages disagree on the digits: the FAQ says 17493, the user guide 17943; use neither)`;
}
