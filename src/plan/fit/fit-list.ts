/** Fits a plain list of prefixes under a cap, each family by itself: a session counts its families apart. */
import type { PrefixList } from '../../net/prefix-list.ts';
import { PrefixSet } from '../../net/prefix-set.ts';
import { fitFamily } from './fit-family.ts';
import { type FamilyFit, type Fitted, type KeepOut, problemOf } from './fit-result.ts';
import type { Problem } from '../../design/problem.ts';

/** A list of prefixes, a cap, and what must not be claimed. */
export interface ListRequest {
  readonly list: PrefixList;
  /** Prefixes of each family; null: aggregate exactly, claim nothing. */
  readonly cap: number | null;
  readonly keepOut: readonly KeepOut[];
  readonly asn: number | null;
}

/** The summary of a plain list of prefixes: exact where that is enough, else with the fewest addresses claimed besides. */
export function fitList({ list, cap, keepOut, asn }: ListRequest): Fitted {
  if (list.size === 0)
    return { problems: [problemOf('there is no prefix in the input, so there is nothing to fit')], result: null };
  const problems: Problem[] = [];
  const families: FamilyFit[] = [];
  for (const family of ['ipv4', 'ipv6'] as const) {
    const prefixes = list.ofFamily(family).sortedUnique();
    if (prefixes.size === 0) continue;
    const taboo = PrefixSet.of(keepOut.flatMap(({ prefix }) => (prefix.family === family ? [prefix] : [])));
    const part = { prefixes, rival: null, keepOut: taboo, shortest: 0 };
    const { fit, why } = fitFamily({ family, parts: [part], cap, owners: keepOut });
    if (fit === null) problems.push(problemOf(why ?? ''));
    else families.push(fit);
  }
  if (problems.length > 0) return { problems, result: null };
  const unit = { announcers: [], sessions: [], asn, families, changes: [] };
  return {
    problems: null,
    result: { profile: null, units: [unit], check: null, findings: [], solved: [], exitCode: 0 },
  };
}
