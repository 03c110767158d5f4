/** `quotas`: the quotas of both profiles, with their sources. */
import type { Command } from 'commander';
import { addListing } from '../add-listing.ts';
import type { RunContext } from '../run-context.ts';

export function addQuotas(program: Command, context: RunContext): void {
  addListing(program, context, {
    name: 'quotas',
    one: 'quota',
    exampleId: 'vgw.routes-from-customer',
    family: 'vgw',
    description: 'print the quotas of both profiles, with their sources',
    load: async () => {
      const { fact, listQuotas, quotas } = await import('../../index.ts');
      return listQuotas(quotas, fact);
    },
  });
}
