/**
 * What is wrong with a peer's bytes, as values: an error that ends the session knows its NOTIFICATION
 * (RFC 4271 section 6); a fault in an UPDATE that the session survives knows its RFC 7606 outcome.
 */
import type { Notification } from '../notification.ts';

/** Ends the session with this NOTIFICATION. */
export interface WireError {
  readonly notification: Notification;
  readonly why: string;
}

/** RFC 7606 section 2, without the two that reset a session or a family. */
export type FaultOutcome = 'treatAsWithdraw' | 'attributeDiscard';

/** A fault in an UPDATE; `attribute` is the code of the path attribute it was found in, null: none alone. */
export interface UpdateFault {
  readonly outcome: FaultOutcome;
  readonly attribute: number | null;
  readonly why: string;
}

export type Decoded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError };

const noData = new Uint8Array(0);

export function wireError(
  code: number,
  subcode: number,
  why: string,
  data: Uint8Array = noData,
): { readonly ok: false; readonly error: WireError } {
  // The bytes belong to a buffer that will be used again.
  return { ok: false, error: { notification: { code, subcode, data: data.slice() }, why } };
}
