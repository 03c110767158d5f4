/**
 * Transit gateway route tables to facts: describe-transit-gateway-route-tables, and per table the associations,
 * propagations and searched routes, all in the collectors' wrapping (bare answers were wrapped on reading).
 */
import { defined, isGone, readFlag, readObjects, readText, type Fields } from './fields.ts';
import { locationOf, problemAt } from './ledger.ts';
import { addThing, openItem, type Opened } from './open-item.ts';
import { readResource } from './read-transit-gateways.ts';
import type { AttachmentUse, AwsExport, TableContents } from './aws-export.ts';
import type { Item } from './collect-objects.ts';

export function tableContents(awsExport: AwsExport, table: string): TableContents {
  const known = awsExport.tableContents.get(table);
  if (known !== undefined) return known;
  const fresh: TableContents = {
    associations: new Map(),
    propagations: null,
    staticRoutes: new Map(),
    propagatedRoutes: new Map(),
  };
  awsExport.tableContents.set(table, fresh);
  return fresh;
}

export function readTables(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openItem(awsExport, item, 'TransitGatewayRouteTableId', item.object.State);
    if (opened === null) continue;
    const transitGateway = readText(opened, 'TransitGatewayId', 'id');
    const path = ['transitGateways', transitGateway ?? '', 'routeTables', opened.id];
    addThing(
      awsExport.ledger,
      awsExport.tables,
      opened,
      path,
      defined({
        transitGateway,
        defaultAssociationRouteTable: readFlag(opened, 'DefaultAssociationRouteTable'),
        defaultPropagationRouteTable: readFlag(opened, 'DefaultPropagationRouteTable'),
      }),
    );
  }
}

export function readTableAssociations(awsExport: AwsExport, items: readonly Item[]): void {
  for (const { opened, contents } of openContents(awsExport, items)) {
    for (const use of uses(awsExport, [
      ...readObjects(opened, 'Associations'),
      ...readObjects(opened, 'TransitGatewayRouteTableAssociations'),
    ])) {
      contents.associations.set(use.attachment, use);
    }
  }
}

export function readTablePropagations(awsExport: AwsExport, items: readonly Item[]): void {
  for (const { opened, contents } of openContents(awsExport, items)) {
    contents.propagations ??= new Map();
    for (const use of uses(awsExport, readObjects(opened, 'TransitGatewayRouteTablePropagations'))) {
      contents.propagations.set(use.attachment, use);
    }
  }
}

export function readTableRoutes(awsExport: AwsExport, items: readonly Item[]): void {
  for (const { opened, contents } of openContents(awsExport, items)) {
    if (opened.object.AdditionalRoutesAvailable === true) {
      opened.remark('the search stopped before its end (AdditionalRoutesAvailable): routes are missing');
    }
    for (const route of readObjects(opened, 'Routes')) readRoute(awsExport, opened, contents, route);
  }
}

function readRoute(awsExport: AwsExport, opened: Opened, contents: TableContents, route: Fields): void {
  const { Type: type, State: state } = route.object;
  if (isGone(state)) return;
  const destination = readText(route, 'DestinationCidrBlock', 'cidr');
  if (destination === undefined) {
    opened.remark('a route to a prefix list or without a destination: left out');
    return;
  }
  const over = uses(awsExport, readObjects(route, 'TransitGatewayAttachments'));
  if (type === 'propagated') {
    if (state !== 'blackhole') {
      const known = contents.propagatedRoutes.get(destination) ?? [];
      const others = over.filter((use) => !known.some(({ attachment }) => attachment === use.attachment));
      contents.propagatedRoutes.set(destination, [...known, ...others]);
    }
    return;
  }
  if (type !== 'static') {
    opened.remark(`the route to ${destination} is neither static nor propagated: left out`);
    return;
  }
  const use = state === 'blackhole' ? null : (over[0] ?? null);
  if (use === null && state !== 'blackhole') {
    opened.remark(`the static route to ${destination} names no attachment: left out`);
    return;
  }
  const known = contents.staticRoutes.get(destination);
  if (known !== undefined && known?.attachment !== use?.attachment) {
    problemAt(
      awsExport.ledger,
      `${opened.id}: two static routes have one destination, ${destination}`,
      locationOf(opened.place),
    );
  } else contents.staticRoutes.set(destination, use);
}

function openContents(awsExport: AwsExport, items: readonly Item[]): { opened: Opened; contents: TableContents }[] {
  return items.flatMap((item) => {
    const opened = openItem(awsExport, item, 'TransitGatewayRouteTableId', undefined);
    if (opened === null) return [];
    if (awsExport.gone.has(opened.id) && !awsExport.tables.has(opened.id)) return [];
    return [{ opened, contents: tableContents(awsExport, opened.id) }];
  });
}

/** The attachments that a list names, without those that are gone. */
function uses(awsExport: AwsExport, entries: readonly Fields[]): AttachmentUse[] {
  return entries.flatMap((entry) => {
    if (isGone(entry.object.State)) return [];
    const attachment = readText(entry, 'TransitGatewayAttachmentId', 'id');
    if (attachment === undefined) {
      entry.remark('an entry that names no attachment: left out');
      return [];
    }
    if (awsExport.gone.has(attachment)) return [];
    return [{ attachment, ...defined(readResource(entry)) }];
  });
}
