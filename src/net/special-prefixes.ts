/**
 * The blocks with a meaning of their own, and a prefix described for people. Classification is by
 * ipaddr.js and ranges are by ip-cidr: this is an edge for messages and rules, not for hot loops.
 */
import ipaddr from 'ipaddr.js';
import IPCIDR from 'ip-cidr';
import { formatAddress, formatPrefix } from './format-prefix.ts';
import { lastAddress, type Address, type Prefix } from './prefix.ts';

/** RFC 1918. */
export function isPrivate(target: Prefix | Address): boolean {
  return liesIn(target, 'private');
}

/** RFC 6598, 100.64.0.0/10. */
export function isSharedAddressSpace(target: Prefix | Address): boolean {
  return liesIn(target, 'carrierGradeNat');
}

/** RFC 3927, 169.254.0.0/16, and RFC 4291 section 2.5.6, fe80::/10. */
export function isLinkLocal(target: Prefix | Address): boolean {
  return liesIn(target, 'linkLocal');
}

/** RFC 4193, fc00::/7. */
export function isUniqueLocal(target: Prefix | Address): boolean {
  return liesIn(target, 'uniqueLocal');
}

/** The first and last address as text, and how many there are. */
export function describePrefix(prefix: Prefix): { first: string; last: string; count: bigint } {
  const range = new IPCIDR(formatPrefix(prefix));
  const [first, last] = range.toRange<string>();
  return { first: shortened(first), last: shortened(last), count: BigInt(range.size.toString()) };
}

type Range = ReturnType<ipaddr.IPv4['range']> | ReturnType<ipaddr.IPv6['range']>;

/** Each of these blocks is whole CIDR blocks, so a prefix with both ends inside is inside all through. */
function liesIn(target: Prefix | Address, range: Range): boolean {
  return rangeOf(target) === range && (!('length' in target) || rangeOf(lastAddress(target)) === range);
}

function rangeOf(address: Address): Range {
  return ipaddr.parse(formatAddress(address)).range();
}

/** ip-cidr writes IPv6 out in full. */
function shortened(text: string): string {
  return text.includes(':') ? ipaddr.IPv6.parse(text).toRFC5952String() : text;
}
