/** Things in the design that nothing refers to, and announcements that no session carries. */
import type { DesignPath } from '../../design/problem.ts';
import type { Announcement, Design } from '../../design/vocabulary.ts';
import type { Family } from '../../net/prefix.ts';
import { counted } from '../counted.ts';
import type { Breach, Rule } from '../rule.ts';

export const unusedThings: Rule = {
  id: 'input/unused',
  severity: 'note',
  title: 'Part of the design is used by nothing',
  why: 'It has no effect on the result. Often a name was meant to stand somewhere else.',
  fix: 'Connect it, or remove it.',
  facts: [],
  afterFailure: 'same',
  *check({ design, solution }): Iterable<Breach> {
    for (const { section, name, why } of idleThings(design)) {
      yield { subject: name, message: `${name} ${why}.`, path: [section, name] };
    }
    for (const router of solution.network.routers.values()) {
      if (router.sessions.length === 0) {
        if (!router.implicit)
          yield { subject: router.name, message: `Router ${router.name} has no session to AWS.`, path: router.path };
        continue;
      }
      const carried = new Set(router.sessions.map(({ family }) => family));
      const announced = new Set(router.sessions.flatMap(({ announce }) => announce));
      for (const family of ['ipv4', 'ipv6'] as const) {
        const count = carried.has(family) ? 0 : countOf(announced, family);
        if (count > 0) yield noSession(router.name, count, family, router.path);
      }
    }
    for (const [name, connection] of Object.entries(design.vpnConnections)) {
      if (!connection.staticRoutesOnly) continue;
      const said = connection.announce !== null || connection.tunnels.some(({ announce }) => announce !== null);
      if (said)
        yield {
          subject: name,
          message: `VPN connection ${name} is static, so what it is said to announce is not used; static routes stand under \`routes\`.`,
          path: ['vpnConnections', name],
        };
    }
  },
};

function noSession(name: string, count: number, family: Family, path: DesignPath): Breach {
  const label = family === 'ipv4' ? 'IPv4' : 'IPv6';
  return {
    subject: name,
    message: `${name} announces ${counted(count, `${label} prefix`, `${label} prefixes`)} and has no ${label} session to announce ${count === 1 ? 'it' : 'them'} on.`,
    args: { count },
    path,
  };
}

function countOf(announcements: Iterable<Announcement>, family: Family): number {
  let count = 0;
  for (const { prefixes } of announcements) count += prefixes.sizeOf(family);
  return count;
}

interface Idle {
  readonly section: string;
  readonly name: string;
  readonly why: string;
}

function* idleThings(design: Design): Iterable<Idle> {
  const connections = Object.values(design.vpnConnections);
  const interfaces = Object.values(design.virtualInterfaces);
  const associations = Object.values(design.directConnectGateways).flatMap((gateway) => gateway.associations);
  const attachments = Object.values(design.transitGateways).flatMap((gateway) => Object.values(gateway.attachments));
  const namedByTransitGateways = new Set(
    attachments.map((it) =>
      it.kind === 'vpc' ? `vpc ${it.vpc}` : it.kind === 'directConnectGateway' ? `dxgw ${it.directConnectGateway}` : '',
    ),
  );
  const ends = new Set(
    [...connections, ...interfaces].map(({ gateway }) => (gateway === null ? '' : `${gateway.kind} ${gateway.name}`)),
  );
  const associated = new Set(associations.map(({ gateway }) => `${gateway.kind} ${gateway.name}`));
  const customerGateways = new Set(connections.map(({ customerGateway }) => customerGateway));
  for (const name of Object.keys(design.customerGateways)) {
    if (!customerGateways.has(name))
      yield { section: 'customerGateways', name, why: 'is a customer gateway without a VPN connection' };
  }
  for (const [name, { vpc }] of Object.entries(design.vpnGateways)) {
    const key = `vpnGateway ${name}`;
    if (vpc === null && !ends.has(key) && !associated.has(key))
      yield { section: 'vpnGateways', name, why: 'is a virtual private gateway without a VPC and without connections' };
  }
  for (const [name, gateway] of Object.entries(design.transitGateways)) {
    if (Object.keys(gateway.attachments).length === 0 && !ends.has(`transitGateway ${name}`)) {
      yield { section: 'transitGateways', name, why: 'is a transit gateway without attachments' };
    }
  }
  for (const [name, gateway] of Object.entries(design.directConnectGateways)) {
    if (
      gateway.associations.length === 0 &&
      !ends.has(`directConnectGateway ${name}`) &&
      !namedByTransitGateways.has(`dxgw ${name}`)
    ) {
      yield {
        section: 'directConnectGateways',
        name,
        why: 'is a Direct Connect gateway without associations and without virtual interfaces',
      };
    }
  }
  const withVpnGateway = new Set(Object.values(design.vpnGateways).map(({ vpc }) => vpc));
  for (const [name, { routeTables }] of Object.entries(design.vpcs)) {
    const routed = Object.values(routeTables).some(({ routes }) =>
      routes.some(({ target }) => target.kind === 'transitGateway' || target.kind === 'vpnGateway'),
    );
    if (!withVpnGateway.has(name) && !namedByTransitGateways.has(`vpc ${name}`) && !routed)
      yield { section: 'vpcs', name, why: 'is a VPC without a gateway to the customer' };
  }
}
