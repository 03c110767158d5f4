/**
 * NOTIFICATION: why a BGP session was ended, as codes and in words. Names are IANA's, from RFC 4271
 * sections 4.5 and 6, RFC 4486 (Cease) and RFC 6608 (state machine), with the later additions that
 * routers send today. The Data field is read for one case only, the maximum of prefixes.
 */
import type { Family } from '../net/prefix.ts';

export interface Notification {
  readonly code: number;
  readonly subcode: number;
  readonly data: Uint8Array;
}

export interface NotificationSubcode {
  readonly subcode: number;
  readonly name: string;
  readonly source: string;
}

export interface NotificationCode {
  readonly code: number;
  readonly name: string;
  readonly source: string;
  readonly subcodes: readonly NotificationSubcode[];
}

/** Numbers subcodes from 1 in the order given; null: a number not in use. */
function numbered(source: string, names: readonly (string | null)[]): NotificationSubcode[] {
  return names.flatMap((name, index) => (name === null ? [] : [{ subcode: index + 1, name, source }]));
}

export const notificationCodes: readonly NotificationCode[] = [
  {
    code: 1,
    name: 'Message Header Error',
    source: 'RFC 4271',
    subcodes: numbered('RFC 4271', ['Connection Not Synchronized', 'Bad Message Length', 'Bad Message Type']),
  },
  {
    code: 2,
    name: 'OPEN Message Error',
    source: 'RFC 4271',
    subcodes: [
      ...numbered('RFC 4271', [
        'Unsupported Version Number',
        'Bad Peer AS',
        'Bad BGP Identifier',
        'Unsupported Optional Parameter',
        null,
        'Unacceptable Hold Time',
      ]),
      { subcode: 7, name: 'Unsupported Capability', source: 'RFC 5492' },
      { subcode: 11, name: 'Role Mismatch', source: 'RFC 9234' },
    ],
  },
  {
    code: 3,
    name: 'UPDATE Message Error',
    source: 'RFC 4271',
    subcodes: numbered('RFC 4271', [
      'Malformed Attribute List',
      'Unrecognized Well-known Attribute',
      'Missing Well-known Attribute',
      'Attribute Flags Error',
      'Attribute Length Error',
      'Invalid ORIGIN Attribute',
      null,
      'Invalid NEXT_HOP Attribute',
      'Optional Attribute Error',
      'Invalid Network Field',
      'Malformed AS_PATH',
    ]),
  },
  { code: 4, name: 'Hold Timer Expired', source: 'RFC 4271', subcodes: [] },
  {
    code: 5,
    name: 'Finite State Machine Error',
    source: 'RFC 4271',
    subcodes: numbered('RFC 6608', [
      'Receive Unexpected Message in OpenSent State',
      'Receive Unexpected Message in OpenConfirm State',
      'Receive Unexpected Message in Established State',
    ]),
  },
  {
    code: 6,
    name: 'Cease',
    source: 'RFC 4271',
    subcodes: [
      ...numbered('RFC 4486', [
        'Maximum Number of Prefixes Reached',
        'Administrative Shutdown',
        'Peer De-configured',
        'Administrative Reset',
        'Connection Rejected',
        'Other Configuration Change',
        'Connection Collision Resolution',
        'Out of Resources',
      ]),
      { subcode: 9, name: 'Hard Reset', source: 'RFC 8538' },
      { subcode: 10, name: 'BFD Down', source: 'RFC 9384' },
    ],
  },
  {
    code: 7,
    name: 'ROUTE-REFRESH Message Error',
    source: 'RFC 7313',
    subcodes: numbered('RFC 7313', ['Invalid Message Length']),
  },
  { code: 8, name: 'Send Hold Timer Expired', source: 'RFC 9687', subcodes: [] },
];

/** Such as `Cease: Maximum Number of Prefixes Reached (6/1)`. */
export function describeNotification(code: number, subcode: number): string {
  const row = notificationCodes.find((candidate) => candidate.code === code);
  if (row === undefined) return `unknown error (${code}/${subcode})`;
  // Subcode 0 means that there is nothing more to say (RFC 4271 section 6).
  if (subcode === 0) return `${row.name} (${code}/0)`;
  const detail = row.subcodes.find((candidate) => candidate.subcode === subcode)?.name ?? 'unknown subcode';
  return `${row.name}: ${detail} (${code}/${subcode})`;
}

const noData = new Uint8Array(0);

export function plainNotification(code: number, subcode: number): Notification {
  return { code, subcode, data: noData };
}

const addressFamilyIdentifier: Readonly<Record<Family, number>> = { ipv4: 1, ipv6: 2 };
const unicast = 1;
const largestBound = 0xffff_ffff;

/** Cease 6/1 with AFI, SAFI and the upper bound as data (RFC 4486 section 4, fact B-IN-DATA). */
export function maximumPrefixesReached(family: Family, cap: number): Notification {
  const data = new Uint8Array(7);
  const view = new DataView(data.buffer);
  view.setUint16(0, addressFamilyIdentifier[family]);
  view.setUint8(2, unicast);
  view.setUint32(3, Math.min(cap, largestBound));
  return { code: 6, subcode: 1, data };
}

export interface MaximumPrefixes {
  readonly family: Family;
  readonly cap: number;
}

/** Reads the data of a Cease 6/1. Null when the peer sent none (many do not) or something else. */
export function readMaximumPrefixesData(data: Uint8Array): MaximumPrefixes | null {
  if (data.length !== 7) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const identifier = view.getUint16(0);
  if (view.getUint8(2) !== unicast) return null;
  const cap = view.getUint32(3);
  if (identifier === addressFamilyIdentifier.ipv4) return { family: 'ipv4', cap };
  if (identifier === addressFamilyIdentifier.ipv6) return { family: 'ipv6', cap };
  return null;
}
