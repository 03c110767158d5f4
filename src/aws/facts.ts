/**
 * The register of facts: what the sources say, paraphrased, one row for every line of the FAQ and
 * every statement of the AWS guides or an RFC that a rule, a ladder, a quota or an assumption cites.
 */
import type { Fact } from './fact.ts';
import { beyondCapFacts } from './facts-beyond-cap.ts';
import { bgpFacts } from './facts-bgp.ts';
import { faqAsnFacts } from './facts-faq-asn.ts';
import { faqClientVpnFacts } from './facts-faq-client-vpn.ts';
import { faqVpnFacts } from './facts-faq-vpn.ts';
import { pathFacts } from './facts-paths.ts';
import { priorityFacts } from './facts-priority.ts';
import { quotaFacts } from './facts-quotas.ts';
import { serviceFacts } from './facts-services.ts';

/** Everything that rules, quotas and assumptions rest on, each with its source. */
export const facts: readonly Fact[] = [
  ...faqVpnFacts,
  ...faqAsnFacts,
  ...faqClientVpnFacts,
  ...quotaFacts,
  ...beyondCapFacts,
  ...priorityFacts,
  ...pathFacts,
  ...bgpFacts,
  ...serviceFacts,
];

const byId: ReadonlyMap<string, Fact> = new Map(facts.map((each) => [each.id, each]));

/** Throws for an unknown id: ids come from our own rows alone. */
export function fact(id: string): Fact {
  const row = byId.get(id);
  if (row === undefined) throw new Error(`no fact ${id}`);
  return row;
}
