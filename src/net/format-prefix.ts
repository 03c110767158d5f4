/**
 * Addresses and prefixes to text: dotted decimal for IPv4, RFC 5952 for IPv6 (by ipaddr.js).
 * parse-prefix.ts reads back what this prints.
 */
import ipaddr from 'ipaddr.js';
import type { Address, Prefix } from './prefix.ts';

/** An address as text: dotted decimal, or IPv6 as RFC 5952 writes it. */
export function formatAddress(address: Address): string {
  const { a, b, c, d } = address;
  if (address.family === 'ipv4') return formatIpv4(a);
  const groups = [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff, c >>> 16, c & 0xffff, d >>> 16, d & 0xffff];
  return new ipaddr.IPv6(groups).toRFC5952String();
}

/** A prefix as text, in CIDR notation. */
export function formatPrefix(prefix: Prefix): string {
  return `${formatAddress(prefix)}/${prefix.length}`;
}

function formatIpv4(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`;
}
