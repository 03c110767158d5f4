/**
 * Routes as a file gives them, in any order, to announcements: one for each set of attributes, the better
 * path first, the prefixes sorted. Of a prefix with several paths the best that the file marks is taken;
 * where it marks none anywhere, the one with the shortest AS path. Linear, in typed arrays.
 */
import type { Origin } from '../../bgp/attributes.ts';
import type { Announcement } from '../../design/vocabulary.ts';
import { prefixKey, type Prefix, type PrefixKey } from '../../net/prefix.ts';
import { PrefixList } from '../../net/prefix-list.ts';
import { RankedRoutes } from './ranked-routes.ts';

export interface RouteAttributes {
  /** Empty: a route of the router's own. */
  readonly asPath: readonly number[];
  readonly origin: Origin;
  readonly med: number | null;
  /** `asn:value`, in any order. */
  readonly communities: readonly string[];
}

export interface CollectedRoutes {
  readonly announcements: readonly Announcement[];
  /** Prefixes with paths of which none is marked best, in a file that marks best ones. */
  readonly withoutBest: number;
}

/** A set of attributes that a collector knows. */
export type RouteGroup = number;

const origins: readonly Origin[] = ['igp', 'egp', 'incomplete'];

export class RouteCollector {
  readonly #numbers = new Map<string, RouteGroup>();
  readonly #attributes: RouteAttributes[] = [];
  readonly #keys: string[] = [];
  #best = new RankedRoutes();
  #others = new RankedRoutes();

  groupOf(attributes: RouteAttributes): RouteGroup {
    const communities = attributes.communities.length < 2 ? attributes.communities : sorted(attributes.communities);
    const { asPath, origin, med } = attributes;
    const key = `${asPath.join(' ')}|${origins.indexOf(origin)}|${med ?? ''}|${communities.join(' ')}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const group = this.#attributes.length;
    this.#numbers.set(key, group);
    this.#attributes.push({ asPath, origin, med, communities });
    this.#keys.push(key);
    return group;
  }

  /** `best`: the file marks it as the one in use. */
  add(prefix: Prefix, group: RouteGroup, best: boolean): void {
    (best ? this.#best : this.#others).push(prefix, group);
  }

  addIpv4(word: number, length: number, group: RouteGroup): void {
    this.#best.pushIpv4(word, length, group);
  }

  /** Forgets the routes. */
  clear(): void {
    this.#best = new RankedRoutes();
    this.#others = new RankedRoutes();
  }

  finish(): CollectedRoutes {
    const ranks = this.#ranks();
    const marked = this.#best.size > 0;
    const groups = (marked ? this.#best : this.#others).byRank(ranks);
    const announcements: Announcement[] = [];
    for (const { rank, prefixes } of withoutRepeats(groups)) {
      const { asPath, origin, med, communities } = this.#attributes[ranks.order[rank]!]!;
      announcements.push({
        prefixes,
        anonymous: 0,
        asPath: asPath.length === 0 ? null : asPath,
        origin,
        med,
        communities,
      });
    }
    return { announcements, withoutBest: marked ? countBeyond(this.#others.list(), announcements) : 0 };
  }

  /** The groups from the most preferred on: shorter AS path, lower origin, lower MED, and then by what they say. */
  #ranks(): { readonly order: Uint32Array; readonly rankOf: Uint32Array } {
    // Length, origin and MED in one number: 4 × 2^32 values for each length.
    const aversions = Float64Array.from(
      this.#attributes,
      ({ asPath, origin, med }) => (asPath.length * 4 + origins.indexOf(origin)) * 2 ** 32 + (med ?? 0),
    );
    const order = Uint32Array.from(this.#attributes.keys()).sort(
      (i, j) => aversions[i]! - aversions[j]! || (this.#keys[i]! < this.#keys[j]! ? -1 : 1),
    );
    const rankOf = new Uint32Array(order.length);
    for (const [rank, group] of order.entries()) rankOf[group] = rank;
    return { order, rankOf };
  }
}

interface RankedGroup {
  readonly rank: number;
  readonly prefixes: PrefixList;
}

/** A router has one route for a prefix: it stays in the first group that holds it. */
function withoutRepeats(groups: readonly RankedGroup[]): readonly RankedGroup[] {
  const sum = groups.reduce((all, { prefixes }) => all + prefixes.size, 0);
  const all = PrefixList.concatAll(groups.map(({ prefixes }) => prefixes));
  if (all.sortedUnique().size === sum) return groups;
  const seen = new Set<PrefixKey>();
  const kept: RankedGroup[] = [];
  for (const { rank, prefixes } of groups) {
    const fresh = [...prefixes].filter((prefix) => {
      const key = prefixKey(prefix);
      return seen.has(key) ? false : seen.add(key);
    });
    if (fresh.length === prefixes.size) kept.push({ rank, prefixes });
    else if (fresh.length > 0) kept.push({ rank, prefixes: PrefixList.from(fresh) });
  }
  return kept;
}

/** How many prefixes of the list no announcement holds. */
function countBeyond(list: PrefixList, announcements: readonly Announcement[]): number {
  const held = PrefixList.concatAll(announcements.map(({ prefixes }) => prefixes));
  return list.concat(held).sortedUnique().size - held.size;
}

function sorted(communities: readonly string[]): readonly string[] {
  return [...new Set(communities)].sort();
}
