/** ASN verdicts: total, and in step with the ranges of the FAQ at every boundary. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  amazonSideVerdict,
  customerVerdict,
  isPrivate16,
  isPrivate32,
  isReserved,
  legacyAsnOf,
} from '../../src/aws/asn.ts';
import type { AmazonSide } from '../../src/aws/asn.ts';
import { regions } from '../../src/aws/regions.ts';

/** First and last of every range that the FAQ, the guide or an RFC names. */
const corners = [
  0, 1, 7224, 9059, 10124, 17493, 17943, 23456, 64495, 64496, 64511, 64512, 65534, 65535, 65536, 65551, 2147483646,
  2147483647, 4199999999, 4200000000, 4294967294, 4294967295, 4294967296,
];
const boundaries = [...new Set(corners.flatMap((asn) => [asn - 1, asn, asn + 1]))];

const asn = fc.oneof(
  fc.constantFrom(...boundaries),
  fc.nat({ max: 4294967295 }),
  fc.integer({ min: 64000, max: 66000 }),
);
const anyNumber = fc.oneof(
  asn,
  fc.double(),
  fc.integer(),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, -0, 64512.5, 4200000000.5),
);
const region = fc.oneof(
  fc.constantFrom(null, 'eu-west-1', 'ap-southeast-1', 'ap-northeast-1', 'us-east-1'),
  fc.constantFrom(...regions.map(({ code }) => code)),
);
const created = fc.constantFrom(
  null,
  '2012-01-01',
  '2018-06-29',
  '2018-06-30',
  '2018-06-30T23:59:59Z',
  '2018-07-01',
  '2024-02-29',
);
const kind = fc.constantFrom('vpnGateway' as const, 'transitGateway' as const, 'directConnectGateway' as const);
const gateway: fc.Arbitrary<AmazonSide> = fc.record({ kind, region, created });
const profile = fc.constantFrom('faq' as const, 'guide' as const);

/** The FAQ's sentences, spelled out slowly. */
const faqPrivate = (n: number): boolean =>
  Number.isInteger(n) && ((64512 <= n && n <= 65534) || (4200000000 <= n && n <= 4294967294));

function faqLegacy(n: number, { kind: of, region: where, created: when }: AmazonSide): boolean {
  if (of !== 'vpnGateway' || where === null || when === null || new Date(when) >= new Date('2018-07-01')) return false;
  switch (where) {
    case 'eu-west-1':
      return n === 9059;
    case 'ap-southeast-1':
      return n === 17493;
    case 'ap-northeast-1':
      return n === 10124;
    default:
      return n === 7224;
  }
}

describe('the Amazon side', () => {
  test('takes private ASNs and, on an old gateway, the legacy one of its region; nothing else', () => {
    fc.assert(
      fc.property(anyNumber, gateway, (n, side) => {
        expect(amazonSideVerdict(n, side).ok).toBe(faqPrivate(n) || faqLegacy(n, side));
      }),
    );
  });

  test('agrees with the FAQ at every boundary', () => {
    for (const n of boundaries) {
      for (const { code } of regions) {
        for (const when of [null, '2018-06-30', '2018-07-01']) {
          const side: AmazonSide = { kind: 'vpnGateway', region: code, created: when };
          expect(amazonSideVerdict(n, side).ok, `${n} ${code} ${when}`).toBe(faqPrivate(n) || faqLegacy(n, side));
        }
      }
    }
  });

  test('speaks of a legacy ASN exactly when it is one of the four', () => {
    fc.assert(
      fc.property(anyNumber, gateway, (n, side) => {
        const verdict = amazonSideVerdict(n, side);
        if (verdict.ok) return;
        expect(verdict.rule).toBe(
          [7224, 9059, 10124, 17493].includes(n) ? 'asn/legacy-public' : 'asn/amazon-side-not-private',
        );
        expect(verdict.why).toContain(String(n));
        expect(verdict.facts.length).toBeGreaterThan(0);
      }),
    );
  });

  test('says so when it is the date or the region that is missing', () => {
    const why = (side: AmazonSide): string => {
      const verdict = amazonSideVerdict(7224, side);
      return verdict.ok ? '' : verdict.why;
    };
    expect(why({ kind: 'vpnGateway', region: 'us-east-1', created: null })).toContain('creation date is not given');
    expect(why({ kind: 'vpnGateway', region: null, created: '2017-01-01' })).toContain('region is not given');
    expect(why({ kind: 'vpnGateway', region: 'eu-west-1', created: '2017-01-01' })).toContain('9059');
    expect(why({ kind: 'transitGateway', region: 'us-east-1', created: '2017-01-01' })).toContain(
      'only virtual private gateways',
    );
  });

  test('had the legacy ASN that line 249 lists', () => {
    const special = regions
      .filter(({ code }) => legacyAsnOf(code) !== 7224)
      .map(({ code }) => [code, legacyAsnOf(code)]);
    expect(Object.fromEntries(special)).toEqual({
      'eu-west-1': 9059,
      'ap-southeast-1': 17493,
      'ap-northeast-1': 10124,
    });
  });
});

describe('the customer side', () => {
  const rules = (n: number, of: 'faq' | 'guide', where: string | null): string[] =>
    customerVerdict(n, { profile: of, region: where }).map(({ rule }) => rule);

  test('has a verdict for any number, never more than one', () => {
    fc.assert(
      fc.property(anyNumber, profile, region, (n, of, where) => {
        const verdicts = customerVerdict(n, { profile: of, region: where });
        expect(verdicts.length).toBeLessThanOrEqual(1);
        for (const { why, facts } of verdicts) {
          expect(why).not.toBe('');
          expect(facts.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('is within the range of the source, save what AWS keeps for itself', () => {
    fc.assert(
      fc.property(anyNumber, profile, region, (n, of, where) => {
        const inRange = Number.isInteger(n) && n >= 1 && n <= (of === 'faq' ? 2147483647 : 4294967295);
        const found = rules(n, of, where);
        expect(found.length === 0 || found[0] === 'asn/customer-reserved').toBe(inRange);
        expect(found.includes('asn/customer-private-32-bit')).toBe(
          of === 'faq' && Number.isInteger(n) && n >= 4200000000 && n <= 4294967294,
        );
      }),
    );
  });

  test('agrees with the FAQ and the guide at every boundary', () => {
    for (const n of boundaries) {
      const faqRange = n >= 1 && n <= 2147483647;
      const private32 = n >= 4200000000 && n <= 4294967294;
      const reserved = n === 7224;
      const beyondFaq = private32 ? 'asn/customer-private-32-bit' : 'asn/customer-out-of-range';
      const inRange = reserved ? ['asn/customer-reserved'] : [];
      expect(rules(n, 'faq', null), `faq ${n}`).toEqual(faqRange ? inRange : [beyondFaq]);
      const guideRange = n >= 1 && n <= 4294967295;
      expect(rules(n, 'guide', null), `guide ${n}`).toEqual(guideRange ? inRange : ['asn/customer-out-of-range']);
    }
  });

  test('what the FAQ takes, the guide takes', () => {
    fc.assert(
      fc.property(anyNumber, region, (n, where) => {
        if (rules(n, 'faq', where).length === 0) expect(rules(n, 'guide', where)).toEqual([]);
      }),
    );
  });

  test('keeps off what AWS reserves: 7224 everywhere, the others in their region alone', () => {
    const home: Readonly<Record<number, string>> = {
      9059: 'eu-west-1',
      10124: 'ap-northeast-1',
      17493: 'ap-southeast-1',
      17943: 'ap-southeast-1',
    };
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(7224, 9059, 10124, 17493, 17943), asn), profile, region, (n, of, where) => {
        const reserved = n === 7224 || (where !== null && home[n] === where);
        expect(rules(n, of, where).includes('asn/customer-reserved')).toBe(reserved);
      }),
    );
  });

  test('says that the digits disagree in Singapore', () => {
    for (const n of [17493, 17943]) {
      const [verdict] = customerVerdict(n, { profile: 'guide', region: 'ap-southeast-1' });
      expect(verdict?.why).toMatch(/17493.*17943/);
    }
  });
});

test('private and reserved ranges have nothing in common, and hold only whole numbers of 32 bits', () => {
  fc.assert(
    fc.property(anyNumber, (n) => {
      const held = [isPrivate16(n), isPrivate32(n), isReserved(n)].filter(Boolean).length;
      expect(held).toBeLessThanOrEqual(1);
      if (held === 1) expect(Number.isInteger(n) && n >= 0 && n <= 4294967295).toBe(true);
    }),
  );
});

test('reserved are 0, AS_TRANS, the last of 16 and 32 bits, and the documentation ranges', () => {
  const sizes = { documentation16: 64511 - 64496 + 1, documentation32: 65551 - 65536 + 1 };
  let found = 0;
  for (let n = 0; n <= 70000; n++) if (isReserved(n)) found++;
  // 0, 23456 and 65535 beside the two documentation ranges.
  expect(found).toBe(3 + sizes.documentation16 + sizes.documentation32);
  expect(isReserved(4294967295)).toBe(true);
  expect(isReserved(4294967294)).toBe(false);
});
