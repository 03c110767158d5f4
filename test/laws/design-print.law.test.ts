import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { formatBandwidth, parseBandwidth } from '../../src/design/bandwidth.ts';
import { printDesign } from '../../src/design/print-design.ts';
import { readDesign } from '../../src/design/read-design.ts';
import { files, soundDocument } from '../design/arbitrary-document.ts';

test('reading what a design prints gives the design, and printing that the same document', () => {
  fc.assert(
    fc.property(soundDocument, (document) => {
      const { design, problems } = readDesign([{ file: 'a', document }], files);
      expect(problems).toEqual([]);
      const printed = printDesign(design!);
      const again = readDesign([{ file: 'b', text: stringify(printed) }], () => ({
        ok: false,
        why: 'a printed design names no files',
      }));
      expect(again.problems).toEqual([]);
      expect(again.design).toEqual(design);
      expect(printDesign(again.design!)).toEqual(printed);
    }),
    { numRuns: 250 },
  );
});

test('a bandwidth is printed as a text that means it', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.nat(1_000_000), fc.constantFrom(1e21, 1e-7, 999.9999)),
      (mbps) => {
        expect(parseBandwidth(formatBandwidth(mbps))).toBe(mbps);
      },
    ),
    { numRuns: 300 },
  );
});
