/**
 * describe-vpn-connections to facts. Tunnels come from three places (tunnel options, telemetry, the customer gateway
 * configuration) that are matched by outside address; pre-shared keys are not asked for.
 */
import {
  defined,
  isGone,
  readChoice,
  readCount,
  readFlag,
  readObject,
  readObjects,
  readText,
  sortedUnique,
  type Fields,
} from './fields.ts';
import { readCustomerGatewayXml, type CustomerGatewayConfiguration } from './customer-gateway-xml.ts';
import { addThing, openItem, type Opened } from './open-item.ts';
import type { AwsExport, TunnelFacts, VpnConnectionFacts } from './aws-export.ts';
import type { Item } from './collect-objects.ts';
import { note } from './ledger.ts';

export function readVpnConnections(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openItem(awsExport, item, 'VpnConnectionId', item.object.State);
    if (opened === null) continue;
    const facts = connectionFacts(awsExport, opened);
    addThing(awsExport.ledger, awsExport.vpnConnections, opened, ['vpnConnections', opened.id], facts);
  }
}

function connectionFacts(awsExport: AwsExport, opened: Opened): VpnConnectionFacts {
  const { ledger } = awsExport;
  const options = readObject(opened, 'Options') ?? { ...opened, object: {} };
  const xml = opened.object.CustomerGatewayConfiguration;
  const configuration = typeof xml === 'string' && xml !== '' ? readCustomerGatewayXml(xml) : undefined;
  if (configuration === null || (configuration === undefined && xml !== undefined && xml !== null && xml !== '')) {
    note(ledger, opened.id, 'its CustomerGatewayConfiguration cannot be read: nothing is taken from it');
  }
  for (const key of ['CoreNetworkArn', 'VpnConcentratorId']) {
    const there = typeof opened.object[key] === 'string' && opened.object[key] !== '';
    const what =
      key === 'CoreNetworkArn'
        ? 'ends on Cloud WAN, which is not modelled'
        : 'ends on a VPN Concentrator, which is not modelled';
    if (there) note(ledger, opened.id, what);
  }
  return {
    ...defined({
      customerGateway: readText(opened, 'CustomerGatewayId', 'id'),
      vpnGateway: readText(opened, 'VpnGatewayId', 'id'),
      transitGateway: readText(opened, 'TransitGatewayId', 'id'),
      staticRoutesOnly: readFlag(options, 'StaticRoutesOnly') ?? configuration?.staticRoutesOnly,
      routes: staticRoutes(opened),
      outsideIpAddressType: readChoice(options, 'OutsideIpAddressType', ['PublicIpv4', 'PrivateIpv4', 'Ipv6']),
      transportTransitGatewayAttachmentId: readText(options, 'TransportTransitGatewayAttachmentId', 'id'),
      enableAcceleration: readFlag(options, 'EnableAcceleration'),
      tunnelInsideIpVersion: readChoice(options, 'TunnelInsideIpVersion', ['ipv4', 'ipv6']),
      tunnelBandwidth: readChoice(options, 'TunnelBandwidth', ['standard', 'large']),
      amazonSideAsn: single(configuration?.amazonSideAsns),
      customerAsn: single(configuration?.customerAsns),
      customerAddress: single(configuration?.customerAddresses),
    }),
    tunnels: tunnelFacts(opened, options, configuration ?? null),
    ...opened.owner,
  };
}

/** Two tunnels that differ where they must not tell nothing. */
function single<Value>(values: readonly Value[] | undefined): Value | undefined {
  return values?.length === 1 ? values[0] : undefined;
}

function staticRoutes(opened: Fields): string[] | undefined {
  const routes = readObjects(opened, 'Routes').filter((route) => !isGone(route.object.State));
  const cidrs = routes
    .map((route) => readText(route, 'DestinationCidrBlock', 'cidr'))
    .filter((cidr) => cidr !== undefined);
  return cidrs.length === 0 ? undefined : sortedUnique(cidrs);
}

function tunnelFacts(
  opened: Opened,
  options: Fields,
  configuration: CustomerGatewayConfiguration | null,
): Record<string, TunnelFacts> {
  const tunnels = new Map<string, TunnelFacts>();
  const add = (address: string, facts: TunnelFacts): void => {
    tunnels.set(address, { ...tunnels.get(address), ...facts });
  };
  for (const [address, facts] of Object.entries(configuration?.tunnels ?? {})) add(address, facts);
  for (const telemetry of readObjects(opened, 'VgwTelemetry')) {
    const address = readText(telemetry, 'OutsideIpAddress', 'address');
    if (address === undefined) opened.remark('telemetry of a tunnel without an outside address is left out');
    else add(address, telemetryFacts(telemetry));
  }
  const unaddressed: TunnelFacts[] = [];
  for (const tunnel of readObjects(options, 'TunnelOptions')) {
    const address = readText(tunnel, 'OutsideIpAddress', 'address');
    const facts = optionFacts(tunnel);
    if (address !== undefined) add(address, facts);
    else if (Object.keys(facts).length > 0) unaddressed.push(facts);
  }
  if (unaddressed.length > 0)
    opened.remark('tunnel options without an outside address cannot be told apart and are left out');
  if (tunnels.size > 2) opened.report('it has more than two tunnels');
  return Object.fromEntries(tunnels);
}

/** A BGP tunnel with IPsec up and no BGP session is DOWN here, as it should be (VgwTelemetry, section 12a). */
function telemetryFacts(telemetry: Fields): TunnelFacts {
  const status = readChoice(telemetry, 'Status', ['UP', 'DOWN']);
  return defined({
    status: status === undefined ? undefined : status === 'UP' ? ('up' as const) : ('down' as const),
    acceptedRouteCount: readCount(telemetry, 'AcceptedRouteCount'),
  });
}

function optionFacts(tunnel: Fields): TunnelFacts {
  return defined({
    tunnelInsideCidr: readText(tunnel, 'TunnelInsideCidr', 'cidr'),
    tunnelInsideIpv6Cidr: readText(tunnel, 'TunnelInsideIpv6Cidr', 'cidr'),
    phase1DHGroupNumbers: groups(tunnel, 'Phase1DHGroupNumbers'),
    phase2DHGroupNumbers: groups(tunnel, 'Phase2DHGroupNumbers'),
    phase1EncryptionAlgorithms: algorithms(tunnel, 'Phase1EncryptionAlgorithms'),
    phase2EncryptionAlgorithms: algorithms(tunnel, 'Phase2EncryptionAlgorithms'),
    phase1IntegrityAlgorithms: algorithms(tunnel, 'Phase1IntegrityAlgorithms'),
    phase2IntegrityAlgorithms: algorithms(tunnel, 'Phase2IntegrityAlgorithms'),
    startupAction: readChoice(tunnel, 'StartupAction', ['add', 'start']),
  });
}

function groups(tunnel: Fields, key: string): number[] | undefined {
  const numbers = readObjects(tunnel, key)
    .map((entry) => readCount(entry, 'Value'))
    .filter((value) => value !== undefined);
  return numbers.length === 0 ? undefined : [...new Set(numbers)].sort((a, b) => a - b);
}

function algorithms(tunnel: Fields, key: string): string[] | undefined {
  const names = readObjects(tunnel, key)
    .map((entry) => readChoice(entry, 'Value', knownAlgorithms))
    .filter((name) => name !== undefined);
  return names.length === 0 ? undefined : sortedUnique(names);
}

const knownAlgorithms = [
  'AES128',
  'AES256',
  'AES128-GCM-16',
  'AES256-GCM-16',
  'SHA1',
  'SHA2-256',
  'SHA2-384',
  'SHA2-512',
] as const;
