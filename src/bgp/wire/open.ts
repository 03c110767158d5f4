/**
 * OPEN (RFC 4271 section 4.2) with its capabilities (RFC 5492): families (RFC 4760), route refresh
 * (RFC 2918), four-octet AS numbers (RFC 6793); others are kept as they came. Reads the longer form of
 * optional parameters (RFC 9072) and writes it when it must.
 */
import type { Family } from '../../net/prefix.ts';
import type { OpenFields } from '../session-state.ts';
import { addressFamilyIdentifier, familyOf, unicast } from './address-family.ts';
import { readUint16, readUint32, uint16Bytes, uint32Bytes } from './integers.ts';
import { type Decoded, wireError } from './wire-error.ts';

export interface Capability {
  readonly code: number;
  readonly value: Uint8Array;
}

export interface Open extends OpenFields {
  readonly kind: 'open';
  /** Unicast families in the order offered; none offered means IPv4 (RFC 4760 section 8). */
  readonly families: readonly Family[];
  readonly routeRefresh: boolean;
  /** True when the peer can read AS numbers of four octets; `asn` then comes from the capability. */
  readonly fourOctetAsn: boolean;
  readonly otherCapabilities: readonly Capability[];
}

const openError = 2;
const malformed = 0;
const unsupportedVersion = 1;
const unsupportedOptionalParameter = 4;

const capabilitiesParameter = 2;
const multiprotocol = 1;
const routeRefresh = 2;
const fourOctetAsn = 65;

/** Stands for an AS number that does not fit into two octets (RFC 6793 section 9). */
const asTrans = 23456;

export function decodeOpen(body: Uint8Array): Decoded<Open> {
  const version = body[0] as number;
  // The data is the version spoken here.
  if (version !== 4) return wireError(openError, unsupportedVersion, `its version is ${version}`, Uint8Array.of(0, 4));
  const parameters = decodeParameters(body.subarray(9));
  if (!parameters.ok) return parameters;
  const open = {
    asn: readUint16(body, 1),
    families: [] as Family[],
    routeRefresh: false,
    fourOctetAsn: false,
    otherCapabilities: [] as Capability[],
  };
  for (const { code, value } of parameters.value) {
    if (code === multiprotocol && value.length === 4) {
      const family = familyOf(readUint16(value, 0), value[3] as number);
      if (family === null) open.otherCapabilities.push({ code, value });
      else if (!open.families.includes(family)) open.families.push(family);
    } else if (code === routeRefresh && value.length === 0) {
      open.routeRefresh = true;
    } else if (code === fourOctetAsn && value.length === 4) {
      open.fourOctetAsn = true;
      open.asn = readUint32(value, 0);
    } else if (code === multiprotocol || code === routeRefresh || code === fourOctetAsn) {
      return wireError(openError, malformed, `capability ${code} has a length of ${value.length}`);
    } else {
      open.otherCapabilities.push({ code, value });
    }
  }
  return {
    ok: true,
    value: { kind: 'open', holdTimeSeconds: readUint16(body, 3), bgpId: readUint32(body, 5), ...open },
  };
}

/** All capabilities of all Capabilities parameters, in order. `bytes` begins at Optional Parameters Length. */
function decodeParameters(bytes: Uint8Array): Decoded<Capability[]> {
  const wrong = wireError(openError, malformed, 'the lengths of its parameters are wrong');
  // RFC 9072 section 2: the type 255 tells the longer form, whatever the length before it.
  const long = (bytes[0] as number) > 0 && bytes[1] === 255;
  if (long && bytes.length < 4) return wrong;
  const [from, length] = long ? [4, readUint16(bytes, 2)] : [1, bytes[0] as number];
  if (from + length !== bytes.length) return wrong;
  const lengthOctets = long ? 2 : 1;
  const capabilities: Capability[] = [];
  let at = from;
  while (at < bytes.length) {
    if (at + 1 + lengthOctets > bytes.length) return wrong;
    const type = bytes[at] as number;
    const valueAt = at + 1 + lengthOctets;
    const end = valueAt + (long ? readUint16(bytes, at + 1) : (bytes[at + 1] as number));
    if (end > bytes.length) return wrong;
    if (type !== capabilitiesParameter) {
      return wireError(openError, unsupportedOptionalParameter, `optional parameter ${type} is not known here`);
    }
    at = valueAt;
    while (at < end) {
      const valueEnd = at + 2 + (bytes[at + 1] as number);
      if (at + 2 > end || valueEnd > end) return wrong;
      capabilities.push({ code: bytes[at] as number, value: bytes.slice(at + 2, valueEnd) });
      at = valueEnd;
    }
  }
  return { ok: true, value: capabilities };
}

/** The body, without the header. */
export function encodeOpenBody(open: Open): number[] {
  const capabilities = [
    ...open.families.flatMap((family) => [multiprotocol, 4, 0, addressFamilyIdentifier[family], 0, unicast]),
    ...(open.routeRefresh ? [routeRefresh, 0] : []),
    ...(open.fourOctetAsn ? [fourOctetAsn, 4, ...uint32Bytes(open.asn)] : []),
    ...open.otherCapabilities.flatMap(({ code, value }) => [code, value.length, ...value]),
  ];
  const long = capabilities.length > 253;
  const parameter =
    capabilities.length === 0
      ? []
      : [capabilitiesParameter, ...(long ? uint16Bytes(capabilities.length) : [capabilities.length]), ...capabilities];
  return [
    4,
    ...uint16Bytes(open.asn > 0xffff ? asTrans : open.asn),
    ...uint16Bytes(open.holdTimeSeconds),
    ...uint32Bytes(open.bgpId),
    ...(long ? [255, 255, ...uint16Bytes(parameter.length)] : [parameter.length]),
    ...parameter,
  ];
}
