/**
 * A name for a finding that stays the same from run to run: a hash over its rule and subject, so that it
 * survives a moved line, a renamed directory and changed numbers. Findings that share both are told apart by their order.
 */
import type { CheckedFinding } from '../rules/check-result.ts';

/** One for each finding, in their order; no two are the same. */
export function fingerprintsOf(findings: readonly Pick<CheckedFinding, 'rule' | 'subject' | 'at'>[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, subject, at }) => {
    const key = JSON.stringify([rule, withoutFolder(subject, at?.file ?? '')]);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return hash(before === 0 ? key : `${key}#${before}`);
  });
}

/** A subject may be an input itself, or a file below it: where that lies is no matter. */
function withoutFolder(subject: string, file: string): string {
  if (file === '' || !subject.startsWith(file) || !/^(?:[/\\,]|$)/.test(subject.slice(file.length))) return subject;
  return subject.length === file.length ? (file.split(/[\\/]/).at(-1) ?? file) : subject.slice(file.length);
}

const offsetBasis = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;

/** FNV-1a over UTF-8, 64 bits, as 16 hexadecimal digits. */
function hash(text: string): string {
  let value = offsetBasis;
  for (const byte of new TextEncoder().encode(text)) value = BigInt.asUintN(64, (value ^ BigInt(byte)) * prime);
  return value.toString(16).padStart(16, '0');
}
