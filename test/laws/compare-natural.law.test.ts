/** The order of names is a total order, whatever the names. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNatural } from '../../src/design/compare-natural.ts';

/** Names that collide often: few letters, many digits and zeros. */
const name = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '-', '/', '0', '0', '1', '2', '9'), maxLength: 8 }),
  fc.string({ maxLength: 6 }),
);
const sign = (x: number): number => Math.sign(x);

test('only equal names are equal, and the order turns around', () => {
  fc.assert(
    fc.property(name, name, (a, b) => {
      expect(compareNatural(a, b) === 0).toBe(a === b);
      // Adding zero makes one zero of the two.
      expect(sign(compareNatural(a, b)) + 0).toBe(-sign(compareNatural(b, a)) + 0);
    }),
  );
});

test('the order is transitive', () => {
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      const [x, y, z] = [a, b, c].sort(compareNatural) as [string, string, string];
      expect(compareNatural(x, y)).toBeLessThanOrEqual(0);
      expect(compareNatural(y, z)).toBeLessThanOrEqual(0);
      expect(compareNatural(x, z)).toBeLessThanOrEqual(0);
    }),
  );
});

test('a smaller number comes first between equal surroundings', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '-', '/'), maxLength: 4 });
  fc.assert(
    fc.property(letters, fc.nat(), fc.nat(), letters, (before, m, n, after) => {
      fc.pre(m !== n);
      expect(sign(compareNatural(`${before}${m}${after}`, `${before}${n}${after}`))).toBe(sign(m - n));
    }),
  );
});
