/** The rule catalogue as a listing. */
import type { Fact } from '../aws/fact.ts';
import type { Rule } from '../rules/rule.ts';
import type { Listing } from './listing.ts';

/** The rules as a listing; `fact` looks up their sources. */
export function listRules(rules: readonly Rule[], fact: (id: string) => Fact): Listing {
  return {
    name: 'rules',
    title: 'Rules',
    columns: ['rule', 'severity', 'when'],
    rows: rules.map((rule) => {
      const sources = rule.facts.map((id) => fact(id)).map(({ id, title, says }) => ({ id, title, says }));
      const assumptions = rule.assumptions ?? [];
      return {
        cells: [rule.id, rule.severity, rule.title],
        details: [
          { name: 'why', text: rule.why },
          { name: 'fix', text: rule.fix },
          ...sources.map(({ id, title, says }) => ({ name: 'source', text: `${id} (${title}): ${says}` })),
          { name: 'assumes', text: assumptions.join(', ') },
          { name: 'silence', text: rule.suppressible === false ? 'cannot be ignored' : '' },
        ],
        data: {
          id: rule.id,
          severity: rule.severity,
          title: rule.title,
          why: rule.why,
          fix: rule.fix,
          sources,
          assumptions,
          suppressible: rule.suppressible !== false,
        },
      };
    }),
  };
}
