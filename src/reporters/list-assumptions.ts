/** The register of assumptions as a listing: what AWS does not say, and what stands in for it. */
import type { Assumption } from '../aws/assumption.ts';
import type { Fact } from '../aws/fact.ts';
import type { Listing } from './listing.ts';

/** The assumptions as a listing; `fact` looks up what they rest on. */
export function listAssumptions(assumptions: readonly Assumption[], fact: (id: string) => Fact): Listing {
  return {
    name: 'assumptions',
    title: 'Assumptions',
    columns: ['assumption', 'default', 'question'],
    rows: assumptions.map((assumption) => {
      const { id, question, alternatives, reason } = assumption;
      const sources = assumption.facts
        .map((each) => fact(each))
        .map((each) => ({
          id: each.id,
          title: each.title,
          says: each.says,
        }));
      return {
        cells: [id, String(assumption.default), question],
        details: [
          ...alternatives.map(({ value, means }) => ({ name: 'may be', text: `${value}: ${means}` })),
          { name: 'reason', text: reason },
          ...sources.map((source) => ({ name: 'source', text: `${source.id} (${source.title}): ${source.says}` })),
        ],
        data: { id, question, default: assumption.default, alternatives, reason, sources },
      };
    }),
  };
}
