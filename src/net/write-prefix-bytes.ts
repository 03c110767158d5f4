/**
 * Prefixes to bytes, quickly: what format-prefix.ts prints, one a line. IPv6 is written as RFC 5952 section 4
 * asks: lower case, no leading zeros, the first of the longest runs of two or more zero groups as `::`.
 */
import type { PrefixArrays } from './prefix-arrays.ts';

const newline = 10;
const dot = 46;
const slash = 47;
const zero = 48;
const colon = 58;

/** The longest line there is, its newline included. */
export const longestLine = 'xxxx:xxxx:xxxx:xxxx:xxxx:xxxx:xxxx:xxxx/ddd\n'.length;

/** Writes prefixes `from` to `to` at the start of `out`, which has room; returns how many bytes that took. */
export function writeIpv4Lines({ words, lengths }: PrefixArrays, from: number, to: number, out: Uint8Array): number {
  let at = 0;
  for (let i = from; i < to; i++) {
    const word = words[i]!;
    at = writeNumber(out, at, word >>> 24);
    out[at++] = dot;
    at = writeNumber(out, at, (word >>> 16) & 255);
    out[at++] = dot;
    at = writeNumber(out, at, (word >>> 8) & 255);
    out[at++] = dot;
    at = writeNumber(out, at, word & 255);
    out[at++] = slash;
    at = writeNumber(out, at, lengths[i]!);
    out[at++] = newline;
  }
  return at;
}

export function writeIpv6Lines({ words, lengths }: PrefixArrays, from: number, to: number, out: Uint8Array): number {
  const groups = new Uint16Array(8);
  let at = 0;
  for (let i = from; i < to; i++) {
    for (let w = 0; w < 4; w++) {
      const word = words[i * 4 + w]!;
      groups[w * 2] = word >>> 16;
      groups[w * 2 + 1] = word & 0xffff;
    }
    at = writeGroups(out, at, groups);
    out[at++] = slash;
    at = writeNumber(out, at, lengths[i]!);
    out[at++] = newline;
  }
  return at;
}

function writeGroups(out: Uint8Array, start: number, groups: Uint16Array): number {
  let gap = 8;
  let gapLength = 1;
  for (let g = 0, run = 0; g < 8; g++) {
    run = groups[g] === 0 ? run + 1 : 0;
    if (run > gapLength) {
      gapLength = run;
      gap = g - run + 1;
    }
  }
  let at = start;
  for (let g = 0; g < 8; g++) {
    if (g === gap) {
      out[at++] = colon;
      out[at++] = colon;
      g += gapLength - 1;
      continue;
    }
    if (g > 0 && g !== gap + gapLength) out[at++] = colon;
    const group = groups[g]!;
    for (let shift = group > 0xfff ? 12 : group > 0xff ? 8 : group > 0xf ? 4 : 0; shift >= 0; shift -= 4) {
      const digit = (group >>> shift) & 15;
      out[at++] = digit < 10 ? zero + digit : 87 + digit;
    }
  }
  return at;
}

/** A number up to 255 in decimal. */
function writeNumber(out: Uint8Array, start: number, value: number): number {
  let at = start;
  if (value > 99) {
    const hundreds = value > 199 ? 2 : 1;
    const rest = value - hundreds * 100;
    out[at++] = zero + hundreds;
    out[at++] = zero + ((rest * 103) >>> 10);
    out[at++] = zero + (rest % 10);
  } else {
    if (value > 9) out[at++] = zero + ((value * 103) >>> 10);
    out[at++] = zero + (value % 10);
  }
  return at;
}
