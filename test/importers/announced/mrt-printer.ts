/** Writes MRT (RFC 6396, RFC 8050) with the attribute encoders of bgp/wire; the rest is laid out here by hand. */
import { encodeAttributes, encodeUpdateBody } from '../../../src/bgp/wire/encode-update.ts';
import { encodePrefix, encodePrefixes } from '../../../src/bgp/wire/prefix-bytes.ts';
import { wireAttributesOf } from '../../../src/bgp/wire/path-attributes.ts';
import type { Address, Prefix } from '../../../src/net/prefix.ts';
import type { Route } from './printers.ts';

const u16 = (value: number): number[] => [value >>> 8, value & 255];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];

export function mrtRecord(type: number, subtype: number, body: readonly number[]): number[] {
  return [...u32(1_700_000_000), ...u16(type), ...u16(subtype), ...u32(body.length), ...body];
}

const nextHop4: Address = { family: 'ipv4', a: 0xc0000209, b: 0, c: 0, d: 0 };
const nextHop6: Address = { family: 'ipv6', a: 0x20010db8, b: 0, c: 0, d: 9 };

/** As a table has them: for IPv6, MP_REACH_NLRI is cut down to the length of the next hop and the next hop. */
function tableAttributes({ prefix, asPath, origin, med, communities }: Route, path = asPath): number[] {
  const attributes = wireAttributesOf(
    { asPath: path, origin, med, communities, localPreference: null },
    prefix.family === 'ipv4' ? nextHop4 : nextHop6,
  );
  const bytes = encodeAttributes(attributes);
  return prefix.family === 'ipv4'
    ? bytes
    : [...bytes, 0x80, 14, 17, 16, 0x20, 1, 0x0d, 0xb8, ...Array.from({ length: 12 }, () => 1)];
}

/** TABLE_DUMP_V2 of two peers; the decoy is the second one's, with a path that is longer by one. */
export function printTableDump(routes: readonly Route[], pathIds: boolean): Uint8Array {
  const peer = (last: number): number[] => [2, ...u32(0x0a000001), 192, 0, 2, last, ...u32(65000 + last)];
  const index = mrtRecord(13, 1, [
    ...u32(0x0a000001),
    ...u16(4),
    118,
    105,
    101,
    119,
    ...u16(2),
    ...peer(1),
    ...peer(2),
  ]);
  const entry = (number: number, attributes: readonly number[]): number[] => [
    ...u16(number),
    ...u32(1_600_000_000),
    ...(pathIds ? u32(7) : []),
    ...u16(attributes.length),
    ...attributes,
  ];
  const records = routes.flatMap((route, i) => {
    const entries = [entry(0, tableAttributes(route))];
    if (route.decoy !== null) entries.unshift(entry(1, tableAttributes(route, [...route.asPath, 65535])));
    const family = route.prefix.family === 'ipv4' ? 2 : 4;
    const body = [...u32(i), ...encodePrefix(route.prefix), ...u16(entries.length), ...entries.flat()];
    return mrtRecord(13, family + (pathIds ? 6 : 0), body);
  });
  return Uint8Array.from([...index, ...records]);
}

/** BGP4MP messages of one peer: what is a decoy is announced first and then replaced. */
export function printUpdates(routes: readonly Route[], withdrawn: readonly Prefix[], extended: boolean): Uint8Array {
  const out: number[] = [];
  const send = (body: readonly number[]): void => {
    const message = [...Array.from({ length: 16 }, () => 255), ...u16(19 + body.length), 2, ...body];
    const peers = [...u32(65001), ...u32(65000), ...u16(0), ...u16(1), 192, 0, 2, 1, 192, 0, 2, 2];
    const record = [...(extended ? u32(123_456) : []), ...peers, ...message];
    out.push(...mrtRecord(extended ? 17 : 16, 4, record));
  };
  const announce = ({ prefix, origin, med, communities }: Route, path: readonly number[]): void => {
    const nextHop = prefix.family === 'ipv4' ? nextHop4 : nextHop6;
    const attributes = wireAttributesOf({ asPath: path, origin, med, communities, localPreference: null }, nextHop);
    if (prefix.family === 'ipv6')
      attributes.push({ kind: 'mpReach', family: 'ipv6', nextHop, linkLocal: null, announced: [prefix] });
    send(
      encodeUpdateBody({
        kind: 'update',
        withdrawn: [],
        attributes,
        announced: prefix.family === 'ipv4' ? [prefix] : [],
      }),
    );
  };
  for (const route of routes) if (route.decoy !== null) announce(route, route.decoy);
  for (const prefix of withdrawn) {
    const plain: Route = { prefix, asPath: [65001], origin: 'igp', med: null, communities: [], decoy: null };
    announce(plain, plain.asPath);
    if (prefix.family === 'ipv4') send([...u16(encodePrefix(prefix).length), ...encodePrefix(prefix), 0, 0]);
    else {
      const value = [0, 2, 1, ...encodePrefixes([prefix])];
      send([0, 0, ...u16(value.length + 3), 0x80, 15, value.length, ...value]);
    }
  }
  for (const route of routes) announce(route, route.asPath);
  return Uint8Array.from(out);
}
