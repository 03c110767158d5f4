/** From declared things to the design language: every section sorted by name, nothing written that the declaration does not say. */
import { byText, defined } from '../aws/fields.ts';
import { buildDirectConnectGateways, buildVirtualInterfaces } from './build-direct-connect.ts';
import { buildTransitGateways } from './build-transit-gateways.ts';
import { buildVpcs } from './build-vpcs.ts';
import { buildCustomerGateways, buildVpnConnections, buildVpnGateways } from './build-vpn.ts';
import { newBuilding, place, thingsOf, type Building, type StandInSection } from './building.ts';
import { readText, remark } from './read-value.ts';
import { collectAttachments } from './transit-attachments.ts';
import type { Declared } from './thing.ts';
import type { DesignDocument } from '../../design/schema.ts';
import type { ClientVpnEndpointDocument } from '../../design/schema-customer.ts';

export interface Built {
  readonly document: DesignDocument;
  /** Keys of things by path into the document, joined with `/`. */
  readonly places: ReadonlyMap<string, string>;
}

export function buildDeclared(declared: Declared): Built {
  const building = newBuilding(declared);
  const attachments = collectAttachments(building);
  const vpcs = buildVpcs(building);
  const vpnGateways = buildVpnGateways(building);
  const vpnConnections = buildVpnConnections(building, (connection, transitGateway) => {
    if (connection.field('transportTransitGatewayAttachmentId') === undefined) return undefined;
    const transport = attachments.named(connection, 'transportTransitGatewayAttachmentId', transitGateway);
    if (transport === undefined || transport.document === null) {
      remark(declared, connection, 'its transport is no attachment that is drawn: left out');
      return undefined;
    }
    return transport.name;
  });
  const transitGateways = buildTransitGateways(building, attachments);
  const directConnectGateways = buildDirectConnectGateways(building);
  const virtualInterfaces = buildVirtualInterfaces(building);
  const customerGateways = buildCustomerGateways(building);
  const clientVpnEndpoints = buildClientVpnEndpoints(building);
  for (const thing of declared.things) {
    if (thing.lookedUp && thing.kind !== 'attachmentLookup')
      remark(declared, thing, 'is looked up, not made here: it stands in with what the lookup tells');
  }
  const document: DesignDocument = {
    routecap: 1,
    ...section('vpcs', vpcs, building),
    ...section('vpnGateways', vpnGateways, building),
    ...section('transitGateways', transitGateways, building),
    ...section('directConnectGateways', directConnectGateways, building),
    ...section('virtualInterfaces', virtualInterfaces, building),
    ...section('customerGateways', customerGateways, building),
    ...section('vpnConnections', vpnConnections, building),
    ...section('clientVpnEndpoints', clientVpnEndpoints, building),
  };
  return { document, places: building.places };
}

/** With the stand-ins of the section, and left out when empty. */
function section<Name extends string, Document extends object>(
  name: Name,
  documents: ReadonlyMap<string, Document>,
  building: Building,
): { [Key in Name]?: Record<string, Document> } {
  const all = new Map<string, Document>(documents);
  for (const each of building.standIns.get(name as unknown as StandInSection)?.values() ?? []) {
    if (!all.has(each)) all.set(each, {} as Document);
  }
  if (all.size === 0) return {};
  const entries = [...all].sort(([a], [b]) => byText(a, b));
  return { [name]: Object.fromEntries(entries) } as { [Key in Name]?: Record<string, Document> };
}

function buildClientVpnEndpoints(building: Building): Map<string, ClientVpnEndpointDocument> {
  const { declared } = building;
  const documents = new Map<string, ClientVpnEndpointDocument>();
  for (const thing of thingsOf(building, 'clientVpnEndpoint')) {
    place(building, ['clientVpnEndpoints', thing.name], thing);
    remark(declared, thing, 'of a Client VPN endpoint only the client CIDR block is read');
    const block = readText(declared, thing, 'clientCidrBlock', 'cidr');
    documents.set(thing.name, defined({ clientCidrBlock: block, region: thing.region, account: thing.account }));
  }
  return documents;
}
