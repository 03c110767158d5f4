/**
 * Destinations that are at a place only over routes that may be missing: truncated announcements at a
 * router, merely possible routes in a VPC route table or in the transit gateway table of a VPC, with
 * nothing certain that covers them. An open tie between routes that are there is no risk of this kind.
 */
import { formatPrefix } from '../../net/format-prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { PrefixTable } from '../../net/prefix-table.ts';
import type { Entry } from '../../aws/solution.ts';
import { doubtfulEntries } from '../../solve/doubtful-entries.ts';
import { implicitTable } from '../../solve/tables.ts';
import { counted, thousands } from '../counted.ts';
import { listed } from '../listed.ts';
import type { Breach, Rule, RuleContext } from '../rule.ts';
import { type AtRisk, examplesShown, risksOfRouters } from './router-risks.ts';

export const possibleOnly: Rule = {
  id: 'routes/possible-only',
  severity: 'error',
  title: 'Destinations are reached only over routes that may be missing',
  why: 'Where there are more routes than a cap, AWS keeps some and does not say which. A destination with no other route works or does not, and that may change without notice.',
  fix: 'Get below the cap, or add a route that is certain and covers them: a default route or a summary on a path that is not truncated.',
  facts: ['F95', 'B-OUT-WHICH'],
  *check(context): Iterable<Breach> {
    yield* atRouters(context);
    yield* atVpcTables(context);
    yield* atTransitGatewayTables(context);
  },
};

function* atRouters({ solution }: RuleContext): Iterable<Breach> {
  for (const { router, truncated, atRisk } of risksOfRouters(solution)) {
    const { session, outbound } = truncated;
    const cap =
      outbound.cap === null || outbound.candidates <= outbound.cap
        ? ''
        : ` AWS has ${counted(outbound.candidates, 'route')} for ${session.id} and announces ${thousands(outbound.cap)} of them.`;
    yield {
      ...breachOf(atRisk, router.name),
      message: `${text(atRisk)} at ${router.name} only over announcements of which any may be missing.${cap} Nothing that is certain covers ${atRisk.count === 1 ? 'it' : 'them'}.`,
      path: router.path,
      facts: session.outboundCap.quota.facts,
      quota: session.outboundCap.quota.id,
    };
  }
}

function* atVpcTables({ design, solution, settings }: RuleContext): Iterable<Breach> {
  const inForce = settings.quota('vpc.propagated-routes');
  for (const [name, vpc] of Object.entries(design.vpcs)) {
    const drawn = Object.keys(vpc.routeTables);
    for (const table of drawn.length === 0 ? [implicitTable] : drawn) {
      const atRisk = riskIn(solution.table(`vpcs/${name}/${table}`));
      if (atRisk.count === 0) continue;
      const count = solution.propagatedCount(name, table);
      const over = inForce.value !== null && count > inForce.value;
      const why = over
        ? `${counted(count, 'route')} are propagated into it, it holds ${thousands(inForce.value as number)}, and AWS does not say which`
        : 'in some outcomes that AWS allows the gateway does not know them';
      yield {
        ...breachOf(atRisk, `${name}/${table}`),
        message: `${text(atRisk)} in route table ${table} of VPC ${name} only as propagated routes that may be missing: ${why}. Nothing that is certain covers ${atRisk.count === 1 ? 'it' : 'them'}.`,
        path: drawn.length === 0 ? ['vpcs', name] : ['vpcs', name, 'routeTables', table],
        ...(over
          ? {
              facts: [...inForce.quota.facts, 'B-VPC-RT'],
              quota: inForce.quota.id,
              assumptions: ['propagatedCapFamilies'],
            }
          : {}),
      };
    }
  }
}

/** Tables that VPCs look their destinations up in. */
function* atTransitGatewayTables({ design, solution, settings }: RuleContext): Iterable<Breach> {
  const inForce = settings.quota('tgw.routes');
  for (const [name, gateway] of Object.entries(design.transitGateways)) {
    for (const [table, { associations }] of Object.entries(gateway.routeTables)) {
      const vpcs = associations.filter((attachment) => gateway.attachments[attachment]?.kind === 'vpc');
      if (vpcs.length === 0) continue;
      const atRisk = riskIn(solution.table(`transitGateways/${name}/${table}`));
      if (atRisk.count === 0) continue;
      const total = solution.transitGatewayRoutes(name);
      const over = inForce.value !== null && total > inForce.value;
      const why = over
        ? `the gateway has ${counted(total, 'route')}, and what happens beyond ${thousands(inForce.value as number)} is not documented`
        : 'in some outcomes that AWS allows they are not offered';
      yield {
        ...breachOf(atRisk, `${name}/${table}`),
        message: `${text(atRisk)} in table ${table} of transit gateway ${name}, which ${listed(vpcs)} ${vpcs.length === 1 ? 'uses' : 'use'}, only as routes that may be missing: ${why}. Nothing that is certain covers ${atRisk.count === 1 ? 'it' : 'them'}.`,
        path: ['transitGateways', name, 'routeTables', table],
        ...(over
          ? { facts: inForce.quota.facts, quota: inForce.quota.id, assumptions: ['transitGatewayOverTotal'] }
          : {}),
      };
    }
  }
}

function breachOf(atRisk: AtRisk, subject: string): Pick<Breach, 'subject' | 'args'> {
  return { subject, args: { count: atRisk.count, examples: atRisk.examples.map(formatPrefix).join(' ') } };
}

/** `12 destinations (10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24 and 9 more) are`. */
function text({ count, examples }: AtRisk): string {
  return `${counted(count, 'destination')} (${listed(examples.map(formatPrefix), examplesShown, count)}) ${count === 1 ? 'is' : 'are'}`;
}

function riskIn(table: PrefixTable<Entry> | undefined): AtRisk {
  const examples: Prefix[] = [];
  let count = 0;
  if (table !== undefined) {
    for (const { prefix } of doubtfulEntries(table)) {
      if (hasCertainCover(table, prefix)) continue;
      count += 1;
      if (examples.length < examplesShown) examples.push(prefix);
    }
  }
  return { count, examples };
}

/** A route to the internet or into the void covers the prefix and does not lead there. */
function hasCertainCover(table: PrefixTable<Entry>, prefix: Prefix): boolean {
  for (const [, { presence, alternatives }] of table.covering(prefix)) {
    if (presence !== 'certain') continue;
    return alternatives.flat().every(({ source }) => source.kind !== 'outside' && source.kind !== 'blackhole');
  }
  return false;
}
