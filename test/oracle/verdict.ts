/** Solves a design and holds the solution against the worlds of the slow oracle. */
import { parsePrefix } from '../../src/net/parse-prefix.ts';
import type { Prefix } from '../../src/net/prefix.ts';
import { solve } from '../../src/solve/solve.ts';
import { designOf, settingsOf, smallPrefixes, type Case } from '../arbitraries/design.ts';
import { enumerateOutcomes } from './concrete-world.ts';
import { holdAgainst, type Verdict } from './contradictions.ts';

export function prefixOf(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

/** `destinations`: held from every VPC table, router and transit gateway table; `worlds`: at most so many, and as many drawn. */
export function verdictOf(
  { document, quotas, assumptions }: Case,
  destinations: readonly string[],
  worlds: number,
): Verdict & { exhausted: boolean } {
  const design = designOf(document);
  const settings = settingsOf(design, quotas, assumptions);
  const solution = solve(design, settings);
  const outcomes = enumerateOutcomes(design, settings, worlds);
  const froms = solution.places.filter((place) => /^(?:vpcs|routers|transitGateways)/.test(place));
  const ways = froms.flatMap((from) => destinations.map((text) => ({ from, to: prefixOf(text) })));
  return { ...holdAgainst(solution, outcomes.worlds, ways), exhausted: outcomes.exhausted };
}

/** A design of a few lines, its solution and the verdict on it. */
export function solved(rest: Case['document'], quotas: Case['quotas'] = {}, assumptions: Case['assumptions'] = {}) {
  const document: Case['document'] = { routecap: 1, ...rest };
  const design = designOf(document);
  const settings = settingsOf(design, quotas, assumptions);
  return {
    solution: solve(design, settings),
    settings,
    design,
    verdict: verdictOf({ document, quotas, assumptions }, smallPrefixes, 200),
  };
}
