/**
 * Values of a declared resource (Terraform, CloudFormation) once references are followed: what is written, what
 * another resource stands for, and what cannot be known before the thing is made. An absent value is undefined.
 */

export type Value =
  | { readonly kind: 'plain'; readonly value: string | number | boolean }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Value> }
  /** Another resource of the input (by its key), or what AWS makes along with it: `attribute` is `id` for the thing itself. */
  | { readonly kind: 'reference'; readonly thing: string; readonly attribute: string }
  /** A resource of the input that is of no kind that is modelled; `name` stands for it. */
  | { readonly kind: 'elsewhere'; readonly name: string }
  /** `why` is a clause such as `is known only after apply`; `standIn` a name for the thing that it would name. */
  | { readonly kind: 'unknown'; readonly why: string; readonly standIn: string | null };

export function plain(value: string | number | boolean): Value {
  return { kind: 'plain', value };
}

export function unknown(why: string, standIn: string | null = null): Value {
  return { kind: 'unknown', why, standIn };
}

/** Nesting beyond this is no property of a network; deeper parts count as absent. */
export const deepestValue = 32;

/** Plain JSON as a value; null and undefined are absent. `key` turns the names of fields. */
export function valueFrom(json: unknown, key: (name: string) => string, depth = 0): Value | undefined {
  if (json === null || json === undefined || depth > deepestValue) return undefined;
  if (typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean') return plain(json);
  if (Array.isArray(json)) {
    return {
      kind: 'list',
      items: json.map((item) => valueFrom(item, key, depth + 1)).filter((item) => item !== undefined),
    };
  }
  const entries = new Map<string, Value>();
  for (const [name, item] of Object.entries(json)) {
    const value = valueFrom(item, key, depth + 1);
    if (value !== undefined) entries.set(key(name), value);
  }
  return { kind: 'map', entries };
}

/** Why a field is not known that nobody wrote: AWS fills it in. Not worth a word where a default will do. */
export const chosenByAws = 'is chosen by AWS';
