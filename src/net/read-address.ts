/**
 * The strict readers behind parse-prefix.ts: one IPv4 or IPv6 address from text, with the reason when it
 * is not one. IPv4 numbers have no leading zeros (inet_aton and some libraries read them as octal).
 */
import type { Parsed } from './parse-prefix.ts';
import type { Address } from './prefix.ts';

export function readIpv4(text: string): Parsed<Address> {
  const numbers: number[] = [];
  let leadingZero: string | null = null;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i === text.length ? dot : text.charCodeAt(i);
    if (code !== dot) {
      if (code < zero || code > nine) return refused(`${shownAt(text, i)} does not belong in an IPv4 address`);
      continue;
    }
    const digits = text.slice(start, i);
    if (digits === '') return refused('a number is missing before or after a dot');
    const number = Number(digits);
    if (number > 255) return refused(`the numbers of an IPv4 address are 0 to 255, and ${shown(digits)} is more`);
    if (digits.length > 1 && text.charCodeAt(start) === zero) leadingZero ??= digits;
    numbers.push(number);
    start = i + 1;
  }
  const [p, q, r, s] = numbers;
  if (numbers.length !== 4) {
    return refused(`an IPv4 address has four numbers, and this has ${numbers.length}`);
  }
  if (leadingZero !== null) {
    const why = `${shown(leadingZero)} has a leading zero, and some programs read it as octal`;
    return { ok: false, why, suggestion: numbers.join('.') };
  }
  return { ok: true, value: { family: 'ipv4', a: ((p! << 24) | (q! << 16) | (r! << 8) | s!) >>> 0, b: 0, c: 0, d: 0 } };
}

export function readIpv6(text: string): Parsed<Address> {
  const zone = text.indexOf('%');
  if (zone >= 0) {
    const inner = text.slice(0, zone);
    const suggestion = readIpv6(inner).ok ? inner : null;
    return { ok: false, why: 'a zone (after %) has a meaning on one machine only', suggestion };
  }
  // One more than an address has, so that one too many is seen; `gap` is how many stand before `::`.
  const groups = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let count = 0;
  let gap = -1;
  let i = 0;
  if (text.startsWith('::')) {
    gap = 0;
    i = 2;
  } else if (text.startsWith(':')) return refused('it begins with a single colon');
  while (i < text.length && count < 9) {
    let end = i;
    let value = 0;
    for (; end < text.length; end++) {
      const digit = hexDigit(text.charCodeAt(end));
      if (digit < 0) break;
      value = value * 16 + digit;
    }
    if (end < text.length && text.charCodeAt(end) === dot) {
      const tail = readIpv4(text.slice(i));
      if (!tail.ok) {
        return { ok: false, why: tail.why, suggestion: tail.suggestion && text.slice(0, i) + tail.suggestion };
      }
      groups[count++] = tail.value.a >>> 16;
      groups[count++] = tail.value.a & 0xffff;
      break;
    }
    if (end < text.length && text.charCodeAt(end) !== colon) {
      return refused(`${shownAt(text, end)} does not belong in an IPv6 address`);
    }
    if (end === i) return refused(gap < 0 ? 'a group is missing before or after a colon' : 'only one :: can be read');
    if (end - i > 4) return refused(`a group has at most four hex digits, and ${shown(text.slice(i, end))} has more`);
    groups[count++] = value;
    if (end === text.length) break;
    i = end + 1;
    if (text.charCodeAt(i) === colon) {
      if (gap >= 0) return refused('only one :: can be read');
      gap = count;
      i++;
    } else if (i === text.length) return refused('it ends with a single colon');
  }
  if (gap < 0 ? count !== 8 : count > 7) {
    const rule = gap < 0 ? 'has eight groups' : 'with :: has at most seven groups';
    return refused(`an IPv6 address ${rule}, and this has ${count > 8 ? 'more' : count}`);
  }
  if (gap >= 0) {
    groups.copyWithin(8 - (count - gap), gap, count);
    groups.fill(0, gap, 8 - (count - gap));
  }
  const [p, q, r, s, t, u, v, w] = groups as [number, number, number, number, number, number, number, number];
  const value: Address = { family: 'ipv6', a: p * 65536 + q, b: r * 65536 + s, c: t * 65536 + u, d: v * 65536 + w };
  return { ok: true, value };
}

/** A piece of the user's text, short and without what a terminal might obey. */
export function shown(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return short.replace(
    /[^\x21-\x7e\u2026]/g,
    (c) => `U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

const zero = 48;
const nine = 57;
const dot = 46;
const colon = 58;

function hexDigit(code: number): number {
  if (code >= zero && code <= nine) return code - zero;
  const letter = (code | 32) - 97;
  return letter >= 0 && letter < 6 ? letter + 10 : -1;
}

function shownAt(text: string, i: number): string {
  const character = String.fromCodePoint(text.codePointAt(i)!);
  return /^[\x21-\x7e]$/.test(character)
    ? `'${character}'`
    : `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

function refused(why: string): { ok: false; why: string; suggestion: null } {
  return { ok: false, why, suggestion: null };
}
