/**
 * Transit gateways with attachments and route tables. AWS makes a default table unless told not to, and attachments
 * that say nothing else are associated with it and propagate into it; that is written out here, so that a table that
 * the declaration never names is there all the same.
 */
import { byText, defined } from '../aws/fields.ts';
import { place, refer, thingsOf, type Building } from './building.ts';
import { freeName } from './design-name.ts';
import { readAsn, readChoice, readFlag, readText, readTexts, remark } from './read-value.ts';
import { byName, type Attachment, type Attachments } from './transit-attachments.ts';
import type { Fields, Thing } from './thing.ts';
import type { TransitGatewayDocument } from '../../design/schema-aws.ts';

type TableDocument = NonNullable<TransitGatewayDocument['routeTables']>[string];

interface Table {
  readonly name: string;
  readonly associations: Set<string>;
  readonly propagations: Set<string>;
  readonly routes: Map<string, { destinationCidrBlock: string; attachment?: string; blackhole?: true }>;
}

interface Gateway {
  readonly name: string;
  /** Null: a stand-in, of which nothing is known. */
  readonly thing: Thing | null;
  readonly attachments: Attachment[];
  readonly tables: Map<string, Table>;
  /** The table that AWS makes, once something uses it. */
  implicit: Table | null;
  defaultAssociation: Table | null;
  defaultPropagation: Table | null;
}

export function buildTransitGateways(
  building: Building,
  attachments: Attachments,
): Map<string, TransitGatewayDocument> {
  const gateways = new Map<string, Gateway>();
  const gateway = (name: string, thing: Thing | null = null): Gateway => {
    const known = gateways.get(name);
    if (known !== undefined) return known;
    const fresh: Gateway = {
      name,
      thing,
      attachments: [],
      tables: new Map(),
      implicit: null,
      defaultAssociation: null,
      defaultPropagation: null,
    };
    gateways.set(name, fresh);
    return fresh;
  };
  for (const thing of thingsOf(building, 'transitGateway')) {
    place(building, ['transitGateways', thing.name], thing);
    gateway(thing.name, thing);
  }
  for (const attachment of attachments.all) gateway(attachment.transitGateway).attachments.push(attachment);
  const tableAt = readTables(building, gateway);
  setDefaults(building, gateways, tableAt);
  const associated = joinExplicitly(building, attachments, tableAt);
  for (const each of gateways.values()) joinByDefault(building, each, associated);
  return new Map([...gateways.values()].map((each) => [each.name, gatewayDocument(building, each)]));
}

type TableAt = (fields: Fields, field: string) => { readonly gateway: Gateway; readonly table: Table } | undefined;

function freshTable(name: string): Table {
  return { name, associations: new Set(), propagations: new Set(), routes: new Map() };
}

function readTables(building: Building, gateway: (name: string) => Gateway): TableAt {
  const byKey = new Map<string, { gateway: Gateway; table: Table }>();
  for (const thing of thingsOf(building, 'tgwRouteTable')) {
    const name = refer(building, thing, 'transitGatewayId', 'transitGateway');
    if (name === undefined) {
      remark(building.declared, thing, 'its transit gateway cannot be told: left out');
      continue;
    }
    const owner = gateway(name);
    const table = freshTable(thing.name);
    owner.tables.set(thing.name, table);
    byKey.set(thing.key, { gateway: owner, table });
    place(building, ['transitGateways', name, 'routeTables', thing.name], thing);
    // Only a lookup knows: the one that AWS has made.
    if (thing.lookedUp && isTrue(thing, 'defaultAssociationRouteTable')) {
      owner.implicit = table;
    }
  }
  return (fields, field) => {
    const value = fields.field(field, ['tgwRouteTable', 'transitGateway']);
    if (value?.kind !== 'reference') return undefined;
    const target = building.declared.byKey.get(value.thing);
    if (target?.kind === 'tgwRouteTable') return byKey.get(target.key);
    if (target?.kind !== 'transitGateway' || value.attribute === 'id') return undefined;
    const owner = gateway(target.name);
    return { gateway: owner, table: implicitTable(building, owner) };
  };
}

function isTrue(fields: Fields, field: string): boolean {
  const value = fields.field(field);
  return value?.kind === 'plain' && String(value.value) === 'true';
}

function implicitTable(building: Building, gateway: Gateway): Table {
  if (gateway.implicit === null) {
    const taken = new Set(gateway.tables.keys());
    gateway.implicit = freshTable(freeName(taken, 'default'));
    gateway.tables.set(gateway.implicit.name, gateway.implicit);
    if (gateway.thing !== null)
      place(building, ['transitGateways', gateway.name, 'routeTables', gateway.implicit.name], gateway.thing);
  }
  return gateway.implicit;
}

/** Which table is the default one: a declared one if somebody says so, else the one that AWS makes. */
function setDefaults(building: Building, gateways: ReadonlyMap<string, Gateway>, tableAt: TableAt): void {
  for (const gateway of gateways.values()) {
    const { thing } = gateway;
    if (thing === null) continue;
    const wants = (field: string): boolean =>
      readChoice(building.declared, thing, field, ['enable', 'disable']) !== 'disable';
    const isUsed = gateway.attachments.length > 0;
    if (wants('defaultRouteTableAssociation')) {
      gateway.defaultAssociation =
        tableAt(thing, 'associationDefaultRouteTableId')?.table ?? (isUsed ? implicitTable(building, gateway) : null);
    }
    if (wants('defaultRouteTablePropagation')) {
      gateway.defaultPropagation =
        tableAt(thing, 'propagationDefaultRouteTableId')?.table ?? (isUsed ? implicitTable(building, gateway) : null);
    }
  }
  for (const kind of ['tgwDefaultAssociation', 'tgwDefaultPropagation'] as const) {
    for (const thing of thingsOf(building, kind)) {
      const found = tableAt(thing, 'transitGatewayRouteTableId');
      if (found === undefined) remark(building.declared, thing, 'its route table is not one that is drawn: left out');
      else if (kind === 'tgwDefaultAssociation') found.gateway.defaultAssociation = found.table;
      else found.gateway.defaultPropagation = found.table;
    }
  }
}

/** Associations, propagations and static routes that are resources. Gives the associated attachments, by `gateway/name`. */
function joinExplicitly(building: Building, attachments: Attachments, tableAt: TableAt): Set<string> {
  const { declared } = building;
  const associated = new Set<string>();
  for (const kind of ['tgwAssociation', 'tgwPropagation'] as const) {
    for (const thing of thingsOf(building, kind)) {
      const found = tableAt(thing, 'transitGatewayRouteTableId');
      const attachment =
        found === undefined ? undefined : attachments.named(thing, 'transitGatewayAttachmentId', found.gateway.name);
      if (found === undefined || attachment === undefined) {
        const what = found === undefined ? 'its route table' : 'its attachment';
        remark(declared, thing, `${what} is not one that is drawn: left out`);
        continue;
      }
      const key = `${attachment.transitGateway}/${attachment.name}`;
      if (kind === 'tgwPropagation') {
        if (attachment.document?.peering === undefined) found.table.propagations.add(attachment.name);
        else remark(declared, thing, 'is of a peering, which propagates nothing: left out');
      } else if (associated.has(key)) {
        remark(declared, thing, `${attachment.name} is associated with a route table already: left out`);
      } else {
        associated.add(key);
        found.table.associations.add(attachment.name);
      }
    }
  }
  for (const thing of thingsOf(building, 'tgwRoute')) {
    const found = tableAt(thing, 'transitGatewayRouteTableId');
    const destinationCidrBlock = readText(declared, thing, 'destinationCidrBlock', 'cidr');
    if (found === undefined || destinationCidrBlock === undefined) {
      remark(
        declared,
        thing,
        `its ${found === undefined ? 'route table is not one that is drawn' : 'destination is not known'}: left out`,
      );
      continue;
    }
    if (readFlag(declared, thing, 'blackhole') === true) {
      found.table.routes.set(destinationCidrBlock, { destinationCidrBlock, blackhole: true });
      continue;
    }
    const attachment = attachments.named(thing, 'transitGatewayAttachmentId', found.gateway.name);
    if (attachment === undefined)
      remark(declared, thing, `the route to ${destinationCidrBlock} leads to no attachment that is drawn: left out`);
    else found.table.routes.set(destinationCidrBlock, { destinationCidrBlock, attachment: attachment.name });
  }
  return associated;
}

function joinByDefault(building: Building, gateway: Gateway, associated: ReadonlySet<string>): void {
  const { declared } = building;
  if (gateway.thing === null) {
    // A stand-in: one table that takes everything is drawn unless there are others.
    if (gateway.tables.size === 0) return;
    for (const { name, things } of gateway.attachments) {
      if (!associated.has(`${gateway.name}/${name}`))
        remark(declared, things[0]!, `which route table it is associated with ${declared.source} does not tell`);
    }
    return;
  }
  for (const { name, document, things } of gateway.attachments) {
    const says = (field: string): boolean =>
      things.map((thing) => readFlag(declared, thing, field)).findLast((flag) => flag !== undefined) ?? true;
    if (!associated.has(`${gateway.name}/${name}`)) {
      if (gateway.defaultAssociation !== null && says('transitGatewayDefaultRouteTableAssociation'))
        gateway.defaultAssociation.associations.add(name);
      else
        remark(
          declared,
          things[0]!,
          'is associated with no route table: nothing is announced to it, and nothing it sends is forwarded',
        );
    }
    if (
      document?.peering === undefined &&
      gateway.defaultPropagation !== null &&
      says('transitGatewayDefaultRouteTablePropagation')
    ) {
      gateway.defaultPropagation.propagations.add(name);
    }
  }
  // A design without tables would mean one that takes everything.
  if (gateway.tables.size === 0 && gateway.attachments.length > 0) gateway.tables.set('none', freshTable('none'));
}

function gatewayDocument(building: Building, gateway: Gateway): TransitGatewayDocument {
  const { declared } = building;
  const { thing } = gateway;
  const attachments = gateway.attachments.filter(({ document }) => document !== null).sort(byName);
  const tables = [...gateway.tables.values()].sort(byName);
  const blocks = thing === null ? undefined : readTexts(declared, thing, 'transitGatewayCidrBlocks', 'cidr');
  const facts: TransitGatewayDocument =
    thing === null
      ? {}
      : defined({
          amazonSideAsn: readAsn(declared, thing, 'amazonSideAsn'),
          vpnEcmpSupport: readChoice(declared, thing, 'vpnEcmpSupport', ['enable', 'disable']),
          transitGatewayCidrBlocks: blocks === undefined || blocks.length === 0 ? undefined : blocks,
          region: thing.region,
          account: thing.account,
        });
  return {
    ...facts,
    ...(attachments.length === 0
      ? {}
      : { attachments: Object.fromEntries(attachments.map(({ name, document }) => [name, document!])) }),
    ...(tables.length === 0
      ? {}
      : { routeTables: Object.fromEntries(tables.map((table) => [table.name, tableDocument(table)])) }),
  };
}

function tableDocument({ associations, propagations, routes }: Table): TableDocument {
  const list = <Entry>(entries: readonly Entry[]): Entry[] | undefined =>
    entries.length === 0 ? undefined : [...entries];
  return defined({
    associations: list([...associations].sort(byText)),
    propagations: list([...propagations].sort(byText)),
    routes: list([...routes.values()].sort((a, b) => byText(a.destinationCidrBlock, b.destinationCidrBlock))),
  });
}
