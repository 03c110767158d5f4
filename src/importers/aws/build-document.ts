/** From facts to the design language: everything sorted by id, nothing written that the export does not say. */
import { byText, defined, sortedUnique } from './fields.ts';
import { buildTransitGateway, nonEmpty } from './build-transit-gateways.ts';
import { note, setPlace } from './ledger.ts';
import type { Announcements } from './announcements.ts';
import type { AwsExport, VpcRouteTableFacts } from './aws-export.ts';
import type { DesignDocument } from '../../design/schema.ts';
import type { DirectConnectGatewayDocument, VirtualInterfaceDocument, VpcDocument } from '../../design/schema-aws.ts';
import type { VpnConnectionDocument } from '../../design/schema-customer.ts';

export function buildDocument(awsExport: AwsExport, announcements: Announcements): DesignDocument {
  return {
    routecap: 1,
    ...section('vpcs', awsExport.vpcs, (id) => vpcDocument(awsExport, id)),
    ...section('vpnGateways', awsExport.vpnGateways, (id) => ({ ...awsExport.vpnGateways.get(id) })),
    ...section('transitGateways', awsExport.transitGateways, (id) => buildTransitGateway(awsExport, announcements, id)),
    ...section('directConnectGateways', awsExport.directConnectGateways, (id) =>
      directConnectGatewayDocument(awsExport, id),
    ),
    ...section('virtualInterfaces', awsExport.virtualInterfaces, (id) =>
      virtualInterfaceDocument(awsExport, announcements, id),
    ),
    ...section('customerGateways', awsExport.customerGateways, (id) => ({ ...awsExport.customerGateways.get(id) })),
    ...section('vpnConnections', awsExport.vpnConnections, (id) => vpnConnectionDocument(awsExport, announcements, id)),
    ...section('clientVpnEndpoints', awsExport.clientVpnEndpoints, (id) => ({
      ...awsExport.clientVpnEndpoints.get(id),
    })),
  };
}

/** Left out when empty. */
function section<Name extends string, Document>(
  name: Name,
  things: ReadonlyMap<string, unknown>,
  document: (id: string) => Document,
): { [Key in Name]?: Record<string, Document> } {
  if (things.size === 0) return {};
  const entries = sortedUnique(things.keys()).map((id) => [id, document(id)] as const);
  return { [name]: Object.fromEntries(entries) } as { [Key in Name]?: Record<string, Document> };
}

function vpcDocument(awsExport: AwsExport, id: string): VpcDocument {
  const facts = awsExport.vpcs.get(id)!;
  const tables = [...awsExport.routeTables].filter(([, table]) => table.vpc === id).sort(([a], [b]) => byText(a, b));
  return {
    ...defined({ cidrs: nonEmpty(facts.cidrs), region: facts.region, account: facts.account }),
    ...(tables.length === 0
      ? {}
      : { routeTables: Object.fromEntries(tables.map(([table, each]) => [table, routeTableDocument(each)])) }),
  };
}

function routeTableDocument(facts: VpcRouteTableFacts): NonNullable<VpcDocument['routeTables']>[string] {
  const routes = Object.entries(facts.routes).map(([destinationCidrBlock, target]) => ({
    destinationCidrBlock,
    ...target,
  }));
  return defined({
    propagatingVgws: nonEmpty(facts.propagatingVgws),
    routes: nonEmpty(routes.sort((a, b) => byText(a.destinationCidrBlock, b.destinationCidrBlock))),
  });
}

function directConnectGatewayDocument(awsExport: AwsExport, id: string): DirectConnectGatewayDocument {
  const facts = awsExport.directConnectGateways.get(id)!;
  if (facts.amazonSideAsn === undefined)
    note(awsExport.ledger, id, 'nothing in the export tells its ASN: the default one is taken');
  const associations = [...awsExport.directConnectAssociations.values()]
    .filter((association) => association.directConnectGateway === id)
    .sort((a, b) => byText(a.gateway, b.gateway))
    .map(({ gatewayKind, gateway, allowedPrefixes }) => ({
      [gatewayKind]: gateway,
      ...(allowedPrefixes === undefined ? {} : { allowedPrefixes: [...allowedPrefixes] }),
    }));
  return { ...facts, ...defined({ associations: nonEmpty(associations) }) };
}

function virtualInterfaceDocument(
  awsExport: AwsExport,
  announcements: Announcements,
  id: string,
): VirtualInterfaceDocument {
  const { families, ...facts } = awsExport.virtualInterfaces.get(id)!;
  const bandwidth = awsExport.bandwidths.get(facts.connection ?? '')?.bandwidth;
  return {
    ...facts,
    ...defined({
      addressFamily: families?.length === 1 ? families[0] : families === undefined ? undefined : [...families],
      bandwidth,
      acceptedRoutes: announcements.virtualInterfaces.get(id),
    }),
  };
}

function vpnConnectionDocument(awsExport: AwsExport, announcements: Announcements, id: string): VpnConnectionDocument {
  const {
    tunnels,
    routes,
    customerAsn: _asn,
    customerAddress: _address,
    amazonSideAsn: _amazon,
    transportTransitGatewayAttachmentId: transport,
    ...facts
  } = awsExport.vpnConnections.get(id)!;
  const carried = transport !== undefined && awsExport.attachments.has(`${facts.transitGateway ?? ''}/${transport}`);
  if (transport !== undefined && !carried)
    note(awsExport.ledger, id, `its transport ${transport} is not in the export: left out`);
  const addresses = sortedUnique(Object.keys(tunnels));
  const place = awsExport.ledger.places.get(`vpnConnections/${id}`);
  const documents = addresses.map((address, index) => {
    if (place !== undefined) {
      setPlace(awsExport.ledger, ['vpnConnections', id, 'tunnels', index], {
        file: place.file,
        key: 'OutsideIpAddress',
        id: address,
      });
    }
    const { acceptedRouteCount, ...tunnel } = tunnels[address]!;
    const counted =
      acceptedRouteCount === undefined || announcements.outdatedCounts.has(id) ? {} : { acceptedRouteCount };
    return { id: address, outsideIpAddress: address, ...tunnel, ...counted };
  });
  if (documents.length === 0) note(awsExport.ledger, id, 'its tunnels are not in the export: two are taken, both up');
  else if (Object.values(tunnels).some(({ status }) => status === undefined)) {
    note(awsExport.ledger, id, 'a tunnel without telemetry is taken as up');
  }
  return {
    ...facts,
    ...defined({
      routes: nonEmpty(routes),
      transportTransitGatewayAttachmentId: carried ? transport : undefined,
      acceptedRoutes: announcements.vpnConnections.get(id),
      tunnels: nonEmpty(documents),
    }),
  };
}
