import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { expect, test } from 'vitest';
import { formatAddress, formatPrefix } from '../../src/net/format-prefix.ts';
import { parseAddress, parsePrefix } from '../../src/net/parse-prefix.ts';
import { addressArbitrary, anyPrefixArbitrary, familyArbitrary } from '../arbitraries/prefix.ts';

/** Text that is nearly an address or a prefix: the pieces of both, in any order. */
const nearlyText = fc
  .array(
    fc.constantFrom(
      '0',
      '1',
      '10',
      '010',
      '255',
      '256',
      '300',
      '.',
      '.',
      '.',
      ':',
      ':',
      '::',
      '/',
      '/8',
      '/24',
      '/32',
      '/33',
      '/64',
      '/128',
      '/129',
      '/08',
      'a',
      'F',
      'db8',
      '2001',
      '12345',
      'ffff',
      'g',
      '%eth0',
      ' ',
      '\t',
      '-',
      '+',
      'x',
      '\u0660',
      '10.0.0.0',
      '255.255.0.0',
      '0.0.0.255',
      '::ffff:',
      '192.0.2.1',
    ),
    { maxLength: 10 },
  )
  .map((pieces) => pieces.join(''));
const anyText = fc.oneof(nearlyText, fc.string(), fc.string({ unit: 'binary', maxLength: 200 }));

test('what is printed is read back, and nothing is said about it', () => {
  fc.assert(
    fc.property(anyPrefixArbitrary, (p) => {
      expect(parsePrefix(formatPrefix(p))).toEqual({ ok: true, value: p });
    }),
  );
});

test('printed addresses are read back', () => {
  fc.assert(
    fc.property(familyArbitrary.chain(addressArbitrary), (address) => {
      expect(parseAddress(formatAddress(address))).toEqual({ ok: true, value: address });
    }),
  );
});

test('IPv4 that is read is printed as it was written; IPv6 as ipaddr.js would write it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const parsed = parsePrefix(text);
      if (!parsed.ok) return;
      const [address, length] = ipaddr.parseCIDR(text);
      const canonical = address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
      expect(formatPrefix(parsed.value)).toBe(`${canonical}/${length}`);
      if (parsed.value.family === 'ipv4') expect(formatPrefix(parsed.value)).toBe(text);
    }),
  );
});

test('any spelling of an IPv6 address is read as ipaddr.js reads it', () => {
  const spelled = fc
    .tuple(fc.ipV6(), fc.boolean())
    .map(([text, upper]) => (upper ? text.toUpperCase() : text))
    .filter((text) => !ipaddr.IPv6.isValid(text) || !ipaddr.IPv6.parse(text).isIPv4MappedAddress());
  fc.assert(
    fc.property(spelled, (text) => {
      const parsed = parseAddress(text);
      expect(parsed.ok).toBe(true);
      if (parsed.ok) expect(formatAddress(parsed.value)).toBe(ipaddr.IPv6.parse(text).toRFC5952String());
    }),
  );
});

test('an address is taken when the platform takes it, but for zones and IPv4 in IPv6 clothes', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const mapped = isIPv6(text) && ipaddr.IPv6.parse(text).isIPv4MappedAddress();
      expect(parseAddress(text).ok).toBe((isIPv4(text) || isIPv6(text)) && !text.includes('%') && !mapped);
    }),
  );
});

test('no text makes the parsers throw; a refusal has a reason, and its suggestion is taken and canonical', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom('refuse' as const, 'mask' as const), (text, hostBits) => {
      const prefix = parsePrefix(text, { hostBits });
      if (!prefix.ok) {
        expect(prefix.why).not.toBe('');
        // eslint-disable-next-line no-control-regex
        expect(prefix.why).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
        if (prefix.suggestion !== null) {
          const again = parsePrefix(prefix.suggestion);
          expect(again.ok && formatPrefix(again.value)).toBe(prefix.suggestion);
        }
      }
      const address = parseAddress(text);
      if (!address.ok && address.suggestion !== null) {
        const again = parseAddress(address.suggestion);
        expect(again.ok && formatAddress(again.value)).toBe(address.suggestion);
      }
    }),
    { numRuns: 300 },
  );
});

test('with hostBits mask the suggestion of the strict reading is what is read', () => {
  fc.assert(
    fc.property(familyArbitrary.chain(addressArbitrary), fc.nat({ max: 128 }), (address, any) => {
      const length = any % (address.family === 'ipv4' ? 33 : 129);
      const text = `${formatAddress(address)}/${length}`;
      const strict = parsePrefix(text);
      const masked = parsePrefix(text, { hostBits: 'mask' });
      expect(masked.ok).toBe(true);
      if (masked.ok) expect(formatPrefix(masked.value)).toBe(strict.ok ? text : strict.suggestion);
    }),
  );
});
