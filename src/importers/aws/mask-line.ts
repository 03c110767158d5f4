/**
 * A line of a describe output fit for showing: brackets, commas and the names of well-known keys stay,
 * every other character becomes a dot, because a pre-shared key may stand anywhere in such a file.
 * Columns stay where they are, so a caret under it points at the right place.
 */

const wellKnown = new Set([
  'CustomerGateways',
  'CustomerGatewayId',
  'BgpAsn',
  'BgpAsnExtended',
  'IpAddress',
  'State',
  'Type',
  'Tags',
  'VpnGateways',
  'VpnGatewayId',
  'AmazonSideAsn',
  'VpcAttachments',
  'VpcId',
  'VpnConnections',
  'VpnConnectionId',
  'Options',
  'StaticRoutesOnly',
  'TunnelOptions',
  'Routes',
  'VgwTelemetry',
  'AcceptedRouteCount',
  'OutsideIpAddress',
  'Status',
  'StatusMessage',
  'LastStatusChange',
  'CustomerGatewayConfiguration',
  'PreSharedKey',
  'DestinationCidrBlock',
  'Origin',
  'GatewayId',
  'Category',
  'Vpcs',
  'CidrBlock',
  'CidrBlockAssociationSet',
  'RouteTables',
  'RouteTableId',
  'PropagatingVgws',
  'Associations',
  'TransitGateways',
  'TransitGatewayId',
  'TransitGatewayAttachments',
  'TransitGatewayAttachmentId',
  'TransitGatewayRouteTables',
  'TransitGatewayRouteTableId',
  'ResourceId',
  'ResourceType',
  'OwnerId',
  'virtualInterfaces',
  'virtualInterfaceId',
  'authKey',
  'asn',
  'directConnectGateways',
  'directConnectGatewayId',
]);

/** Longer lines are not worth showing: a caret under them would be off every screen. */
const longest = 240;

export function maskLine(lineWithEnd: string): string | null {
  const line = lineWithEnd.replace(/\r$/, '');
  if (line.length > longest || line.trim() === '') return null;
  return line.replace(/"([A-Za-z]+)"|[^{}[\],:"\s]/gu, (piece, word: string | undefined) => {
    if (word === undefined) return '·'.repeat(piece.length);
    return wellKnown.has(word) ? piece : `"${'·'.repeat(word.length)}"`;
  });
}
