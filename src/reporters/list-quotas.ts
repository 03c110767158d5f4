/** The quota table as a listing, with both profiles side by side. */
import type { Fact } from '../aws/fact.ts';
import type { Quota } from '../aws/quota.ts';
import type { Listing } from './listing.ts';
import { grouped } from './words.ts';

/** The quotas as a listing; `fact` looks up their sources. */
export function listQuotas(quotas: readonly Quota[], fact: (id: string) => Fact): Listing {
  const shown = (value: number | null): string => (value === null ? '–' : grouped(value));
  return {
    name: 'quotas',
    title: 'Quotas',
    columns: ['quota', 'faq', 'guide', 'unit', 'raise', 'what'],
    rows: quotas.map((quota) => {
      const sources = quota.facts.map((id) => fact(id)).map(({ id, title, says }) => ({ id, title, says }));
      const raised = quota.maximum === null ? 'yes' : `to ${grouped(quota.maximum)}`;
      return {
        cells: [
          quota.id,
          shown(quota.value.faq),
          shown(quota.value.guide),
          quota.unit,
          quota.adjustable ? raised : 'no',
          quota.title,
        ],
        details: [
          { name: 'per', text: quota.scope },
          ...sources.map(({ id, title, says }) => ({ name: 'source', text: `${id} (${title}): ${says}` })),
          { name: 'as of', text: quota.asOf },
        ],
        data: {
          id: quota.id,
          title: quota.title,
          unit: quota.unit,
          scope: quota.scope,
          value: quota.value,
          adjustable: quota.adjustable,
          maximum: quota.maximum,
          sources,
          asOf: quota.asOf,
        },
      };
    }),
  };
}
