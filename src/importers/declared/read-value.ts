/**
 * Reads fields of declared things by name and shape. An absent field is undefined; one that is not known yet is
 * noted and undefined; a misshapen one is a problem and undefined. No message quotes a value.
 */
import { hasShape, sortedUnique, type Shape } from '../aws/fields.ts';
import { note, problemAt } from '../aws/ledger.ts';
import type { Declared, Fields, Thing } from './thing.ts';
import { chosenByAws, type Value } from './value.ts';

export function remark(declared: Declared, thing: Thing, what: string): void {
  note(declared.ledger, thing.name, what, thing.key);
}

export function report(declared: Declared, thing: Thing, message: string): void {
  problemAt(declared.ledger, `${thing.name}: ${message}`, declared.locationOf(thing.key));
}

const nouns: Readonly<Record<Shape, string>> = {
  id: 'an AWS id',
  cidr: 'a CIDR block',
  address: 'an IP address',
  account: 'an account number',
  region: 'a Region',
  word: 'a plain word',
  bandwidth: 'a bandwidth such as 1Gbps',
  arn: 'an ARN',
};

/** The one value of a field; a note when it is not known. */
function known(declared: Declared, fields: Fields, name: string): string | number | boolean | undefined {
  return knownValue(declared, fields.thing, name, fields.field(name));
}

function knownValue(
  declared: Declared,
  thing: Thing,
  name: string,
  value: Value | undefined,
): string | number | boolean | undefined {
  if (value === undefined) return undefined;
  switch (value.kind) {
    case 'plain':
      return value.value === '' ? undefined : value.value;
    case 'unknown':
      remarkUnknown(declared, thing, name, value.why);
      return undefined;
    case 'reference':
    case 'elsewhere':
      remark(
        declared,
        thing,
        `its ${declared.spell(name)} is an attribute of another resource that ${declared.source} does not tell: left out`,
      );
      return undefined;
    case 'list':
    case 'map':
      report(declared, thing, `${declared.spell(name)} is not a single value`);
      return undefined;
  }
}

export function remarkUnknown(declared: Declared, thing: Thing, name: string, why: string): void {
  if (why !== chosenByAws) remark(declared, thing, `its ${declared.spell(name)} ${why}: left out`);
}

export function readText(declared: Declared, fields: Fields, name: string, shape: Shape): string | undefined {
  const value = known(declared, fields, name);
  if (value === undefined) return undefined;
  const text = typeof value === 'number' ? String(value) : value;
  if (hasShape(text, shape)) return text;
  report(declared, fields.thing, `${declared.spell(name)} is not ${nouns[shape]}`);
  return undefined;
}

export function readNumber(
  declared: Declared,
  fields: Fields,
  name: string,
  most: number,
  noun: string,
): number | undefined {
  const value = known(declared, fields, name);
  if (value === undefined) return undefined;
  const number = wholeNumber(value);
  if (number !== undefined && number <= most) return number;
  report(declared, fields.thing, `${declared.spell(name)} is not ${noun}`);
  return undefined;
}

function wholeNumber(value: string | number | boolean): number | undefined {
  const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
}

/** Terraform writes 0 where there is none. */
export function readAsn(declared: Declared, fields: Fields, name: string): number | undefined {
  const asn = readNumber(declared, fields, name, 0xffff_ffff, 'an autonomous system number');
  return asn === 0 ? undefined : asn;
}

export function readCount(declared: Declared, fields: Fields, name: string): number | undefined {
  return readNumber(declared, fields, name, 10_000_000, 'a count');
}

export function readFlag(declared: Declared, fields: Fields, name: string): boolean | undefined {
  const value = known(declared, fields, name);
  if (value === undefined || typeof value === 'boolean') return value;
  const text = String(value).toLowerCase();
  if (text === 'true' || text === 'false') return text === 'true';
  report(declared, fields.thing, `${declared.spell(name)} is neither true nor false`);
  return undefined;
}

/** One of a few words; another one is left out and said. */
export function readChoice<const Choice extends string>(
  declared: Declared,
  fields: Fields,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = known(declared, fields, name);
  if (value === undefined) return undefined;
  const found = choices.find((choice) => choice === value);
  if (found === undefined)
    remark(declared, fields.thing, `its ${declared.spell(name)} is none of ${choices.join(', ')}`);
  return found;
}

/** The items of a list, which may be absent; one that is not known is noted. */
export function readItems(declared: Declared, fields: Fields, name: string): readonly Value[] {
  const value = fields.field(name);
  if (value === undefined) return [];
  if (value.kind === 'list') return value.items;
  if (value.kind === 'unknown') remarkUnknown(declared, fields.thing, name, value.why);
  else if (value.kind === 'reference' || value.kind === 'elsewhere') knownValue(declared, fields.thing, name, value);
  else report(declared, fields.thing, `${declared.spell(name)} is not a list`);
  return [];
}

/** The maps of a list, as things with fields. */
export function readMaps(declared: Declared, fields: Fields, name: string): Fields[] {
  return readItems(declared, fields, name).flatMap((item) => {
    if (item.kind === 'map') return [{ thing: fields.thing, field: (each: string) => item.entries.get(each) }];
    if (item.kind === 'unknown')
      remark(declared, fields.thing, `a part of its ${declared.spell(name)} ${item.why}: left out`);
    else report(declared, fields.thing, `${declared.spell(name)} holds an entry that is not a block`);
    return [];
  });
}

/** Texts of one shape; undefined when the field is absent or nothing of it is known. */
export function readTexts(declared: Declared, fields: Fields, name: string, shape: Shape): string[] | undefined {
  if (fields.field(name) === undefined) return undefined;
  const texts = readItems(declared, fields, name).flatMap((item) => {
    const value = knownValue(declared, fields.thing, name, item);
    if (value === undefined) return [];
    const text = String(value);
    if (hasShape(text, shape)) return [text];
    report(declared, fields.thing, `${declared.spell(name)} holds an entry that is not ${nouns[shape]}`);
    return [];
  });
  return sortedUnique(texts);
}

/** Entries are plain, or CloudFormation's `{ Value: … }`. */
function scalars(declared: Declared, fields: Fields, name: string): (string | number | boolean)[] {
  return readItems(declared, fields, name).flatMap((item) => {
    const inner = item.kind === 'map' ? item.entries.get('value') : item;
    const value = knownValue(declared, fields.thing, name, inner);
    return value === undefined ? [] : [value];
  });
}

export function readGroups(declared: Declared, fields: Fields, name: string): number[] | undefined {
  const numbers = scalars(declared, fields, name).flatMap((value) => {
    const number = wholeNumber(value);
    if (number !== undefined && number > 0 && number < 256) return [number];
    report(declared, fields.thing, `${declared.spell(name)} holds an entry that is not a Diffie-Hellman group`);
    return [];
  });
  return numbers.length === 0 ? undefined : [...new Set(numbers)].sort((a, b) => a - b);
}

const knownAlgorithms = [
  'AES128',
  'AES256',
  'AES128-GCM-16',
  'AES256-GCM-16',
  'SHA1',
  'SHA2-256',
  'SHA2-384',
  'SHA2-512',
];

export function readAlgorithms(declared: Declared, fields: Fields, name: string): string[] | undefined {
  const names = scalars(declared, fields, name).flatMap((value) => {
    if (typeof value === 'string' && knownAlgorithms.includes(value)) return [value];
    remark(
      declared,
      fields.thing,
      `its ${declared.spell(name)} holds one that is none of ${knownAlgorithms.join(', ')}`,
    );
    return [];
  });
  return names.length === 0 ? undefined : sortedUnique(names);
}
