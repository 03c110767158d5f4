/**
 * The kinds of schema the design language is made of. Each is a valibot schema, so that the JSON Schema
 * for editors comes from the same source; but each runs in its own way: it speaks of things by their
 * names, suggests the nearest key, renames synonyms, keeps what is sound of a partly wrong value so that
 * all problems show at once, and knows that `constructor` is a name like any other.
 */
import * as v from 'valibot';
import { nearest } from './nearest.ts';
import { isSecretName } from './source-text.ts';

/** What is wrong with one value. `explain` may say it better once the source text is known. */
export interface Complaint {
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly suggestion: string | null;
  readonly explain?: (source: string) => { readonly message: string; readonly suggestion: string | null };
}

export interface Fault {
  readonly path: readonly (string | number)[];
  readonly complaint: Complaint;
}

interface Dataset {
  typed: boolean;
  value: unknown;
  issues?: Issue[];
}
interface Issue {
  path: (string | number)[];
  requirement: Complaint;
}

/** Another spelling of a key; with a schema of its own when its values are spelled otherwise too. */
export type Synonym = string | { readonly of: string; readonly schema: v.GenericSchema };

const synonymsProperty = Symbol('synonyms');

/** Runs a schema: the sound part of the value under canonical keys, and every fault. */
export function runSchema<S extends v.GenericSchema>(
  schema: S,
  input: unknown,
): { output: v.InferOutput<S>; faults: Fault[] } {
  const dataset = run(schema, input);
  const faults = (dataset.issues ?? []).map(({ path, requirement }) => ({ path, complaint: requirement }));
  return { output: (dataset.typed ? dataset.value : undefined) as v.InferOutput<S>, faults };
}

/** A map with known keys. Every key may be missing unless its schema was made without `field`. */
export function thing<const E extends v.ObjectEntries>(
  what: string,
  entries: E,
  synonyms: Readonly<Record<string, Synonym>> = {},
): v.StrictObjectSchema<E, undefined> {
  const known: Record<string, v.GenericSchema> = Object.assign(Object.create(null) as object, entries);
  const canonical = new Map<string, string>(Object.keys(entries).map((key) => [key, key]));
  for (const [key, synonym] of Object.entries(synonyms)) {
    const of = typeof synonym === 'string' ? synonym : synonym.of;
    const schema = typeof synonym === 'string' ? unwrapped(known[of]!) : synonym.schema;
    known[key] = field(schema, `Another spelling of \`${of}\`.`);
    canonical.set(key, of);
  }
  const required = Object.keys(entries).filter((key) => known[key]!.type !== 'optional');
  const schema = custom(v.strictObject(known as unknown as E), (dataset) => {
    const input = dataset.value;
    if (!isMap(input)) return complain(dataset, `${what} is a map of keys and values, not ${describeValue(input)}`);
    // The keys are known ones, so a plain object is safe, and five times as fast as one without a prototype.
    const output: Record<string, unknown> = {};
    const given = new Map<string, string>();
    for (const key of Object.keys(input)) {
      const name = canonical.get(key);
      if (name === undefined) {
        const suggestion = nearest(key, canonical.keys());
        addIssue(dataset, { at: 'key', message: `${what} has no key \`${showText(key)}\``, suggestion }, [key]);
        continue;
      }
      // A key that is there without a value in a JavaScript document is a key that is not there.
      if (input[key] === undefined) continue;
      const before = given.get(name);
      if (before !== undefined) {
        addIssue(
          dataset,
          { at: 'key', message: `\`${before}\` and \`${key}\` say the same; keep \`${name}\``, suggestion: null },
          [key],
        );
        continue;
      }
      given.set(name, key);
      const child = run(known[key]!, input[key]);
      adopt(dataset, child, key);
      if (child.typed) output[name] = child.value;
    }
    for (const key of required) {
      if (!given.has(key))
        addIssue(dataset, { at: 'key', message: `${what} needs the key \`${key}\``, suggestion: null }, []);
    }
    return { ...dataset, typed: true, value: output };
  });
  return Object.assign(schema, { [synonymsProperty]: canonical });
}

/** A key for a tunnel that stands where a thing should is wrong, and what is wrong about it does not quote it. */
function showable(key: string, value: unknown): unknown {
  return isSecretName(key) && typeof value !== 'object' ? '********' : value;
}

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._:@+-]*$/;

/** A map of names that the user chooses. A thing that is wrong as a whole stays under its name, empty. */
export function named<V extends v.GenericSchema>(
  what: string,
  value: V,
): v.RecordSchema<
  v.SchemaWithPipe<readonly [v.StringSchema<undefined>, v.RegexAction<string, undefined>]>,
  V,
  undefined
> {
  const isThing = synonymsProperty in unwrapped(value);
  return custom(v.record(v.pipe(v.string(), v.regex(namePattern)), value), (dataset) => {
    const input = dataset.value ?? {};
    if (!isMap(input)) return complain(dataset, `${what} stand here as a map of names, not as ${describeValue(input)}`);
    const output = Object.create(null) as Record<string, unknown>;
    for (const key of Object.keys(input)) {
      if (input[key] === undefined) continue;
      if (!namePattern.test(key)) {
        const repaired = key
          .trim()
          .replace(/[^A-Za-z0-9._:@+-]+/g, '-')
          .replace(/^[^A-Za-z0-9]+|-+$/g, '');
        const message = `\`${showText(key)}\` is no name: a name is letters, digits and . _ : @ + -, beginning with a letter or digit`;
        addIssue(dataset, { at: 'key', message, suggestion: repaired === '' ? null : repaired }, [key]);
        continue;
      }
      const child = run(value, isThing ? showable(key, input[key] ?? {}) : input[key]);
      adopt(dataset, child, key);
      if (child.typed) output[key] = child.value;
      else if (isThing) output[key] = Object.create(null);
    }
    return { ...dataset, typed: true, value: output };
  });
}

/** A list. An item that is wrong as a whole leaves a hole (undefined), so that the others keep their numbers. */
export function list<I extends v.GenericSchema>(what: string, item: I): v.ArraySchema<I, undefined> {
  return custom(v.array(item), (dataset) => {
    const input = dataset.value;
    if (!Array.isArray(input)) {
      const suggestion = typeof input === 'string' && input !== '' ? `[${showText(input)}]` : null;
      return complain(dataset, `${what} stand in a list, and this is ${describeValue(input)}`, suggestion);
    }
    const output: unknown[] = [];
    for (let i = 0; i < input.length; i++) {
      const child = run(item, input[i]);
      adopt(dataset, child, i);
      output.push(child.typed ? child.value : undefined);
    }
    return { ...dataset, typed: true, value: output };
  });
}

type Shape = 'text' | 'number' | 'flag' | 'list' | 'map';

/** One of several kinds, told apart by the shape of the value alone, so that problems are about the kind meant. */
export function either<const O extends Partial<Record<Shape, v.GenericSchema>>>(
  what: string,
  options: O,
): v.UnionSchema<NonNullable<O[keyof O] & v.GenericSchema>[], undefined> {
  const all = [...new Set(Object.values(options))] as NonNullable<O[keyof O] & v.GenericSchema>[];
  return custom(v.union(all), (dataset) => {
    const option = options[shapeOf(dataset.value) as Shape] as v.GenericSchema | undefined;
    if (option === undefined) return complain(dataset, `expected ${what}, not ${describeValue(dataset.value)}`);
    return run(option, dataset.value) as Dataset;
  });
}

export type Tested =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly message: string;
      readonly suggestion?: string | null;
      readonly explain?: Complaint['explain'];
    };

/** A value without parts, with a test of its own. */
export function leaf<S extends v.GenericSchema>(base: S, test: (value: unknown) => Tested): S {
  return custom(base, (dataset) => {
    const tested = test(dataset.value);
    if (tested.ok) return { ...dataset, typed: true, value: tested.value };
    const { message, suggestion = null, explain } = tested;
    addIssue(dataset, { at: 'value', message, suggestion, ...(explain === undefined ? {} : { explain }) }, []);
    return dataset;
  });
}

/** The same schema, its sound values turned into their canonical form. */
export function convert<S extends v.GenericSchema>(schema: S, turn: (value: v.InferOutput<S>) => unknown): S {
  return custom(schema, (dataset) => {
    const done = run(schema, dataset.value);
    return done.typed ? { ...done, value: turn(done.value as v.InferOutput<S>) } : done;
  });
}

/** The same schema, which also takes values of another making as they are. */
export function orAlso<S extends v.GenericSchema, T>(
  schema: S,
  isOther: (value: unknown) => value is T,
): v.GenericSchema<v.InferInput<S> | T> {
  const both = custom(schema, (dataset) => {
    return isOther(dataset.value) ? { ...dataset, typed: true } : run(schema, dataset.value);
  });
  return both as unknown as v.GenericSchema<v.InferInput<S> | T>;
}

type Described<S extends v.GenericSchema> = v.SchemaWithPipe<
  readonly [S, v.DescriptionAction<v.InferOutput<S>, string>]
>;

/** A key that may be missing. */
export function field<S extends v.GenericSchema>(
  schema: S,
  description: string,
): v.OptionalSchema<Described<S>, undefined> {
  return v.optional(must(schema, description));
}

/** A key that must be there. */
export function must<S extends v.GenericSchema>(schema: S, description: string): Described<S> {
  return v.pipe(schema, v.description(description)) as unknown as Described<S>;
}

/** Every other spelling of a canonical key anywhere in a schema, for looking up places. */
export function synonymsIn(schema: v.GenericSchema): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const visit = (each: v.GenericSchema): void => {
    const inner = unwrapped(each) as v.GenericSchema & SchemaParts;
    for (const [key, of] of inner[synonymsProperty] ?? []) {
      if (key === of) continue;
      const others = found.get(of) ?? [];
      if (!others.includes(key)) others.push(key);
      found.set(of, others);
    }
    for (const part of [...Object.values(inner.entries ?? {}), inner.item, inner.value, ...(inner.options ?? [])]) {
      if (typeof part === 'object' && part !== null && 'type' in part) visit(part);
    }
  };
  visit(schema);
  return found;
}

interface SchemaParts {
  readonly [synonymsProperty]?: ReadonlyMap<string, string>;
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly item?: v.GenericSchema;
  readonly value?: v.GenericSchema;
  readonly options?: readonly v.GenericSchema[];
}

/** The schema inside optional(pipe(…)). */
function unwrapped(schema: v.GenericSchema): v.GenericSchema {
  let inner = schema as v.GenericSchema & { wrapped?: v.GenericSchema; pipe?: readonly v.GenericSchema[] };
  for (;;) {
    const next = inner.wrapped ?? inner.pipe?.[0];
    if (next === undefined || next === inner) return inner;
    inner = next as typeof inner;
  }
}

export function isMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function shapeOf(value: unknown): Shape | null {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'flag';
  if (Array.isArray(value)) return 'list';
  return isMap(value) ? 'map' : null;
}

/** A value in a few words, for messages. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `"${showText(value)}"`;
  return typeof value === 'object' ? 'a map' : String(value);
}

/** Text of the input inside a message: short, and without anything a terminal would obey. */
export function showText(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  // oxlint-disable-next-line no-control-regex
  return short.replace(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function run(schema: v.GenericSchema, value: unknown): Dataset {
  return schema['~run']({ value }, {}) as unknown as Dataset;
}

function custom<S extends v.GenericSchema>(schema: S, how: (dataset: Dataset) => Dataset): S {
  return { ...schema, '~run': (dataset: Dataset) => how({ typed: false, value: dataset.value }) } as unknown as S;
}

function complain(dataset: Dataset, message: string, suggestion: string | null = null): Dataset {
  addIssue(dataset, { at: 'value', message, suggestion }, []);
  return dataset;
}

function addIssue(dataset: Dataset, requirement: Complaint, path: (string | number)[]): void {
  (dataset.issues ??= []).push({ path, requirement });
}

function adopt(parent: Dataset, child: Dataset, key: string | number): void {
  for (const issue of child.issues ?? []) {
    issue.path.unshift(key);
    (parent.issues ??= []).push(issue);
  }
}
