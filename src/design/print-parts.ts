/** Pieces of printing that several things share. `null` stands for "leave it out" throughout. */
import { formatPrefix } from '../net/format-prefix.ts';
import { prefixKey, type PrefixKey } from '../net/prefix.ts';
import type { AnnounceDocument, PolicyDocument } from './schema-announcements.ts';
import type { Announcement, Policy } from './vocabulary.ts';

type Sparse<T> = { [K in keyof T]?: Exclude<T[K], null> };

/** The entries that are not null. */
export function sparse<T extends object>(entries: T): Sparse<T> {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(entries)) if (value !== null && value !== undefined) out[key] = value;
  return out as Sparse<T>;
}

/** A section of named things; without things there is none. The map has no prototype: any name is a safe key. */
export function section<T, R>(
  things: Readonly<Record<string, T>>,
  print: (thing: T, name: string) => R,
): Record<string, R> | null {
  const names = Object.keys(things);
  if (names.length === 0) return null;
  const out = Object.create(null) as Record<string, R>;
  for (const name of names) out[name] = print(things[name]!, name);
  return out;
}

/** The reader fills this one in. */
export function asnUnlessDefault(asn: number): number | null {
  return asn === 64512 ? null : asn;
}

type ListDocument = Exclude<AnnounceDocument, string>;

/** Items that read as the same announcements again. */
export function printAnnounce(announce: readonly Announcement[] | null): ListDocument | null {
  if (announce === null) return null;
  const inLists = saysSomethingTwice(announce);
  const out: ListDocument = [];
  for (const { prefixes, anonymous, ...given } of announce) {
    const attributes = printAttributes(given);
    const plain = Object.keys(attributes).length === 0;
    if (prefixes.size > 0 || anonymous === 0) {
      const texts = [...(inLists ? prefixes.sortedUnique() : prefixes)].map(formatPrefix);
      // Bare texts in a row are one announcement, so two of those cannot stand side by side.
      if (plain && texts.length > 0 && !inLists && typeof out.at(-1) !== 'string') out.push(...texts);
      else out.push({ prefixes: texts, ...attributes });
    }
    if (anonymous > 0) out.push({ count: anonymous, ...attributes });
  }
  return out;
}

function printAttributes({
  asPath,
  origin,
  med,
  communities,
}: Omit<Announcement, 'prefixes' | 'anonymous'>): Omit<Exclude<ListDocument[number], string>, 'prefixes'> {
  return sparse({
    asPath: asPath === null ? null : [...asPath],
    med,
    communities: communities.length === 0 ? null : [...communities],
    origin: origin === 'igp' ? null : origin,
  });
}

/** Files and generators may overlap with what is written out; written out as bare texts that would look like a slip. */
function saysSomethingTwice(announce: readonly Announcement[]): boolean {
  const seen = new Map<string, Set<PrefixKey>>();
  for (const { prefixes, asPath, origin, med, communities } of announce) {
    const attributes = JSON.stringify([asPath, origin, med, communities]);
    const keys = seen.get(attributes) ?? new Set<PrefixKey>();
    seen.set(attributes, keys);
    for (const prefix of prefixes) {
      const key = prefixKey(prefix);
      if (keys.has(key)) return true;
      keys.add(key);
    }
  }
  return false;
}

/** Null for a policy that says nothing. */
export function printPolicy(policy: Policy): PolicyDocument | null {
  const printed = sparse({
    prepend: policy.prepend,
    med: policy.med,
    localPreference: policy.localPreference,
    communities: policy.communities === null ? null : [...policy.communities],
    announceOnly: policy.announceOnly === null ? null : policy.announceOnly.map(formatPrefix),
    acceptOnly: policy.acceptOnly === null ? null : policy.acceptOnly.map(formatPrefix),
  });
  return Object.keys(printed).length === 0 ? null : printed;
}
