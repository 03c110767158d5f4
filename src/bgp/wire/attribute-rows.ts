/**
 * The table of path attributes: name, code, flags, how it is read, written and shown, where that is
 * laid down, and what becomes of an UPDATE in which it is malformed (RFC 7606 section 7).
 * AS numbers are of four octets throughout (RFC 6793); peers that know only two are not spoken to.
 */
import { formatAddress } from '../../net/format-prefix.ts';
import { formatPrefix } from '../../net/format-prefix.ts';
import type { Origin } from '../attributes.ts';
import { addressFamilyIdentifier, familyOf, unicast } from './address-family.ts';
import type { AsPathSegment, AttributeKind, AttributeOf } from './attribute.ts';
import { optionalBit, transitiveBit } from './attribute.ts';
import { readUint16, readUint32, uint16Bytes, uint32Bytes } from './integers.ts';
import { decodeAddress, decodePrefixes, encodeAddress, encodePrefixes } from './prefix-bytes.ts';
import type { FaultOutcome } from './wire-error.ts';

export type KnownAttributeKind = Exclude<AttributeKind, 'other'>;

export interface AttributeRow<K extends KnownAttributeKind = KnownAttributeKind> {
  readonly kind: K;
  readonly name: string;
  readonly code: number;
  /** The Optional and Transitive bits it must have. */
  readonly flags: number;
  readonly source: string;
  readonly whenMalformed: FaultOutcome | 'sessionReset';
  /** A text says why the value is malformed; null: well formed, of a family not spoken here. */
  readonly decode: (value: Uint8Array) => AttributeOf<K> | string | null;
  readonly encode: (attribute: AttributeOf<K>) => number[];
  readonly format: (attribute: AttributeOf<K>) => string;
}

const wellKnown = transitiveBit;
const optionalTransitive = optionalBit | transitiveBit;
const optionalNonTransitive = optionalBit;

const origins: readonly Origin[] = ['igp', 'egp', 'incomplete'];

const segmentKinds: Readonly<Record<number, AsPathSegment['kind']>> = {
  1: 'set',
  2: 'sequence',
  3: 'confederationSequence',
  4: 'confederationSet',
};
const segmentCodes: Readonly<Record<AsPathSegment['kind'], number>> = {
  set: 1,
  sequence: 2,
  confederationSequence: 3,
  confederationSet: 4,
};
const segmentBrackets: Readonly<Record<AsPathSegment['kind'], readonly [string, string]>> = {
  sequence: ['', ''],
  set: ['{', '}'],
  confederationSequence: ['(', ')'],
  confederationSet: ['[', ']'],
};

const lengthIs = (octets: number, value: Uint8Array): string | null =>
  value.length === octets ? null : `its length is ${value.length}, not ${octets}`;

const rows: { readonly [K in KnownAttributeKind]: AttributeRow<K> } = {
  origin: {
    kind: 'origin',
    name: 'ORIGIN',
    code: 1,
    flags: wellKnown,
    source: 'RFC 4271 section 5.1.1',
    whenMalformed: 'treatAsWithdraw',
    decode: (value) => {
      const origin = origins[value[0] ?? -1];
      return lengthIs(1, value) ?? (origin === undefined ? `${value[0]} is no origin` : { kind: 'origin', origin });
    },
    encode: ({ origin }) => [origins.indexOf(origin)],
    format: ({ origin }) => origin,
  },
  asPath: {
    kind: 'asPath',
    name: 'AS_PATH',
    code: 2,
    flags: wellKnown,
    source: 'RFC 4271 section 5.1.2, RFC 6793',
    whenMalformed: 'treatAsWithdraw',
    decode: (value) => {
      const segments: AsPathSegment[] = [];
      let at = 0;
      while (at < value.length) {
        // RFC 7606 section 7.2: an unknown type, no AS number at all, too few octets.
        if (at + 2 > value.length) return 'one octet is left over';
        const kind = segmentKinds[value[at] as number];
        const count = value[at + 1] as number;
        if (kind === undefined) return `${value[at]} is no type of segment`;
        if (count === 0) return 'a segment is empty';
        if (at + 2 + count * 4 > value.length) return 'a segment is longer than the attribute';
        const first = at + 2;
        segments.push({ kind, asns: Array.from({ length: count }, (_, i) => readUint32(value, first + i * 4)) });
        at = first + count * 4;
      }
      return { kind: 'asPath', segments };
    },
    encode: ({ segments }) =>
      segments.flatMap(({ kind, asns }) => [segmentCodes[kind], asns.length, ...asns.flatMap(uint32Bytes)]),
    format: ({ segments }) =>
      segments
        .map(({ kind, asns }) => {
          const [open, close] = segmentBrackets[kind];
          return `${open}${asns.join(' ')}${close}`;
        })
        .join(' '),
  },
  nextHop: {
    kind: 'nextHop',
    name: 'NEXT_HOP',
    code: 3,
    flags: wellKnown,
    source: 'RFC 4271 section 5.1.3',
    whenMalformed: 'treatAsWithdraw',
    decode: (value) => lengthIs(4, value) ?? { kind: 'nextHop', address: decodeAddress(value, 0, 'ipv4') },
    encode: ({ address }) => encodeAddress(address),
    format: ({ address }) => formatAddress(address),
  },
  med: {
    kind: 'med',
    name: 'MULTI_EXIT_DISC',
    code: 4,
    flags: optionalNonTransitive,
    source: 'RFC 4271 section 5.1.4',
    whenMalformed: 'treatAsWithdraw',
    decode: (value) => lengthIs(4, value) ?? { kind: 'med', med: readUint32(value, 0) },
    encode: ({ med }) => uint32Bytes(med),
    format: ({ med }) => String(med),
  },
  localPreference: {
    kind: 'localPreference',
    name: 'LOCAL_PREF',
    code: 5,
    flags: wellKnown,
    source: 'RFC 4271 section 5.1.5',
    whenMalformed: 'treatAsWithdraw',
    decode: (value) => lengthIs(4, value) ?? { kind: 'localPreference', localPreference: readUint32(value, 0) },
    encode: ({ localPreference }) => uint32Bytes(localPreference),
    format: ({ localPreference }) => String(localPreference),
  },
  atomicAggregate: {
    kind: 'atomicAggregate',
    name: 'ATOMIC_AGGREGATE',
    code: 6,
    flags: wellKnown,
    source: 'RFC 4271 section 5.1.6',
    whenMalformed: 'attributeDiscard',
    decode: (value) => lengthIs(0, value) ?? { kind: 'atomicAggregate' },
    encode: () => [],
    format: () => 'yes',
  },
  aggregator: {
    kind: 'aggregator',
    name: 'AGGREGATOR',
    code: 7,
    flags: optionalTransitive,
    source: 'RFC 4271 section 5.1.7, RFC 6793',
    whenMalformed: 'attributeDiscard',
    decode: (value) =>
      lengthIs(8, value) ?? { kind: 'aggregator', asn: readUint32(value, 0), address: decodeAddress(value, 4, 'ipv4') },
    encode: ({ asn, address }) => [...uint32Bytes(asn), ...encodeAddress(address)],
    format: ({ asn, address }) => `${asn} ${formatAddress(address)}`,
  },
  communities: {
    kind: 'communities',
    name: 'COMMUNITIES',
    code: 8,
    flags: optionalTransitive,
    source: 'RFC 1997',
    whenMalformed: 'treatAsWithdraw',
    decode: (value) => {
      if (value.length === 0 || value.length % 4 !== 0) return `its length is ${value.length}, no multiple of 4`;
      return {
        kind: 'communities',
        communities: Array.from({ length: value.length / 4 }, (_, i) => readUint32(value, i * 4)),
      };
    },
    encode: ({ communities }) => communities.flatMap(uint32Bytes),
    format: ({ communities }) => communities.map(formatCommunity).join(' '),
  },
  mpReach: {
    kind: 'mpReach',
    name: 'MP_REACH_NLRI',
    code: 14,
    flags: optionalNonTransitive,
    source: 'RFC 4760 section 3, RFC 2545 section 3',
    // RFC 7606 sections 3 j) and 7.11: what cannot be read cannot be withdrawn.
    whenMalformed: 'sessionReset',
    decode: (value) => {
      if (value.length < 5) return 'it is too short';
      const family = familyOf(readUint16(value, 0), value[2] as number);
      const nextHopLength = value[3] as number;
      if (5 + nextHopLength > value.length) return 'the next hop is longer than the attribute';
      if (family === null) return null;
      const octets = family === 'ipv4' ? 4 : 16;
      const two = family === 'ipv6' && nextHopLength === 32;
      if (nextHopLength !== octets && !two) return `the next hop has ${nextHopLength} octets`;
      const announced = decodePrefixes(value.subarray(5 + nextHopLength), family);
      if (announced === null) return 'its prefixes are malformed';
      const linkLocal = two ? decodeAddress(value, 20, family) : null;
      return { kind: 'mpReach', family, nextHop: decodeAddress(value, 4, family), linkLocal, announced };
    },
    encode: ({ family, nextHop, linkLocal, announced }) => {
      const hops = [...encodeAddress(nextHop), ...(linkLocal === null ? [] : encodeAddress(linkLocal))];
      const afi = uint16Bytes(addressFamilyIdentifier[family]);
      return [...afi, unicast, hops.length, ...hops, 0, ...encodePrefixes(announced)];
    },
    format: ({ nextHop, announced }) => `${announced.map(formatPrefix).join(' ')} via ${formatAddress(nextHop)}`,
  },
  mpUnreach: {
    kind: 'mpUnreach',
    name: 'MP_UNREACH_NLRI',
    code: 15,
    flags: optionalNonTransitive,
    source: 'RFC 4760 section 4',
    whenMalformed: 'sessionReset',
    decode: (value) => {
      if (value.length < 3) return 'it is too short';
      const family = familyOf(readUint16(value, 0), value[2] as number);
      if (family === null) return null;
      const withdrawn = decodePrefixes(value.subarray(3), family);
      return withdrawn === null ? 'its prefixes are malformed' : { kind: 'mpUnreach', family, withdrawn };
    },
    encode: ({ family, withdrawn }) => [
      ...uint16Bytes(addressFamilyIdentifier[family]),
      unicast,
      ...encodePrefixes(withdrawn),
    ],
    format: ({ withdrawn }) => withdrawn.map(formatPrefix).join(' '),
  },
};

/** In order of code. Each row only ever meets its own kind, which the type of a list cannot say. */
export const attributeRows = Object.values(rows) as unknown as readonly AttributeRow[];

export function rowOf<K extends KnownAttributeKind>(kind: K): AttributeRow<K> {
  return rows[kind];
}

const byCode = new Map(attributeRows.map((row) => [row.code, row]));

export function rowOfCode(code: number): AttributeRow | undefined {
  return byCode.get(code);
}

/** `asn:value`, as everybody writes it. */
export function formatCommunity(community: number): string {
  return `${community >>> 16}:${community & 0xffff}`;
}
