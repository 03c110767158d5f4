/**
 * Prefixes for laws. Uniformly random prefixes almost never nest, so half of them are drawn from one
 * small block, and the ends of the scale (/0, /32, /128, the first and the last address) come up often.
 */
import fc from 'fast-check';
import { maskPrefix, widthOf, type Address, type Family, type Prefix } from '../../src/net/prefix.ts';

export const familyArbitrary: fc.Arbitrary<Family> = fc.constantFrom<Family>('ipv4', 'ipv6');

const word = fc.oneof(
  fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff),
  fc.integer({ min: 0, max: 0xffffffff }),
);

export function addressArbitrary(family: Family): fc.Arbitrary<Address> {
  return fc
    .tuple(word, word, word, word)
    .map(([a, b, c, d]) => (family === 'ipv4' ? { family, a, b: 0, c: 0, d: 0 } : { family, a, b, c, d }));
}

function anywhere(family: Family): fc.Arbitrary<Prefix> {
  const width = widthOf(family);
  const length = fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(0, 1, width - 1, width) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: width }) },
  );
  return fc.tuple(addressArbitrary(family), length).map(([address, bits]) => maskPrefix(address, bits));
}

/** Inside 10.9.8.0/27, or at an odd place of 2001:db8::/32 that crosses a word: few enough to meet again and again. */
function inSmallBlock(family: Family): fc.Arbitrary<Prefix> {
  if (family === 'ipv4') {
    return fc
      .tuple(fc.integer({ min: 0, max: 31 }), fc.integer({ min: 26, max: 32 }))
      .map(([host, length]) => maskPrefix({ family, a: 0x0a090800 + host, b: 0, c: 0, d: 0 }, length));
  }
  return fc
    .tuple(fc.integer({ min: 0, max: 31 }), fc.integer({ min: 60, max: 66 }))
    .map(([host, length]) =>
      maskPrefix({ family, a: 0x20010db8, b: (host >>> 2) + 0x40, c: ((host & 3) << 30) >>> 0, d: 0 }, length),
    );
}

/** One prefix: half of them from the small block, the rest from everywhere. */
export function prefixArbitrary(family: Family): fc.Arbitrary<Prefix> {
  return fc.oneof(inSmallBlock(family), anywhere(family));
}

/** A prefix of either family. */
export const anyPrefixArbitrary: fc.Arbitrary<Prefix> = fc.oneof(prefixArbitrary('ipv4'), prefixArbitrary('ipv6'));

/** Several prefixes that nest, touch and repeat; without a family both kinds. */
export function nestedPrefixesArbitrary(
  family?: Family,
  { minLength = 0, maxLength = 24 }: { minLength?: number; maxLength?: number } = {},
): fc.Arbitrary<Prefix[]> {
  const one = (of: Family): fc.Arbitrary<Prefix> =>
    fc.oneof({ weight: 6, arbitrary: inSmallBlock(of) }, { weight: 1, arbitrary: anywhere(of) });
  return fc.array(family === undefined ? fc.oneof(one('ipv4'), one('ipv6')) : one(family), { minLength, maxLength });
}
