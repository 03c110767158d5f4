/**
 * Laws of the wire: what is written reads back the same; any bytes at all, lying lengths included, are
 * answered and never thrown at; how TCP cuts the stream is of no weight; what reads without fault is
 * written to something that reads the same.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Origin } from '../../src/bgp/attributes.ts';
import { notificationCodes } from '../../src/bgp/notification.ts';
import type { AsPathSegment, Attribute } from '../../src/bgp/wire/attribute.ts';
import { attributeRows } from '../../src/bgp/wire/attribute-rows.ts';
import { decodeMessage, encodeMessage, type Message } from '../../src/bgp/wire/message.ts';
import { MessageStream } from '../../src/bgp/wire/message-stream.ts';
import { routeChanges } from '../../src/bgp/wire/update.ts';
import { decodePrefixes, encodePrefixes } from '../../src/bgp/wire/prefix-bytes.ts';
import { type Address, type Family, type Prefix, widthOf } from '../../src/net/prefix.ts';
import { addressArbitrary, familyArbitrary, prefixArbitrary } from '../arbitraries/prefix.ts';

const uint32 = fc.oneof(fc.constantFrom(0, 1, 0xffff, 0x10000, 0xffffffff), fc.integer({ min: 0, max: 0xffffffff }));
const uint16 = fc.integer({ min: 0, max: 0xffff });
const uint8 = fc.integer({ min: 0, max: 255 });
const bytes = (most: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength: most });

const segment = fc.record<AsPathSegment>({
  kind: fc.constantFrom('sequence', 'set', 'confederationSequence', 'confederationSet'),
  asns: fc.oneof(
    fc.array(uint32, { minLength: 1, maxLength: 6 }),
    fc.array(uint32, { minLength: 255, maxLength: 255 }),
  ),
});

const prefixes = (family: Family, most = 20) => fc.array(prefixArbitrary(family), { maxLength: most });

const linkLocalArbitrary = (family: Family): fc.Arbitrary<Address | null> =>
  family === 'ipv6' ? fc.option(addressArbitrary(family)) : fc.constant(null);

const mpReach: fc.Arbitrary<Attribute> = familyArbitrary.chain((family) =>
  fc.record({
    kind: fc.constant('mpReach' as const),
    family: fc.constant(family),
    nextHop: addressArbitrary(family),
    linkLocal: linkLocalArbitrary(family),
    announced: prefixes(family),
  }),
);
const mpUnreach: fc.Arbitrary<Attribute> = familyArbitrary.chain((family) =>
  fc.record({ kind: fc.constant('mpUnreach' as const), family: fc.constant(family), withdrawn: prefixes(family) }),
);
const known = new Set(attributeRows.map(({ code }) => code));
const other: fc.Arbitrary<Attribute> = fc.record({
  kind: fc.constant('other' as const),
  code: uint8.filter((code) => !known.has(code)),
  flags: fc.constantFrom(0x80, 0xc0, 0xe0),
  value: bytes(300),
});

const mandatory: fc.Arbitrary<Attribute[]> = fc
  .tuple(
    fc.constantFrom<Origin>('igp', 'egp', 'incomplete'),
    fc.array(segment, { maxLength: 2 }),
    addressArbitrary('ipv4'),
    uint32,
  )
  .map(([origin, segments, address, localPreference]) => [
    { kind: 'origin', origin },
    { kind: 'asPath', segments },
    { kind: 'nextHop', address },
    { kind: 'localPreference', localPreference },
  ]);

const optional: fc.Arbitrary<Attribute>[] = [
  uint32.map((med) => ({ kind: 'med', med })),
  fc.constant({ kind: 'atomicAggregate' }),
  fc.record({ kind: fc.constant('aggregator' as const), asn: uint32, address: addressArbitrary('ipv4') }),
  fc.array(uint32, { minLength: 1, maxLength: 70 }).map((communities) => ({ kind: 'communities', communities })),
  mpReach,
  mpUnreach,
  other,
];

const update: fc.Arbitrary<Message> = fc
  .tuple(prefixes('ipv4'), mandatory, fc.tuple(...optional.map((one) => fc.option(one))), prefixes('ipv4'))
  .map(([withdrawn, must, may, announced]) => ({
    kind: 'update',
    withdrawn,
    attributes: [...must, ...may.filter((attribute) => attribute !== null)],
    announced,
  }));

const open: fc.Arbitrary<Message> = fc
  .record({
    kind: fc.constant('open' as const),
    asn: uint32,
    holdTimeSeconds: uint16,
    bgpId: uint32,
    families: fc.uniqueArray(familyArbitrary),
    routeRefresh: fc.boolean(),
    fourOctetAsn: fc.boolean(),
    otherCapabilities: fc.array(
      fc.record({ code: uint8.filter((code) => ![1, 2, 65].includes(code)), value: bytes(200) }),
      { maxLength: 4 },
    ),
  })
  // A number that needs the capability comes with it.
  .map((value) => ({ ...value, fourOctetAsn: value.fourOctetAsn || value.asn > 0xffff }));

const message: fc.Arbitrary<Message> = fc.oneof(
  { weight: 4, arbitrary: update },
  { weight: 2, arbitrary: open },
  { weight: 1, arbitrary: fc.constant<Message>({ kind: 'keepalive' }) },
  fc
    .record({ code: uint8, subcode: uint8, data: bytes(60) })
    .map((notification): Message => ({ kind: 'notification', notification })),
  fc.record({ kind: fc.constant('routeRefresh' as const), afi: uint16, safi: uint8, subtype: uint8 }),
);

/** A message with some octets overwritten: mostly right, so that the readers get deep, with lengths that lie. */
const mangled = fc
  .tuple(message, fc.array(fc.tuple(fc.nat(), uint8), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([value, changes, cut]) => {
    const encoded = encodeMessage(value);
    const changed = cut ? encoded.slice(0, 19 + Math.floor((encoded.length - 19) / 2)) : encoded;
    // What is under test is the body: the header stays, with the length of what is left.
    for (const [at, octet] of changes) {
      if (changed.length > 19) changed[19 + (at % (changed.length - 19))] = octet;
    }
    changed[16] = changed.length >> 8;
    changed[17] = changed.length & 255;
    return changed;
  });

const anything = fc.oneof(
  bytes(80),
  mangled,
  // A good header before anything.
  fc.tuple(fc.integer({ min: 1, max: 5 }), bytes(80)).map(([type, body]) => {
    const length = 19 + body.length;
    return Uint8Array.from([...new Uint8Array(16).fill(255), length >> 8, length & 255, type, ...body]);
  }),
);

describe('the wire', () => {
  test('reads back what it wrote', () => {
    fc.assert(
      fc.property(message, (value) => {
        expect(decodeMessage(encodeMessage(value), 'internal')).toEqual({ ok: true, message: value, faults: [] });
      }),
    );
  });

  test('answers any bytes, and an error is a NOTIFICATION that RFC 4271 knows', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom('internal' as const, 'external' as const), (input, peerType) => {
        const before = input.slice();
        const decoded = decodeMessage(input, peerType);
        expect(input).toEqual(before);
        if (decoded.ok) {
          if (decoded.message.kind === 'update') routeChanges(decoded.message, decoded.faults);
          return;
        }
        const { code, subcode } = decoded.error.notification;
        const row = notificationCodes.find((candidate) => candidate.code === code);
        expect(row).toBeDefined();
        expect(subcode === 0 || row?.subcodes.some((candidate) => candidate.subcode === subcode)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('writes what it read without fault to bytes that read the same', () => {
    fc.assert(
      fc.property(anything, (input) => {
        const first = decodeMessage(input, 'internal');
        if (!first.ok || first.faults.length > 0) return;
        expect(decodeMessage(encodeMessage(first.message), 'internal')).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });

  test('withdraws every prefix it can name when an UPDATE is at fault, and announces none', () => {
    fc.assert(
      fc.property(update, fc.constantFrom('origin', 'asPath', 'localPreference'), (value, dropped) => {
        if (value.kind !== 'update') return;
        const less: Message = { ...value, attributes: value.attributes.filter(({ kind }) => kind !== dropped) };
        const decoded = decodeMessage(encodeMessage(less), 'internal');
        if (!decoded.ok || decoded.message.kind !== 'update') throw new Error('an UPDATE at fault ended the session');
        const reach = value.attributes.find((attribute) => attribute.kind === 'mpReach');
        const unreach = value.attributes.find((attribute) => attribute.kind === 'mpUnreach');
        const all = [...value.announced, ...(reach?.announced ?? [])];
        const changes = routeChanges(decoded.message, decoded.faults);
        if (value.announced.length === 0 && reach === undefined) {
          expect(decoded.faults).toEqual([]);
          return;
        }
        expect(changes.announced).toEqual([]);
        expect(new Set(changes.withdrawn.map((p) => JSON.stringify(p)))).toEqual(
          new Set([...all, ...value.withdrawn, ...(unreach?.withdrawn ?? [])].map((p) => JSON.stringify(p))),
        );
      }),
    );
  });
});

/** Slow and plain: every octet as eight digits, cut by the lengths; null as soon as anything does not fit. */
function plainPrefixes(field: Uint8Array, width: number): string[] | null {
  let digits = Array.from(field, (octet) => octet.toString(2).padStart(8, '0')).join('');
  const found: string[] = [];
  while (digits !== '') {
    const length = Number.parseInt(digits.slice(0, 8), 2);
    const padded = Math.ceil(length / 8) * 8;
    if (length > width || digits.length < 8 + padded) return null;
    found.push(digits.slice(8, 8 + length));
    digits = digits.slice(8 + padded);
  }
  return found;
}

const digitsOf = ({ a, b, c, d, length, family }: Prefix): string =>
  (family === 'ipv4' ? [a] : [a, b, c, d])
    .map((word) => word.toString(2).padStart(32, '0'))
    .join('')
    .slice(0, length);

describe('prefixes', () => {
  test('are cut from any octets as a plain reader cuts them', () => {
    const lengthThenOctets = fc
      .tuple(fc.integer({ min: 0, max: 34 }), bytes(5))
      .map(([length, rest]) => [length, ...rest]);
    const field = fc.oneof(
      fc.array(lengthThenOctets, { maxLength: 4 }).map((parts) => Uint8Array.from(parts.flat())),
      fc
        .tuple(
          familyArbitrary.chain((family) => prefixes(family, 6)),
          fc.nat(3),
        )
        .map(([list, lost]) => {
          const whole = encodePrefixes(list);
          return Uint8Array.from(whole.slice(0, Math.max(0, whole.length - lost)));
        }),
    );
    fc.assert(
      fc.property(field, familyArbitrary, (input, family) => {
        const read = decodePrefixes(input, family);
        expect(read?.map(digitsOf) ?? null).toEqual(plainPrefixes(input, widthOf(family)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a stream', () => {
  test('gives the same messages however it is cut, and nothing after a broken header', () => {
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (messages, sizes, broken) => {
          const encoded = messages.map(encodeMessage);
          const tail = broken ? [new Uint8Array(19), encodeMessage({ kind: 'keepalive' })] : [];
          const all = Buffer.concat([...encoded, ...tail]);
          const stream = new MessageStream();
          const frames = [];
          for (let at = 0, i = 0; at < all.length; i++) {
            const size = sizes[i % sizes.length] as number;
            const chunk = Uint8Array.from(all.subarray(at, at + size));
            frames.push(...stream.push(chunk));
            // The buffer may be used again by whoever handed it in.
            chunk.fill(0);
            at += size;
          }
          expect(frames.flatMap((frame) => (frame.ok ? [Uint8Array.from(frame.bytes)] : []))).toEqual(encoded);
          expect(frames.filter((frame) => !frame.ok).length).toBe(broken ? 1 : 0);
        },
      ),
    );
  });
});
