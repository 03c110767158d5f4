/** Small words of the text reports: numbers with separators, plurals, lists cut short. */

/** 1000 as `1,000`. */
export function grouped(value: number): string {
  const text = String(value);
  return /^\d+$/.test(text) ? text.replace(/\B(?=(\d{3})+$)/g, ',') : text;
}

/** `1 error`, `2 errors`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** All of a short list; first, `…` and last of a long one. */
export function listed(items: readonly string[], most: number): string {
  if (items.length <= most) return items.join(', ');
  return `${items.slice(0, Math.max(1, most - 2)).join(', ')} … ${items[items.length - 1] ?? ''}`;
}
