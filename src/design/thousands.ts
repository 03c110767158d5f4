/**
 * A number as messages write it: `1,045`, to three decimals at most. What `toLocaleString('en-US')` prints, without
 * the quarter of a small check's time that Node takes to load its number formats.
 */
export function thousands(count: number): string {
  const [whole = '', fraction] = String(Number.isInteger(count) ? count : Math.round(count * 1000) / 1000).split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
