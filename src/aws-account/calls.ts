/**
 * Every call that reading a live account makes, in order: what is asked, the permission it takes and the IAM policy are
 * all this table. They only read. What the AWS CLI saves of the same calls is what `--from aws` takes.
 */

export interface Call {
  readonly service: 'ec2' | 'directconnect';
  /** Of the service's API; the permission and the SDK's command are called like it. */
  readonly operation: string;
  /** The list that it answers with. */
  readonly list: string;
  /** Asked once for each thing of an earlier answer: that answer's list, and the id that both have. */
  readonly each?: { readonly of: string; readonly id: string };
  readonly filter?: { readonly Name: string; readonly Values: readonly string[] };
  /** Entries of a page to ask for; null where the service pages by itself or not at all. */
  readonly pageSize: number | null;
  /** Without it the design would be another one, not only a poorer one. */
  readonly essential: boolean;
  /** What it tells, after `does not tell`: letters, commas and blanks, for the importer lets nothing else through. */
  readonly lacks: string;
}

const table = { of: 'TransitGatewayRouteTables', id: 'TransitGatewayRouteTableId' };
const directConnectGateway = { of: 'directConnectGateways', id: 'directConnectGatewayId' };

export const calls: readonly Call[] = [
  essential('DescribeVpnConnections', 'VpnConnections', null, 'the VPN connections'),
  essential('DescribeCustomerGateways', 'CustomerGateways', null, 'the customer gateways'),
  essential('DescribeVpnGateways', 'VpnGateways', null, 'the virtual private gateways'),
  essential('DescribeTransitGateways', 'TransitGateways', 1000, 'the transit gateways'),
  essential('DescribeTransitGatewayAttachments', 'TransitGatewayAttachments', 1000, 'what is attached to them'),
  essential('DescribeTransitGatewayRouteTables', 'TransitGatewayRouteTables', 1000, 'the tables of transit gateways'),
  {
    ...essential('GetTransitGatewayRouteTableAssociations', 'Associations', 1000, 'who looks up in which table'),
    each: table,
  },
  {
    ...essential(
      'GetTransitGatewayRouteTablePropagations',
      'TransitGatewayRouteTablePropagations',
      1000,
      'who propagates into which table',
    ),
    each: table,
  },
  {
    ...ec2('SearchTransitGatewayRoutes', 'Routes', 1000, 'the static and blackhole routes of transit gateways'),
    each: table,
    filter: { Name: 'type', Values: ['static'] },
  },
  {
    ...ec2('SearchTransitGatewayRoutes', 'Routes', 1000, 'the prefixes that transit gateways learned'),
    each: table,
    filter: { Name: 'type', Values: ['propagated'] },
  },
  ec2('DescribeTransitGatewayVpcAttachments', 'TransitGatewayVpcAttachments', 1000, 'the states of VPC attachments'),
  ec2('DescribeTransitGatewayConnects', 'TransitGatewayConnects', 1000, 'what Connect attachments run over'),
  ec2('DescribeTransitGatewayConnectPeers', 'TransitGatewayConnectPeers', 1000, 'the Connect peers'),
  ec2(
    'DescribeTransitGatewayPeeringAttachments',
    'TransitGatewayPeeringAttachments',
    1000,
    'the far ends of peered transit gateways',
  ),
  ec2('DescribeVpcs', 'Vpcs', 1000, 'the CIDR blocks of VPCs'),
  ec2('DescribeRouteTables', 'RouteTables', 100, 'the route tables of VPCs'),
  ec2('DescribeClientVpnEndpoints', 'ClientVpnEndpoints', 1000, 'the Client VPN endpoints'),
  directConnect('DescribeVirtualInterfaces', 'virtualInterfaces', 'the virtual interfaces of Direct Connect'),
  directConnect('DescribeDirectConnectGateways', 'directConnectGateways', 'the Direct Connect gateways'),
  {
    ...directConnect(
      'DescribeDirectConnectGatewayAssociations',
      'directConnectGatewayAssociations',
      'what Direct Connect gateways are associated with',
    ),
    each: directConnectGateway,
  },
  {
    ...directConnect(
      'DescribeDirectConnectGatewayAttachments',
      'directConnectGatewayAttachments',
      'what is attached to Direct Connect gateways',
    ),
    each: directConnectGateway,
  },
  directConnect('DescribeConnections', 'connections', 'the port speeds of Direct Connect'),
  directConnect('DescribeLags', 'lags', 'the port speeds of link aggregation groups'),
];

function ec2(operation: string, list: string, pageSize: number | null, lacks: string): Call {
  return { service: 'ec2', operation, list, pageSize, essential: false, lacks };
}

function essential(operation: string, list: string, pageSize: number | null, lacks: string): Call {
  return { ...ec2(operation, list, pageSize, lacks), essential: true };
}

function directConnect(operation: string, list: string, lacks: string): Call {
  return { service: 'directconnect', operation, list, pageSize: null, essential: false, lacks };
}

/** As IAM writes it. */
export function permissionOf({ service, operation }: Call): string {
  return `${service}:${operation}`;
}
