/**
 * BGP messages to bytes and back (RFC 4271 section 4, RFC 2918). Reading is total: any bytes give a
 * message, perhaps with faults, or the error that the session ends with.
 */
import type { Notification } from '../notification.ts';
import { type PeerType, decodeUpdate } from './decode-update.ts';
import { encodeUpdateBody } from './encode-update.ts';
import { readUint16, uint16Bytes } from './integers.ts';
import { type Open, decodeOpen, encodeOpenBody } from './open.ts';
import type { Update } from './update.ts';
import { type UpdateFault, type WireError, wireError } from './wire-error.ts';

/** Asks for all routes of a family again. `subtype` marks begin and end of an answer (RFC 7313), 0 otherwise. */
export interface RouteRefresh {
  readonly kind: 'routeRefresh';
  readonly afi: number;
  readonly safi: number;
  readonly subtype: number;
}

export type Message =
  | Open
  | Update
  | { readonly kind: 'notification'; readonly notification: Notification }
  | { readonly kind: 'keepalive' }
  | RouteRefresh;

export type DecodedMessage =
  | { readonly ok: true; readonly message: Message; readonly faults: readonly UpdateFault[] }
  | { readonly ok: false; readonly error: WireError };

export const headerLength = 19;
export const longestMessage = 4096;

const headerError = 1;
const notSynchronized = 1;
const badLength = 2;
const badType = 3;

const typeCodes: Readonly<Record<Message['kind'], number>> = {
  open: 1,
  update: 2,
  notification: 3,
  keepalive: 4,
  routeRefresh: 5,
};

/** Least length of each type with the header (RFC 4271 section 4); of KEEPALIVE also the most. ROUTE-REFRESH has an error of its own. */
const leastLength: Readonly<Record<number, number>> = { 1: 29, 2: 23, 3: 21, 4: 19, 5: 19 };

/** What is wrong with a header, null: nothing. `bytes` holds at least the header. */
export function headerFault(bytes: Uint8Array): WireError | null {
  for (let i = 0; i < 16; i++) {
    if (bytes[i] !== 255) return wireError(headerError, notSynchronized, 'its marker is not all ones').error;
  }
  const length = readUint16(bytes, 16);
  const type = bytes[18] as number;
  const least = leastLength[type];
  // In the order of RFC 4271 section 6.1: the length as such, the length for the type, the type.
  const lengthIsBad =
    length < (least ?? headerLength) || length > (type === typeCodes.keepalive ? headerLength : longestMessage);
  if (lengthIsBad) {
    return wireError(headerError, badLength, `a length of ${length} is wrong`, bytes.subarray(16, 18)).error;
  }
  if (least === undefined)
    return wireError(headerError, badType, `type ${type} is not known here`, Uint8Array.of(type)).error;
  return null;
}

/** Reads one whole message: the header's length is that of `bytes`. */
export function decodeMessage(bytes: Uint8Array, peerType: PeerType): DecodedMessage {
  if (bytes.length < headerLength) {
    return wireError(
      headerError,
      badLength,
      'it is shorter than a header',
      Uint8Array.of(...uint16Bytes(bytes.length)),
    );
  }
  const fault = headerFault(bytes);
  if (fault !== null) return { ok: false, error: fault };
  if (readUint16(bytes, 16) !== bytes.length) {
    return wireError(headerError, badLength, 'its length is not that of its bytes', bytes.subarray(16, 18));
  }
  const body = bytes.subarray(headerLength);
  switch (bytes[18]) {
    case typeCodes.open: {
      const open = decodeOpen(body);
      return open.ok ? { ok: true, message: open.value, faults: [] } : open;
    }
    case typeCodes.update: {
      const received = decodeUpdate(body, peerType);
      return received.ok ? { ok: true, message: received.value.update, faults: received.value.faults } : received;
    }
    case typeCodes.notification: {
      const notification = { code: body[0] as number, subcode: body[1] as number, data: body.slice(2) };
      return { ok: true, message: { kind: 'notification', notification }, faults: [] };
    }
    case typeCodes.routeRefresh: {
      // RFC 7313 section 5: the data is the message.
      if (body.length !== 4) return wireError(7, 1, `a length of ${bytes.length} is wrong`, bytes);
      const message: RouteRefresh = {
        kind: 'routeRefresh',
        afi: readUint16(body, 0),
        safi: body[3] as number,
        subtype: body[2] as number,
      };
      return { ok: true, message, faults: [] };
    }
    default:
      return { ok: true, message: { kind: 'keepalive' }, faults: [] };
  }
}

/** A message that is longer than 4096 octets is a bug of the caller. */
export function encodeMessage(message: Message): Uint8Array {
  const body = encodeBody(message);
  const length = headerLength + body.length;
  if (length > longestMessage) throw new RangeError(`a message of ${length} octets is too long`);
  const bytes = new Uint8Array(length).fill(255, 0, 16);
  bytes.set([...uint16Bytes(length), typeCodes[message.kind]], 16);
  bytes.set(body, headerLength);
  return bytes;
}

function encodeBody(message: Message): readonly number[] {
  switch (message.kind) {
    case 'open':
      return encodeOpenBody(message);
    case 'update':
      return encodeUpdateBody(message);
    case 'notification': {
      const { code, subcode, data } = message.notification;
      return [code, subcode, ...data];
    }
    case 'keepalive':
      return [];
    case 'routeRefresh':
      return [...uint16Bytes(message.afi), message.subtype, message.safi];
  }
}
