/** Transit gateways: attachments, Connect peers, and route tables made explicit. */
import { accountOf } from './read-aws-things.ts';
import { readAnnouncements, readPolicy } from './read-announcements.ts';
import { eachThing, namesOf, present, soundPrefix, soundPrefixes, type NameTest, type Reading } from './reading.ts';
import type { DesignPath } from './problem.ts';
import type { AttachmentDocument, TransitGatewayDocument } from './schema-aws.ts';
import type {
  TransitGateway,
  TransitGatewayAttachment,
  TransitGatewayRoute,
  TransitGatewayRouteTable,
} from './vocabulary.ts';

/** The table of a transit gateway that draws none. */
export const defaultTableName = 'default';

type TableDocument = NonNullable<TransitGatewayDocument['routeTables']>[string];

/** `connections`: the VPN connections on this gateway, attachments under their own names. */
export function readTransitGateway(
  reading: Reading,
  gateway: TransitGatewayDocument,
  name: string,
  connections: readonly string[],
): TransitGateway {
  const path = ['transitGateways', name];
  const attachments = eachThing(gateway.attachments, (attachment, each) =>
    readAttachment(reading, attachment, [...path, 'attachments', each], gateway, name),
  );
  for (const connection of connections) {
    if (!Object.hasOwn(attachments, connection)) continue;
    reading.report(
      [...path, 'attachments', connection],
      `the VPN connection \`${connection}\` is an attachment under this name already`,
      null,
      'key',
    );
  }
  const known = new Set([...Object.keys(gateway.attachments ?? {}), ...connections]);
  return {
    region: gateway.region ?? null,
    account: accountOf(gateway),
    amazonSideAsn: Number(gateway.amazonSideAsn ?? 64512),
    vpnEcmpSupport: gateway.vpnEcmpSupport !== 'disable',
    transitGatewayCidrBlocks: soundPrefixes(gateway.transitGatewayCidrBlocks),
    attachments,
    routeTables: readTables(reading, gateway, path, known, attachments),
  };
}

const kinds = ['vpc', 'directConnectGateway', 'connect', 'peering', 'clientVpnEndpoint'] as const;

function readAttachment(
  reading: Reading,
  attachment: AttachmentDocument,
  path: DesignPath,
  gateway: TransitGatewayDocument,
  gatewayName: string,
): TransitGatewayAttachment | null {
  const { document } = reading;
  const given = kinds.filter((kind) => attachment[kind] !== undefined);
  if (given.length > 1) {
    reading.report(
      [...path, given[1]!],
      `an attachment is of one kind, and this one is \`${given.join('` and `')}\`: make two of it`,
      null,
      'key',
    );
    return null;
  }
  if (attachment.vpc !== undefined) {
    reading.known('VPC', namesOf(document.vpcs), attachment.vpc, [...path, 'vpc']);
    return { kind: 'vpc', vpc: attachment.vpc };
  }
  if (attachment.directConnectGateway !== undefined) {
    const { directConnectGateway } = attachment;
    reading.known('Direct Connect gateway', namesOf(document.directConnectGateways), directConnectGateway, [
      ...path,
      'directConnectGateway',
    ]);
    return { kind: 'directConnectGateway', directConnectGateway };
  }
  if (attachment.clientVpnEndpoint !== undefined) {
    const { clientVpnEndpoint } = attachment;
    reading.known('Client VPN endpoint', namesOf(document.clientVpnEndpoints), clientVpnEndpoint, [
      ...path,
      'clientVpnEndpoint',
    ]);
    return { kind: 'clientVpn', clientVpnEndpoint };
  }
  if (attachment.peering !== undefined) {
    const at = [...path, 'peering'];
    if (attachment.peering === gatewayName) reading.report(at, 'a transit gateway cannot peer with itself');
    else reading.known('transit gateway', namesOf(document.transitGateways), attachment.peering, at);
    return { kind: 'peering', transitGateway: attachment.peering };
  }
  if (attachment.connect === undefined) {
    if (!reading.damaged(path))
      reading.report(path, `an attachment needs one of \`${kinds.join('`, `')}\``, null, 'key');
    return null;
  }
  const { transportAttachment = null } = attachment.connect;
  if (transportAttachment !== null) {
    reading.known('attachment', namesOf(gateway.attachments), transportAttachment, [
      ...path,
      'connect',
      'transportAttachment',
    ]);
  }
  const peers = eachThing(attachment.connect.peers, (peer, name) => {
    const at = [...path, 'connect', 'peers', name];
    if (peer.peerAsn === undefined && !reading.damaged(at))
      reading.report(at, 'a Connect peer needs `peerAsn`', null, 'key');
    if (peer.router !== undefined) reading.known('router', namesOf(document.routers), peer.router, [...at, 'router']);
    return {
      peerAsn: Number(peer.peerAsn ?? 0),
      router: peer.router ?? null,
      insideCidrBlocks: soundPrefixes(peer.insideCidrBlocks),
      status: peer.status === 'down' ? ('down' as const) : ('up' as const),
      announce: readAnnouncements(reading, peer.announce, [...at, 'announce']),
      policy: readPolicy(peer.policy),
    };
  });
  return { kind: 'connect', transportAttachment, peers };
}

function readTables(
  reading: Reading,
  gateway: TransitGatewayDocument,
  path: DesignPath,
  known: NameTest,
  attachments: Readonly<Record<string, TransitGatewayAttachment>>,
): Record<string, TransitGatewayRouteTable> {
  // P-TGW-PEER: routes over a peering are static ones.
  const isPeering = (name: string): boolean =>
    Object.hasOwn(attachments, name) && attachments[name]!.kind === 'peering';
  const all = [...known.keys()].sort();
  const drawn = gateway.routeTables ?? {};
  if (Object.keys(drawn).length === 0) {
    const table = { associations: all, propagations: all.filter((name) => !isPeering(name)), routes: [] };
    return Object.assign(Object.create(null) as Record<string, TransitGatewayRouteTable>, {
      [defaultTableName]: table,
    });
  }
  const takesAssociations = defaultTable(reading, drawn, path, 'defaultAssociationRouteTable');
  const takesPropagations = defaultTable(reading, drawn, path, 'defaultPropagationRouteTable');
  const associated = new Map<string, string>();
  const propagated = new Set<string>();
  const tables = eachThing(drawn, (table, name) => {
    const at = [...path, 'routeTables', name];
    const associations = new Set<string>();
    for (const [attachment, i] of present(table.associations)) {
      const here = [...at, 'associations', i];
      if (!reading.known('attachment', known, attachment, here)) continue;
      const other = associated.get(attachment);
      if (other !== undefined && other !== name) {
        reading.report(
          here,
          `\`${attachment}\` is associated with the table \`${other}\` already; an attachment has one table`,
        );
        continue;
      }
      associated.set(attachment, name);
      associations.add(attachment);
    }
    const propagations = new Set<string>();
    for (const [attachment, i] of present(table.propagations)) {
      const here = [...at, 'propagations', i];
      if (!reading.known('attachment', known, attachment, here)) continue;
      if (isPeering(attachment)) {
        reading.report(here, `\`${attachment}\` is a peering, which propagates nothing: its routes are static`);
        continue;
      }
      propagated.add(attachment);
      propagations.add(attachment);
    }
    return {
      associations: [...associations],
      propagations: [...propagations],
      routes: readRoutes(reading, table, at, known),
    };
  });
  for (const name of all) {
    if (takesAssociations !== null && !associated.has(name))
      (tables[takesAssociations]!.associations as string[]).push(name);
    if (takesPropagations !== null && !propagated.has(name) && !isPeering(name))
      (tables[takesPropagations]!.propagations as string[]).push(name);
  }
  for (const table of Object.values(tables)) {
    (table.associations as string[]).sort();
    (table.propagations as string[]).sort();
  }
  return tables;
}

function defaultTable(
  reading: Reading,
  tables: Readonly<Record<string, TableDocument>>,
  path: DesignPath,
  key: 'defaultAssociationRouteTable' | 'defaultPropagationRouteTable',
): string | null {
  const marked = Object.keys(tables).filter((name) => tables[name]![key] === true);
  for (const name of marked.slice(1)) {
    reading.report(
      [...path, 'routeTables', name, key],
      `one table is the default, and \`${marked[0]}\` is it already`,
      null,
      'key',
    );
  }
  return marked[0] ?? null;
}

function readRoutes(reading: Reading, table: TableDocument, path: DesignPath, known: NameTest): TransitGatewayRoute[] {
  const routes: TransitGatewayRoute[] = [];
  for (const [route, i] of present(table.routes)) {
    const at = [...path, 'routes', i];
    if ((route.destinationCidrBlock as string | undefined) === undefined) continue;
    const destinationCidrBlock = soundPrefix(route.destinationCidrBlock);
    if (route.blackhole === true && route.attachment !== undefined) {
      reading.report([...at, 'blackhole'], 'a route leads to an attachment or is a blackhole, not both', null, 'key');
    } else if (route.blackhole === true) {
      routes.push({ destinationCidrBlock, attachment: null });
    } else if (route.attachment === undefined) {
      if (!reading.damaged(at)) reading.report(at, 'a route needs `attachment`, or `blackhole: true`');
    } else if (reading.known('attachment', known, route.attachment, [...at, 'attachment'])) {
      routes.push({ destinationCidrBlock, attachment: route.attachment });
    }
  }
  return routes;
}
