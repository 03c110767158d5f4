/**
 * Candidates of one place, prefix by prefix, and what the place's behaviour makes of them: entries.
 * Knows nothing of where candidates come from.
 */
import type { Behaviour } from './behaviour.ts';
import { type Candidate, sourceKey } from './candidate.ts';
import { choose, type Choice, type Contender } from '../bgp/ladder.ts';
import type { Prefix } from '../net/prefix.ts';
import { PrefixTable } from '../net/prefix-table.ts';
import type { Entry, PlacedRoute } from './entry.ts';

export interface Candidates {
  readonly contenders: Contender<Candidate>[];
  /** In every outcome at least one of them is there. */
  present: boolean;
}

export type Pool = PrefixTable<Candidates>;

/**
 * Adds the variants of one route, of which exactly one arrives (at most one when not `present`):
 * which one is known only when there is one.
 */
export function addVariants(pool: Pool, prefix: Prefix, variants: readonly Candidate[], present: boolean): void {
  if (variants.length === 0) return;
  let candidates = pool.get(prefix);
  if (candidates === undefined) pool.set(prefix, (candidates = { contenders: [], present: false }));
  const certain = present && variants.length === 1;
  for (const candidate of variants) candidates.contenders.push({ candidate, certain });
  if (present) candidates.present = true;
}

export interface Selecting {
  readonly behaviour: Behaviour;
  /** Assumption finalTieBreak. */
  readonly tieBreak: unknown;
}

const bySource = (a: Contender<Candidate>, b: Contender<Candidate>): number => {
  const left = sourceKey(a.candidate.source);
  const right = sourceKey(b.candidate.source);
  return left < right ? -1 : left > right ? 1 : 0;
};

/** Survivors of a choice, in groups that are used together; several groups are an open tie. */
export function alternativesOf(
  { behaviour, tieBreak }: Selecting,
  { survivors }: Choice<Candidate>,
): Contender<Candidate>[][] {
  if (survivors.length === 1) return [[...survivors]];
  const groups = new Map<string, Contender<Candidate>[]>();
  const sorted = [...survivors].sort(bySource);
  sorted.forEach((contender, index) => {
    const key = behaviour.togetherKey(contender.candidate) ?? `alone ${index}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [contender]);
    else group.push(contender);
  });
  const alternatives = [...groups.values()];
  // The assumed tie break settles only what is a tie: groups in which something is there for certain.
  if (tieBreak === 'lowestId' && alternatives.length > 1) {
    const settled = alternatives.findIndex((group) => group.some(({ certain }) => certain));
    return settled === -1 ? alternatives : alternatives.slice(0, settled + 1);
  }
  return alternatives;
}

export function selectEntry(selecting: Selecting, prefix: Prefix, candidates: Candidates): Entry {
  const choice = choose(selecting.behaviour.ladder, candidates.contenders);
  const groups = alternativesOf(selecting, choice);
  const alone = groups.length === 1;
  return {
    prefix,
    presence: candidates.present ? 'certain' : 'possible',
    alternatives: groups.map((group) =>
      group.map(({ candidate, certain }): PlacedRoute => ({
        prefix,
        attributes: candidate.attributes,
        source: candidate.source,
        certain: alone && certain,
      })),
    ),
  };
}

export function selectAll(selecting: Selecting, pool: Pool): PrefixTable<Entry> {
  const table = new PrefixTable<Entry>();
  for (const [prefix, candidates] of pool.entries()) table.set(prefix, selectEntry(selecting, prefix, candidates));
  return table;
}

/** The same entry when nothing of it can be relied on: some routes of the place are not there, nobody knows which. */
export function merelyPossible(entry: Entry): Entry {
  return {
    prefix: entry.prefix,
    presence: 'possible',
    alternatives: entry.alternatives.map((group) => group.map((route) => ({ ...route, certain: false }))),
  };
}
