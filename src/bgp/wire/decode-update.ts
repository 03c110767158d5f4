/**
 * Reads the body of an UPDATE. What makes it impossible to say which prefixes it is about ends the
 * session (RFC 4271 section 6.3, RFC 7606 section 3 j); every other fault is noted with its RFC 7606
 * outcome, and what could be read is handed on. Whether a next hop makes sense is not looked at.
 */
import type { Attribute } from './attribute.ts';
import { extendedLengthBit, optionalBit, transitiveBit } from './attribute.ts';
import { rowOf, rowOfCode } from './attribute-rows.ts';
import { readUint16 } from './integers.ts';
import { decodePrefixes } from './prefix-bytes.ts';
import type { Update } from './update.ts';
import { type Decoded, type UpdateFault, wireError } from './wire-error.ts';

/** LOCAL_PREF is for internal peers alone: from an external one it is discarded (RFC 7606 section 7.5). */
export type PeerType = 'external' | 'internal';

export interface ReceivedUpdate {
  readonly update: Update;
  readonly faults: readonly UpdateFault[];
}

const updateError = 3;
const malformedAttributeList = 1;
const unrecognizedWellKnown = 2;
const optionalAttributeError = 9;
const invalidNetworkField = 10;

export function decodeUpdate(body: Uint8Array, peerType: PeerType): Decoded<ReceivedUpdate> {
  const lengths = 'the lengths of its parts exceed the message';
  if (body.length < 4) return wireError(updateError, malformedAttributeList, lengths);
  const withdrawnLength = readUint16(body, 0);
  if (4 + withdrawnLength > body.length) return wireError(updateError, malformedAttributeList, lengths);
  const attributesAt = 4 + withdrawnLength;
  const attributesLength = readUint16(body, attributesAt - 2);
  const announcedAt = attributesAt + attributesLength;
  if (announcedAt > body.length) return wireError(updateError, malformedAttributeList, lengths);

  const withdrawn = decodePrefixes(body.subarray(2, 2 + withdrawnLength), 'ipv4');
  if (withdrawn === null) return wireError(updateError, invalidNetworkField, 'the withdrawn routes are malformed');
  const read = decodeAttributes(body.subarray(attributesAt, announcedAt), peerType);
  if (!read.ok) return read;
  const announced = decodePrefixes(body.subarray(announcedAt), 'ipv4');
  if (announced === null) return wireError(updateError, invalidNetworkField, 'the announced routes are malformed');

  const { attributes, faults } = read.value;
  const update: Update = { kind: 'update', withdrawn, attributes, announced };
  return { ok: true, value: { update, faults: [...faults, ...missing(update, peerType)] } };
}

export interface ReceivedAttributes {
  readonly attributes: readonly Attribute[];
  readonly faults: readonly UpdateFault[];
}

/** The Path Attributes field by itself, as MRT carries it too. */
export function decodeAttributes(bytes: Uint8Array, peerType: PeerType): Decoded<ReceivedAttributes> {
  const attributes: Attribute[] = [];
  const faults: UpdateFault[] = [];
  const seen = new Set<number>();
  let at = 0;
  while (at < bytes.length) {
    const flags = bytes[at] as number;
    const lengthOctets = (flags & extendedLengthBit) === 0 ? 1 : 2;
    const valueAt = at + 2 + lengthOctets;
    const length = lengthOctets === 1 ? bytes[at + 2] : at + 3 < bytes.length ? readUint16(bytes, at + 2) : undefined;
    // RFC 7606 section 4: the rest is lost, but the routes after the attributes can still be found.
    if (length === undefined || valueAt + length > bytes.length) {
      const code = bytes[at + 1] ?? null;
      faults.push({ outcome: 'treatAsWithdraw', attribute: code, why: 'an attribute is longer than what is left' });
      break;
    }
    const code = bytes[at + 1] as number;
    const end = valueAt + length;
    const whole = bytes.subarray(at, end);
    const value = bytes.subarray(valueAt, end);
    at = end;
    const row = rowOfCode(code);
    if (seen.has(code)) {
      // RFC 7606 section 3 g).
      if (row?.kind === 'mpReach' || row?.kind === 'mpUnreach') {
        return wireError(updateError, malformedAttributeList, `${row.name} appears twice`);
      }
      faults.push({ outcome: 'attributeDiscard', attribute: code, why: 'it appears twice' });
      continue;
    }
    seen.add(code);
    if (row === undefined) {
      if ((flags & optionalBit) === 0) {
        return wireError(updateError, unrecognizedWellKnown, `attribute ${code} is not known here`, whole);
      }
      attributes.push(asItCame(code, flags, value));
      continue;
    }
    if (row.kind === 'localPreference' && peerType === 'external') {
      faults.push({ outcome: 'attributeDiscard', attribute: code, why: 'LOCAL_PREF is not for external peers' });
      continue;
    }
    // RFC 7606 section 3 c). The value is read all the same: it may hold the prefixes to withdraw.
    if ((flags & (optionalBit | transitiveBit)) !== row.flags) {
      faults.push({ outcome: 'treatAsWithdraw', attribute: code, why: `${row.name} has wrong flags` });
    }
    const attribute = row.decode(value);
    if (attribute === null) {
      attributes.push(asItCame(code, flags, value));
    } else if (typeof attribute !== 'string') {
      attributes.push(attribute);
    } else {
      const why = `${row.name}: ${attribute}`;
      if (row.whenMalformed === 'sessionReset') return wireError(updateError, optionalAttributeError, why, whole);
      faults.push({ outcome: row.whenMalformed, attribute: code, why });
    }
  }
  return { ok: true, value: { attributes, faults } };
}

function asItCame(code: number, flags: number, value: Uint8Array): Attribute {
  return { kind: 'other', code, flags: flags & ~extendedLengthBit, value: value.slice() };
}

/** RFC 7606 section 3 d). */
function missing({ attributes, announced }: Update, peerType: PeerType): UpdateFault[] {
  const has = new Set(attributes.map(({ kind }) => kind));
  if (announced.length === 0 && !has.has('mpReach')) return [];
  const mandatory = (['origin', 'asPath'] as const).map(rowOf);
  const wanted = [
    ...mandatory,
    ...(announced.length > 0 ? [rowOf('nextHop')] : []),
    ...(peerType === 'internal' ? [rowOf('localPreference')] : []),
  ];
  return wanted
    .filter(({ kind }) => !has.has(kind))
    .map(({ code, name }) => ({ outcome: 'treatAsWithdraw', attribute: code, why: `${name} is missing` }));
}
