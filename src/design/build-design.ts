/**
 * A merged document to a Design: every name looked up, every default filled in, everything that cannot
 * be together reported. With problems the Design is partial and not to be used.
 */
import { readClientVpnEndpoint, readCustomerGateway, readRouter, readVpnConnection } from './read-customer-things.ts';
import {
  accountOf,
  readDirectConnectGateway,
  readVirtualInterface,
  readVpc,
  readVpnGateway,
} from './read-aws-things.ts';
import { namedPlaces, readDemand, readExpectation } from './read-expectations.ts';
import { readTransitGateway } from './read-transit-gateway.ts';
import type { DesignPath } from './problem.ts';
import { eachThing, namesOf, present, type Reading } from './reading.ts';
import { notModelledKeys } from './schema-customer.ts';
import type { Design, NotModelled, Replaced, Suppression } from './vocabulary.ts';

export function buildDesign(reading: Reading): Design {
  const { document } = reading;
  const connectionsOf = connectionsByTransitGateway(reading);
  const things = {
    vpcs: eachThing(document.vpcs, (vpc, name) => readVpc(reading, vpc, name)),
    vpnGateways: eachThing(document.vpnGateways, (gateway, name) => readVpnGateway(reading, gateway, name)),
    transitGateways: eachThing(document.transitGateways, (gateway, name) =>
      readTransitGateway(reading, gateway, name, connectionsOf.get(name) ?? []),
    ),
    directConnectGateways: eachThing(document.directConnectGateways, (gateway, name) =>
      readDirectConnectGateway(reading, gateway, name),
    ),
    virtualInterfaces: eachThing(document.virtualInterfaces, (vif, name) => readVirtualInterface(reading, vif, name)),
    routers: eachThing(document.routers, (router, name) => readRouter(reading, router, name)),
    customerGateways: eachThing(document.customerGateways, (gateway, name) =>
      readCustomerGateway(reading, gateway, name),
    ),
    vpnConnections: eachThing(document.vpnConnections, (connection, name) =>
      readVpnConnection(reading, connection, name),
    ),
    clientVpnEndpoints: eachThing(document.clientVpnEndpoints, (endpoint) => readClientVpnEndpoint(endpoint)),
  };
  const placed = namedPlaces(things);
  return {
    region: document.region ?? null,
    account: accountOf(document),
    profile: document.profile ?? null,
    near: document.near ?? null,
    assumptions: eachThing(document.assumptions, (value) => value),
    quotas: eachThing(document.quotas, (value) => value),
    ignore: [...present(document.ignore)].flatMap(([entry]) => readSuppression(entry) ?? []),
    ...things,
    demands: [...present(document.demands)].flatMap(
      ([demand, i]) => readDemand(reading, demand, ['demands', i], placed) ?? [],
    ),
    expect: [...present(document.expect)].flatMap(
      ([each, i]) => readExpectation(reading, each, ['expect', i], placed) ?? [],
    ),
    notModelled: [...[...present(document.notModelled)].map(([entry]) => entry), ...unmodelled(reading)],
    replaced: [...present(document.replaced)].flatMap(
      ([entry, i]) => readReplaced(reading, entry, ['replaced', i]) ?? [],
    ),
  };
}

function connectionsByTransitGateway({ document }: Reading): Map<string, string[]> {
  const connections = new Map<string, string[]>();
  for (const [name, { transitGateway, vpnGateway }] of Object.entries(document.vpnConnections ?? {})) {
    if (transitGateway === undefined || vpnGateway !== undefined) continue;
    const list = connections.get(transitGateway);
    if (list === undefined) connections.set(transitGateway, [name]);
    else list.push(name);
  }
  return connections;
}

function readSuppression(
  entry: Partial<{ rule: string; subject: string | undefined; reason: string; until: string | undefined }>,
): Suppression | null {
  const { rule, subject = '*', reason, until = null } = entry;
  return rule === undefined || reason === undefined ? null : { rule, subject, reason, until };
}

const replacedNouns: Readonly<Record<Replaced['kind'], string>> = {
  customerGateways: 'customer gateway',
  directConnectGateways: 'Direct Connect gateway',
  transitGateways: 'transit gateway',
  virtualInterfaces: 'virtual interface',
  vpnConnections: 'VPN connection',
  vpnGateways: 'VPN gateway',
};

function readReplaced(reading: Reading, entry: Partial<Replaced>, path: DesignPath): Replaced | null {
  const { kind, name, why } = entry;
  if (kind === undefined || name === undefined || why === undefined) return null;
  reading.known(replacedNouns[kind], namesOf(reading.document[kind]), name, [...path, 'name']);
  return { kind, name, why };
}

/** Fields that a design may carry and that nothing here makes use of. */
function unmodelled({ document }: Reading): NotModelled[] {
  const found: NotModelled[] = [];
  for (const [name, endpoint] of Object.entries(document.clientVpnEndpoints ?? {})) {
    for (const key of notModelledKeys) {
      if (endpoint[key] !== undefined) found.push({ subject: name, what: `\`${key}\` of a Client VPN endpoint` });
    }
  }
  return found;
}
