/**
 * What a customer's router offers on one session: its own announcements under its export policy, and what
 * a transit router passes on besides. Large lists are counted, and spelled out only when somebody asks.
 */
import { exported, sentBy } from '../aws/customer-router.ts';
import type { Session } from '../aws/network.ts';
import { attributesKey, type PathAttributes } from '../bgp/attributes.ts';
import type { Prefix } from '../net/prefix.ts';
import { PrefixList } from '../net/prefix-list.ts';
import { PrefixTable } from '../net/prefix-table.ts';

/** One offered prefix: exactly one of the variants is sent, at most one when it is not `present`. */
export interface Offered {
  readonly variants: readonly PathAttributes[];
  readonly present: boolean;
}

export interface Bounds {
  readonly most: number;
  readonly least: number;
  readonly looped: number;
}

export const nothingCounted: Bounds = { most: 0, least: 0, looped: 0 };

/** True when AWS would deny the path because its own ASN is in it (G-LOOP). */
function isLooped({ customerAsn, amazonAsn }: Session, { asPath }: PathAttributes): boolean {
  return customerAsn !== amazonAsn && asPath.includes(amazonAsn);
}

/** What one offered prefix adds to the count that is held against the cap (assumption loopedRoutesCount). */
export function countedOf(session: Session, { variants, present }: Offered, countLooped: boolean): Bounds {
  const looped = variants.filter((attributes) => isLooped(session, attributes)).length;
  const all = looped === variants.length;
  return {
    most: all && !countLooped ? 0 : 1,
    least: present && (looped === 0 || countLooped) ? 1 : 0,
    looped: all ? 1 : 0,
  };
}

export function offeredKey({ variants, present }: Offered): string {
  return `${present ? '!' : '?'}${variants.map(attributesKey).sort().join('/')}`;
}

interface Item {
  readonly prefixes: PrefixList;
  readonly attributes: PathAttributes;
}

/** The router's own announcements on a session; they change with the design alone. */
export class OwnOffers {
  readonly #items: readonly Item[];
  readonly #session: Session;
  readonly #countLooped: boolean;
  /** Prefixes known by number alone. */
  readonly anonymous: number;
  #table: PrefixTable<Offered> | null = null;
  #bounds: Bounds | null = null;
  #spelledBounds: Bounds | null = null;

  constructor(session: Session, countLooped: boolean) {
    this.#session = session;
    this.#countLooped = countLooped;
    const announce = session.routing === 'static' ? [] : session.announce;
    this.anonymous = announce.reduce((sum, item) => sum + item.anonymous, 0);
    const internal = session.customerAsn === session.amazonAsn;
    this.#items = announce.map((item): Item => {
      const ofFamily = item.prefixes.ofFamily(session.family);
      const prefixes =
        session.policy.announceOnly === null
          ? ofFamily
          : PrefixList.from([...ofFamily].filter((prefix) => exported(session.policy, prefix)));
      const path = item.asPath ?? (internal ? [] : [session.customerAsn]);
      const { origin, communities, med } = item;
      return { prefixes, attributes: sentBy(session, path, { origin, communities, ownMed: med }) };
    });
  }

  /** Anonymous ones and what AWS was seen to accept included. */
  get bounds(): Bounds {
    this.#bounds ??= this.#count();
    return this.#bounds;
  }

  /** What the spelled prefixes do not show: anonymous ones, or the difference to what AWS was seen to accept. */
  get unspelled(): number {
    return this.bounds.most - this.#spelled().most;
  }

  table(): PrefixTable<Offered> {
    if (this.#table !== null) return this.#table;
    const table = new PrefixTable<Offered>();
    for (const { prefixes, attributes } of this.#items) {
      const offered: Offered = { variants: [attributes], present: true };
      // A router has one route per prefix: what is written first holds.
      for (const prefix of prefixes) if (!table.has(prefix)) table.set(prefix, offered);
    }
    this.#table = table;
    return table;
  }

  /** All prefixes, or so many of them when there are more; the rest need not be spelled out. */
  firstPrefixes(most: number): Prefix[] {
    const total = this.#items.reduce((sum, { prefixes }) => sum + prefixes.size, 0);
    if (total <= most) return [...this.table().entries()].map(([prefix]) => prefix);
    const found = new PrefixTable<true>();
    for (const { prefixes } of this.#items) {
      for (const prefix of prefixes) {
        if (found.size >= most) return [...found.entries()].map(([each]) => each);
        found.set(prefix, true);
      }
    }
    return [...found.entries()].map(([each]) => each);
  }

  #spelled(): Bounds {
    this.#spelledBounds ??= this.#countSpelled();
    return this.#spelledBounds;
  }

  #countSpelled(): Bounds {
    if (this.#table !== null || this.#items.length > 1) {
      let [most, looped] = [0, 0];
      for (const offered of this.table().values()) {
        const one = countedOf(this.#session, offered, this.#countLooped);
        most += one.most;
        looped += one.looped;
      }
      return { most, least: most, looped };
    }
    const [item] = this.#items;
    if (item === undefined) return nothingCounted;
    const size = item.prefixes.sortedUnique().size;
    const one = countedOf(this.#session, { variants: [item.attributes], present: true }, this.#countLooped);
    return { most: one.most * size, least: one.most * size, looped: one.looped * size };
  }

  #count(): Bounds {
    if (this.#session.routing === 'static') {
      const count = PrefixList.from(this.#session.staticRoutes).ofFamily(this.#session.family).sortedUnique().size;
      return { most: count, least: count, looped: 0 };
    }
    const { most, looped } = this.#spelled();
    const all = this.#session.acceptedRouteCount ?? most + this.anonymous;
    return { most: all, least: all, looped };
  }
}
