/** What a router announces, and its policy towards a neighbour. */
import * as v from 'valibot';
import { PrefixList } from '../net/prefix-list.ts';
import { convert, either, field, list, orAlso, thing } from './schema-kinds.ts';
import { asn, choice, communities, prefix, prefixes, text, whole } from './schema-values.ts';

const med = whole('a MED', 0, 4294967295);

export const policyEntries = {
  prepend: field(
    whole('`prepend`', 0, 255),
    'How many times the own AS number is put in front of the AS path, beyond the one that is always there.',
  ),
  med: field(med, 'MULTI_EXIT_DISC given to what is announced.'),
  localPreference: field(whole('a local preference', 0, 4294967295), 'Local preference given to what is learned.'),
  communities: field(communities, 'RFC 1997 communities put on what is announced.'),
  announceOnly: field(prefixes, 'Only prefixes inside one of these are announced.'),
  acceptOnly: field(prefixes, 'Only prefixes inside one of these are accepted.'),
};

export const policySchema = thing('a policy', policyEntries);

const isPrefixList = (value: unknown): value is PrefixList => value instanceof PrefixList;

const announcementEntries = {
  prefix: field(prefix, 'One prefix.'),
  prefixes: field(orAlso(prefixes, isPrefixList), 'Several prefixes.'),
  from: field(prefix, 'A block to count prefixes out of, with `length` and `count`.'),
  length: field(whole('a prefix length', 0, 128), 'Length of the prefixes counted out of `from`.'),
  count: field(
    whole('`count`', 0, 10_000_000),
    'How many prefixes; alone: prefixes of which only their number is known.',
  ),
  start: field(whole('`start`', 0), 'Number (from 0) of the first prefix to take out of `from`.'),
  file: field(text('a path'), 'A file of prefixes, one a line, `#` for comments; the path starts at this file.'),
  asPath: field(
    list('AS numbers', asn),
    'AS_PATH as AWS receives it, the neighbour first. Left out: the announcing AS alone.',
  ),
  med: field(med, 'MULTI_EXIT_DISC.'),
  communities: field(communities, 'RFC 1997 communities.'),
  origin: field(choice('igp', 'egp', 'incomplete'), 'ORIGIN; igp when left out.'),
};

export const announcementSchema = thing('an announcement', announcementEntries);

export const announceSchema = convert(
  either('a prefix, or a list of announcements', {
    text: prefix,
    list: list('announcements', either('a prefix or an announcement', { text: prefix, map: announcementSchema })),
  }),
  (value) => (typeof value === 'string' ? [value] : value),
);

/** One announcement beside other keys, in which `prefixes` may hold whole announcements too. */
export const inlineAnnouncementEntries = {
  ...announcementEntries,
  prefixes: field(announceSchema, 'Prefixes, or announcements as in a design.'),
};

export type AnnounceDocument = v.InferInput<typeof announceSchema>;
export type PolicyDocument = v.InferInput<typeof policySchema>;
