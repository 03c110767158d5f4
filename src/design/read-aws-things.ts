/** VPCs, virtual private gateways, Direct Connect gateways and virtual interfaces. */
import { parseBandwidth } from './bandwidth.ts';
import type { DesignPath } from './problem.ts';
import { readAnnouncements, readPolicy } from './read-announcements.ts';
import { eachThing, namesOf, present, soundPrefix, soundPrefixes, type Reading } from './reading.ts';
import type {
  DirectConnectGatewayDocument,
  VirtualInterfaceDocument,
  VpcDocument,
  VpnGatewayDocument,
} from './schema-aws.ts';
import type {
  DirectConnectGateway,
  DirectConnectGatewayAssociation,
  VirtualInterface,
  Vpc,
  VpcRoute,
  VpcRouteTarget,
  VpnGateway,
} from './vocabulary.ts';

export function accountOf({ account }: { account?: string | number | undefined }): string | null {
  return account === undefined ? null : String(account);
}

export function readVpc(reading: Reading, vpc: VpcDocument, name: string): Vpc {
  const vpnGateways = namesOf(reading.document.vpnGateways);
  return {
    region: vpc.region ?? null,
    account: accountOf(vpc),
    cidrs: soundPrefixes(vpc.cidrs),
    routeTables: eachThing(vpc.routeTables, (table, tableName) => {
      const path = ['vpcs', name, 'routeTables', tableName];
      const propagatingVgws: string[] = [];
      for (const [gateway, i] of present(table.propagatingVgws)) {
        if (reading.known('VPN gateway', vpnGateways, gateway, [...path, 'propagatingVgws', i]))
          propagatingVgws.push(gateway);
      }
      const routes: VpcRoute[] = [];
      for (const [route, i] of present(table.routes)) {
        const target = readVpcTarget(reading, route, [...path, 'routes', i]);
        if (target === null || (route.destinationCidrBlock as string | undefined) === undefined) continue;
        routes.push({ destinationCidrBlock: soundPrefix(route.destinationCidrBlock), target });
      }
      return { propagatingVgws: [...new Set(propagatingVgws)], routes };
    }),
  };
}

type RouteDocument = NonNullable<NonNullable<VpcDocument['routeTables']>[string]['routes']>[number];
const targets = ['vpnGateway', 'transitGateway', 'blackhole', 'target'] as const;

function readVpcTarget(reading: Reading, route: RouteDocument, path: DesignPath): VpcRouteTarget | null {
  const given = targets.filter((key) => route[key] !== undefined && route[key] !== false);
  if (given.length !== 1) {
    const words = `a route has one of \`${targets.join('`, `')}\``;
    if (given.length > 1)
      reading.report([...path, given[1]!], `${words}, and this has \`${given.join('` and `')}\``, null, 'key');
    else if (!reading.damaged(path)) reading.report(path, words);
    return null;
  }
  if (route.vpnGateway !== undefined) {
    reading.known('VPN gateway', namesOf(reading.document.vpnGateways), route.vpnGateway, [...path, 'vpnGateway']);
    return { kind: 'vpnGateway', name: route.vpnGateway };
  }
  if (route.transitGateway !== undefined) {
    reading.known('transit gateway', namesOf(reading.document.transitGateways), route.transitGateway, [
      ...path,
      'transitGateway',
    ]);
    return { kind: 'transitGateway', name: route.transitGateway };
  }
  return route.target === undefined ? { kind: 'blackhole' } : { kind: 'other', name: route.target };
}

export function readVpnGateway(reading: Reading, gateway: VpnGatewayDocument, name: string): VpnGateway {
  if (gateway.vpc !== undefined)
    reading.known('VPC', namesOf(reading.document.vpcs), gateway.vpc, ['vpnGateways', name, 'vpc']);
  return {
    region: gateway.region ?? null,
    account: accountOf(gateway),
    vpc: gateway.vpc ?? null,
    amazonSideAsn: Number(gateway.amazonSideAsn ?? 64512),
    created: gateway.created ?? null,
  };
}

export function readDirectConnectGateway(
  reading: Reading,
  gateway: DirectConnectGatewayDocument,
  name: string,
): DirectConnectGateway {
  const associations: DirectConnectGatewayAssociation[] = [];
  const seen = new Set<string>();
  for (const [association, i] of present(gateway.associations)) {
    const path = ['directConnectGateways', name, 'associations', i];
    const { vpnGateway, transitGateway } = association;
    if (vpnGateway !== undefined && transitGateway !== undefined) {
      reading.report(
        [...path, 'vpnGateway'],
        'an association is with a VPN gateway or a transit gateway, not both: make two of it',
        null,
        'key',
      );
      continue;
    }
    const to = vpnGateway ?? transitGateway;
    if (to === undefined) {
      if (!reading.damaged(path)) reading.report(path, 'an association needs `transitGateway` or `vpnGateway`');
      continue;
    }
    const kind = vpnGateway === undefined ? 'transitGateway' : 'vpnGateway';
    const [what, section] =
      kind === 'vpnGateway'
        ? (['VPN gateway', reading.document.vpnGateways] as const)
        : (['transit gateway', reading.document.transitGateways] as const);
    reading.known(what, namesOf(section), to, [...path, kind]);
    if (seen.has(`${kind}/${to}`)) reading.report([...path, kind], `\`${to}\` is associated with this gateway already`);
    seen.add(`${kind}/${to}`);
    const allowedPrefixes =
      association.allowedPrefixes === undefined ? null : soundPrefixes(association.allowedPrefixes);
    associations.push({ gateway: { kind, name: to }, allowedPrefixes });
  }
  return {
    account: accountOf(gateway),
    amazonSideAsn: Number(gateway.amazonSideAsn ?? 64512),
    associations,
  };
}

export function readVirtualInterface(reading: Reading, vif: VirtualInterfaceDocument, name: string): VirtualInterface {
  const path = ['virtualInterfaces', name];
  if (vif.type === undefined && !reading.damaged(path)) {
    reading.report(
      path,
      'a virtual interface needs `type`',
      vif.directConnectGateway !== undefined ? null : vif.vpnGateway === undefined ? null : 'type: private',
      'key',
    );
  }
  if (vif.router !== undefined)
    reading.known('router', namesOf(reading.document.routers), vif.router, [...path, 'router']);
  return {
    region: vif.region ?? null,
    account: accountOf(vif),
    type: vif.type ?? 'private',
    gateway: readVifGateway(reading, vif, path),
    router: vif.router ?? null,
    bgpAsn: vif.bgpAsn === undefined ? null : Number(vif.bgpAsn),
    families: readFamilies(vif.addressFamily),
    bandwidthMbps: vif.bandwidth === undefined ? null : parseBandwidth(vif.bandwidth),
    connection: vif.connection ?? null,
    location: vif.location ?? null,
    status: vif.status === 'down' ? 'down' : 'up',
    acceptedRoutes: vif.acceptedRoutes === undefined ? null : soundPrefixes(vif.acceptedRoutes),
    acceptedRouteCount: vif.acceptedRouteCount ?? null,
    announce: readAnnouncements(reading, vif.announce, [...path, 'announce']),
    policy: readPolicy(vif.policy),
  };
}

function readVifGateway(
  reading: Reading,
  vif: VirtualInterfaceDocument,
  path: DesignPath,
): VirtualInterface['gateway'] {
  const { vpnGateway, directConnectGateway, type } = vif;
  if (vpnGateway !== undefined && directConnectGateway !== undefined) {
    reading.report(
      [...path, 'directConnectGateway'],
      'a virtual interface ends on a VPN gateway or on a Direct Connect gateway, not on both',
      null,
      'key',
    );
    return null;
  }
  if (type === 'public' && (vpnGateway ?? directConnectGateway) !== undefined) {
    const key = vpnGateway === undefined ? 'directConnectGateway' : 'vpnGateway';
    reading.report(
      [...path, key],
      `a public virtual interface ends on no gateway of yours: leave \`${key}\` out`,
      null,
      'key',
    );
    return null;
  }
  if (vpnGateway !== undefined) {
    if (type === 'transit') {
      reading.report(
        [...path, 'vpnGateway'],
        'a transit virtual interface ends on a Direct Connect gateway',
        'type: private',
        'key',
      );
    }
    reading.known('VPN gateway', namesOf(reading.document.vpnGateways), vpnGateway, [...path, 'vpnGateway']);
    return { kind: 'vpnGateway', name: vpnGateway };
  }
  if (directConnectGateway === undefined) return null;
  reading.known('Direct Connect gateway', namesOf(reading.document.directConnectGateways), directConnectGateway, [
    ...path,
    'directConnectGateway',
  ]);
  return { kind: 'directConnectGateway', name: directConnectGateway };
}

function readFamilies(given: VirtualInterfaceDocument['addressFamily']): VirtualInterface['families'] {
  const families = typeof given === 'string' ? [given] : [...present(given)].map(([family]) => family);
  if (families.length === 0) return ['ipv4'];
  return (['ipv4', 'ipv6'] as const).filter((family) => families.includes(family));
}
