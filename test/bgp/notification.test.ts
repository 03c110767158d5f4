import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import {
  describeNotification,
  maximumPrefixesReached,
  notificationCodes,
  readMaximumPrefixesData,
} from '../../src/bgp/notification.ts';

describe('describeNotification', () => {
  // Error codes and subcodes as RFC 4271 section 4.5, RFC 4486 section 3 and RFC 6608 section 3 list them.
  test.each([
    [1, 2, 'Message Header Error: Bad Message Length (1/2)'],
    [2, 2, 'OPEN Message Error: Bad Peer AS (2/2)'],
    [2, 6, 'OPEN Message Error: Unacceptable Hold Time (2/6)'],
    [3, 8, 'UPDATE Message Error: Invalid NEXT_HOP Attribute (3/8)'],
    [3, 11, 'UPDATE Message Error: Malformed AS_PATH (3/11)'],
    [4, 0, 'Hold Timer Expired (4/0)'],
    [5, 0, 'Finite State Machine Error (5/0)'],
    [5, 3, 'Finite State Machine Error: Receive Unexpected Message in Established State (5/3)'],
    [6, 1, 'Cease: Maximum Number of Prefixes Reached (6/1)'],
    [6, 2, 'Cease: Administrative Shutdown (6/2)'],
    [6, 8, 'Cease: Out of Resources (6/8)'],
    [2, 5, 'OPEN Message Error: unknown subcode (2/5)'],
    [6, 99, 'Cease: unknown subcode (6/99)'],
    [0, 0, 'unknown error (0/0)'],
    [99, 1, 'unknown error (99/1)'],
  ])('%i/%i', (code, subcode, words) => {
    expect(describeNotification(code, subcode)).toBe(words);
  });

  test('no code and no subcode stands twice', () => {
    const pairs = notificationCodes.flatMap(({ code, subcodes }) => [
      `${code}/0`,
      ...subcodes.map(({ subcode }) => `${code}/${subcode}`),
    ]);
    expect(new Set(pairs).size).toBe(pairs.length);
  });
});

describe('the data of Cease 6/1', () => {
  test('is AFI, SAFI and the upper bound', () => {
    // The bytes of fact B-IN-DATA.
    expect(maximumPrefixesReached('ipv4', 100)).toEqual({
      code: 6,
      subcode: 1,
      data: Uint8Array.of(0x00, 0x01, 0x01, 0x00, 0x00, 0x00, 0x64),
    });
    // RFC 4760: AFI 2 is IPv6; 1000 is 0x3e8.
    expect(maximumPrefixesReached('ipv6', 1000).data).toEqual(Uint8Array.of(0x00, 0x02, 0x01, 0x00, 0x00, 0x03, 0xe8));
  });

  test('survives the way there and back, in any buffer', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('ipv4' as const, 'ipv6' as const),
        fc.oneof(fc.constantFrom(0, 99, 100, 101, 1000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff), fc.nat()),
        fc.nat({ max: 20 }),
        (family, cap, offset) => {
          const { data } = maximumPrefixesReached(family, cap);
          const message = new Uint8Array(offset + data.length + 3);
          message.set(data, offset);
          expect(readMaximumPrefixesData(message.subarray(offset, offset + data.length))).toEqual({ family, cap });
        },
      ),
    );
  });

  test.each([
    ['nothing', []],
    ['a bare family', [0, 1, 1]],
    ['one byte short', [0, 1, 1, 0, 0, 0]],
    ['one byte more', [0, 1, 1, 0, 0, 0, 100, 0]],
    ['another address family', [0, 25, 1, 0, 0, 0, 100]],
    ['multicast', [0, 1, 2, 0, 0, 0, 100]],
  ])('%s says nothing', (_, bytes) => {
    expect(readMaximumPrefixesData(Uint8Array.from(bytes))).toBeNull();
  });
});
