/**
 * Text to addresses and prefixes, strictly: what two programs may read in two ways is refused, with the
 * reason and, where the meaning is plain, the text to write instead. Total: no text makes it throw.
 * IPv4 text is four decimal numbers; IPv6 text is RFC 4291 section 2.2 without zones.
 */
import { formatAddress, formatPrefix } from './format-prefix.ts';
import { maskPrefix, widthOf, type Address, type Prefix } from './prefix.ts';
import { readIpv4, readIpv6, shown } from './read-address.ts';

/** `why` is a clause to stand after the text and a colon; `suggestion` is a text that would be taken, or null. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: string; readonly suggestion: string | null };

/** How strictly a prefix is read. */
export interface PrefixOptions {
  /** What to do with `10.0.0.1/8`: refuse it (the default), or read it as 10.0.0.0/8. */
  readonly hostBits?: 'refuse' | 'mask';
}

/** Twice the longest text of a prefix; beyond it there is nothing to explain, and looking costs time. */
const longest = 100;

const mappedWhy = 'this is IPv4 written as IPv6, which some programs read as the one and some as the other';

/** A prefix in CIDR notation, IPv4 or IPv6 (RFC 4632, RFC 4291 section 2.3); never throws. */
export function parsePrefix(text: string, options: PrefixOptions = {}): Parsed<Prefix> {
  if (text.length > longest) return refused('it is too long', null);
  const read = readPrefix(text, options);
  if (read.ok || !/\s/.test(text)) return read;
  // Space inside a number or an address is nobody's slip; there may be two prefixes in the text.
  const closed = text.replace(/^\s+|\s+$|\s*(\/)\s*/g, '$1');
  return refused('it contains white space', closed === text ? null : repaired(closed, options));
}

/** An IPv4 or IPv6 address without a length; `why` says what is wrong and `suggestion` what would be taken. */
export function parseAddress(text: string): Parsed<Address> {
  if (text.length > longest) return refused('it is too long', null);
  const trimmed = text.trim();
  if (trimmed !== text) {
    const inner = parseAddress(trimmed);
    return refused('it contains white space', inner.ok ? formatAddress(inner.value) : inner.suggestion);
  }
  const slash = text.indexOf('/');
  if (slash >= 0) {
    const inner = parseAddress(text.slice(0, slash));
    return refused('an address has no length', inner.ok ? formatAddress(inner.value) : inner.suggestion);
  }
  const address = readAddress(text);
  if (!address.ok && address.suggestion !== null) {
    const inner = parseAddress(address.suggestion);
    return refused(address.why, inner.ok ? formatAddress(inner.value) : inner.suggestion);
  }
  if (address.ok && isMapped(address.value)) return refused(mappedWhy, mappedText(address.value));
  return address;
}

function readPrefix(text: string, options: PrefixOptions): Parsed<Prefix> {
  const slash = text.indexOf('/');
  if (slash < 0) {
    const address = parseAddress(text);
    if (!address.ok) return refused(address.why, repairedAddress(address.suggestion, options));
    const { family } = address.value;
    const suggestion = `${formatAddress(address.value)}/${widthOf(family)}`;
    return refused(`it has no length; a single address is /${widthOf(family)}`, suggestion);
  }
  const [addressText, lengthText] = [text.slice(0, slash), text.slice(slash + 1)];
  const address = readAddress(addressText);
  if (!address.ok) {
    const suggestion = filledUp(addressText) ?? address.suggestion;
    return refused(address.why, suggestion === null ? null : repaired(`${suggestion}/${lengthText}`, options));
  }
  const length = readLength(lengthText, widthOf(address.value.family));
  if (!length.ok) {
    const suggestion = length.suggestion === null ? null : repaired(`${addressText}/${length.suggestion}`, options);
    return refused(length.why, suggestion);
  }
  if (isMapped(address.value)) {
    const inside = length.value >= 96 ? repaired(`${mappedText(address.value)}/${length.value - 96}`, options) : null;
    return refused(mappedWhy, inside);
  }
  const prefix = maskPrefix(address.value, length.value);
  if (options.hostBits !== 'mask' && !sameAddress(prefix, address.value)) {
    return refused(`bits are set after the first ${length.value}`, formatPrefix(prefix));
  }
  return { ok: true, value: prefix };
}

function readAddress(text: string): Parsed<Address> {
  if (text === '') return refused('the address is missing', null);
  return text.includes(':') ? readIpv6(text) : readIpv4(text);
}

/** A length in decimal. The suggestion, if any, is another text for the length. */
function readLength(text: string, width: 32 | 128): Parsed<number> {
  if (text === '') return refused('the length after the slash is missing', null);
  if (text.includes('/')) return refused('it has more than one slash', null);
  if (/^\d+$/.test(text)) {
    const length = Number(text);
    const range = `the length is 0 to ${width}`;
    if (length > width) return refused(`${range}, and this is ${shown(text)}`, null);
    if (text.length > 1 && text.startsWith('0')) return refused('the length has a leading zero', String(length));
    return { ok: true, value: length };
  }
  const mask = width === 32 ? readIpv4(text) : null;
  if (mask?.ok !== true) return refused(`${shown(text)} is not a length`, null);
  const length = maskLength(mask.value.a) ?? maskLength(~mask.value.a >>> 0);
  return refused(
    'the length is written as a netmask, not as a number of bits',
    length === null ? null : String(length),
  );
}

/** The number of leading ones of a netmask, null when a one follows a zero. */
function maskLength(mask: number): number | null {
  const length = Math.clz32(~mask);
  return maskPrefix({ family: 'ipv4', a: mask, b: 0, c: 0, d: 0 }, length).a === mask ? length : null;
}

/** `10` and `10.1` with the zeros that a reader of `10/8` has in mind, null for any other text. */
function filledUp(text: string): string | null {
  if (!/^\d{1,3}(\.\d{1,3}){0,2}$/.test(text)) return null;
  return text + '.0'.repeat(4 - text.split('.').length);
}

function sameAddress(p: Address, q: Address): boolean {
  return p.a === q.a && p.b === q.b && p.c === q.c && p.d === q.d;
}

/** IPv4-mapped, ::ffff:0:0/96 (RFC 4291 section 2.5.5.2). */
function isMapped({ family, a, b, c }: Address): boolean {
  return family === 'ipv6' && a === 0 && b === 0 && c === 0xffff;
}

function mappedText({ d }: Address): string {
  return formatAddress({ family: 'ipv4', a: d, b: 0, c: 0, d: 0 });
}

/** The canonical text of a repaired one: of two faults the second is repaired as well, or there is no suggestion. */
function repaired(text: string, options: PrefixOptions): string | null {
  const again = parsePrefix(text, options);
  return again.ok ? formatPrefix(again.value) : again.suggestion;
}

function repairedAddress(text: string | null, options: PrefixOptions): string | null {
  return text === null ? null : repaired(text, options);
}

function refused(why: string, suggestion: string | null): { ok: false; why: string; suggestion: string | null } {
  return { ok: false, why, suggestion };
}
