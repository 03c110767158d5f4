/**
 * Lossy summaries: for every k up to a limit, at most k prefixes that cover a list with the fewest addresses
 * beyond it, none of them in a set to keep out of. Optimal, not greedy: what k prefixes cost at least is
 * worked out from the leaves of the tree upwards, in at most prefixes · limit steps.
 */
import { costTables } from './cost-tables.ts';
import { widthOf, type Prefix } from './prefix.ts';
import { strideOf } from './prefix-arrays.ts';
import { PrefixList } from './prefix-list.ts';
import type { PrefixSet } from './prefix-set.ts';
import { prefixAround, prefixTree } from './prefix-tree.ts';

export interface SummaryRequest {
  /** Of one family and not empty: the prefixes of a set. */
  readonly set: PrefixSet;
  /** The limit on the number of prefixes, 1 to mostPrefixes. */
  readonly most: number;
  /** What may not be claimed. A prefix of the set that reaches into it stays as it is. */
  readonly keepOut: PrefixSet;
  /** No prefix shorter than this is made. */
  readonly shortest: number;
}

export interface Summaries {
  /**
   * Element k − 1: how many addresses beyond the set the best summary of at most k prefixes covers; null:
   * none of so few covers it. As long as the limit, or as the number of prefixes when that is less.
   */
  readonly extra: readonly (bigint | null)[];
  /** How few prefixes cover the set, whatever they claim; may be more than the limit. */
  readonly least: number;
  /** The best summary of at most k prefixes, sorted; k and `extra` at k − 1 as above. */
  readonly cover: (k: number) => PrefixList;
  /** The `least` prefixes, sorted. */
  readonly widest: () => PrefixList;
  /** What would join two of the `least`, and claims what may not be; at most a hundred, sorted. */
  readonly blocked: () => readonly Prefix[];
}

/** AWS's largest cap on a session is 5,000; far beyond that the best splits would take minutes. */
export const mostPrefixes = 10_000;

const mostBlocked = 100;

export function summarise({ set, most, keepOut, shortest }: SummaryRequest): Summaries {
  const list = set.prefixes();
  const family = list.sizeOf('ipv4') > 0 ? 'ipv4' : 'ipv6';
  const stride = strideOf(family);
  const arrays = list[family];
  const leaves = arrays.lengths.length;
  const { left, right, bits, first, count } = prefixTree(arrays, stride);
  const nodes = left.length;
  const forbidden = keepOut.difference(set);

  /** Whether the node may be claimed whole, and how few prefixes cover it. */
  const open = new Uint8Array(nodes);
  const fewest = new Int32Array(nodes);
  const picksAt = new Uint32Array(nodes);
  const isOpen = (part: number): boolean => part < 0 || open[part] === 1;
  const fewestOf = (part: number): number => (part < 0 ? 1 : fewest[part]!);
  let picked = 0;
  let longest = 0;
  for (let leaf = 0; leaf < leaves; leaf++) longest = Math.max(longest, arrays.lengths[leaf]!);
  for (let node = 0; node < nodes; node++) {
    picksAt[node] = picked;
    picked += Math.min(most, count[node]!);
    const parts = isOpen(left[node]!) && isOpen(right[node]!) && bits[node]! >= shortest;
    const may = parts && (forbidden.isEmpty || !forbidden.overlaps(around(node)));
    open[node] = may ? 1 : 0;
    fewest[node] = may ? 1 : fewestOf(left[node]!) + fewestOf(right[node]!);
  }

  const root = nodes - 1;
  const picks = new Uint16Array(picked);
  // A unit is the size of the smallest prefix: every other is a multiple of it.
  const costs = costTables(nodes === 0 ? 0 : longest - bits[root]!, Math.min(most, leaves), widthOf(family));
  let pushed = 0;
  for (let node = 0; node < nodes; node++) {
    for (const end = first[node]! + count[node]!; pushed < end; pushed++) {
      costs.pushLeaf(longest - arrays.lengths[pushed]!);
    }
    costs.join(longest - bits[node]!, open[node] === 1, picks, picksAt[node]!);
  }
  if (nodes === 0) costs.pushLeaf(0);
  const unit = BigInt(widthOf(family) - longest);
  const extra = Array.from({ length: Math.min(most, leaves) }, (_, i) => {
    const cost = costs.cost(i + 1);
    return cost === null ? null : cost << unit;
  });

  function around(node: number): Prefix {
    return prefixAround(arrays, first[node]!, stride, bits[node]!);
  }

  function cover(k: number): PrefixList {
    const out: Prefix[] = [];
    const visit = (part: number, limit: number): void => {
      if (part < 0) {
        out.push(prefixAround(arrays, ~part, stride, arrays.lengths[~part]!));
        return;
      }
      const among = Math.min(limit, count[part]!);
      const pick = picks[picksAt[part]! + among - 1]!;
      if (pick === 0) out.push(around(part));
      else {
        visit(left[part]!, pick);
        visit(right[part]!, among - pick);
      }
    };
    visit(nodes === 0 ? ~0 : root, k);
    return PrefixList.from(out);
  }

  /** The largest nodes that may be claimed, and those above them that may not. */
  function frontier(): { widest: PrefixList; blocked: Prefix[] } {
    const widest: Prefix[] = [];
    const blocked: Prefix[] = [];
    const visit = (part: number): void => {
      if (part < 0) widest.push(prefixAround(arrays, ~part, stride, arrays.lengths[~part]!));
      else if (open[part] === 1) widest.push(around(part));
      else {
        visit(left[part]!);
        if (isOpen(left[part]!) && isOpen(right[part]!) && blocked.length < mostBlocked) blocked.push(around(part));
        visit(right[part]!);
      }
    };
    visit(nodes === 0 ? ~0 : root);
    return { widest: PrefixList.from(widest), blocked };
  }

  return {
    extra,
    least: nodes === 0 ? 1 : fewest[root]!,
    cover,
    widest: () => frontier().widest,
    blocked: () => frontier().blocked,
  };
}
