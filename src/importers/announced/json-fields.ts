/** Looking into JSON of which nothing is certain. */

export type JsonMap = Readonly<Record<string, unknown>>;

export function asMap(value: unknown): JsonMap | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonMap) : null;
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** A whole number of 32 bits, also when it stands in quotes. */
export function asUint32(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= 4294967295 ? number : null;
}
