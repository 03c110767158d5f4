/** describe-vpcs, describe-route-tables and describe-client-vpn-endpoints to facts. */
import { byText, defined, isGone, isObject, readObjects, readText, sortedUnique, type Fields } from './fields.ts';
import { note } from './ledger.ts';
import { addThing, openItem, type Opened } from './open-item.ts';
import type { AwsExport, VpcRouteFacts } from './aws-export.ts';
import type { Item } from './collect-objects.ts';

export function readVpcs(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openItem(awsExport, item, 'VpcId', item.object.State);
    if (opened === null) continue;
    const ipv4 = associated(opened, 'CidrBlockAssociationSet', 'CidrBlock', 'CidrBlockState');
    const ipv6 = associated(opened, 'Ipv6CidrBlockAssociationSet', 'Ipv6CidrBlock', 'Ipv6CidrBlockState');
    const first = 'CidrBlockAssociationSet' in item.object ? undefined : readText(opened, 'CidrBlock', 'cidr');
    const cidrs = sortedUnique([...ipv4, ...ipv6, ...(first === undefined ? [] : [first])]);
    addThing(awsExport.ledger, awsExport.vpcs, opened, ['vpcs', opened.id], { cidrs, ...opened.owner });
  }
}

function associated(opened: Fields, set: string, block: string, state: string): string[] {
  return readObjects(opened, set)
    .filter(({ object }) => {
      const current = object[state];
      return !isObject(current) || current.State === undefined || current.State === 'associated';
    })
    .map((entry) => readText(entry, block, 'cidr'))
    .filter((cidr) => cidr !== undefined);
}

export function readRouteTables(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openItem(awsExport, item, 'RouteTableId', undefined);
    if (opened === null) continue;
    const vpc = readText(opened, 'VpcId', 'id');
    if (vpc === undefined) {
      opened.report('it names no VPC');
      continue;
    }
    const propagating = readObjects(opened, 'PropagatingVgws').map((entry) => readText(entry, 'GatewayId', 'id'));
    addThing(awsExport.ledger, awsExport.routeTables, opened, ['vpcs', vpc, 'routeTables', opened.id], {
      vpc,
      propagatingVgws: sortedUnique(propagating.filter((id) => id !== undefined)),
      ...readRoutes(awsExport, opened),
      ...opened.owner,
    });
  }
}

interface Routes {
  readonly routes: Record<string, VpcRouteFacts>;
  readonly local: readonly string[];
  readonly propagated: Record<string, readonly string[]>;
}

function readRoutes(awsExport: AwsExport, opened: Opened): Routes {
  const routes = new Map<string, VpcRouteFacts>();
  const local: string[] = [];
  const propagated = new Map<string, string[]>();
  const leftOut = new Map<string, number>();
  const leaveOut = (why: string): void => void leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
  for (const route of readObjects(opened, 'Routes')) {
    const destination =
      readText(route, 'DestinationCidrBlock', 'cidr') ?? readText(route, 'DestinationIpv6CidrBlock', 'cidr');
    const gateway = readText(route, 'GatewayId', 'id');
    const { Origin: origin, State: state } = route.object;
    if (isGone(state)) continue;
    if (destination === undefined) leaveOut('to a prefix list or an unreadable destination');
    else if (gateway === 'local') local.push(destination);
    else if (origin === 'EnableVgwRoutePropagation') {
      if (gateway === undefined) leaveOut('propagated by an unnamed gateway');
      else if (state !== 'blackhole') propagated.set(gateway, [...(propagated.get(gateway) ?? []), destination]);
    } else if (origin === 'Advertisement' || state === 'filtered') leaveOut('of a VPC Route Server');
    else {
      const facts = state === 'blackhole' ? { blackhole: true as const } : routeTarget(route, gateway);
      if (facts === null) leaveOut('to an unnamed target');
      else if (routes.has(destination)) opened.report(`two static routes have one destination, ${destination}`);
      else routes.set(destination, facts);
    }
  }
  for (const [why, count] of leftOut)
    note(awsExport.ledger, opened.id, `${count === 1 ? 'a route' : `${count} routes`} ${why}: left out`);
  return {
    routes: Object.fromEntries([...routes].sort(([a], [b]) => byText(a, b))),
    local: sortedUnique(local),
    propagated: Object.fromEntries([...propagated].map(([id, cidrs]) => [id, sortedUnique(cidrs)])),
  };
}

/** Where an instance and its interface are both named, the instance stands first. */
const otherTargets = [
  'NatGatewayId',
  'VpcPeeringConnectionId',
  'EgressOnlyInternetGatewayId',
  'InstanceId',
  'NetworkInterfaceId',
  'LocalGatewayId',
  'CarrierGatewayId',
];

function routeTarget(route: Fields, gateway: string | undefined): VpcRouteFacts | null {
  const transitGateway = readText(route, 'TransitGatewayId', 'id');
  if (transitGateway !== undefined) return { transitGateway };
  if (gateway !== undefined) return gateway.startsWith('vgw-') ? { vpnGateway: gateway } : { target: gateway };
  const other = otherTargets.map((key) => readText(route, key, 'id')).find((id) => id !== undefined);
  const target = other ?? readText(route, 'CoreNetworkArn', 'arn') ?? readText(route, 'OdbNetworkArn', 'arn');
  return target === undefined ? null : { target };
}

export function readClientVpnEndpoints(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const status = item.object.Status;
    const opened = openItem(awsExport, item, 'ClientVpnEndpointId', isObject(status) ? status.Code : undefined);
    if (opened === null) continue;
    note(awsExport.ledger, opened.id, 'of a Client VPN endpoint only the client CIDR block is read');
    addThing(awsExport.ledger, awsExport.clientVpnEndpoints, opened, ['clientVpnEndpoints', opened.id], {
      ...defined({ clientCidrBlock: readText(opened, 'ClientCidrBlock', 'cidr') }),
      ...opened.owner,
    });
  }
}
