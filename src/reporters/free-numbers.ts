/** Free ASNs and inside CIDRs as text and as data: one a line, what is short said last. */
import type { FreeAsns } from '../plan/free-numbers/free-asns.ts';
import type { FreeInsideCidrs } from '../plan/free-numbers/free-inside-cidrs.ts';
import { formatPrefix } from '../net/format-prefix.ts';
import { counted, grouped } from './words.ts';

/** Free ASNs, for a person. */
export function reportFreeAsns({ asked, asns, guideOnly }: FreeAsns): string {
  const lines = asns.map(String);
  if (asns.length === asked) return `${lines.join('\n')}\n`;
  lines.push(
    `${counted(asked - asns.length, 'ASN')} short: no further private ASN from 64512–65534 is free (profile faq).`,
    ...(guideOnly.length === 0 ? [] : ['With --profile guide alone, of four bytes:', ...guideOnly.map(String)]),
  );
  return `${lines.join('\n')}\n`;
}

/** Free inside CIDRs, for a person. */
export function reportFreeInsideCidrs({ asked, family, cidrs }: FreeInsideCidrs): string {
  const lines = cidrs.map(formatPrefix);
  if (cidrs.length < asked) {
    const range = family === 'ipv4' ? '/30 of 169.254.0.0/16' : '/126 of fd00::/8';
    lines.push(`${grouped(asked - cidrs.length)} short: no further ${range} is free.`);
  }
  return `${lines.join('\n')}\n`;
}

/** Free inside CIDRs as data, prefixes as text. */
export function freeInsideCidrsData({ asked, family, cidrs }: FreeInsideCidrs): object {
  return { family, asked, cidrs: cidrs.map(formatPrefix) };
}
