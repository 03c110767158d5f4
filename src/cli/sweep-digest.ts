/** A fingerprint of all that the findings of a sweep depend on: shards with different ones do not belong together. */
import { createHash } from 'node:crypto';

export function sweepDigest(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}\n${part}`);
  return hash.digest('hex').slice(0, 32);
}
