/**
 * The prefixes of a unit in parts that may each be summarised by itself without anything going another way:
 * apart are prefixes with other attributes, those that somebody else covers (longest match decides there), and
 * those that other filters let out.
 */
import { exported } from '../../aws/customer-router.ts';
import type { Session } from '../../aws/network.ts';
import type { Announcement, Policy } from '../../design/vocabulary.ts';
import { covers, type Family, maskPrefix, type Prefix, prefixKey } from '../../net/prefix.ts';
import { PrefixList } from '../../net/prefix-list.ts';
import { PrefixSet } from '../../net/prefix-set.ts';
import { PrefixTable } from '../../net/prefix-table.ts';
import type { Part } from './fit-family.ts';
import type { KeepOut } from './fit-result.ts';
import type { Unit } from './announcers.ts';

export interface UnitPart extends Part {
  /** With whose attributes its summary is announced. */
  readonly like: Announcement;
}

export function partsOfUnit(
  unit: Unit,
  family: Family,
  others: readonly KeepOut[],
  keepOut: readonly Prefix[],
): readonly UnitPart[] {
  const own = ownPrefixes(unit, family);
  const rivals = new PrefixTable<true>();
  let defaultElsewhere = false;
  for (const { prefix } of others) {
    if (prefix.family !== family) continue;
    if (prefix.length === 0) defaultElsewhere = true;
    rivals.set(prefix, true);
  }
  const classes = new Set([...own.values()].map(({ attributes }) => attributes));
  const groups = new Map<
    string,
    { like: Announcement; attributes: string; rival: Prefix | null; within: Prefix | null; prefixes: Prefix[] }
  >();
  const filters = [...new Set(unit.sessions.map(({ policy }) => policy))].filter(
    ({ announceOnly }) => announceOnly !== null,
  );
  for (const [prefix, { like, attributes }] of own.entries()) {
    let rival = nearest(rivals, prefix);
    if (classes.size > 1) {
      for (const [around, other] of own.covering(prefix)) {
        if (other.attributes === attributes) continue;
        if (rival === null || around.length > rival.length) rival = around;
        break;
      }
    }
    const regions = filters.map((policy) => regionOf(policy, prefix));
    const within = regions.reduce<Prefix | null>(
      (all, each) => (all === null || (each !== null && each.length > all.length) ? each : all),
      null,
    );
    const key = JSON.stringify([attributes, rival && prefixKey(rival), regions.map((each) => each && prefixKey(each))]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { like, attributes, rival, within, prefixes: [prefix] });
    else group.prefixes.push(prefix);
  }
  const foreign = PrefixSet.of(
    [...others.map(({ prefix }) => prefix).filter(({ length }) => length > 0), ...keepOut].filter(
      (each) => each.family === family,
    ),
  );
  const all = [...groups.values()];
  return all.map((group): UnitPart => {
    const { like, rival, within, prefixes } = group;
    let taboo = foreign;
    if (rival === null) {
      // What another part announces goes its own way, and so does all that its prefixes cover.
      const apart = all.flatMap((each) => (each === group ? [] : each.prefixes));
      if (apart.length > 0) taboo = taboo.union(PrefixSet.of(apart));
      if (within !== null) taboo = taboo.union(everythingBut(within));
    }
    const shortest = defaultElsewhere ? 1 : 0;
    return { like, rival, keepOut: taboo, shortest, prefixes: PrefixList.from(prefixes) };
  });
}

function everythingBut(prefix: Prefix): PrefixSet {
  return PrefixSet.of([maskPrefix(prefix, 0)]).difference(PrefixSet.of([prefix]));
}

/** What somebody else announces around the prefix; a default route only around another. */
function nearest(rivals: PrefixTable<true>, prefix: Prefix): Prefix | null {
  for (const [around] of rivals.covering(prefix)) return around.length === 0 && prefix.length > 0 ? null : around;
  return null;
}

/** The widest filter that lets the prefix out; null: none does. */
function regionOf({ announceOnly }: Policy, prefix: Prefix): Prefix | null {
  let widest: Prefix | null = null;
  for (const filter of announceOnly ?? []) {
    if (covers(filter, prefix) && (widest === null || filter.length < widest.length)) widest = filter;
  }
  return widest;
}

interface Own {
  readonly like: Announcement;
  readonly attributes: string;
}

/** A router has one route for a prefix: what is written first holds. Looped ones AWS denies, and they stay as they are. */
function ownPrefixes({ announce, sessions }: Unit, family: Family): PrefixTable<Own> {
  const table = new PrefixTable<Own>();
  for (const like of announce) {
    const { asPath, origin, med, communities } = like;
    if (sessions.some((session) => isLooped(session, asPath ?? []))) continue;
    const attributes = JSON.stringify([asPath, origin, med, communities]);
    for (const prefix of like.prefixes.ofFamily(family)) {
      const sent = sessions.some((session) => session.family === family && exported(session.policy, prefix));
      if (sent && !table.has(prefix)) table.set(prefix, { like, attributes });
    }
  }
  return table;
}

function isLooped({ customerAsn, amazonAsn }: Session, asPath: readonly number[]): boolean {
  return customerAsn !== amazonAsn && asPath.includes(amazonAsn);
}
