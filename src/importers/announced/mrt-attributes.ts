/**
 * Path attributes as MRT carries them, to what is announced. AS numbers may have two octets there (RFC 6396
 * sections 4.2 and 4.4.2; AS4_PATH of RFC 6793 then holds the longer ones), and MP_REACH_NLRI of a table is
 * cut down to its next hop (section 4.3.4). Both are set right first; the rest is the codec of bgp/wire.
 */
import type { Origin } from '../../bgp/attributes.ts';
import type { Attribute } from '../../bgp/wire/attribute.ts';
import { extendedLengthBit, optionalBit, transitiveBit } from '../../bgp/wire/attribute.ts';
import { decodeAttributes } from '../../bgp/wire/decode-update.ts';
import { rowOf, rowOfCode } from '../../bgp/wire/attribute-rows.ts';
import { readUint16, readUint32, uint16Bytes } from '../../bgp/wire/integers.ts';
import { attributeOf, pathAttributesOf } from '../../bgp/wire/path-attributes.ts';
import type { AnnouncedReading } from './announced-format.ts';
import type { RouteAttributes } from './route-collector.ts';

export type AsOctets = 2 | 4;

const aggregatorCode = rowOf('aggregator').code;
const asPathCode = rowOf('asPath').code;
const mpReachCode = rowOf('mpReach').code;
const originCode = rowOf('origin').code;
const medCode = rowOf('med').code;
const communitiesCode = rowOf('communities').code;
const as4PathCode = 17;
/** NEXT_HOP, LOCAL_PREF, ATOMIC_AGGREGATE, AGGREGATOR and MP_REACH_NLRI say nothing about what is announced. */
const passedOver = new Set([3, 5, 6, 7, 14]);
const origins: readonly Origin[] = ['igp', 'egp', 'incomplete'];

const tooLong = 'an attribute is longer than what is left';

/** The attributes of an entry of a table; a text says what is wrong. */
export function decodeTableAttributes(
  bytes: Uint8Array,
  octets: AsOctets,
  reading: AnnouncedReading,
): RouteAttributes | string {
  const common = octets === 4 ? decodeCommonAttributes(bytes) : null;
  if (common !== null) return common;
  const plain = withPlainAttributes(bytes, octets, 'table');
  if (plain === null) return tooLong;
  const decoded = decodeAttributes(plain, 'internal');
  if (!decoded.ok) return decoded.error.why;
  const { attributes, faults } = decoded.value;
  const fault = faults.find(({ outcome }) => outcome === 'treatAsWithdraw');
  if (fault !== undefined) return fault.why;
  const announced = announcedAttributes(attributes, reading);
  // Only a route of the router's own has none yet, and BIRD, which dumps such, sends it with IGP (measured).
  return attributeOf(attributes, 'origin') === undefined ? { ...announced, origin: 'igp' } : announced;
}

/**
 * The same in one pass, for what nearly all entries of a table are: sound, one AS_SEQUENCE, no attribute of
 * which something is to be said. Null: for the codec. A full table has hundreds of thousands of sets of attributes.
 */
function decodeCommonAttributes(bytes: Uint8Array): RouteAttributes | null {
  let asPath: number[] | null = null;
  let origin: Origin | null = null;
  let med: number | null = null;
  let communities: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const isWide = ((bytes[at] as number) & extendedLengthBit) !== 0;
    const valueAt = at + (isWide ? 4 : 3);
    if (valueAt > bytes.length) return null;
    const code = bytes[at + 1] as number;
    const length = isWide ? readUint16(bytes, at + 2) : (bytes[at + 2] as number);
    const end = valueAt + length;
    if (end > bytes.length) return null;
    if (code === originCode) {
      if (origin !== null || length !== 1) return null;
      origin = origins[bytes[valueAt] as number] ?? null;
      if (origin === null) return null;
    } else if (code === asPathCode) {
      const count = length === 0 ? 0 : (bytes[valueAt + 1] as number);
      const isSequence = length === 0 || (bytes[valueAt] === 2 && count > 0 && length === 2 + count * 4);
      if (asPath !== null || !isSequence) return null;
      asPath = [];
      for (let i = valueAt + 2; i < end; i += 4) asPath.push(readUint32(bytes, i));
    } else if (code === medCode) {
      if (med !== null || length !== 4) return null;
      med = readUint32(bytes, valueAt);
    } else if (code === communitiesCode) {
      if (communities.length > 0 || length === 0 || length % 4 !== 0) return null;
      for (let i = valueAt; i < end; i += 4) communities.push(`${readUint16(bytes, i)}:${readUint16(bytes, i + 2)}`);
      communities = communities.length < 2 ? communities : [...new Set(communities)].sort();
    } else if (!passedOver.has(code)) {
      return null;
    }
    at = end;
  }
  return origin === null || asPath === null ? null : { asPath, origin, med, communities };
}

/** What the attributes of a route say, with the AS numbers that AS4_PATH keeps. */
export function announcedAttributes(attributes: readonly Attribute[], reading: AnnouncedReading): RouteAttributes {
  const path = pathAttributesOf(attributes);
  const segments = attributeOf(attributes, 'asPath')?.segments ?? [];
  if (segments.some(({ kind }) => kind === 'set')) reading.note('an AS_SET in a path counts as one AS');
  for (const each of attributes) {
    if (each.kind !== 'other') continue;
    if (each.code === 16 || each.code === 32) reading.note('communities that are not of RFC 1997 are left out');
    if (each.code !== as4PathCode) continue;
    const read = rowOf('asPath').decode(each.value);
    if (read === null || typeof read === 'string') continue;
    const { asPath: longer } = pathAttributesOf([read]);
    // RFC 6793 section 4.2.3: a longer one is of no use.
    if (longer.length > path.asPath.length) continue;
    return { ...path, asPath: [...path.asPath.slice(0, path.asPath.length - longer.length), ...longer] };
  }
  return path;
}

/** The body of an UPDATE with AS numbers of two octets, widened; null: its lengths lie. */
export function withWideAsNumbers(body: Uint8Array): Uint8Array | null {
  if (body.length < 4) return null;
  const attributesAt = 4 + readUint16(body, 0);
  if (attributesAt > body.length) return null;
  const end = attributesAt + readUint16(body, attributesAt - 2);
  if (end > body.length) return null;
  const plain = withPlainAttributes(body.subarray(attributesAt, end), 2, 'message');
  if (plain === null || plain.length > 0xffff) return null;
  const out = new Uint8Array(attributesAt + plain.length + body.length - end);
  out.set(body.subarray(0, attributesAt - 2));
  out.set(uint16Bytes(plain.length), attributesAt - 2);
  out.set(plain, attributesAt);
  out.set(body.subarray(end), attributesAt + plain.length);
  return out;
}

/** In a table the flags are the dumping program's affair (BIRD 2.0 leaves them out), so there they are made right. */
function withPlainAttributes(bytes: Uint8Array, octets: AsOctets, from: 'table' | 'message'): Uint8Array | null {
  const out: Uint8Array[] = [];
  for (const { code, flags, at, valueAt, end } of eachAttribute(bytes)) {
    if (code < 0) return null;
    if (code === mpReachCode && from === 'table') continue;
    const value = bytes.subarray(valueAt, end);
    const wide =
      octets === 4
        ? null
        : code === asPathCode
          ? widePath(value)
          : code === aggregatorCode
            ? wideAggregator(value)
            : null;
    if (wide === null && from === 'message') {
      out.push(bytes.subarray(at, end));
      continue;
    }
    const sound = from === 'message' ? flags : (rowOfCode(code)?.flags ?? optionalBit | transitiveBit);
    const put = wide ?? value;
    out.push(Uint8Array.of(sound | extendedLengthBit, code, ...uint16Bytes(put.length)), put);
  }
  const all = new Uint8Array(out.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of out) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

interface RawAttribute {
  /** Below 0: the attributes end within this one. */
  readonly code: number;
  readonly flags: number;
  readonly at: number;
  readonly valueAt: number;
  readonly end: number;
}

function* eachAttribute(bytes: Uint8Array): Generator<RawAttribute> {
  for (let at = 0; at < bytes.length;) {
    const flags = bytes[at] as number;
    const wide = (flags & extendedLengthBit) !== 0;
    const valueAt = at + (wide ? 4 : 3);
    const length = valueAt > bytes.length ? Infinity : wide ? readUint16(bytes, at + 2) : (bytes[at + 2] as number);
    const end = valueAt + length;
    if (end > bytes.length) return yield { code: -1, flags, at, valueAt, end };
    yield { code: bytes[at + 1] as number, flags, at, valueAt, end };
    at = end;
  }
}

/** Null where it is malformed: the decoder will say so. */
function widePath(value: Uint8Array): Uint8Array | null {
  const out: number[] = [];
  for (let at = 0; at < value.length;) {
    const count = value[at + 1];
    if (count === undefined || at + 2 + count * 2 > value.length) return null;
    out.push(value[at] as number, count);
    for (let i = at + 2; i < at + 2 + count * 2; i += 2) out.push(0, 0, value[i] as number, value[i + 1] as number);
    at += 2 + count * 2;
  }
  return Uint8Array.from(out);
}

function wideAggregator(value: Uint8Array): Uint8Array | null {
  return value.length === 6 ? Uint8Array.of(0, 0, ...value) : null;
}

/**
 * How little a path is preferred: its length, then its origin; without making anything of it, since a table
 * of many peers has tens of millions of entries. Malformed ones come last.
 */
export function aversionTo(bytes: Uint8Array, from: number, to: number, octets: AsOctets): number {
  let length = 0;
  let origin = 2;
  let at = from;
  while (at + 3 <= to) {
    const wide = ((bytes[at] as number) & extendedLengthBit) !== 0;
    const code = bytes[at + 1] as number;
    const valueAt = at + (wide ? 4 : 3);
    const end = valueAt + (wide ? readUint16(bytes, at + 2) : (bytes[at + 2] as number));
    if (!(end <= to)) return Infinity;
    if (code === originCode) origin = bytes[valueAt] as number;
    if (code === asPathCode) {
      for (let i = valueAt; i + 2 <= end;) {
        const count = bytes[i + 1] as number;
        const kind = bytes[i];
        length += kind === 2 ? count : kind === 1 ? 1 : 0;
        i += 2 + count * octets;
      }
    }
    at = end;
  }
  return length * 4 + origin;
}
