/** Pieces of printing that several things share. `null` stands for "leave it out" throughout. */
import { formatPrefix } from '../net/format-prefix.ts';
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
export function section<T, R>(things: Readonly<Record<string, T>>, print: (thing: T, name: string) => R): Record<string, R> | null {
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

/** One item for each announcement, so that reading gives the same ones back. */
export function printAnnounce(announce: readonly Announcement[] | null): AnnounceDocument | null {
  return announce === null ? null : announce.flatMap(printAnnouncement);
}

function printAnnouncement({ prefixes, anonymous, asPath, origin, med, communities }: Announcement): Exclude<AnnounceDocument, string> {
  const attributes = sparse({
    asPath: asPath === null ? null : [...asPath],
    med,
    communities: communities.length === 0 ? null : [...communities],
    origin: origin === 'igp' ? null : origin,
  });
  const counted = anonymous === 0 ? [] : [{ count: anonymous, ...attributes }];
  if (prefixes.size === 0 && anonymous > 0) return counted;
  const all = [...prefixes].map(formatPrefix);
  // A bare text would be read together with the bare texts beside it.
  const known = all.length === 1 ? { prefix: all[0]!, ...attributes } : { prefixes: all, ...attributes };
  return [known, ...counted];
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
