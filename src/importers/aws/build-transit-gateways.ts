/** Transit gateways in the design language: attachments, Connect peers and route tables. */
import { byText, defined, sortedUnique } from './fields.ts';
import { nameOfAttachment } from './attachment-names.ts';
import { locate, note, problemAt } from './ledger.ts';
import type { AttachmentFacts, AttachmentUse, AwsExport, TableContents, TableFacts } from './aws-export.ts';
import type { Announcements } from './announcements.ts';
import type { AttachmentDocument, TransitGatewayDocument } from '../../design/schema-aws.ts';

type TableDocument = NonNullable<TransitGatewayDocument['routeTables']>[string];

export function buildTransitGateway(
  awsExport: AwsExport,
  announcements: Announcements,
  id: string,
): TransitGatewayDocument {
  const facts = awsExport.transitGateways.get(id)!;
  const attached = [...awsExport.attachments.values()]
    .filter(({ transitGateway }) => transitGateway === id)
    .sort((a, b) => byText(a.id, b.id));
  const attachments = attached
    .map((attachment) => [attachment.id, attachmentDocument(awsExport, announcements, attachment)] as const)
    .filter((entry): entry is readonly [string, AttachmentDocument] => entry[1] !== null);
  const routeTables = tableDocuments(awsExport, id, attached.length > 0);
  return {
    ...defined({
      amazonSideAsn: facts.amazonSideAsn,
      vpnEcmpSupport: facts.vpnEcmpSupport,
      transitGatewayCidrBlocks: nonEmpty(facts.transitGatewayCidrBlocks),
      region: facts.region,
      account: facts.account,
    }),
    ...(attachments.length === 0 ? {} : { attachments: Object.fromEntries(attachments) }),
    ...(routeTables.length === 0 ? {} : { routeTables: Object.fromEntries(routeTables) }),
  };
}

export function nonEmpty<Entry>(list: readonly Entry[] | undefined): Entry[] | undefined {
  return list === undefined || list.length === 0 ? undefined : [...list];
}

/** Null for a VPN: it is an attachment under the name of its connection. */
function attachmentDocument(
  awsExport: AwsExport,
  announcements: Announcements,
  attachment: AttachmentFacts,
): AttachmentDocument | null {
  const { resource } = attachment;
  if (attachment.resourceType === 'connect') {
    const transport = attachment.transportAttachment;
    const peers = [...awsExport.connectPeers]
      .filter(([, peer]) => peer.attachment === attachment.id)
      .sort(([a], [b]) => byText(a, b));
    const documents = peers.map(
      ([id, peer]) =>
        [
          id,
          defined({
            peerAsn: peer.peerAsn,
            insideCidrBlocks: nonEmpty(peer.insideCidrBlocks),
            status: peer.status,
            announce: announcements.connectPeers.get(id),
          }),
        ] as const,
    );
    const drawn = transport !== undefined && awsExport.attachments.has(`${attachment.transitGateway}/${transport}`);
    if (transport !== undefined && !drawn)
      note(awsExport.ledger, attachment.id, `its transport ${transport} is not in the export`);
    return {
      connect: {
        ...(drawn ? { transportAttachment: transport } : {}),
        ...(documents.length === 0 ? {} : { peers: Object.fromEntries(documents) }),
      },
    };
  }
  if (resource === undefined) return null;
  switch (attachment.resourceType) {
    case 'vpc':
      return { vpc: resource };
    case 'direct-connect-gateway':
      return { directConnectGateway: resource };
    case 'peering':
    case 'tgw-peering':
      return { peering: resource };
    case 'client-vpn':
      return { clientVpnEndpoint: resource };
    default:
      return null;
  }
}

interface KnownTables {
  /** Some table of the gateway has associations: an attachment without one then has none. */
  readonly associations: boolean;
  readonly propagations: boolean;
}

function tableDocuments(
  awsExport: AwsExport,
  transitGateway: string,
  hasAttachments: boolean,
): [string, TableDocument][] {
  const tables = [...awsExport.tables]
    .filter(([, table]) => table.transitGateway === transitGateway)
    .sort(([a], [b]) => byText(a, b));
  const contents = tables.map(([id]) => awsExport.tableContents.get(id));
  const known: KnownTables = {
    associations: contents.some((each) => each !== undefined && each.associations.size > 0),
    propagations: contents.some((each) => each !== undefined && each.propagations !== null),
  };
  const connections = [...awsExport.vpnConnections].filter(
    ([, connection]) => connection.transitGateway === transitGateway,
  );
  if (tables.length === 0) {
    if (hasAttachments || connections.length > 0) {
      note(
        awsExport.ledger,
        transitGateway,
        'its route tables are not in the export: one with everything associated and propagated is taken',
      );
    }
    return [];
  }
  if (!known.associations)
    note(awsExport.ledger, transitGateway, 'the associations of its route tables are not in the export');
  const documents = tables.map(([id, table]): [string, TableDocument] => [
    id,
    tableDocument(awsExport, transitGateway, id, table, awsExport.tableContents.get(id), known),
  ]);
  if (known.associations) {
    const associated = new Set<string>();
    for (const name of documents.flatMap(([, document]) => document.associations ?? [])) {
      // One association per attachment (P-TGW-ASSOC).
      if (associated.has(name))
        problemAt(
          awsExport.ledger,
          `${name} is associated with more than one route table of ${transitGateway}`,
          locate(awsExport.ledger, ['transitGateways', transitGateway, 'attachments', name]),
        );
      associated.add(name);
    }
    for (const [id] of connections) {
      if (!associated.has(id))
        note(awsExport.ledger, id, 'is associated with no route table in the export: nothing is announced to it');
    }
  }
  return documents;
}

function tableDocument(
  awsExport: AwsExport,
  transitGateway: string,
  id: string,
  table: TableFacts,
  contents: TableContents | undefined,
  known: KnownTables,
): TableDocument {
  const names = (uses: Iterable<AttachmentUse>): string[] =>
    sortedUnique(
      [...uses].map((use) => nameOfAttachment(awsExport, transitGateway, use)).filter((name) => name !== null),
    );
  const propagated = contents?.propagations ?? null;
  if (propagated === null) {
    const seen = (contents?.propagatedRoutes.size ?? 0) > 0;
    const what = seen ? 'those that its routes show are taken' : 'none of its own are taken';
    note(awsExport.ledger, id, `its propagations are not in the export: ${what}`);
  }
  const propagations =
    propagated === null ? [...(contents?.propagatedRoutes.values() ?? [])].flat() : [...propagated.values()];
  const routes: NonNullable<TableDocument['routes']> = [];
  for (const [destinationCidrBlock, use] of [...(contents?.staticRoutes ?? [])].sort(([one], [two]) =>
    byText(one, two),
  )) {
    const attachment = use === null ? null : nameOfAttachment(awsExport, transitGateway, use);
    if (use === null) routes.push({ destinationCidrBlock, blackhole: true });
    else if (attachment !== null) routes.push({ destinationCidrBlock, attachment });
    else
      note(
        awsExport.ledger,
        id,
        `the static route to ${destinationCidrBlock} leads to ${use.attachment}, which is not drawn: left out`,
      );
  }
  return defined({
    associations: nonEmpty(names(contents?.associations.values() ?? [])),
    propagations: nonEmpty(names(propagations)),
    routes: nonEmpty(routes),
    // The marks stand for what new attachments get; for present ones the lists say it, where the export has them.
    defaultAssociationRouteTable: known.associations ? undefined : table.defaultAssociationRouteTable,
    defaultPropagationRouteTable: known.propagations ? undefined : table.defaultPropagationRouteTable,
  });
}
