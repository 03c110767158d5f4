/**
 * The order of names everywhere: numbers inside a name compare as numbers, so branch-2 stands before
 * branch-10. A total order (names that differ only in leading zeros fall back to plain text), and
 * independent of locale, so that two runs print the same bytes.
 */
export function compareNatural(a: string, b: string): number {
  const left = a.match(pieces) ?? [];
  const right = b.match(pieces) ?? [];
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const order = comparePieces(left[i]!, right[i]!);
    if (order !== 0) return order;
  }
  return left.length - right.length || compareText(a, b);
}

const pieces = /[0-9]+|[^0-9]+/g;
const digits = /^[0-9]/;

function comparePieces(a: string, b: string): number {
  if (!digits.test(a) || !digits.test(b)) return compareText(a, b);
  // Any length: a serial number may not fit in a double.
  const left = a.replace(/^0+/, '');
  const right = b.replace(/^0+/, '');
  return left.length - right.length || compareText(left, right);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
