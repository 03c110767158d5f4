/**
 * A second path that is not there: all its sessions are Idle over their cap while another connection of
 * the same router carries the routes. Nobody notices until that one fails.
 */
import type { RouterNode, Session } from '../../aws/network.ts';
import { PrefixTable } from '../../net/prefix-table.ts';
import type { SessionResult, Solution } from '../../aws/solution.ts';
import { type Connection, connectionNoun, connectionsOf } from '../connections.ts';
import { listed } from '../listed.ts';
import { offeredPrefixes } from '../offered-prefixes.ts';
import { leadToOneGateway } from '../places-fed.ts';
import type { Breach, Rule } from '../rule.ts';

export const backupNeverUp: Rule = {
  id: 'resilience/backup-never-up',
  severity: 'error',
  title: 'A backup path is down all along, over its cap',
  why: 'All traffic takes the other path, so nothing looks wrong. When that one fails, nothing takes over, because the session of the backup was reset for too many routes the moment it came up.',
  fix: 'Announce fewer routes over the backup: summaries or a default route are enough for a path of last resort.',
  facts: ['F97', 'B-IN-DOWN', 'B-IN-BOTH'],
  assumptions: ['resetRetry'],
  *check({ solution }): Iterable<Breach> {
    for (const router of solution.network.routers.values()) {
      const connections = connectionsOf(router.sessions);
      if (connections.length < 2) continue;
      for (const backup of connections) {
        const idle = idleOverCap(backup, solution);
        const [first] = idle;
        if (first === undefined) continue;
        const carriers = connections
          .filter((it) => it !== backup && carriesFor(it, backup, router, solution))
          .map(({ name }) => name);
        if (carriers.length === 0) continue;
        yield {
          subject: backup.name,
          message: `${capitalised(connectionNoun(backup.kind))} ${backup.name} is not there as a backup: ${listed(idle.map(({ session }) => session.id))} ${idle.length === 1 ? 'is' : 'are'} Idle (${first.reason}). When ${listed(carriers)} ${carriers.length === 1 ? 'fails' : 'fail'}, ${backup.name} carries nothing.`,
          args: { carriedBy: carriers.join(' '), count: first.inbound.offered, cap: first.inbound.cap },
          path: backup.path,
          facts: first.facts,
          assumptions: first.assumptions,
          quota: first.session.inboundCap.quota.id,
        };
      }
    }
  },
};

/** The idle sessions of a connection none of whose sessions can be up; empty: some can. */
function idleOverCap({ sessions }: Connection, solution: Solution): SessionResult[] {
  const results = sessions.flatMap(({ id }) => solution.sessions.get(id) ?? []);
  const dead = results.every(({ state, stateCertain }) => state !== 'established' && stateCertain);
  return dead ? results.filter(({ state }) => state === 'idle') : [];
}

/** Established, towards a gateway the backup leads to as well, and with a prefix of the backup's. */
function carriesFor(carrier: Connection, backup: Connection, router: RouterNode, solution: Solution): boolean {
  const { network } = solution;
  const up = carrier.sessions.filter(({ id }) => solution.sessions.get(id)?.state === 'established');
  const pairs = up.flatMap((session) => backup.sessions.map((other) => [session, other] as const));
  return pairs.some(
    ([session, other]) => leadToOneGateway(network, session, other) && sharePrefix(session, other, router, solution),
  );
}

function sharePrefix(up: Session, idle: Session, router: RouterNode, solution: Solution): boolean {
  if (up.announce === idle.announce && up.routing === 'bgp' && up.policy.announceOnly === null && !router.transit)
    return true;
  const offered = new PrefixTable<true>();
  for (const prefix of up.routing === 'static' ? up.staticRoutes : offeredPrefixes(solution, up))
    offered.set(prefix, true);
  for (const prefix of offeredPrefixes(solution, idle)) if (offered.longestMatch(prefix) !== undefined) return true;
  // Of routes known by number alone the worse is assumed.
  return [up, idle].every(({ announce }) => announce.some(({ anonymous }) => anonymous > 0));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
