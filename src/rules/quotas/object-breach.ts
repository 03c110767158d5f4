/** What both object rules say of a count: the subject, the count, the quota, and whether the quota can be raised. */
import type { QuotaInForce } from '../../aws/quota.ts';
import type { Breach } from '../rule.ts';
import type { ObjectCount } from './count-objects.ts';

export function objectBreach(it: ObjectCount, inForce: QuotaInForce, cap: number): Breach {
  const { quota, overridden } = inForce;
  const given = overridden ? 'set for this design' : quota.adjustable ? 'adjustable' : 'not adjustable';
  const upTo = quota.adjustable && !overridden && quota.maximum !== null ? ` up to ${quota.maximum}` : '';
  const has =
    it.count > cap ? `has ${it.count} ${it.what}; the quota is ${cap}` : `has ${it.count} of ${cap} ${it.what}`;
  return {
    subject: it.subject,
    message: `${capitalised(it.where)} ${has} (${quota.id}, ${given}${upTo}).`,
    args: { quota: quota.id, count: it.count, cap, adjustable: quota.adjustable, overridden },
    path: it.path,
    facts: quota.facts,
    quota: quota.id,
    fix: fixFor(it, inForce, cap),
  };
}

function fixFor(it: ObjectCount, { quota, overridden }: QuotaInForce, cap: number): string {
  if (overridden)
    return `The quota was set to this value by the design or a flag; check it against the account, or use fewer ${it.what}.`;
  if (!quota.adjustable) return `This quota cannot be raised: spread the ${it.what} over more of what holds them.`;
  if (it.count <= cap) return 'Ask AWS to raise the quota before it is needed.';
  return `Ask AWS for a raise before you build this. If the account already has it, say so in the design: quotas: { ${quota.id}: ${it.count} }.`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
