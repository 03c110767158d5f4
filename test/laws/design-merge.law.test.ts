import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { mergeDocuments } from '../../src/design/merge-documents.ts';
import { readDesign, type DesignSource } from '../../src/design/read-design.ts';
import type { DesignDocument } from '../../src/design/schema.ts';
import { files, soundDocument } from '../design/arbitrary-document.ts';

const merge = (...documents: DesignDocument[]): DesignDocument => mergeDocuments(documents).document;

const wholes = ['announce', 'policy', 'cidrs', 'routes', 'asPath', 'allowedPrefixes'];

/** Deals the parts of a document out to `n` documents: each field goes to one or more of them. */
function dealt(document: unknown, deal: () => readonly number[], n: number, depth = 0): unknown[] {
  const out = Array.from({ length: n }, () => ({}) as Record<string, unknown>);
  for (const [key, value] of Object.entries(document as Record<string, unknown>)) {
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isMap && !wholes.includes(key) && depth < 3) {
      // An empty map is a thing without fields: someone has to name it.
      const parts = dealt(value, deal, n, depth + 1);
      const named = deal();
      parts.forEach((part, i) => {
        if (Object.keys(part as object).length > 0 || named.includes(i)) out[i]![key] = part;
      });
      continue;
    }
    const holders = ['expect', 'demands', 'ignore', 'notModelled'].includes(key) ? deal().slice(0, 1) : deal();
    for (const i of holders) out[i]![key] = value;
  }
  return out;
}

const deals = fc.infiniteStream(fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 3 }));

test('merging is associative, conflicts or not', () => {
  fc.assert(
    fc.property(soundDocument, soundDocument, soundDocument, (a, b, c) => {
      expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
      expect(merge(a, b, c)).toEqual(merge(merge(a, b), c));
    }),
    { numRuns: 150 },
  );
});

test('merging a document with itself or with nothing changes no thing and is no conflict', () => {
  fc.assert(
    fc.property(soundDocument, (document) => {
      const { expect: _e, demands: _d, ignore: _i, notModelled: _n, ...things } = document;
      const merged = mergeDocuments([things, things, {}]);
      expect(merged.conflicts).toEqual([]);
      expect(merged.document).toEqual(things);
    }),
    { numRuns: 100 },
  );
});

test('a design dealt out to three files, in any order, reads as the whole', () => {
  fc.assert(
    fc.property(soundDocument, deals, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (document, stream, order) => {
      const parts = dealt(document, () => stream.next().value as number[], 3);
      const sources: DesignSource[] = order.map((i) => ({
        file: `part-${i}`,
        text: stringify({ ...(parts[i] as object), routecap: 1 }),
      }));
      const whole = readDesign([{ file: 'whole', document }], files);
      const pieces = readDesign(sources, files);
      expect(pieces.problems).toEqual([]);
      expect(pieces.design).toEqual(whole.design);
    }),
    { numRuns: 150 },
  );
});

/** Documents with faults of their own, all names of which begin with the given letter. */
const faulty = (letter: string): fc.Arbitrary<string> =>
  fc
    .record({
      cidr: fc.constantFrom('10.0.0.0/8', '10.0.0.1/8', '010.0.0.0/8'),
      asn: fc.constantFrom(65010, 0, 4294967296, '64512.10'),
      vpc: fc.constantFrom('app', 'ap'),
      key: fc.constantFrom('amazonSideAsn', 'amazonSideASN'),
      name: fc.constantFrom('dc1', 'dc 1'),
    })
    .map(({ cidr, asn, vpc, key, name }) =>
      stringify({
        routecap: 1,
        vpcs: { [`${letter}-app`]: { cidrs: [cidr] } },
        vpnGateways: { [`${letter}-hub`]: { vpc: `${letter}-${vpc}`, [key]: 64512 } },
        customerGateways: { [`${letter}-${name}`]: { bgpAsn: asn } },
      }),
    );

test('the problems of independent files are the problems of each', () => {
  fc.assert(
    fc.property(faulty('left'), faulty('right'), (a, b) => {
      const [left, right] = [
        { file: 'a', text: a },
        { file: 'b', text: b },
      ];
      const alone = [left, right].flatMap((source) => readDesign([source], files).problems);
      expect(readDesign([left, right], files).problems).toEqual(alone);
    }),
    { numRuns: 200 },
  );
});
