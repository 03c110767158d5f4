/**
 * What a design gives to others than the sessions that are fitted: the CIDRs of its VPCs and transit gateways,
 * what other sessions announce, and static routes. Nothing of it may be claimed, and what is announced inside
 * it wins there only by being longer. A default route is for what nobody else has, and keeps nobody out.
 */
import type { Network, Session } from '../../aws/network.ts';
import type { PrefixList } from '../../net/prefix-list.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { KeepOut } from './fit-result.ts';

export function* designKeepOut(network: Network, fitted: ReadonlySet<string>): Generator<KeepOut, void, undefined> {
  const { design } = network;
  const all = (prefixes: Iterable<Prefix>, what: string): KeepOut[] =>
    Array.from(prefixes, (prefix) => ({ prefix, what }));
  for (const [name, { cidrs, routeTables }] of Object.entries(design.vpcs)) {
    yield* all(cidrs, `VPC ${name}`);
    for (const { routes } of Object.values(routeTables)) {
      yield* all(
        routes.map(({ destinationCidrBlock }) => destinationCidrBlock),
        `a static route of VPC ${name}`,
      );
    }
  }
  for (const [name, { transitGatewayCidrBlocks, routeTables }] of Object.entries(design.transitGateways)) {
    yield* all(transitGatewayCidrBlocks, `transit gateway ${name}`);
    for (const { routes } of Object.values(routeTables)) {
      yield* all(
        routes.map(({ destinationCidrBlock }) => destinationCidrBlock),
        `a static route of ${name}`,
      );
    }
  }
  for (const [name, { clientCidrBlock }] of Object.entries(design.clientVpnEndpoints)) {
    if (clientCidrBlock !== null) yield { prefix: clientCidrBlock, what: `clients of ${name}` };
  }
  yield* ofSessions(network, fitted);
}

function* ofSessions({ sessions }: Network, fitted: ReadonlySet<string>): Generator<KeepOut, void, undefined> {
  // Two tunnels of one connection mostly share one list, and so do two connections of one router.
  const seen = new Set<PrefixList>();
  for (const session of sessions.values()) {
    if (fitted.has(session.id)) continue;
    const what = `announced by ${whoSends(session)}`;
    for (const prefix of session.staticRoutes) yield { prefix, what: `a static route of ${session.connection}` };
    for (const { prefixes } of session.announce) {
      if (seen.has(prefixes)) continue;
      seen.add(prefixes);
      for (const prefix of prefixes) yield { prefix, what };
    }
  }
}

function whoSends({ router, connection }: Session): string {
  return router === connection ? connection : `${router} on ${connection}`;
}
