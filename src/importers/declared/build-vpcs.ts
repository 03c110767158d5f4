/** VPCs and their route tables, from the VPC, further CIDR blocks, tables, routes and propagations. */
import { byText, defined, sortedUnique } from '../aws/fields.ts';
import { place, refer, thingAt, thingsOf, type Building } from './building.ts';
import { readMaps, readItems, readText, remark } from './read-value.ts';
import type { Fields, Thing } from './thing.ts';
import type { Value } from './value.ts';
import type { VpcDocument } from '../../design/schema-aws.ts';

type TableDocument = NonNullable<VpcDocument['routeTables']>[string];
type RouteDocument = NonNullable<TableDocument['routes']>[number];

/** The table that AWS makes along with a VPC. */
const mainTable = 'main';

interface Table {
  readonly vpc: string;
  readonly name: string;
  readonly propagatingVgws: Set<string>;
  readonly routes: Map<string, RouteDocument>;
}

export function buildVpcs(building: Building): Map<string, VpcDocument> {
  const cidrs = new Map<string, string[]>();
  for (const vpc of thingsOf(building, 'vpc')) cidrs.set(vpc.name, ownBlocks(building, vpc));
  for (const block of thingsOf(building, 'vpcCidr')) {
    const vpc = refer(building, block, 'vpcId', 'vpc');
    if (vpc === undefined) continue;
    const known = cidrs.get(vpc) ?? [];
    known.push(...blocks(building, block));
    cidrs.set(vpc, known);
  }
  const tables = readTables(building);
  const documents = new Map<string, VpcDocument>();
  const byVpc = new Map<string, Table[]>();
  for (const table of tables) {
    const others = byVpc.get(table.vpc);
    if (others === undefined) byVpc.set(table.vpc, [table]);
    else others.push(table);
  }
  const things = new Map(thingsOf(building, 'vpc').map((vpc) => [vpc.name, vpc]));
  for (const name of new Set([...things.keys(), ...cidrs.keys(), ...byVpc.keys()])) {
    const thing = things.get(name);
    if (thing !== undefined) place(building, ['vpcs', name], thing);
    const known = sortedUnique(cidrs.get(name) ?? []);
    const drawn = (byVpc.get(name) ?? []).sort((a, b) => byText(a.name, b.name));
    documents.set(
      name,
      defined({
        cidrs: known.length === 0 ? undefined : known,
        region: thing?.region,
        account: thing?.account,
        routeTables:
          drawn.length === 0 ? undefined : Object.fromEntries(drawn.map((table) => [table.name, tableDocument(table)])),
      }),
    );
  }
  return documents;
}

function ownBlocks(building: Building, vpc: Thing): string[] {
  const { declared } = building;
  const found = blocks(building, vpc);
  for (const association of readMaps(declared, vpc, 'cidrBlockAssociations')) {
    const state = association.field('state');
    if (state?.kind === 'plain' && state.value !== 'associated') continue;
    const cidr = readText(declared, association, 'cidrBlock', 'cidr');
    if (cidr !== undefined) found.push(cidr);
  }
  if (found.length === 0) remark(declared, vpc, 'none of its CIDR blocks is known');
  return found;
}

function blocks(building: Building, fields: Fields): string[] {
  const { declared } = building;
  const ipv6 = readText(declared, fields, 'ipv6CidrBlock', 'cidr');
  const given = fields.field('assignGeneratedIpv6CidrBlock') ?? fields.field('amazonProvidedIpv6CidrBlock');
  if (
    ipv6 === undefined &&
    fields.field('ipv6CidrBlock') === undefined &&
    given?.kind === 'plain' &&
    String(given.value) === 'true'
  ) {
    remark(declared, fields.thing, 'its IPv6 block is chosen by AWS: left out');
  }
  return [readText(declared, fields, 'cidrBlock', 'cidr'), ipv6].filter((cidr) => cidr !== undefined);
}

function readTables(building: Building): Table[] {
  const { declared } = building;
  const byKey = new Map<string, Table>();
  const mainOf = new Map<string, Table>();
  const fresh = (vpc: string, name: string): Table => ({ vpc, name, propagatingVgws: new Set(), routes: new Map() });
  for (const thing of thingsOf(building, 'routeTable')) {
    const vpc =
      refer(building, thing, 'vpcId', 'vpc') ?? thingAt(building, thing, 'defaultRouteTableId', ['vpc'])?.name;
    if (vpc === undefined) {
      remark(declared, thing, 'its VPC cannot be told: left out');
      continue;
    }
    const table = fresh(vpc, thing.name);
    byKey.set(thing.key, table);
    if (thing.field('defaultRouteTableId', ['vpc']) !== undefined) mainOf.set(vpc, table);
    place(building, ['vpcs', vpc, 'routeTables', thing.name], thing);
    for (const fields of readMaps(declared, thing, 'route')) addRoute(building, table, fields);
    for (const item of readItems(
      declared,
      { thing, field: () => thing.field('propagatingVgws', ['vpnGateway']) },
      'propagatingVgws',
    )) {
      const gateway = refer(building, { thing, field: () => item }, 'propagatingVgws', 'vpnGateway');
      if (gateway !== undefined) table.propagatingVgws.add(gateway);
    }
  }
  /** The table that a field names: drawn, or the main one of a VPC. */
  const tableAt = (fields: Fields, field: string): Table | undefined => {
    const target = thingAt(building, fields, field, ['routeTable', 'vpc']);
    if (target === undefined) return undefined;
    if (target.kind === 'routeTable') return byKey.get(target.key);
    const main = mainOf.get(target.name) ?? fresh(target.name, mainTable);
    mainOf.set(target.name, main);
    return main;
  };
  subtract(building, tableAt);
  for (const thing of thingsOf(building, 'route')) {
    const table = tableAt(thing, 'routeTableId');
    if (table === undefined) remark(declared, thing, 'its route table is not one that is drawn: left out');
    else addRoute(building, table, thing);
  }
  for (const thing of thingsOf(building, 'routePropagation')) {
    const gateway = refer(building, thing, 'vpnGatewayId', 'vpnGateway');
    const several = thing.field('routeTableIds', ['routeTable']);
    const items =
      several === undefined
        ? [thing.field('routeTableId', ['routeTable'])]
        : readItems(declared, thing, 'routeTableIds');
    for (const item of items) {
      const table = tableAt({ thing, field: () => item }, 'routeTableId');
      if (table === undefined) remark(declared, thing, 'its route table is not one that is drawn: left out');
      else if (gateway !== undefined) table.propagatingVgws.add(gateway);
    }
  }
  const tables = new Set([...byKey.values(), ...mainOf.values()]);
  return [...tables];
}

/** A table's computed fields still show the routes and propagations that the plan takes away. */
function subtract(building: Building, tableAt: (fields: Fields, field: string) => Table | undefined): void {
  for (const thing of building.declared.removed) {
    const table = tableAt(thing, 'routeTableId');
    if (table === undefined) continue;
    const gateway = thingAt(building, thing, 'vpnGatewayId', ['vpnGateway'])?.name;
    if (thing.kind === 'routePropagation' && gateway !== undefined) table.propagatingVgws.delete(gateway);
    if (thing.kind !== 'route') continue;
    for (const key of destinations) {
      const value = thing.field(key);
      if (value?.kind === 'plain') table.routes.delete(String(value.value));
    }
  }
}

const destinations = ['destinationCidrBlock', 'destinationIpv6CidrBlock'];

/** Inline routes of Terraform have names of their own for their destinations. */
function addRoute(building: Building, table: Table, fields: Fields): void {
  const { declared } = building;
  const read = (key: string): string | undefined => readText(declared, fields, key, 'cidr');
  const destinationCidrBlock =
    read('destinationCidrBlock') ?? read('destinationIpv6CidrBlock') ?? read('cidrBlock') ?? read('ipv6CidrBlock');
  if (destinationCidrBlock === undefined) {
    remark(declared, fields.thing, 'a route to a prefix list, or to a destination that is not known: left out');
    return;
  }
  const target = routeTarget(building, fields);
  if (target === 'local') return;
  if (target === null)
    remark(declared, fields.thing, `the target of the route to ${destinationCidrBlock} cannot be told: left out`);
  else table.routes.set(destinationCidrBlock, { destinationCidrBlock, ...target });
}

const otherTargets = [
  'natGatewayId',
  'vpcPeeringConnectionId',
  'egressOnlyInternetGatewayId',
  'egressOnlyGatewayId',
  'instanceId',
  'networkInterfaceId',
  'localGatewayId',
  'carrierGatewayId',
  'vpcEndpointId',
  'coreNetworkArn',
  'odbNetworkArn',
];

function routeTarget(building: Building, fields: Fields): Omit<RouteDocument, 'destinationCidrBlock'> | 'local' | null {
  const transitGateway = fields.field('transitGatewayId', ['transitGateway']);
  if (transitGateway !== undefined) {
    const name = refer(building, fields, 'transitGatewayId', 'transitGateway');
    return name === undefined ? null : { transitGateway: name };
  }
  const gateway = fields.field('gatewayId', ['vpnGateway']);
  if (gateway !== undefined) {
    if (gateway.kind === 'plain' && gateway.value === 'local') return 'local';
    const own = thingAt(building, fields, 'gatewayId', ['vpnGateway']);
    if (own !== undefined) return { vpnGateway: own.name };
    if (gateway.kind === 'plain' && String(gateway.value).startsWith('vgw-')) {
      const name = refer(building, fields, 'gatewayId', 'vpnGateway');
      return name === undefined ? null : { vpnGateway: name };
    }
    return otherTarget(gateway, 'gateway');
  }
  for (const key of otherTargets) {
    const value = fields.field(key);
    if (value === undefined || (value.kind === 'plain' && value.value === '')) continue;
    return otherTarget(value, key.replace(/(?:Id|Arn)$/, ''));
  }
  return null;
}

/** A target that leads out of what is modelled, whatever it is: one that is not known yet is so all the same. */
function otherTarget(value: Value, what: string): { target: string } | null {
  if (value.kind === 'plain') return { target: targetName(value.value) };
  if (value.kind === 'elsewhere') return { target: value.name };
  // A gateway that is not known may be a virtual private one.
  return what === 'gateway' && value.kind === 'unknown' ? null : { target: what };
}

function targetName(value: string | number | boolean): string {
  return /^[A-Za-z0-9:/._-]{1,200}$/.test(String(value)) ? String(value) : 'gateway';
}

function tableDocument({ propagatingVgws, routes }: Table): TableDocument {
  const sorted = [...routes.values()].sort((a, b) => byText(a.destinationCidrBlock, b.destinationCidrBlock));
  return defined({
    propagatingVgws: propagatingVgws.size === 0 ? undefined : [...propagatingVgws].sort(byText),
    routes: sorted.length === 0 ? undefined : sorted,
  });
}
