/**
 * Which resource types of CloudFormation are read and as what, how their properties are spelled where that is not
 * the field with a capital letter, which bear on routing and are not modelled, and which near ones do not matter.
 */
import type { Thing, ThingKind } from '../declared/thing.ts';
import type { ListedKind } from '../listed-kind.ts';

export interface ReadType {
  readonly kind: ThingKind;
  readonly virtualInterfaceType?: NonNullable<Thing['virtualInterfaceType']>;
  readonly lag?: true;
}

const kinds: Readonly<Record<string, ReadType>> = {
  'AWS::EC2::VPC': { kind: 'vpc' },
  'AWS::EC2::VPCCidrBlock': { kind: 'vpcCidr' },
  'AWS::EC2::RouteTable': { kind: 'routeTable' },
  'AWS::EC2::Route': { kind: 'route' },
  'AWS::EC2::VPNGateway': { kind: 'vpnGateway' },
  'AWS::EC2::VPCGatewayAttachment': { kind: 'vpnGatewayAttachment' },
  'AWS::EC2::VPNGatewayRoutePropagation': { kind: 'routePropagation' },
  'AWS::EC2::CustomerGateway': { kind: 'customerGateway' },
  'AWS::EC2::VPNConnection': { kind: 'vpnConnection' },
  'AWS::EC2::VPNConnectionRoute': { kind: 'vpnConnectionRoute' },
  'AWS::EC2::TransitGateway': { kind: 'transitGateway' },
  'AWS::EC2::TransitGatewayAttachment': { kind: 'vpcAttachment' },
  'AWS::EC2::TransitGatewayVpcAttachment': { kind: 'vpcAttachment' },
  'AWS::EC2::TransitGatewayConnect': { kind: 'connect' },
  'AWS::EC2::TransitGatewayConnectPeer': { kind: 'connectPeer' },
  'AWS::EC2::TransitGatewayPeeringAttachment': { kind: 'peering' },
  'AWS::EC2::TransitGatewayRouteTable': { kind: 'tgwRouteTable' },
  'AWS::EC2::TransitGatewayRouteTableAssociation': { kind: 'tgwAssociation' },
  'AWS::EC2::TransitGatewayRouteTablePropagation': { kind: 'tgwPropagation' },
  'AWS::EC2::TransitGatewayRoute': { kind: 'tgwRoute' },
  'AWS::EC2::ClientVpnEndpoint': { kind: 'clientVpnEndpoint' },
  'AWS::DirectConnect::DirectConnectGateway': { kind: 'directConnectGateway' },
  'AWS::DirectConnect::DirectConnectGatewayAssociation': { kind: 'directConnectAssociation' },
  'AWS::DirectConnect::PrivateVirtualInterface': { kind: 'virtualInterface', virtualInterfaceType: 'private' },
  'AWS::DirectConnect::TransitVirtualInterface': { kind: 'virtualInterface', virtualInterfaceType: 'transit' },
  'AWS::DirectConnect::PublicVirtualInterface': { kind: 'virtualInterface', virtualInterfaceType: 'public' },
  'AWS::DirectConnect::Connection': { kind: 'dxConnection' },
  'AWS::DirectConnect::Lag': { kind: 'dxConnection', lag: true },
};

export function readTypeOf(type: string): ReadType | undefined {
  return Object.hasOwn(kinds, type) ? kinds[type] : undefined;
}

const properties: Partial<Readonly<Record<ThingKind, Readonly<Record<string, string>>>>> = {
  connect: { transportAttachmentId: 'TransportTransitGatewayAttachmentId' },
  directConnectAssociation: { allowedPrefixes: 'AllowedPrefixesToDirectConnectGateway' },
  virtualInterface: { vpnGatewayId: 'VirtualGatewayId' },
};

export function propertyOf(kind: ThingKind, field: string): string {
  return properties[kind]?.[field] ?? capital(field);
}

export function capital(field: string): string {
  return field.slice(0, 1).toUpperCase() + field.slice(1);
}

const unmodelled: Readonly<Record<string, string>> = {
  'AWS::CloudFormation::Stack': 'a nested stack is not read from here: give its template as a path of its own',
  'AWS::EC2::VPCPeeringConnection': 'VPC peering is not modelled',
  'AWS::EC2::PrefixList': 'prefix lists are not modelled',
  'AWS::EC2::RouteServer': 'VPC Route Server is not modelled',
  'AWS::EC2::RouteServerPeer': 'VPC Route Server is not modelled',
  'AWS::EC2::RouteServerPropagation': 'VPC Route Server is not modelled',
  'AWS::EC2::TransitGatewayMulticastDomain': 'transit gateway multicast is not modelled',
  'AWS::EC2::VPNConcentrator': 'a VPN Concentrator is not modelled',
  'AWS::EC2::ClientVpnRoute': 'the routes of a Client VPN endpoint are not modelled',
  'AWS::EC2::ClientVpnAuthorizationRule': 'authorization rules of a Client VPN endpoint are not modelled',
  'AWS::EC2::ClientVpnTargetNetworkAssociation': 'target networks of a Client VPN endpoint are not modelled',
  'AWS::NetworkManager::CoreNetwork': 'Cloud WAN is not modelled',
  'AWS::NetworkManager::SiteToSiteVpnAttachment': 'Cloud WAN is not modelled',
};

const ignored: ReadonlySet<string> = new Set([
  'AWS::EC2::RouteServerAssociation',
  'AWS::EC2::RouteServerEndpoint',
  'AWS::EC2::TransitGatewayMulticastDomainAssociation',
  'AWS::EC2::TransitGatewayMulticastGroupMember',
  'AWS::EC2::TransitGatewayMulticastGroupSource',
  'AWS::EC2::VPCBlockPublicAccessExclusion',
  'AWS::EC2::VPCBlockPublicAccessOptions',
  'AWS::EC2::VPCDHCPOptionsAssociation',
  'AWS::EC2::VPCEncryptionControl',
  'AWS::EC2::VPCEndpoint',
  'AWS::EC2::VPCEndpointConnectionNotification',
  'AWS::EC2::VPCEndpointService',
  'AWS::EC2::VPCEndpointServicePermissions',
]);

/** Families in which a type that is on no list is worth a word. */
const near = /^AWS::(?:EC2::(?:VPN|VPC|Route|TransitGateway|CustomerGateway|ClientVpn)|DirectConnect::)/;

/** Why a resource of this type is not read; null when it does not matter for routing over VPN and Direct Connect. */
export function whyUnread(type: string): string | null {
  if (Object.hasOwn(unmodelled, type)) return unmodelled[type]!;
  return ignored.has(type) || !near.test(type)
    ? null
    : `the type ${type.replace(/[^A-Za-z0-9:]/g, '?')} is none of those that are read`;
}

/** Every type that is on a list, and what becomes of it. */
export function listedTypes(): readonly ListedKind[] {
  return [
    ...Object.keys(kinds).map((kind): ListedKind => ({ kind, fate: 'read', why: null })),
    ...Object.entries(unmodelled).map(([kind, why]): ListedKind => ({ kind, fate: 'mentioned', why })),
    ...[...ignored].map((kind): ListedKind => ({ kind, fate: 'passed over', why: null })),
  ];
}
