/** `rules`: the rules, why they exist, and who says so. */
import type { Command } from 'commander';
import { addListing } from '../add-listing.ts';
import type { RunContext } from '../run-context.ts';

export function addRules(program: Command, context: RunContext): void {
  addListing(program, context, {
    name: 'rules',
    one: 'rule',
    exampleId: 'routes/inbound-cap-exceeded',
    family: 'routes',
    description: 'print the rules, why they exist, and who says so',
    load: async () => {
      const { fact, listRules, rules } = await import('../../index.ts');
      return listRules(rules, fact);
    },
  });
}
