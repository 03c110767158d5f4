/**
 * Tables in MRT: TABLE_DUMP_V2 with its index of peers (RFC 6396 section 4.3, RFC 8050 section 4) and the
 * older TABLE_DUMP (section 4.2). Of the entries of several peers the one with the shortest AS path is
 * taken, unless one peer is asked for. A dump that begins anew replaces the one before.
 */
import { readUint16 } from '../../bgp/wire/integers.ts';
import { decodeAddress, decodePrefixes } from '../../bgp/wire/prefix-bytes.ts';
import { formatAddress } from '../../net/format-prefix.ts';
import { maskPrefix, widthOf, type Family } from '../../net/prefix.ts';
import type { AnnouncedReading } from './announced-format.ts';
import { aversionTo, decodeTableAttributes, type AsOctets } from './mrt-attributes.ts';
import type { RouteGroup } from './route-collector.ts';

/** A record, and where it stands in the file. */
export interface MrtRecord {
  readonly type: number;
  readonly subtype: number;
  readonly body: Uint8Array;
  /** Of the body, in bytes from the beginning of the file. */
  readonly offset: number;
}

/** What is wrong with a record, and where in its body. */
export interface MrtFault {
  readonly message: string;
  readonly at: number;
}

/** Attributes that are met again and again are decoded once, as long as they fit here. */
const mostRemembered = 1 << 19;

export class MrtTableDump {
  readonly #reading: AnnouncedReading;
  readonly #latin1 = new TextDecoder('latin1');
  #groups = new Map<string, RouteGroup | string>();
  /** Of the last index; null before the first. */
  #peers: readonly string[] | null = null;
  #isWanted: readonly boolean[] = [];
  readonly #seenPeers = new Set<string>();

  constructor(reading: AnnouncedReading) {
    this.#reading = reading;
  }

  /** All peers of the file. */
  readonly known = new Set<string>();

  /** The peers of which routes are taken. */
  get peers(): ReadonlySet<string> {
    return this.#seenPeers;
  }

  readIndex({ body }: MrtRecord): MrtFault | null {
    const short = { message: 'the index of peers is cut short', at: 0 };
    if (body.length < 8) return short;
    const countAt = 6 + readUint16(body, 4);
    if (countAt + 2 > body.length) return { message: 'the name of the view is longer than the record', at: 4 };
    const count = readUint16(body, countAt);
    const peers: string[] = [];
    let at = countAt + 2;
    for (let i = 0; i < count; i++) {
      const type = body[at] ?? 0;
      const family: Family = (type & 1) === 0 ? 'ipv4' : 'ipv6';
      const end = at + 5 + widthOf(family) / 8 + ((type & 2) === 0 ? 2 : 4);
      if (end > body.length) return { message: `the index says ${count} peers and ends within number ${i + 1}`, at };
      peers.push(formatAddress(decodeAddress(body, at + 5, family)));
      at = end;
    }
    if (this.#peers !== null) {
      this.#reading.note('an earlier table in the same file is left out');
      this.#reading.routes.clear();
      this.#seenPeers.clear();
    }
    this.#peers = peers;
    for (const peer of peers) this.known.add(peer);
    this.#isWanted = peers.map((peer) => this.#reading.peer === null || this.#reading.peer === peer);
    return null;
  }

  readRib({ body }: MrtRecord, family: Family, hasPathIds: boolean): MrtFault | null {
    if (this.#peers === null) return { message: 'there is no index of peers before this', at: 0 };
    const length = body[4] ?? Infinity;
    const prefixEnd = 5 + ((length + 7) >>> 3);
    if (length > widthOf(family)) return { message: `a prefix length of ${length} is wrong`, at: 4 };
    if (!(prefixEnd + 2 <= body.length)) return { message: 'the record ends within its prefix', at: 4 };
    const count = readUint16(body, prefixEnd);
    const headLength = hasPathIds ? 12 : 8;
    let at = prefixEnd + 2;
    let best = Infinity;
    let bestPeer = Infinity;
    let bestFrom = -1;
    let bestTo = -1;
    for (let i = 0; i < count; i++) {
      const from = at + headLength;
      const to = from <= body.length ? from + readUint16(body, from - 2) : Infinity;
      if (to > body.length) return { message: `the record says ${count} entries and ends within number ${i + 1}`, at };
      const peer = readUint16(body, at);
      at = to;
      if (peer >= this.#peers.length)
        return { message: `there is no peer number ${peer} in the index`, at: from - headLength };
      if (this.#isWanted[peer] !== true) continue;
      this.#seenPeers.add(this.#peers[peer]!);
      const aversion = count === 1 ? 0 : aversionTo(body, from, to, 4);
      if (bestFrom >= 0 && (aversion > best || (aversion === best && peer >= bestPeer))) continue;
      [best, bestPeer, bestFrom, bestTo] = [aversion, peer, from, to];
    }
    if (at !== body.length) return { message: `${body.length - at} bytes are left over after the entries`, at };
    if (bestFrom < 0) return null;
    const group = this.#groupOf(body.subarray(bestFrom, bestTo), 4);
    if (typeof group === 'string') return { message: `the attributes are malformed: ${group}`, at: bestFrom };
    if (family === 'ipv4') {
      const word =
        (((body[5] ?? 0) << 24) |
          (octet(body, 6, prefixEnd) << 16) |
          (octet(body, 7, prefixEnd) << 8) |
          octet(body, 8, prefixEnd)) >>>
        0;
      const host = length === 0 ? 0xffffffff : length === 32 ? 0 : 0xffffffff >>> length;
      this.#reading.routes.addIpv4(length === 0 ? 0 : (word & ~host) >>> 0, length, group);
    } else {
      const [prefix] = decodePrefixes(body.subarray(4, prefixEnd), family)!;
      this.#reading.routes.add(prefix!, group, true);
    }
    return null;
  }

  /** TABLE_DUMP has a record for each route, and AS numbers of two octets. */
  readOldEntry({ body }: MrtRecord, family: Family): MrtFault | null {
    const width = widthOf(family) / 8;
    const attributesAt = 4 + width + 6 + width + 4;
    if (body.length < attributesAt) return { message: 'the record is cut short', at: 0 };
    const end = attributesAt + readUint16(body, attributesAt - 2);
    if (end !== body.length)
      return { message: 'the length of the attributes is not that of the record', at: attributesAt - 2 };
    const length = body[4 + width] as number;
    if (length > widthOf(family)) return { message: `a prefix length of ${length} is wrong`, at: 4 + width };
    const peer = formatAddress(decodeAddress(body, 4 + width + 6, family));
    this.known.add(peer);
    if (this.#reading.peer !== null && this.#reading.peer !== peer) return null;
    this.#seenPeers.add(peer);
    const group = this.#groupOf(body.subarray(attributesAt), 2);
    if (typeof group === 'string') return { message: `the attributes are malformed: ${group}`, at: attributesAt };
    this.#reading.routes.add(maskPrefix(decodeAddress(body, 4, family), length), group, true);
    return null;
  }

  #groupOf(attributes: Uint8Array, octets: AsOctets): RouteGroup | string {
    const key = this.#latin1.decode(attributes);
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const decoded = decodeTableAttributes(attributes, octets, this.#reading);
    const group = typeof decoded === 'string' ? decoded : this.#reading.routes.groupOf(decoded);
    if (this.#groups.size >= mostRemembered) this.#groups = new Map();
    this.#groups.set(key, group);
    return group;
  }
}

function octet(bytes: Uint8Array, at: number, end: number): number {
  return at < end ? (bytes[at] as number) : 0;
}
