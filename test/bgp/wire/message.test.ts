/** Messages typed by hand from the figures of RFC 4271 section 4, read and written; and each fault's NOTIFICATION. */
import { describe, expect, test } from 'vitest';
import { plainAttributes } from '../../../src/bgp/attributes.ts';
import { maximumPrefixesReached } from '../../../src/bgp/notification.ts';
import type { PeerType } from '../../../src/bgp/wire/decode-update.ts';
import { announce, withdraw } from '../../../src/bgp/wire/encode-update.ts';
import { decodeMessage, encodeMessage, type Message } from '../../../src/bgp/wire/message.ts';
import { routeChanges } from '../../../src/bgp/wire/update.ts';
import { formatPrefix } from '../../../src/net/format-prefix.ts';
import { parseAddress, parsePrefix } from '../../../src/net/parse-prefix.ts';
import type { Address, Prefix } from '../../../src/net/prefix.ts';

const prefix = (text: string): Prefix => {
  const parsed = parsePrefix(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.value;
};
const address = (text: string): Address => {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.value;
};

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(/\s+/g, ''), 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Header and body, with the right length. */
function message(type: number, body: string): Uint8Array {
  const rest = bytesOf(body);
  const length = 19 + rest.length;
  return Uint8Array.from([...new Uint8Array(16).fill(255), length >> 8, length & 255, type, ...rest]);
}

/** UPDATE of hex parts, with right lengths. */
function update(withdrawn: string, attributes: string, announced: string): Uint8Array {
  const size = (hex: string): string => bytesOf(hex).length.toString(16).padStart(4, '0');
  return message(2, size(withdrawn) + withdrawn + size(attributes) + attributes + announced);
}

const origin = '40 01 01 00';
const asPath = '40 02 06 0201 0000fde8';
const nextHop = '40 03 04 c0000201';
const mandatory = `${origin} ${asPath} ${nextHop}`;

describe('as the RFC draws them', () => {
  const cases: [string, Uint8Array, Message][] = [
    ['KEEPALIVE', message(4, ''), { kind: 'keepalive' }],
    [
      'OPEN with IPv4, IPv6, route refresh and an AS number of four octets',
      message(1, '04 5ba0 001e 0aff0002 1a 02 18 0104 0001 00 01 0104 0002 00 01 0200 4104 fbf1f2f3 4002 0078'),
      {
        kind: 'open',
        asn: 0xfbf1f2f3,
        holdTimeSeconds: 30,
        bgpId: 0x0aff0002,
        families: ['ipv4', 'ipv6'],
        routeRefresh: true,
        fourOctetAsn: true,
        otherCapabilities: [{ code: 64, value: bytesOf('0078') }],
      },
    ],
    [
      'OPEN without parameters',
      message(1, '04 fde8 00b4 01020304 00'),
      {
        kind: 'open',
        asn: 65000,
        holdTimeSeconds: 180,
        bgpId: 0x01020304,
        families: [],
        routeRefresh: false,
        fourOctetAsn: false,
        otherCapabilities: [],
      },
    ],
    [
      'NOTIFICATION for 101 prefixes',
      message(3, '06 01 0001 01 00000064'),
      { kind: 'notification', notification: maximumPrefixesReached('ipv4', 100) },
    ],
    ['ROUTE-REFRESH', message(5, '0002 00 01'), { kind: 'routeRefresh', afi: 2, safi: 1, subtype: 0 }],
    [
      'UPDATE',
      update(
        '18 0a0102 00',
        `${origin} 40 02 10 0202 0000fde8 00010000 0101 00000007 ${nextHop} 80 04 04 00000064 40 06 00
         c0 07 08 0000fde8 01020304 c0 08 08 fde80001 ffffff01`,
        '10 0a02 20 c0000263',
      ),
      {
        kind: 'update',
        withdrawn: [prefix('10.1.2.0/24'), prefix('0.0.0.0/0')],
        attributes: [
          { kind: 'origin', origin: 'igp' },
          {
            kind: 'asPath',
            segments: [
              { kind: 'sequence', asns: [65000, 65536] },
              { kind: 'set', asns: [7] },
            ],
          },
          { kind: 'nextHop', address: address('192.0.2.1') },
          { kind: 'med', med: 100 },
          { kind: 'atomicAggregate' },
          { kind: 'aggregator', asn: 65000, address: address('1.2.3.4') },
          { kind: 'communities', communities: [0xfde80001, 0xffffff01] },
        ],
        announced: [prefix('10.2.0.0/16'), prefix('192.0.2.99/32')],
      },
    ],
    [
      'UPDATE for IPv6, with two next hops',
      update(
        '',
        `80 0e 2d 0002 01 20 20010db8000000000000000000000001 fe800000000000000000000000000001 00
           30 20010db80001 00 ${origin} ${asPath} 80 0f 04 0002 01 00`,
        '',
      ),
      {
        kind: 'update',
        withdrawn: [],
        attributes: [
          {
            kind: 'mpReach',
            family: 'ipv6',
            nextHop: address('2001:db8::1'),
            linkLocal: address('fe80::1'),
            announced: [prefix('2001:db8:1::/48'), prefix('::/0')],
          },
          { kind: 'origin', origin: 'igp' },
          { kind: 'asPath', segments: [{ kind: 'sequence', asns: [65000] }] },
          { kind: 'mpUnreach', family: 'ipv6', withdrawn: [prefix('::/0')] },
        ],
        announced: [],
      },
    ],
  ];
  test.each(cases)('%s', (_, bytes, value) => {
    expect(decodeMessage(bytes, 'external')).toEqual({ ok: true, message: value, faults: [] });
    expect(hexOf(encodeMessage(value))).toBe(hexOf(bytes));
  });

  test('the longer form of optional parameters (RFC 9072) is read', () => {
    const long = decodeMessage(message(1, '04 fde8 001e 01020304 ff ff 0009 02 0006 4104 0000fde8'), 'external');
    expect(long).toMatchObject({ ok: true, message: { fourOctetAsn: true, asn: 65000 } });
  });
});

describe('a fault that ends the session knows its NOTIFICATION', () => {
  const header = (marker: number, length: number, type: number): Uint8Array =>
    Uint8Array.from([marker, ...new Uint8Array(15).fill(255), length >> 8, length & 255, type]);
  const cases: [string, Uint8Array, string][] = [
    ['marker', header(254, 19, 4), '1/1 '],
    ['length under a header', header(255, 18, 4), '1/2 0012'],
    ['length over 4096', header(255, 4097, 2), '1/2 1001'],
    ['length of KEEPALIVE', message(4, '00'), '1/2 0014'],
    ['length of OPEN', message(1, '04'), '1/2 0014'],
    ['length of UPDATE', message(2, '000000'), '1/2 0016'],
    ['length of NOTIFICATION', message(3, '06'), '1/2 0014'],
    ['type', message(6, ''), '1/3 06'],
    ['version', message(1, '03 fde8 001e 01020304 00'), '2/1 0004'],
    ['optional parameter', message(1, '04 fde8 001e 01020304 03 01 01 00'), '2/4 '],
    ['lengths in OPEN', message(1, '04 fde8 001e 01020304 04 02 04 4102'), '2/0 '],
    ['a capability longer than its parameter', message(1, '04 fde8 001e 01020304 04 02 02 4104'), '2/0 '],
    ['length of a capability', message(1, '04 fde8 001e 01020304 05 02 03 4101 01'), '2/0 '],
    ['withdrawn routes longer than the UPDATE', message(2, '0001 0000'), '3/1 '],
    ['attributes longer than the UPDATE', message(2, '0000 0001'), '3/1 '],
    ['a prefix of 33 bits', update('', mandatory, '21 0a00000000'), '3/10 '],
    ['a prefix cut short', update('', mandatory, '18 0a00'), '3/10 '],
    ['a withdrawn prefix cut short', update('18 0a00', '', ''), '3/10 '],
    ['an unknown well-known attribute', update('', `${mandatory} 40 63 01 07`, '08 0a'), '3/2 40630107'],
    ['MP_REACH_NLRI twice', update('', '80 0f 03 000201 80 0f 03 000201', ''), '3/1 '],
    [
      'MP_REACH_NLRI with a next hop of 15',
      update('', `80 0e 14 0002 01 0f ${'00'.repeat(16)}`, ''),
      `3/9 800e140002010f${'00'.repeat(16)}`,
    ],
    ['MP_UNREACH_NLRI with a bad prefix', update('', '80 0f 04 0002 01 81', ''), '3/9 800f0400020181'],
    ['length of ROUTE-REFRESH', message(5, '0001 00 01 00'), `7/1 ${hexOf(message(5, '0001 00 01 00'))}`],
  ];
  test.each(cases)('%s', (_, bytes, expected) => {
    const decoded = decodeMessage(bytes, 'external');
    expect(decoded.ok).toBe(false);
    if (decoded.ok) return;
    const { code, subcode, data } = decoded.error.notification;
    expect(`${code}/${subcode} ${hexOf(data)}`).toBe(expected);
  });
});

describe('a fault that the session survives has its outcome of RFC 7606', () => {
  const cases: [string, string, string][] = [
    ['ORIGIN 3', `40 01 01 03 ${asPath} ${nextHop}`, 'withdraw'],
    ['ORIGIN of two octets', `40 01 02 0000 ${asPath} ${nextHop}`, 'withdraw'],
    ['AS_PATH with an unknown segment', `${origin} 40 02 06 0501 0000fde8 ${nextHop}`, 'withdraw'],
    ['AS_PATH with an empty segment', `${origin} 40 02 02 0200 ${nextHop}`, 'withdraw'],
    ['AS_PATH with a segment that is too long', `${origin} 40 02 06 0202 0000fde8 ${nextHop}`, 'withdraw'],
    ['AS_PATH with an octet left over', `${origin} 40 02 07 0201 0000fde8 02 ${nextHop}`, 'withdraw'],
    ['NEXT_HOP of three octets', `${origin} ${asPath} 40 03 03 c00002`, 'withdraw'],
    ['MULTI_EXIT_DISC of two octets', `${mandatory} 80 04 02 0001`, 'withdraw'],
    ['COMMUNITIES of none', `${mandatory} c0 08 00`, 'withdraw'],
    ['COMMUNITIES of six octets', `${mandatory} c0 08 06 000100010001`, 'withdraw'],
    ['no ORIGIN', `${asPath} ${nextHop}`, 'withdraw'],
    ['no AS_PATH', `${origin} ${nextHop}`, 'withdraw'],
    ['no NEXT_HOP', `${origin} ${asPath}`, 'withdraw'],
    ['wrong flags', `c0 01 01 00 ${asPath} ${nextHop}`, 'withdraw'],
    ['an attribute longer than all of them', `${mandatory} 80 04 05 00000001`, 'withdraw'],
    ['two octets left over', `${mandatory} 80 04`, 'withdraw'],
    ['AGGREGATOR of six octets', `${mandatory} c0 07 06 fde801020304`, 'discard'],
    ['ATOMIC_AGGREGATE of one', `${mandatory} 40 06 01 00`, 'discard'],
    ['MULTI_EXIT_DISC twice: the first stands', `${mandatory} 80 04 04 00000001 80 04 04 00000002`, 'discard'],
    ['LOCAL_PREF from an external peer', `${mandatory} 40 05 04 00000001`, 'discard'],
    ['an optional attribute that is not known', `${mandatory} c0 63 01 07`, 'none'],
  ];
  const run = (attributes: string, peerType: PeerType): string => {
    const decoded = decodeMessage(update('08 0b', attributes, '08 0a'), peerType);
    if (!decoded.ok || decoded.message.kind !== 'update') return 'reset';
    const { withdrawn, announced } = routeChanges(decoded.message, decoded.faults);
    const gone = withdrawn.map(formatPrefix).join(' ');
    const come = announced
      .flatMap(({ prefixes }) => prefixes)
      .map(formatPrefix)
      .join(' ');
    if (gone === '11.0.0.0/8 10.0.0.0/8' && come === '') return 'withdraw';
    if (gone !== '11.0.0.0/8' || come !== '10.0.0.0/8') return `${gone}|${come}`;
    return decoded.faults.length > 0 ? 'discard' : 'none';
  };
  test.each(cases)('%s', (_, attributes, outcome) => {
    expect(run(attributes, 'external')).toBe(outcome);
  });

  test('an internal peer must send LOCAL_PREF', () => {
    expect(run(mandatory, 'internal')).toBe('withdraw');
    expect(run(`${mandatory} 40 05 04 00000001`, 'internal')).toBe('none');
  });

  test('of an attribute that is there twice, the first stands', () => {
    const decoded = decodeMessage(update('', `${mandatory} 80 04 04 00000001 80 04 04 00000002`, '08 0a'), 'external');
    if (!decoded.ok || decoded.message.kind !== 'update') throw new Error('not an UPDATE');
    expect(routeChanges(decoded.message, decoded.faults).attributes.med).toBe(1);
  });
});

describe('many prefixes', () => {
  const many = Array.from({ length: 3000 }, (_, i): Prefix => ({ ...prefix('10.0.0.0/24'), a: 0x0a000000 + i * 256 }));
  const attributes = {
    ...plainAttributes,
    asPath: Array.from({ length: 300 }, (_, i) => i + 1),
    communities: ['65000:1'],
  };

  test('are packed into messages that fit, and arrive in order', () => {
    const messages = announce(many, attributes, address('192.0.2.1'));
    const arrived = messages.flatMap((value) => {
      const decoded = decodeMessage(encodeMessage(value), 'external');
      if (!decoded.ok || decoded.message.kind !== 'update') throw new Error('not an UPDATE');
      const changes = routeChanges(decoded.message, decoded.faults);
      expect(changes.attributes).toEqual(attributes);
      return changes.announced.flatMap(({ prefixes }) => prefixes);
    });
    expect(arrived).toEqual(many);
    // 4096 octets hold some 700 of these beside 1,200 octets of AS_PATH.
    expect(messages.length).toBeLessThan(6);
  });

  test('are withdrawn likewise, IPv6 in MP_UNREACH_NLRI', () => {
    const both = [...many, prefix('2001:db8::/32')];
    const arrived = withdraw(both).flatMap((value) => {
      const decoded = decodeMessage(encodeMessage(value), 'external');
      if (!decoded.ok || decoded.message.kind !== 'update') throw new Error('not an UPDATE');
      return routeChanges(decoded.message, decoded.faults).withdrawn;
    });
    expect(arrived).toEqual(both);
  });

  test('a message that is too long is our own bug', () => {
    expect(() => encodeMessage({ kind: 'update', withdrawn: many, attributes: [], announced: [] })).toThrow(RangeError);
  });
});
