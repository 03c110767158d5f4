/**
 * What the AWS end of a tunnel can do: algorithms and Diffie-Hellman groups (F45–F49, F61–F65), in
 * the spelling of the EC2 API, with a tolerant reading of the spellings that devices and exports use.
 */

export type Encryption = 'AES128' | 'AES256' | 'AES128-GCM-16' | 'AES256-GCM-16';
export type Integrity = 'SHA1' | 'SHA2-256' | 'SHA2-384' | 'SHA2-512';

/** Encryption algorithms that AWS takes, as it spells them (F47, F61). */
export const encryptions: readonly Encryption[] = ['AES128', 'AES256', 'AES128-GCM-16', 'AES256-GCM-16'];
/** Integrity algorithms that AWS takes, as it spells them (F49, F63). */
export const integrities: readonly Integrity[] = ['SHA1', 'SHA2-256', 'SHA2-384', 'SHA2-512'];

const groups14to24 = [14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24] as const;

/** Diffie-Hellman groups per phase (F63, F65). */
export const diffieHellmanGroups: Readonly<Record<1 | 2, readonly number[]>> = {
  1: [2, ...groups14to24],
  2: [2, 5, ...groups14to24],
};

/** F67: what the AWS end proposes unless told otherwise. */
export const defaultProposal: {
  readonly encryption: Encryption;
  readonly integrity: Integrity;
  readonly group: number;
} = {
  encryption: 'AES128',
  integrity: 'SHA1',
  group: 2,
};

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** `aes-128-cbc`, `AES 256`, `aes256gcm16`, `128-bit-GCM-16` … as the API spells it; null: nothing AWS supports. */
export function readEncryption(text: string): Encryption | null {
  const match = /^(?:aes)?(128|256)(?:bits?)?(cbc|gcm(?:16)?)?$/.exec(plain(text));
  if (match === null) return null;
  const size = match[1] as '128' | '256';
  return match[2]?.startsWith('gcm') ? `AES${size}-GCM-16` : `AES${size}`;
}

/** `sha1`, `SHA-256`, `SHA2 (384)`, `hmac-sha2-512-256` … as the API spells it; null: nothing AWS supports. */
export function readIntegrity(text: string): Integrity | null {
  const word = plain(text).replace(/^hmac/, '');
  if (/^sha1?(?:96)?$/.test(word)) return 'SHA1';
  // A second number is the truncated length of the check value (RFC 4868): half the hash.
  const match = /^sha2?(256|384|512)(?:128|192|256)?$/.exec(word);
  return match === null ? null : `SHA2-${match[1] as '256' | '384' | '512'}`;
}
