/**
 * Reads fields of a describe output by name and by shape, so that nothing gets further than this file
 * that was not asked for and does not look like what was asked for: secrets stay behind because nobody
 * asks for them. An absent, null or empty field is undefined; a misshapen one is reported and undefined.
 */
import { parseAddress, parsePrefix } from '../../net/parse-prefix.ts';

export type AwsObject = Readonly<Record<string, unknown>>;

/** Says what is wrong with the object at hand; never given a value of the input. */
export type Report = (message: string) => void;

const shapes = {
  id: { fits: matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/), noun: 'an AWS id' },
  cidr: { fits: (text: string) => parsePrefix(text).ok, noun: 'a CIDR block' },
  address: { fits: (text: string) => parseAddress(text).ok, noun: 'an IP address' },
  account: { fits: matches(/^\d{1,12}$/), noun: 'an account number' },
  region: { fits: matches(/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/), noun: 'a Region' },
  word: { fits: matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/), noun: 'a plain word' },
  bandwidth: { fits: matches(/^\d{1,6}(?:\.\d{1,3})?[GM]bps$/), noun: 'a bandwidth such as 1Gbps' },
  arn: {
    fits: matches(/^arn:[A-Za-z0-9-]+:[A-Za-z0-9-]+:[A-Za-z0-9-]*:\d*:[A-Za-z0-9/._:-]{1,128}$/),
    noun: 'an ARN',
  },
} as const;

function matches(pattern: RegExp): (text: string) => boolean {
  return (text) => pattern.test(text);
}

export type Shape = keyof typeof shapes;

export interface Fields {
  readonly object: AwsObject;
  /** For what is wrong: a problem. */
  readonly report: Report;
  /** For what is not known here, though it may be right: a note. */
  readonly remark: Report;
}

export function isObject(value: unknown): value is AwsObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function hasShape(value: unknown, shape: Shape): value is string {
  return typeof value === 'string' && shapes[shape].fits(value);
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

export function readText(fields: Fields, key: string, shape: Shape): string | undefined {
  const value = fields.object[key];
  if (!present(value)) return undefined;
  if (hasShape(value, shape)) return value;
  fields.report(`${key} is not ${shapes[shape].noun}`);
  return undefined;
}

/** An ASN is a number on gateways and a string on customer gateways. */
export function readAsn(fields: Fields, key: string): number | undefined {
  const value = fields.object[key];
  if (!present(value)) return undefined;
  const asn = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  if (typeof asn === 'number' && Number.isInteger(asn) && asn >= 0 && asn <= 0xffff_ffff) return asn;
  fields.report(`${key} is not an autonomous system number`);
  return undefined;
}

export function readCount(fields: Fields, key: string): number | undefined {
  const value = fields.object[key];
  if (!present(value)) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 10_000_000) return value;
  fields.report(`${key} is not a count`);
  return undefined;
}

export function readFlag(fields: Fields, key: string): boolean | undefined {
  const value = fields.object[key];
  if (!present(value)) return undefined;
  if (typeof value === 'boolean') return value;
  fields.report(`${key} is neither true nor false`);
  return undefined;
}

/** One of a few words; another one is left out and said. */
export function readChoice<Choice extends string>(
  fields: Fields,
  key: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = fields.object[key];
  if (!present(value)) return undefined;
  const found = choices.find((choice) => choice === value);
  if (found === undefined) fields.remark(`${key} is none of ${choices.join(', ')}`);
  return found;
}

/** A nested object; undefined where there is none. */
export function readObject(fields: Fields, key: string): Fields | undefined {
  const value = fields.object[key];
  if (!present(value)) return undefined;
  if (isObject(value)) return { ...fields, object: value };
  fields.report(`${key} is not an object`);
  return undefined;
}

/** The objects of a list, which may be absent. */
export function readObjects(fields: Fields, key: string): readonly Fields[] {
  const value = fields.object[key];
  if (!present(value)) return [];
  if (!Array.isArray(value)) {
    fields.report(`${key} is not a list`);
    return [];
  }
  const objects = value.filter(isObject);
  if (objects.length < value.length) fields.report(`${key} holds an entry that is not an object`);
  return objects.map((object) => ({ ...fields, object }));
}

/** The texts of a list of plain strings, sorted and without repetitions; undefined when there is no list. */
export function readTexts(fields: Fields, key: string, shape: Shape): string[] | undefined {
  const value = fields.object[key];
  if (!present(value)) return undefined;
  if (!Array.isArray(value)) {
    fields.report(`${key} is not a list`);
    return undefined;
  }
  const texts = value.filter((entry): entry is string => hasShape(entry, shape));
  if (texts.length < value.length) fields.report(`${key} holds an entry that is not ${shapes[shape].noun}`);
  return sortedUnique(texts);
}

export function sortedUnique(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort(byText);
}

/** By code unit: the same on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The same object without its undefined fields. */
export function defined<T extends object>(object: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}

const goneStates = new Set([
  'deleted',
  'deleting',
  'failed',
  'failing',
  'rejected',
  'rejecting',
  'rollingBack',
  'expired',
  'detached',
  'detaching',
  'disassociated',
  'disassociating',
  'disabled',
  'disabling',
]);

/** True for what AWS still lists although it is no more, or never came to be. */
export function isGone(state: unknown): boolean {
  return typeof state === 'string' && goneStates.has(state);
}
