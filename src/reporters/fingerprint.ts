/**
 * A name for a finding that stays the same from run to run: a hash over its rule and subject, so that it
 * survives a moved line and changed numbers. Findings that share both are told apart by their order.
 */
import type { CheckedFinding } from '../rules/check-result.ts';

/** One for each finding, in their order; no two are the same. */
export function fingerprintsOf(findings: readonly Pick<CheckedFinding, 'rule' | 'subject'>[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, subject }) => {
    const key = JSON.stringify([rule, subject]);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return hash(before === 0 ? key : `${key}#${before}`);
  });
}

const offsetBasis = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;

/** FNV-1a over UTF-8, 64 bits, as 16 hexadecimal digits. */
function hash(text: string): string {
  let value = offsetBasis;
  for (const byte of new TextEncoder().encode(text)) value = BigInt.asUintN(64, (value ^ BigInt(byte)) * prime);
  return value.toString(16).padStart(16, '0');
}
