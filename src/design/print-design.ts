/**
 * A Design to the document that means it, in canonical spelling and without defaults: readDesign of what
 * this prints gives an equal Design.
 */
import { formatPrefix } from '../net/format-prefix.ts';
import type { Prefix } from '../net/prefix.ts';
import { formatBandwidth } from './bandwidth.ts';
import { printConnection, printCustomerGateway } from './print-customer-things.ts';
import { asnUnlessDefault, printAnnounce, printPolicy, section, sparse } from './print-parts.ts';
import { printTransitGateway } from './print-transit-gateway.ts';
import { languageVersion, type DesignDocument } from './schema.ts';
import type {
  Demand,
  Design,
  DirectConnectGateway,
  Expectation,
  NotModelled,
  Router,
  VirtualInterface,
  Vpc,
  VpcRoute,
  VpnGateway,
} from './vocabulary.ts';

/** The document that says what a Design says: reading it gives the same Design. */
export function printDesign(design: Design): DesignDocument {
  const connectionsOn = (gateway: string): string[] =>
    Object.entries(design.vpnConnections)
      .filter(([, { gateway: on }]) => on?.kind === 'transitGateway' && on.name === gateway)
      .map(([name]) => name);
  return sparse({
    routecap: languageVersion,
    ...printOwned(design),
    profile: design.profile,
    near: design.near,
    assumptions: section(design.assumptions, (value) => value),
    quotas: section(design.quotas, (value) => value),
    ignore: list(design.ignore, ({ rule, subject, reason, until }) =>
      sparse({ rule, subject: subject === '*' ? null : subject, reason, until }),
    ),
    vpcs: section(design.vpcs, printVpc),
    vpnGateways: section(design.vpnGateways, printVpnGateway),
    transitGateways: section(design.transitGateways, (gateway, name) =>
      printTransitGateway(gateway, connectionsOn(name)),
    ),
    directConnectGateways: section(design.directConnectGateways, printDirectConnectGateway),
    virtualInterfaces: section(design.virtualInterfaces, printVirtualInterface),
    routers: section(design.routers, printRouter),
    customerGateways: section(design.customerGateways, printCustomerGateway),
    vpnConnections: section(design.vpnConnections, printConnection),
    clientVpnEndpoints: section(design.clientVpnEndpoints, ({ clientCidrBlock, ...rest }) =>
      sparse({ clientCidrBlock: clientCidrBlock === null ? null : formatPrefix(clientCidrBlock), ...printOwned(rest) }),
    ),
    demands: list(design.demands, printDemand),
    expect: list(design.expect, printExpectation),
    notModelled: list(design.notModelled, ({ subject, what }: NotModelled) => ({ subject, what })),
    replaced: list(design.replaced, ({ kind, name, why }) => ({ kind, name, why })),
  }) as DesignDocument;
}

function list<T, R>(items: readonly T[], print: (item: T) => R): R[] | null {
  return items.length === 0 ? null : items.map((item) => print(item));
}

function printOwned({ region, account }: { region: string | null; account: string | null }): object {
  return { region, account };
}

function prefixes(all: readonly Prefix[]): string[] | null {
  return list(all, formatPrefix);
}

function printVpc({ cidrs, routeTables, ...owned }: Vpc): object {
  return sparse({
    cidrs: prefixes(cidrs),
    ...printOwned(owned),
    routeTables: section(routeTables, (table) =>
      sparse({ propagatingVgws: list(table.propagatingVgws, String), routes: list(table.routes, printVpcRoute) }),
    ),
  });
}

function printVpcRoute({ destinationCidrBlock, target }: VpcRoute): object {
  const where = { destinationCidrBlock: formatPrefix(destinationCidrBlock) };
  if (target.kind === 'blackhole') return { ...where, blackhole: true };
  return { ...where, [target.kind === 'other' ? 'target' : target.kind]: target.name };
}

function printVpnGateway({ vpc, amazonSideAsn, created, ...owned }: VpnGateway): object {
  return sparse({ vpc, amazonSideAsn: asnUnlessDefault(amazonSideAsn), created, ...printOwned(owned) });
}

function printDirectConnectGateway({ amazonSideAsn, account, associations }: DirectConnectGateway): object {
  return sparse({
    amazonSideAsn: asnUnlessDefault(amazonSideAsn),
    account,
    associations: list(associations, ({ gateway, allowedPrefixes }) =>
      sparse({
        [gateway.kind]: gateway.name,
        allowedPrefixes: allowedPrefixes === null ? null : allowedPrefixes.map(formatPrefix),
      }),
    ),
  });
}

function printVirtualInterface(vif: VirtualInterface): object {
  return sparse({
    type: vif.type,
    ...(vif.gateway === null ? {} : { [vif.gateway.kind]: vif.gateway.name }),
    router: vif.router,
    bgpAsn: vif.bgpAsn,
    addressFamily:
      vif.families.length === 1 ? (vif.families[0] === 'ipv4' ? null : vif.families[0]) : [...vif.families],
    bandwidth: vif.bandwidthMbps === null ? null : formatBandwidth(vif.bandwidthMbps),
    connection: vif.connection,
    location: vif.location,
    status: vif.status === 'up' ? null : vif.status,
    acceptedRoutes: vif.acceptedRoutes === null ? null : vif.acceptedRoutes.map(formatPrefix),
    acceptedRouteCount: vif.acceptedRouteCount,
    announce: printAnnounce(vif.announce),
    policy: printPolicy(vif.policy),
    ...printOwned(vif),
  });
}

function printRouter({ asn, announce, transit, policy }: Router): object {
  return sparse({
    asn,
    announce: announce.length === 0 ? null : printAnnounce(announce),
    transit: transit ? true : null,
    policy: printPolicy(policy),
  });
}

function printDemand({ from, to, bandwidthMbps, packetsPerSecond, afterFailuresOf }: Demand): object {
  return sparse({
    from,
    to,
    bandwidth: bandwidthMbps === null ? null : formatBandwidth(bandwidthMbps),
    packetsPerSecond,
    afterFailuresOf: afterFailuresOf === null ? null : { ...afterFailuresOf },
  });
}

function printExpectation(expectation: Expectation): object {
  const afterFailuresOf = expectation.afterFailuresOf === null ? null : { ...expectation.afterFailuresOf };
  switch (expectation.kind) {
    case 'session':
      return sparse({ session: expectation.session, stays: expectation.stays, afterFailuresOf });
    case 'routes': {
      const direction = expectation.direction === 'inbound' ? null : expectation.direction;
      return sparse({ session: expectation.session, routesAtMost: expectation.atMost, direction, afterFailuresOf });
    }
    case 'bandwidth':
      return sparse({
        bandwidth: formatBandwidth(expectation.bandwidthMbps),
        from: expectation.from,
        to: expectation.to,
        afterFailuresOf,
      });
    case 'reach': {
      const { prefix, from, via, holds } = expectation;
      return sparse({
        reach: formatPrefix(prefix),
        from,
        via: via === null ? null : [...via],
        not: holds ? null : true,
        afterFailuresOf,
      });
    }
  }
}
