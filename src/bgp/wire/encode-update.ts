/** Writes an UPDATE, and packs the announcement of many prefixes into as few as hold them. */
import type { Address, Prefix } from '../../net/prefix.ts';
import type { PathAttributes } from '../attributes.ts';
import type { Attribute } from './attribute.ts';
import { extendedLengthBit } from './attribute.ts';
import { rowOf } from './attribute-rows.ts';
import { uint16Bytes } from './integers.ts';
import { wireAttributesOf } from './path-attributes.ts';
import { encodePrefixes } from './prefix-bytes.ts';
import type { Update } from './update.ts';

/** The body, without the header. */
export function encodeUpdateBody({ withdrawn, attributes, announced }: Update): number[] {
  const gone = encodePrefixes(withdrawn);
  const path = encodeAttributes(attributes);
  return [...uint16Bytes(gone.length), ...gone, ...uint16Bytes(path.length), ...path, ...encodePrefixes(announced)];
}

export function encodeAttributes(attributes: readonly Attribute[]): number[] {
  return attributes.flatMap(encodeAttribute);
}

function encodeAttribute(attribute: Attribute): number[] {
  const { code, flags, value } = numbered(attribute);
  return value.length > 255
    ? [flags | extendedLengthBit, code, ...uint16Bytes(value.length), ...value]
    : [flags, code, value.length, ...value];
}

function numbered(attribute: Attribute): { code: number; flags: number; value: ArrayLike<number> & Iterable<number> } {
  if (attribute.kind === 'other') return attribute;
  const row = rowOf(attribute.kind);
  return { code: row.code, flags: row.flags, value: row.encode(attribute) };
}

/**
 * What a message holds beside the attributes: 4096 octets less header, the two lengths and an MP
 * attribute's own head with its next hop.
 */
const roomForPrefixes = 4096 - 19 - 4 - 45;

/** Announces prefixes of one family; the next hop is of the same. */
export function announce(prefixes: readonly Prefix[], path: PathAttributes, nextHop: Address): Update[] {
  const attributes = wireAttributesOf(path, nextHop);
  const room = roomForPrefixes - encodeAttributes(attributes).length;
  return inChunks(prefixes, room).map((announced) =>
    nextHop.family === 'ipv4'
      ? { kind: 'update', withdrawn: [], attributes, announced }
      : {
          kind: 'update',
          withdrawn: [],
          // RFC 7606 section 5.1: first of all, so that it is found whatever comes after.
          attributes: [{ kind: 'mpReach', family: nextHop.family, nextHop, linkLocal: null, announced }, ...attributes],
          announced: [],
        },
  );
}

/** Withdraws prefixes of either family. */
export function withdraw(prefixes: readonly Prefix[]): Update[] {
  const old = inChunks(
    prefixes.filter(({ family }) => family === 'ipv4'),
    roomForPrefixes,
  );
  const multiprotocol = inChunks(
    prefixes.filter(({ family }) => family === 'ipv6'),
    roomForPrefixes,
  );
  return [
    ...old.map((withdrawn): Update => ({ kind: 'update', withdrawn, attributes: [], announced: [] })),
    ...multiprotocol.map((withdrawn): Update => ({
      kind: 'update',
      withdrawn: [],
      attributes: [{ kind: 'mpUnreach', family: 'ipv6', withdrawn }],
      announced: [],
    })),
  ];
}

function inChunks(prefixes: readonly Prefix[], room: number): Prefix[][] {
  const chunks: Prefix[][] = [];
  let left = 0;
  for (const prefix of prefixes) {
    const octets = 1 + ((prefix.length + 7) >>> 3);
    if (octets > left) {
      chunks.push([]);
      left = room;
    }
    chunks.at(-1)?.push(prefix);
    left -= octets;
  }
  return chunks;
}
