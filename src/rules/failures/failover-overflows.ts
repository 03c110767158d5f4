/**
 * A failure after which more routes come to a session, a table or a gateway than it takes: what was to carry
 * the traffic meanwhile breaks as well. Only routers that pass on what they learn, and tunnels of one
 * connection that announce differently, can bring that about. Tries each thing that may fail by itself;
 * `sweep` tries several at once.
 */
import type { Network, Session } from '../../aws/network.ts';
import type { FailureKind } from '../../design/vocabulary.ts';
import { sweepCases } from '../../sweep/sweep-cases.ts';
import { counted } from '../counted.ts';
import { listed } from '../listed.ts';
import { connectCapExceeded } from '../routes/connect-cap-exceeded.ts';
import { inboundCapExceeded } from '../routes/inbound-cap-exceeded.ts';
import { outboundCapExceeded } from '../routes/outbound-cap-exceeded.ts';
import { tgwTotalExceeded } from '../routes/tgw-total-exceeded.ts';
import { vpcPropagatedCapExceeded } from '../routes/vpc-propagated-cap-exceeded.ts';
import type { Breach, Rule } from '../rule.ts';
import { FailureJudge, type RuleBreach } from './failure-judge.ts';
import { failoverOverflowsId } from './names-after-failure.ts';

const overflowing = [
  inboundCapExceeded,
  outboundCapExceeded,
  connectCapExceeded,
  vpcPropagatedCapExceeded,
  tgwTotalExceeded,
];

const kinds: readonly FailureKind[] = [
  'tunnels',
  'vpnConnections',
  'customerGateways',
  'routers',
  'virtualInterfaces',
  'directConnectLocations',
];

/** Sessions times failures that a check looks at: beyond that it takes longer than anybody waits for one. */
const mostWork = 400_000;

export const failoverOverflows: Rule = {
  id: failoverOverflowsId,
  severity: 'error',
  title: 'A failure brings more routes than are taken where they go then',
  why: 'While all is well the numbers hold. After the failure the routes take another way, and there they break a cap: a session is reset, or routes go missing, just when that way was needed.',
  fix: 'Announce summaries or a default route over the way of last resort, or filter what is passed on over it.',
  facts: ['F97', 'B-IN-DOWN'],
  afterFailure: 'same',
  *check({ design, settings, today, solution: { network } }): Iterable<Breach> {
    if (!canOverflow(network)) return;
    const judge = new FailureJudge({ design, settings, today, rules: overflowing });
    const { cases } = sweepCases(design, { kinds, atOnce: 1 }, (changes) => judge.resolver.failing(changes));
    if (cases.length * network.sessions.size > mostWork) {
      yield {
        subject: 'design',
        severity: 'note',
        message: `Whether one of ${counted(cases.length, 'failure')} brings more routes than are taken where they go then was not tried: there are too many for a check.`,
        fix: 'Try them with `routecap sweep`, which can be split into shards.',
        path: [],
      };
      return;
    }
    const known = new Map<string, { readonly breach: RuleBreach; readonly after: string[] }>();
    for (const { names, changes } of cases) {
      for (const breach of judge.judge(changes)) {
        const before = known.get(breach.subject);
        if (before === undefined) known.set(breach.subject, { breach, after: [...names] });
        else before.after.push(...names);
      }
    }
    for (const { breach, after } of known.values()) yield told(breach, after);
  },
};

function told(breach: RuleBreach, after: readonly string[]): Breach {
  const { rule: _, ...rest } = breach;
  return {
    ...rest,
    message: `When ${listed(after.slice(0, 1))} fails${after.length > 1 ? ` (or ${listed(after.slice(1), 2)})` : ''}: ${breach.message}`,
    args: { ...breach.args, after: after.slice(0, 3).join(', '), failures: after.length },
  };
}

/** Elsewhere a failure takes routes away and adds none. */
function canOverflow({ routers, sessions }: Network): boolean {
  for (const { transit } of routers.values()) if (transit) return true;
  const first = new Map<string, Session>();
  for (const session of sessions.values()) {
    const key = `${session.kind} ${session.connection}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, session);
    else if (session.announce !== other.announce || JSON.stringify(session.policy) !== JSON.stringify(other.policy))
      return true;
  }
  return false;
}
