/**
 * Which Terraform resource types are read and as what, which bear on routing and are not modelled (each one is
 * mentioned), and which near ones are of no consequence. Types of none of these families are passed over and listed.
 */
import type { Thing, ThingKind } from '../declared/thing.ts';
import type { ListedKind } from '../listed-kind.ts';

export interface ReadType {
  readonly kind: ThingKind;
  readonly virtualInterfaceType?: NonNullable<Thing['virtualInterfaceType']>;
  readonly lag?: true;
}

const kinds: Readonly<Record<string, ReadType>> = {
  aws_vpc: { kind: 'vpc' },
  aws_default_vpc: { kind: 'vpc' },
  aws_vpc_ipv4_cidr_block_association: { kind: 'vpcCidr' },
  aws_vpc_ipv6_cidr_block_association: { kind: 'vpcCidr' },
  aws_route_table: { kind: 'routeTable' },
  aws_default_route_table: { kind: 'routeTable' },
  aws_route: { kind: 'route' },
  aws_vpn_gateway: { kind: 'vpnGateway' },
  aws_vpn_gateway_attachment: { kind: 'vpnGatewayAttachment' },
  aws_vpn_gateway_route_propagation: { kind: 'routePropagation' },
  aws_customer_gateway: { kind: 'customerGateway' },
  aws_vpn_connection: { kind: 'vpnConnection' },
  aws_vpn_connection_route: { kind: 'vpnConnectionRoute' },
  aws_ec2_transit_gateway: { kind: 'transitGateway' },
  aws_ec2_transit_gateway_route_table: { kind: 'tgwRouteTable' },
  aws_ec2_transit_gateway_route_table_association: { kind: 'tgwAssociation' },
  aws_ec2_transit_gateway_route_table_propagation: { kind: 'tgwPropagation' },
  aws_ec2_transit_gateway_default_route_table_association: { kind: 'tgwDefaultAssociation' },
  aws_ec2_transit_gateway_default_route_table_propagation: { kind: 'tgwDefaultPropagation' },
  aws_ec2_transit_gateway_route: { kind: 'tgwRoute' },
  aws_ec2_transit_gateway_vpc_attachment: { kind: 'vpcAttachment' },
  aws_ec2_transit_gateway_vpc_attachment_accepter: { kind: 'vpcAttachmentAccepter' },
  aws_ec2_transit_gateway_connect: { kind: 'connect' },
  aws_ec2_transit_gateway_connect_peer: { kind: 'connectPeer' },
  aws_ec2_transit_gateway_peering_attachment: { kind: 'peering' },
  aws_ec2_transit_gateway_peering_attachment_accepter: { kind: 'peeringAccepter' },
  aws_dx_gateway: { kind: 'directConnectGateway' },
  aws_dx_gateway_association: { kind: 'directConnectAssociation' },
  aws_dx_gateway_association_proposal: { kind: 'directConnectProposal' },
  aws_dx_private_virtual_interface: { kind: 'virtualInterface', virtualInterfaceType: 'private' },
  aws_dx_transit_virtual_interface: { kind: 'virtualInterface', virtualInterfaceType: 'transit' },
  aws_dx_public_virtual_interface: { kind: 'virtualInterface', virtualInterfaceType: 'public' },
  aws_dx_hosted_private_virtual_interface: { kind: 'virtualInterface', virtualInterfaceType: 'private' },
  aws_dx_hosted_transit_virtual_interface: { kind: 'virtualInterface', virtualInterfaceType: 'transit' },
  aws_dx_hosted_public_virtual_interface: { kind: 'virtualInterface', virtualInterfaceType: 'public' },
  aws_dx_hosted_private_virtual_interface_accepter: { kind: 'virtualInterfaceAccepter' },
  aws_dx_hosted_transit_virtual_interface_accepter: { kind: 'virtualInterfaceAccepter' },
  aws_dx_bgp_peer: { kind: 'bgpPeer' },
  aws_dx_connection: { kind: 'dxConnection' },
  aws_dx_hosted_connection: { kind: 'dxConnection' },
  aws_dx_lag: { kind: 'dxConnection', lag: true },
  aws_dx_connection_association: { kind: 'lagMember' },
  aws_ec2_client_vpn_endpoint: { kind: 'clientVpnEndpoint' },
};

const lookups: Readonly<Record<string, ReadType>> = {
  aws_ec2_transit_gateway_attachment: { kind: 'attachmentLookup' },
  aws_ec2_transit_gateway_vpn_attachment: { kind: 'attachmentLookup' },
  aws_ec2_transit_gateway_dx_gateway_attachment: { kind: 'dxAttachment' },
  aws_ec2_transit_gateway_peering_attachment: { kind: 'attachmentLookup' },
  aws_ec2_transit_gateway_vpc_attachment: { kind: 'vpcAttachment' },
};

export function readTypeOf(mode: string, type: string): ReadType | undefined {
  if (mode === 'data' && Object.hasOwn(lookups, type)) return lookups[type];
  return Object.hasOwn(kinds, type) ? kinds[type] : undefined;
}

const unmodelled: Readonly<Record<string, string>> = {
  aws_vpc_peering_connection: 'VPC peering is not modelled',
  aws_ec2_transit_gateway_policy_table: 'transit gateway policy tables are not modelled',
  aws_ec2_transit_gateway_multicast_domain: 'transit gateway multicast is not modelled',
  aws_ec2_transit_gateway_prefix_list_reference: 'prefix list references are not modelled',
  aws_ec2_managed_prefix_list: 'prefix lists are not modelled',
  aws_networkmanager_core_network: 'Cloud WAN is not modelled',
  aws_networkmanager_site_to_site_vpn_attachment: 'Cloud WAN is not modelled',
  aws_vpc_route_server: 'VPC Route Server is not modelled',
  aws_vpc_route_server_peer: 'VPC Route Server is not modelled',
  aws_vpc_route_server_propagation: 'VPC Route Server is not modelled',
  aws_vpn_concentrator: 'a VPN Concentrator is not modelled',
  aws_ec2_client_vpn_route: 'the routes of a Client VPN endpoint are not modelled',
  aws_ec2_client_vpn_authorization_rule: 'authorization rules of a Client VPN endpoint are not modelled',
  aws_ec2_client_vpn_network_association: 'target networks of a Client VPN endpoint are not modelled',
};

const ignored: ReadonlySet<string> = new Set([
  'aws_dx_connection_confirmation',
  'aws_dx_hosted_public_virtual_interface_accepter',
  'aws_dx_location',
  'aws_dx_locations',
  'aws_dx_macsec_key_association',
  'aws_dx_router_configuration',
  'aws_ec2_transit_gateway_metering_policy',
  'aws_ec2_transit_gateway_multicast_domain_association',
  'aws_ec2_transit_gateway_multicast_group_member',
  'aws_ec2_transit_gateway_multicast_group_source',
  'aws_ec2_transit_gateway_policy_table_association',
  'aws_main_route_table_association',
  'aws_route_table_association',
  'aws_vpc_peering_connection_accepter',
  'aws_vpc_peering_connection_options',
]);

/** Families in which a type that is on no list is worth a word. */
const near =
  /^aws_(?:vpn_|dx_|ec2_transit_gateway|customer_gateway|route$|route_table|default_route_table|vpc_route|vpc_ipv[46]_cidr|default_vpc)/;

/** Why a resource of this type is not read; null when it does not matter for routing over VPN and Direct Connect. */
export function whyUnread(mode: string, type: string): string | null {
  // Looked up without being drawn, it changes nothing by itself.
  if (mode === 'data') return null;
  if (Object.hasOwn(unmodelled, type)) return unmodelled[type]!;
  if (ignored.has(type) || !near.test(type)) return null;
  return `the type ${type} is none of those that are read`;
}

/** Every type that is on a list, and what becomes of it. */
export function listedTypes(): readonly ListedKind[] {
  return [
    ...Object.keys(kinds).map((kind): ListedKind => ({ kind, fate: 'read', why: null })),
    ...Object.keys(lookups)
      .filter((kind) => !Object.hasOwn(kinds, kind))
      .map((kind): ListedKind => ({ kind: `data.${kind}`, fate: 'read', why: null })),
    ...Object.entries(unmodelled).map(([kind, why]): ListedKind => ({ kind, fate: 'mentioned', why })),
    ...[...ignored].map((kind): ListedKind => ({ kind, fate: 'passed over', why: null })),
  ];
}
