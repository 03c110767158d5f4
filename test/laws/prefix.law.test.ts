import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import IPCIDR from 'ip-cidr';
import { expect, test } from 'vitest';
import { formatAddress, formatPrefix } from '../../src/net/format-prefix.ts';
import {
  addressAt,
  comparePrefixes,
  covers,
  equalPrefixes,
  firstAddress,
  halvesOf,
  lastAddress,
  maskPrefix,
  overlaps,
  parentOf,
  prefixKey,
  prefixKeyAt,
  strictlyCovers,
  widthOf,
  type Prefix,
} from '../../src/net/prefix.ts';
import {
  describePrefix,
  isLinkLocal,
  isPrivate,
  isSharedAddressSpace,
  isUniqueLocal,
} from '../../src/net/special-prefixes.ts';
import {
  addressArbitrary,
  anyPrefixArbitrary,
  familyArbitrary,
  nestedPrefixesArbitrary,
  prefixArbitrary,
} from '../arbitraries/prefix.ts';
import { contains, meets, numberOf, rangeOf } from './prefix-oracle.ts';

const pairs = fc.oneof(
  nestedPrefixesArbitrary(undefined, { minLength: 2, maxLength: 2 }),
  fc.tuple(anyPrefixArbitrary, anyPrefixArbitrary),
) as fc.Arbitrary<[Prefix, Prefix]>;

test('covers, strictlyCovers, overlaps and equality are those of the ranges', () => {
  fc.assert(
    fc.property(pairs, ([p, q]) => {
      const [one, other] = [rangeOf(p), rangeOf(q)];
      const same = contains(one, other) && contains(other, one);
      expect(covers(p, q)).toBe(contains(one, other));
      expect(strictlyCovers(p, q)).toBe(contains(one, other) && !same);
      expect(overlaps(p, q)).toBe(meets(one, other));
      expect(equalPrefixes(p, q)).toBe(same);
      expect(prefixKey(p) === prefixKey(q)).toBe(same);
    }),
  );
});

test('covers agrees with ipaddr.js within one family', () => {
  fc.assert(
    fc.property(pairs, ([p, q]) => {
      fc.pre(p.family === q.family);
      const outer = ipaddr.parseCIDR(formatPrefix(p));
      const inside = ipaddr.parse(formatAddress(q)).match(outer) && p.length <= q.length;
      expect(covers(p, q)).toBe(inside);
    }),
  );
});

test('covers of a single address agrees with ip-cidr, which keeps no family apart', () => {
  fc.assert(
    fc.property(pairs, ([p, q]) => {
      fc.pre(p.family === q.family);
      const address = lastAddress(q);
      expect(covers(p, maskPrefix(address, widthOf(q.family)))).toBe(
        new IPCIDR(formatPrefix(p)).contains(formatAddress(address)),
      );
    }),
  );
});

test('comparePrefixes orders by family, first address, then size with the larger first', () => {
  const sign = (n: number | bigint): number => (n < 0 ? -1 : n > 0 ? 1 : 0);
  fc.assert(
    fc.property(pairs, ([p, q]) => {
      const [one, other] = [rangeOf(p), rangeOf(q)];
      const byFamily = Number(p.family === 'ipv6') - Number(q.family === 'ipv6');
      const expected = sign(byFamily) || sign(one.first - other.first) || sign(other.last - one.last);
      expect(sign(comparePrefixes(p, q))).toBe(expected);
      expect(sign(comparePrefixes(q, p)) + expected).toBe(0);
    }),
  );
});

test('IPv4 keys are numbers that sort like the prefixes', () => {
  const two = fc.tuple(prefixArbitrary('ipv4'), prefixArbitrary('ipv4'));
  fc.assert(
    fc.property(two, ([p, q]) => {
      expect(Math.sign(Number(prefixKey(p)) - Number(prefixKey(q)))).toBe(Math.sign(comparePrefixes(p, q)));
    }),
  );
});

test('maskPrefix keeps the first bits and clears the rest; prefixKeyAt is its key', () => {
  const cases = familyArbitrary.chain((family) =>
    fc.tuple(addressArbitrary(family), fc.integer({ min: 0, max: widthOf(family) })),
  );
  fc.assert(
    fc.property(cases, ([address, length]) => {
      const block = 2n ** BigInt(widthOf(address.family) - length);
      const p = maskPrefix(address, length);
      expect(p.length).toBe(length);
      expect(p.family).toBe(address.family);
      expect(numberOf(p)).toBe((numberOf(address) / block) * block);
      expect(prefixKeyAt(address, length)).toBe(prefixKey(p));
    }),
  );
});

test('the halves split a prefix, and it is the parent of both', () => {
  fc.assert(
    fc.property(anyPrefixArbitrary, (p) => {
      const whole = rangeOf(p);
      if (p.length === widthOf(p.family)) {
        expect(() => halvesOf(p)).toThrow(RangeError);
        return;
      }
      const [low, high] = halvesOf(p);
      expect(rangeOf(low).first).toBe(whole.first);
      expect(rangeOf(low).last + 1n).toBe(rangeOf(high).first);
      expect(rangeOf(high).last).toBe(whole.last);
      expect(parentOf(low)).toEqual(p);
      expect(parentOf(high)).toEqual(p);
    }),
  );
});

test('parentOf is the smallest prefix that strictly covers; /0 has none', () => {
  fc.assert(
    fc.property(anyPrefixArbitrary, (p) => {
      const parent = parentOf(p);
      if (p.length === 0) expect(parent).toBeNull();
      else {
        expect(parent!.length).toBe(p.length - 1);
        expect(contains(rangeOf(parent!), rangeOf(p))).toBe(true);
      }
    }),
  );
});

test('first, last and n-th address are those of the range', () => {
  fc.assert(
    fc.property(anyPrefixArbitrary, fc.nat({ max: 2 ** 53 - 1 }), (p, any) => {
      const { first, last } = rangeOf(p);
      expect(numberOf(firstAddress(p))).toBe(first);
      expect(numberOf(lastAddress(p))).toBe(last);
      const count = last - first + 1n;
      const n = BigInt(any) % count;
      expect(numberOf(addressAt(p, Number(n)))).toBe(first + n);
      if (count < 2n ** 53n) expect(() => addressAt(p, Number(count))).toThrow(RangeError);
    }),
  );
});

test('describePrefix gives the range and the count', () => {
  fc.assert(
    fc.property(anyPrefixArbitrary, (p) => {
      const { first, last } = rangeOf(p);
      expect(describePrefix(p)).toEqual({
        first: formatAddress(firstAddress(p)),
        last: formatAddress(lastAddress(p)),
        count: last - first + 1n,
      });
    }),
  );
});

test('the special blocks hold a prefix exactly when one of their blocks covers it', () => {
  const v4 = (a: number, length: number): Prefix => ({ family: 'ipv4', a: a >>> 0, b: 0, c: 0, d: 0, length });
  const v6 = (a: number, length: number): Prefix => ({ family: 'ipv6', a: a >>> 0, b: 0, c: 0, d: 0, length });
  // RFC 1918; RFC 6598; RFC 3927 and RFC 4291; RFC 4193.
  const rfc1918 = [v4(0x0a000000, 8), v4(0xac100000, 12), v4(0xc0a80000, 16)];
  const shared = [v4(0x64400000, 10)];
  const linkLocal = [v4(0xa9fe0000, 16), v6(0xfe800000, 10)];
  const uniqueLocal = [v6(0xfc000000, 7)];
  const near = fc.constantFrom(...rfc1918, ...shared, ...linkLocal, ...uniqueLocal).chain((block) =>
    fc.tuple(fc.integer({ min: -2, max: 6 }), fc.nat({ max: 0xffffff }), fc.boolean()).map(([more, host, above]) =>
      maskPrefix(
        {
          ...block,
          a: (block.a + (above ? 2 ** (32 - block.length) : 0) + (host % 2 ** (32 - block.length))) >>> 0,
        },
        block.length + more,
      ),
    ),
  );
  fc.assert(
    fc.property(fc.oneof(near, anyPrefixArbitrary), (p) => {
      const within = (blocks: Prefix[]): boolean => blocks.some((block) => contains(rangeOf(block), rangeOf(p)));
      expect(isPrivate(p)).toBe(within(rfc1918));
      expect(isSharedAddressSpace(p)).toBe(within(shared));
      expect(isLinkLocal(p)).toBe(within(linkLocal));
      expect(isUniqueLocal(p)).toBe(within(uniqueLocal));
      const single = maskPrefix(p, widthOf(p.family));
      expect(isPrivate(firstAddress(p))).toBe(rfc1918.some((block) => contains(rangeOf(block), rangeOf(single))));
    }),
  );
});
