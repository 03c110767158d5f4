/** Customer gateways, virtual private gateways and VPN connections with their tunnels and static routes. No pre-shared key is asked for. */
import { defined, sortedUnique } from '../aws/fields.ts';
import { place, refer, thingAt, thingsOf, type Building } from './building.ts';
import {
  readAlgorithms,
  readAsn,
  readChoice,
  readCount,
  readFlag,
  readGroups,
  readMaps,
  readText,
  remark,
  report,
} from './read-value.ts';
import type { Fields, Thing } from './thing.ts';
import type { CustomerGatewayDocument, TunnelDocument, VpnConnectionDocument } from '../../design/schema-customer.ts';
import type { VpnGatewayDocument } from '../../design/schema-aws.ts';

export function buildCustomerGateways(building: Building): Map<string, CustomerGatewayDocument> {
  const { declared } = building;
  const documents = new Map<string, CustomerGatewayDocument>();
  for (const thing of thingsOf(building, 'customerGateway')) {
    place(building, ['customerGateways', thing.name], thing);
    documents.set(thing.name, {
      // ASNs above 2147483647 stand in a field of their own (A-CGW-RNG).
      ...defined({
        bgpAsn: readAsn(declared, thing, 'bgpAsn') ?? readAsn(declared, thing, 'bgpAsnExtended'),
        ipAddress: readText(declared, thing, 'ipAddress', 'address'),
        region: thing.region,
        account: thing.account,
      }),
    });
  }
  return documents;
}

export function buildVpnGateways(building: Building): Map<string, VpnGatewayDocument> {
  const { declared } = building;
  const attached = new Map<string, string>();
  const gone = new Set<string>();
  for (const attachment of declared.removed) {
    if (attachment.kind !== 'vpnGatewayAttachment') continue;
    const gateway = thingAt(building, attachment, 'vpnGatewayId', ['vpnGateway']);
    if (gateway !== undefined) gone.add(gateway.name);
  }
  for (const attachment of thingsOf(building, 'vpnGatewayAttachment')) {
    // An internet gateway is attached in the same way.
    if (attachment.field('vpnGatewayId', ['vpnGateway']) === undefined) continue;
    const gateway = refer(building, attachment, 'vpnGatewayId', 'vpnGateway');
    const vpc = refer(building, attachment, 'vpcId', 'vpc');
    if (gateway === undefined || vpc === undefined) {
      remark(declared, attachment, 'which gateway it attaches to which VPC cannot be told: left out');
      continue;
    }
    const other = attached.get(gateway);
    if (other !== undefined && other !== vpc)
      report(declared, attachment, `${gateway} is attached to more than one VPC`);
    else attached.set(gateway, vpc);
  }
  const documents = new Map<string, VpnGatewayDocument>();
  for (const thing of thingsOf(building, 'vpnGateway')) {
    place(building, ['vpnGateways', thing.name], thing);
    const vpc = attached.get(thing.name) ?? ownVpc(building, thing, gone);
    attached.delete(thing.name);
    documents.set(
      thing.name,
      defined({
        vpc,
        amazonSideAsn: readAsn(declared, thing, 'amazonSideAsn'),
        region: thing.region,
        account: thing.account,
      }),
    );
  }
  for (const [name, vpc] of attached) documents.set(name, { vpc });
  return documents;
}

/** A gateway that nobody gave a VPC has the one that something else attaches it to, or none. */
function ownVpc(building: Building, thing: Thing, gone: ReadonlySet<string>): string | undefined {
  const value = thing.field('vpcId', ['vpc']);
  if (gone.has(thing.name) || value === undefined) return undefined;
  return refer(building, thing, 'vpcId', 'vpc');
}

export function buildVpnConnections(
  building: Building,
  transportNamed: (connection: Thing, transitGateway: string | undefined) => string | undefined,
): Map<string, VpnConnectionDocument> {
  const { declared } = building;
  const routes = staticRoutes(building);
  const documents = new Map<string, VpnConnectionDocument>();
  for (const thing of thingsOf(building, 'vpnConnection')) {
    const customerGateway = refer(building, thing, 'customerGatewayId', 'customerGateway');
    if (customerGateway === undefined) {
      remark(declared, thing, `has no customer gateway that ${declared.source} tells: left out`);
      continue;
    }
    place(building, ['vpnConnections', thing.name], thing);
    if (isSet(thing, 'vpnConcentratorId')) remark(declared, thing, 'ends on a VPN Concentrator, which is not modelled');
    const gateways = connectionEnd(building, thing);
    documents.set(thing.name, {
      customerGateway,
      ...gateways,
      ...defined({
        staticRoutesOnly: readFlag(declared, thing, 'staticRoutesOnly'),
        routes: nonEmpty(
          sortedUnique([...(routes.added.get(thing.name) ?? []), ...knownRoutes(building, thing, routes.gone)]),
        ),
        outsideIpAddressType: readChoice(declared, thing, 'outsideIpAddressType', [
          'PublicIpv4',
          'PrivateIpv4',
          'Ipv6',
        ]),
        transportTransitGatewayAttachmentId: transportNamed(thing, gateways.transitGateway),
        enableAcceleration: readFlag(declared, thing, 'enableAcceleration'),
        tunnelInsideIpVersion: readChoice(declared, thing, 'tunnelInsideIpVersion', ['ipv4', 'ipv6']),
        tunnelBandwidth: readChoice(declared, thing, 'tunnelBandwidth', ['standard', 'large']),
        tunnels: tunnels(building, thing),
        region: thing.region,
        account: thing.account,
      }),
    });
  }
  return documents;
}

function isSet(fields: Fields, field: string): boolean {
  const value = fields.field(field);
  return value !== undefined && !(value.kind === 'plain' && value.value === '') && value.kind !== 'unknown';
}

function nonEmpty<Entry>(list: readonly Entry[]): Entry[] | undefined {
  return list.length === 0 ? undefined : [...list];
}

function connectionEnd(building: Building, thing: Thing): { vpnGateway?: string; transitGateway?: string } {
  const both = ['vpnGatewayId', 'transitGatewayId'].map((field) => thing.field(field)?.kind ?? null);
  const vpnGateway = refer(building, thing, 'vpnGatewayId', 'vpnGateway');
  const transitGateway = refer(building, thing, 'transitGatewayId', 'transitGateway');
  if (vpnGateway !== undefined && transitGateway !== undefined) {
    report(building.declared, thing, 'it ends on both a VPN gateway and a transit gateway');
    return { vpnGateway };
  }
  if (both.every((kind) => kind === null)) remark(building.declared, thing, 'ends on no gateway');
  return defined({ vpnGateway, transitGateway });
}

function staticRoutes(building: Building): { added: Map<string, string[]>; gone: Map<string, Set<string>> } {
  const { declared } = building;
  const added = new Map<string, string[]>();
  const gone = new Map<string, Set<string>>();
  for (const route of declared.removed) {
    const value = route.field('destinationCidrBlock');
    const connection = thingAt(building, route, 'vpnConnectionId', ['vpnConnection']);
    if (route.kind !== 'vpnConnectionRoute' || connection === undefined || value?.kind !== 'plain') continue;
    gone.set(connection.name, (gone.get(connection.name) ?? new Set()).add(String(value.value)));
  }
  for (const route of thingsOf(building, 'vpnConnectionRoute')) {
    const connection = thingAt(building, route, 'vpnConnectionId', ['vpnConnection']);
    const cidr = readText(declared, route, 'destinationCidrBlock', 'cidr');
    if (connection === undefined)
      remark(declared, route, `its VPN connection is not one that ${declared.source} describes: left out`);
    else if (cidr === undefined) remark(declared, route, 'its destination is not known: left out');
    else {
      const known = added.get(connection.name) ?? [];
      known.push(cidr);
      added.set(connection.name, known);
    }
  }
  return { added, gone };
}

/** What the state of the connection itself shows, beside routes that are resources of their own. */
function knownRoutes(building: Building, thing: Thing, gone: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  if (thing.field('routes')?.kind !== 'list') return [];
  return readMaps(building.declared, thing, 'routes').flatMap((route) => {
    const state = route.field('state');
    if (state?.kind === 'plain' && String(state.value).startsWith('delet')) return [];
    const cidr = readText(building.declared, route, 'destinationCidrBlock', 'cidr');
    return cidr === undefined || gone.get(thing.name)?.has(cidr) === true ? [] : [cidr];
  });
}

/** Undefined: two of which nothing is said. Their ids stay `tunnel-1` and `tunnel-2`, which are there before an address is. */
function tunnels(building: Building, thing: Thing): TunnelDocument[] | undefined {
  const { declared } = building;
  const telemetry = new Map<string, Fields>();
  if (thing.field('vgwTelemetry')?.kind === 'list') {
    for (const each of readMaps(declared, thing, 'vgwTelemetry')) {
      const address = readText(declared, each, 'outsideIpAddress', 'address');
      if (address !== undefined) telemetry.set(address, each);
    }
  }
  const given = readMaps(declared, thing, 'vpnTunnelOptionsSpecifications');
  if (given.length > 2) report(declared, thing, 'it has more than two tunnels');
  // Options may be given for one tunnel; there are two all the same.
  const documents = [0, 1].map((index) =>
    given[index] === undefined ? {} : tunnel(building, given[index], telemetry),
  );
  const counts = documents.map((each) => ('acceptedRouteCount' in each ? Number(each.acceptedRouteCount) : 0));
  const most = Math.max(...counts);
  const isStatic = thing.field('staticRoutesOnly');
  if (most > 0 && !(isStatic?.kind === 'plain' && String(isStatic.value) === 'true'))
    remark(
      declared,
      thing,
      `AWS accepts ${most === 1 ? 'one route' : `${most} routes`} of it: ${declared.source} names none of them`,
    );
  return documents.every((each) => Object.keys(each).length === 0) ? undefined : documents;
}

function tunnel(building: Building, options: Fields, telemetry: ReadonlyMap<string, Fields>): TunnelDocument {
  const { declared } = building;
  // The address of a tunnel that is to be made is never known before.
  const outside =
    options.field('address')?.kind === 'plain' ? readText(declared, options, 'address', 'address') : undefined;
  const seen = outside === undefined ? undefined : telemetry.get(outside);
  const status = seen === undefined ? undefined : readChoice(declared, seen, 'status', ['UP', 'DOWN']);
  return defined({
    outsideIpAddress: outside,
    status: status === undefined ? undefined : status === 'UP' ? ('up' as const) : ('down' as const),
    acceptedRouteCount: seen === undefined ? undefined : readCount(declared, seen, 'acceptedRouteCount'),
    tunnelInsideCidr: readText(declared, options, 'tunnelInsideCidr', 'cidr'),
    tunnelInsideIpv6Cidr: readText(declared, options, 'tunnelInsideIpv6Cidr', 'cidr'),
    phase1DHGroupNumbers: readGroups(declared, options, 'phase1DHGroupNumbers'),
    phase2DHGroupNumbers: readGroups(declared, options, 'phase2DHGroupNumbers'),
    phase1EncryptionAlgorithms: readAlgorithms(declared, options, 'phase1EncryptionAlgorithms'),
    phase2EncryptionAlgorithms: readAlgorithms(declared, options, 'phase2EncryptionAlgorithms'),
    phase1IntegrityAlgorithms: readAlgorithms(declared, options, 'phase1IntegrityAlgorithms'),
    phase2IntegrityAlgorithms: readAlgorithms(declared, options, 'phase2IntegrityAlgorithms'),
    startupAction: readChoice(declared, options, 'startupAction', ['add', 'start']),
  });
}
