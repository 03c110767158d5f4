/**
 * What a customer's router offers on a session: its own announcements under its export policy, and,
 * from a transit router, what it learned elsewhere. Counts come before tables: a full Internet table
 * offered against a cap of 100 is counted and never spelled out.
 */
import { exported, sentBy } from '../aws/customer-router.ts';
import type { Session } from '../aws/network.ts';
import type { PathAttributes } from '../bgp/attributes.ts';
import type { Announcement } from '../design/vocabulary.ts';
import { prefixKey, type Prefix, type PrefixKey } from '../net/prefix.ts';
import { PrefixList } from '../net/prefix-list.ts';
import { PrefixTable } from '../net/prefix-table.ts';

/** One offered prefix; exactly one of the variants arrives (at most one when not present). */
export interface Offer {
  readonly variants: readonly PathAttributes[];
  readonly present: boolean;
}

export interface Offers {
  /** Unique prefixes that count against the cap, at most and at least. */
  readonly most: number;
  readonly least: number;
  /** Prefixes AWS denies for its own ASN in the path; within `most` by assumption loopedRoutesCount. */
  readonly looped: number;
  /** Of `most`: known by number alone. */
  readonly anonymous: number;
  /** Spelled out; only when asked for. */
  readonly table: () => PrefixTable<Offer>;
}

interface OwnItem {
  readonly prefixes: PrefixList;
  readonly attributes: PathAttributes;
}

const noOffers = new PrefixTable<Offer>();

function ownItems(session: Session): { items: OwnItem[]; anonymous: number } {
  const items: OwnItem[] = [];
  let anonymous = 0;
  for (const item of session.announce) {
    anonymous += item.anonymous;
    const prefixes = exportable(item, session);
    if (prefixes.size === 0) continue;
    const internal = session.customerAsn === session.amazonAsn;
    const attributes = sentBy(session, item.asPath ?? (internal ? [] : [session.customerAsn]), {
      origin: item.origin,
      communities: item.communities,
      ownMed: item.med,
    });
    items.push({ prefixes, attributes });
  }
  return { items, anonymous };
}

function exportable(item: Announcement, session: Session): PrefixList {
  const list = item.prefixes.ofFamily(session.family);
  const { policy } = session;
  if (policy.announceOnly === null) return list;
  return PrefixList.from([...list].filter((prefix) => exported(policy, prefix)));
}

function countUnique(items: readonly OwnItem[]): number {
  return PrefixList.concatAll(items.map(({ prefixes }) => prefixes)).sortedUnique().size;
}

function ownTable(items: readonly OwnItem[]): PrefixTable<Offer> {
  const table = new PrefixTable<Offer>();
  for (const { prefixes, attributes } of items) {
    const offer: Offer = { variants: [attributes], present: true };
    // A router has one route per prefix: what is written first holds.
    for (const prefix of prefixes) if (!table.has(prefix)) table.set(prefix, offer);
  }
  return table;
}

/** True when AWS would deny the path for the loop in it (G-LOOP). */
function loops(session: Session, attributes: PathAttributes): boolean {
  return session.customerAsn !== session.amazonAsn && attributes.asPath.includes(session.amazonAsn);
}

/** A prefix may be announced looped and again sound: then its first announcement, the one that is sent, decides. */
function loopedOf(session: Session, items: readonly OwnItem[]): number {
  const isLooped = items.map(({ attributes }) => loops(session, attributes));
  const undecided = new Set<PrefixKey>();
  for (const [i, { prefixes }] of items.entries()) {
    if (isLooped[i] === true) for (const prefix of prefixes) undecided.add(prefixKey(prefix));
  }
  let looped = 0;
  for (const [i, { prefixes }] of items.entries()) {
    if (undecided.size === 0) break;
    for (const prefix of prefixes) if (undecided.delete(prefixKey(prefix)) && isLooped[i] === true) looped++;
  }
  return looped;
}

/** Own announcements alone: the same in every round, so worth keeping. */
export function ownOffers(session: Session, countLooped: boolean): Offers {
  if (session.routing === 'static') {
    const count = PrefixList.from(session.staticRoutes).ofFamily(session.family).sortedUnique().size;
    return { most: count, least: count, looped: 0, anonymous: 0, table: () => noOffers };
  }
  const { items, anonymous } = ownItems(session);
  let table: PrefixTable<Offer> | null = null;
  const spelled = (): PrefixTable<Offer> => (table ??= ownTable(items));
  const looped = loopedOf(session, items);
  const counted = countUnique(items) - (countLooped ? 0 : looped) + anonymous;
  // What AWS was seen to accept is the number, when nothing else was said.
  const most = session.acceptedRouteCount ?? counted;
  return { most, least: most, looped, anonymous, table: spelled };
}

/** Own announcements and what a transit router passes on besides. */
export function withTransit(session: Session, own: Offers, passedOn: PrefixTable<Offer>, countLooped: boolean): Offers {
  if (passedOn.size === 0 || session.routing === 'static') return own;
  const table = new PrefixTable<Offer>();
  let { most, least, looped } = own;
  const ownOnes = own.table();
  for (const [prefix, offer] of ownOnes.entries()) table.set(prefix, offer);
  for (const [prefix, offer] of passedOn.entries()) {
    if (ownOnes.has(prefix)) continue;
    table.set(prefix, offer);
    const denied = offer.variants.filter((attributes) => loops(session, attributes)).length;
    if (denied === offer.variants.length) {
      looped += 1;
      if (!countLooped) continue;
    }
    most += 1;
    if (offer.present && (denied === 0 || countLooped)) least += 1;
  }
  return { most, least, looped, anonymous: own.anonymous, table: () => table };
}

/** One text for equal sets of offers: how a round is recognised. */
export function offersKey(table: PrefixTable<Offer>, keyOf: (prefix: Prefix) => string): string {
  const parts: string[] = [];
  for (const [prefix, { variants, present }] of table.entries()) {
    const paths = variants.map(
      ({ asPath, med, communities }) => `${asPath.join('.')}:${med ?? ''}:${communities.join(',')}`,
    );
    parts.push(`${keyOf(prefix)}${present ? '!' : '?'}${paths.sort().join('/')}`);
  }
  return parts.join(' ');
}
