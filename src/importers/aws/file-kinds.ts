/**
 * Which top-level keys of a describe output are read, which are of no consequence for routing and passed over
 * (counted, not mentioned), and which matter but are not modelled. A key on none of the three lists is mentioned.
 */

/** Every kind that is read, with the keys it goes by: the list, and the single thing that a create or modify call returns. */
export const readKinds = {
  customerGateways: ['CustomerGateways', 'CustomerGateway'],
  vpnGateways: ['VpnGateways', 'VpnGateway'],
  vpnConnections: ['VpnConnections', 'VpnConnection'],
  vpcs: ['Vpcs', 'Vpc'],
  routeTables: ['RouteTables', 'RouteTable'],
  transitGateways: ['TransitGateways', 'TransitGateway'],
  attachments: ['TransitGatewayAttachments'],
  vpcAttachments: ['TransitGatewayVpcAttachments', 'TransitGatewayVpcAttachment'],
  peeringAttachments: ['TransitGatewayPeeringAttachments', 'TransitGatewayPeeringAttachment'],
  connects: ['TransitGatewayConnects', 'TransitGatewayConnect'],
  connectPeers: ['TransitGatewayConnectPeers', 'TransitGatewayConnectPeer'],
  tables: ['TransitGatewayRouteTables', 'TransitGatewayRouteTable'],
  /** Collectors wrap the answers for one table into a list with the table's id; a bare answer is wrapped on reading. */
  tablePropagations: ['TransitGatewayPropagations'],
  tableAssociations: ['TransitGatewayAssociations', 'TransitGatewayRouteTableAssociations'],
  tableRoutes: ['TransitGatewayStaticRoutes', 'TransitGatewayRoutes'],
  directConnectGateways: ['directConnectGateways', 'directConnectGateway'],
  directConnectGatewayAssociations: ['directConnectGatewayAssociations', 'directConnectGatewayAssociation'],
  directConnectGatewayAttachments: ['directConnectGatewayAttachments'],
  virtualInterfaces: ['virtualInterfaces'],
  directConnectConnections: ['connections'],
  lags: ['lags'],
  clientVpnEndpoints: ['ClientVpnEndpoints'],
} as const;

export type ReadKind = keyof typeof readKinds;

export const readKindOf: ReadonlyMap<string, ReadKind> = new Map(
  Object.entries(readKinds).flatMap(([kind, keys]) => keys.map((key) => [key, kind as ReadKind] as const)),
);

/** Kinds that do not matter for routing over VPN and Direct Connect: passed over in silence. */
export const ignoredKeys: readonly string[] = [
  'Addresses',
  'AvailabilityZones',
  'AutoScalingGroups',
  'CarrierGateways',
  'Certificates',
  'DBClusters',
  'DBInstances',
  'DBSubnetGroups',
  'DhcpOptions',
  'DomainNames',
  'DomainStatusList',
  'EgressOnlyInternetGateways',
  'ElasticsearchDomains',
  'Events',
  'FlowLogs',
  'Functions',
  'Images',
  'InstanceTypes',
  'Instances',
  'InternetGateways',
  'KeyPairs',
  'LaunchTemplates',
  'Listeners',
  'LoadBalancerAttributes',
  'LoadBalancerListeners',
  'LoadBalancerTargetHealth',
  'LoadBalancers',
  'NatGateways',
  'NetworkAcls',
  'NetworkInterfaces',
  'Regions',
  'Reservations',
  'SecurityGroupRules',
  'SecurityGroups',
  'Snapshots',
  'SubnetCidrReservations',
  'Subnets',
  'Tags',
  'TargetGroups',
  'TargetHealthDescriptions',
  'Volumes',
  'VpcEndpoints',
  'VpcEndpointServices',
  'locations',
  'virtualGateways',
];

/** Parts of an answer that are about the answer. */
export const envelopeKeys: readonly string[] = [
  'AdditionalRoutesAvailable',
  'NextToken',
  'ResponseMetadata',
  'TransitGatewayRouteTableId',
  'nextToken',
];

/** What `--from aws-account` writes beside the answers: calls that were not permitted, and what is missing for it. */
export const refusedCallsKey = 'refusedCalls';

/** Kinds that bear on routing and are not modelled: each entry is mentioned. */
export const unmodelledKeys: ReadonlyMap<string, string> = new Map([
  ['VpcPeeringConnections', 'VPC peering is not modelled'],
  ['VpnConcentrators', 'a VPN Concentrator is not modelled'],
  ['TransitGatewayPolicyTables', 'transit gateway policy tables are not modelled'],
  ['TransitGatewayMulticastDomains', 'transit gateway multicast is not modelled'],
  ['TransitGatewayRouteTableAnnouncements', 'route table announcements over peering are not modelled'],
  ['TransitGatewayPrefixListReferences', 'prefix list references are not modelled'],
  ['PrefixLists', 'prefix lists are not modelled'],
  ['CoreNetworks', 'Cloud WAN is not modelled'],
  ['RouteServers', 'VPC Route Server is not modelled'],
  ['RouteServerPeers', 'VPC Route Server is not modelled'],
  ['routes', 'the routes of a virtual interface are not read'],
]);

/** What an export is recognised by, for the message that nothing was found. */
export const lookedFor =
  'JSON output of the AWS CLI with one of the keys VpnConnections, CustomerGateways, VpnGateways, TransitGateways, ' +
  'TransitGatewayAttachments, TransitGatewayRouteTables, Vpcs, RouteTables, virtualInterfaces, directConnectGateways';

/** Files that are not JSON and tell nothing: documents, pictures, what a desktop leaves behind. */
export const ignoredFileNames =
  /(?:\.(?:md|rst|png|svg|html|pdf|gitignore|gitkeep|ds_store)|(?:^|\/)(?:readme|license|notice)[^/]*)$/i;
