/**
 * What AWS sends to a site and what the site sends back take different connections. Looked at per router
 * and VPC without spelling out router tables: the gateways' tables tell the way there, the announcements
 * the way back. Static tunnels are no way back here: that is the router's own configuration.
 */
import { connectionsOf } from '../connections.ts';
import { listed } from '../listed.ts';
import type { Breach, Rule } from '../rule.ts';
import { prefixesLookedAt, type TwoWays, Ways } from './ways.ts';

export const asymmetric: Rule = {
  id: 'routing/asymmetric',
  severity: 'note',
  title: 'Traffic comes back another way than it goes',
  why: 'Each side chooses for itself. A firewall that sees one direction only drops the other, and a path that looks idle may carry half of the traffic.',
  fix: 'Prefer the same path on both sides: AS_PATH or MED towards AWS, local preference on the router; or allow asymmetry on the device, as AWS advises.',
  facts: ['TS-PRIMARY', 'P-CGW-LPM', 'TS-PREP'],
  assumptions: ['customerRouterMultipath'],
  *check({ solution }): Iterable<Breach> {
    const ways = new Ways(solution);
    for (const router of solution.network.routers.values()) {
      if (connectionsOf(router.sessions).length < 2 || ways.alikeEverywhere(router)) continue;
      const groups = new Map<string, { ways: TwoWays; vpcs: string[] }>();
      for (const [vpc, found] of ways.perVpc(router)) {
        if (sameSet(found.there, found.back)) continue;
        const key = `${found.there.join(' ')} > ${found.back.join(' ')}`;
        const group = groups.get(key);
        if (group === undefined) groups.set(key, { ways: found, vpcs: [vpc] });
        else group.vpcs.push(vpc);
      }
      for (const { ways: found, vpcs } of groups.values()) {
        const disjoint = found.there.every((name) => !found.back.includes(name));
        const cut = found.cut ? ` (the first ${prefixesLookedAt} of its prefixes were looked at)` : '';
        yield {
          subject: router.name,
          message: `From ${listed(vpcs)} to ${router.name} traffic goes over ${listed(found.there, 6)}, and it ${disjoint ? 'comes back another way, over' : 'may come back another way: over'} ${listed(found.back, 6)}${cut}.`,
          args: {
            vpcs: vpcs.slice(0, 3).join(' '),
            there: found.there.join(' '),
            back: found.back.join(' '),
            certain: disjoint,
          },
          path: router.path,
        };
      }
    }
  },
};

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}
