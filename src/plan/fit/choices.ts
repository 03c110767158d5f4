/**
 * Several parts that are summarised each by itself share one cap: which of them gets how many prefixes.
 * What every part costs by number of prefixes is known, so the best share is found exactly.
 */
import { aggregate } from '../../net/aggregate.ts';
import { equalPrefixes, halvesOf, type Prefix } from '../../net/prefix.ts';
import { PrefixList } from '../../net/prefix-list.ts';

/** What can be made of a part. Element k − 1 of `extra` is for at most k prefixes; null: not with so few. */
export interface Choices {
  readonly extra: readonly (bigint | null)[];
  readonly least: number;
  readonly cover: (k: number) => PrefixList;
  /** What would need fewer, and may not be. */
  readonly blocked: () => readonly Prefix[];
}

/** `exact`: what fits best without claiming anything. */
export function onlyExact(exact: PrefixList): Choices {
  return {
    extra: Array.from({ length: exact.size }, (_, i) => (i + 1 === exact.size ? 0n : null)),
    least: exact.size,
    cover: () => exact,
    blocked: () => [],
  };
}

/**
 * Exactly, for prefixes inside `rival`, which somebody else announces: they win there because they are longer,
 * so that no two of them may become as short as it.
 */
export function exactInside(list: PrefixList, rival: Prefix): PrefixList {
  const [same, inside] = [true, false].map((wanted) =>
    PrefixList.from([...list].filter((each) => equalPrefixes(each, rival) === wanted)),
  ) as [PrefixList, PrefixList];
  const apart = [...aggregate(inside)].flatMap((each) => (equalPrefixes(each, rival) ? halvesOf(each) : [each]));
  return PrefixList.from([...same, ...apart]).sortedUnique();
}

/** The shares of one cap: `extra` as in Choices, and for every k what each part gets. */
export interface Shares {
  readonly extra: readonly (bigint | null)[];
  /** Prefixes for each part, in their order; only where `extra` has a value. */
  readonly of: (k: number) => readonly number[];
}

export function shareCap(parts: readonly Choices[], most: number): Shares {
  let extra: (bigint | null)[] = [];
  const picks: Uint32Array[] = [];
  for (const [i, part] of parts.entries()) {
    if (i === 0) {
      extra = part.extra.slice(0, most);
      continue;
    }
    const length = Math.min(most, extra.length + part.extra.length);
    const joined: (bigint | null)[] = Array.from({ length }, () => null);
    const pick = new Uint32Array(length);
    for (const [j, cost] of part.extra.entries()) {
      if (cost === null) continue;
      for (let k = 0; k < extra.length && k + j + 1 < length; k++) {
        const before = extra[k];
        if (before === null || before === undefined) continue;
        const known = joined[k + j + 1];
        if (known === null || known === undefined || before + cost < known) {
          joined[k + j + 1] = before + cost;
          pick[k + j + 1] = j + 1;
        }
      }
    }
    // At most k, not exactly k.
    for (let k = 1; k < length; k++) {
      const fewer = joined[k - 1] ?? null;
      const here = joined[k] ?? null;
      if (fewer === null || (here !== null && here <= fewer)) continue;
      joined[k] = fewer;
      pick[k] = 0;
    }
    extra = joined;
    picks.push(pick);
  }
  const of = (k: number): number[] => {
    const out: number[] = [];
    let left = k;
    for (let i = parts.length - 1; i > 0; i--) {
      const pick = picks[i - 1]!;
      left = Math.min(left, pick.length);
      // As with fewer.
      while (pick[left - 1] === 0) left--;
      out.unshift(pick[left - 1]!);
      left -= pick[left - 1]!;
    }
    out.unshift(Math.min(left, parts[0]?.extra.length ?? 0));
    return out;
  };
  return { extra, of };
}
