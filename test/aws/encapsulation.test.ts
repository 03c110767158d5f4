import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encryptions, integrities, type Encryption, type Integrity } from '../../src/aws/cryptography.ts';
import { effectiveRate, encapsulatedBytes, mtuFor } from '../../src/aws/encapsulation.ts';

/** The user guide's table, typed by hand: encryption, integrity, NAT-T, MTU, MSS for IPv4, MSS for IPv6. */
const documented: readonly [Encryption, Integrity, boolean, number, number, number][] = [
  ['AES128-GCM-16', 'SHA1', false, 1446, 1406, 1386],
  ['AES256-GCM-16', 'SHA2-512', false, 1446, 1406, 1386],
  ['AES256-GCM-16', 'SHA2-256', true, 1438, 1398, 1378],
  ['AES128', 'SHA1', false, 1438, 1398, 1378],
  ['AES256', 'SHA2-256', false, 1438, 1398, 1378],
  ['AES128', 'SHA1', true, 1422, 1382, 1362],
  ['AES128', 'SHA2-256', true, 1422, 1382, 1362],
  ['AES256', 'SHA2-384', false, 1422, 1382, 1362],
  ['AES256', 'SHA2-384', true, 1422, 1382, 1362],
  ['AES128', 'SHA2-512', false, 1422, 1382, 1362],
  ['AES128', 'SHA2-512', true, 1406, 1366, 1346],
];

test.each(documented)(
  '%s with %s, NAT-T %s has the documented MTU',
  (encryption, integrity, natTraversal, mtu, v4, v6) => {
    expect(mtuFor({ encryption, integrity, natTraversal })).toEqual({ mtu, mssIpv4: v4, mssIpv6: v6 });
  },
);

const protection = fc.record({
  encryption: fc.constantFrom(...encryptions),
  integrity: fc.constantFrom(...integrities),
  natTraversal: fc.boolean(),
});

test('the MTU is the largest packet that fits 1,500 bytes outside', () => {
  fc.assert(
    fc.property(protection, (each) => {
      const { mtu } = mtuFor(each);
      expect(encapsulatedBytes(mtu, each)).toBeLessThanOrEqual(1500);
      expect(encapsulatedBytes(mtu + 1, each)).toBeGreaterThan(1500);
    }),
  );
});

test('encryption always costs something, and less of larger packets', () => {
  fc.assert(
    fc.property(
      protection,
      fc.double({ min: 1, max: 100_000, noNaN: true }),
      fc.integer({ min: 64, max: 1300 }),
      (each, rate, bytes) => {
        const full = effectiveRate(rate, each);
        const small = effectiveRate(rate, each, bytes);
        expect(small).toBeGreaterThan(0);
        expect(small).toBeLessThan(full);
        expect(full).toBeLessThan(rate);
      },
    ),
  );
});

test('a full tunnel of GCM carries 1,446 of every 1,500 bytes', () => {
  // 20 IP + 8 ESP + 8 IV + 16 check value + 2 trailer around 1,446 bytes, without padding: 1,500.
  expect(effectiveRate(1250, { encryption: 'AES128-GCM-16', integrity: 'SHA1', natTraversal: false })).toBeCloseTo(
    (1250 * 1446) / 1500,
    9,
  );
});
