/** `assumptions`: what is assumed where AWS is silent. */
import type { Command } from 'commander';
import { addListing } from '../add-listing.ts';
import type { RunContext } from '../run-context.ts';

export function addAssumptions(program: Command, context: RunContext): void {
  addListing(program, context, {
    name: 'assumptions',
    one: 'assumption',
    exampleId: 'loopedRoutesCount',
    description: 'print what is assumed where AWS is silent',
    load: async () => {
      const { fact, listAssumptions, assumptions } = await import('../../index.ts');
      return listAssumptions(assumptions, fact);
    },
  });
}
