/**
 * How long a customer's router waits before it tries again, after a session was ended and after an
 * attempt that nobody answered. Midpoints of what was measured; with a seed, anything in between.
 * A wait that doubles stops at the longest that was watched.
 */
import { customerRetryProfiles, retryProfile, waitAfter, type CustomerRetryProfile } from '../bgp/customer-retry.ts';

/** A router whose retry after a reset is known. */
export type RouterRetryId = CustomerRetryProfile['id'];

/** Routers whose retry after a reset is known, by name. */
export const routerRetryIds: readonly RouterRetryId[] = customerRetryProfiles.map(({ id }) => id);

export const defaultRouterRetry: RouterRetryId = 'frr';

export interface RouterRetry {
  /** After the session went down for the n-th time in a row, from 1. */
  readonly restartMs: (failures: number) => number;
  readonly connectRetryMs: (failures: number) => number;
  /** A session that stood this long makes earlier failures forgotten. */
  readonly forgetsAfterMs: number;
}

/** ConnectRetryTime of RFC 4271 section 10, which FRR and OpenBGPD keep to. */
const connectRetryMs = 120_000;

/** Failures in a row after which a doubling wait was not watched any longer. */
const mostWatched = 3;

/** `text` names what is drawn for: the same seed and text draw the same. */
export function routerRetry(id: RouterRetryId, seed: number | null, text: string): RouterRetry {
  const profile = retryProfile(id);
  const drawn = (purpose: string, failures: number): number => {
    const { least, most } = waitAfter(profile, Math.min(Math.max(failures, 1), mostWatched));
    const share = seed === null ? 0.5 : shareOf(`${seed} ${text} ${purpose} ${failures}`);
    return Math.max(1, Math.round((least + (most - least) * share) * 1000));
  };
  return {
    restartMs: (failures) => drawn('restart', failures),
    connectRetryMs: (failures) => (id === 'frr' || id === 'openbgpd' ? connectRetryMs : drawn('connect', failures)),
    forgetsAfterMs: connectRetryMs,
  };
}

/** A number from 0 up to 1 that looks drawn (an FNV hash, mixed). */
function shareOf(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0) / 2 ** 32;
}
