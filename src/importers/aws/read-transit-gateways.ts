/** describe-transit-gateways and the four describe calls for attachments and Connect peers to facts. */
import {
  byText,
  defined,
  isGone,
  readAsn,
  readChoice,
  readObject,
  readObjects,
  readText,
  readTexts,
  type Fields,
} from './fields.ts';
import { note } from './ledger.ts';
import { addThing, openItem, type Opened } from './open-item.ts';
import { tableContents } from './read-transit-gateway-tables.ts';
import type { AttachmentFacts, AwsExport } from './aws-export.ts';
import type { Item } from './collect-objects.ts';

export function readTransitGateways(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openItem(awsExport, item, 'TransitGatewayId', item.object.State);
    if (opened === null) continue;
    const options = readObject(opened, 'Options') ?? { ...opened, object: {} };
    addThing(awsExport.ledger, awsExport.transitGateways, opened, ['transitGateways', opened.id], {
      ...defined({
        amazonSideAsn: readAsn(options, 'AmazonSideAsn'),
        vpnEcmpSupport: readChoice(options, 'VpnEcmpSupport', ['enable', 'disable']),
        transitGatewayCidrBlocks: readTexts(options, 'TransitGatewayCidrBlocks', 'cidr'),
      }),
      ...opened.owner,
    });
  }
}

const waiting = ['initiating', 'initiatingRequest', 'pendingAcceptance'];

/** Null for an attachment that is gone or not yet accepted. */
function openAttachment(awsExport: AwsExport, item: Item): Opened | null {
  const opened = openItem(awsExport, item, 'TransitGatewayAttachmentId', item.object.State);
  if (opened === null || !waiting.includes(item.object.State as string)) return opened;
  note(awsExport.ledger, opened.id, 'waits to be accepted: left out');
  awsExport.gone.add(opened.id);
  return null;
}

function addAttachment(awsExport: AwsExport, opened: Opened, facts: Omit<AttachmentFacts, 'id'>): void {
  const { transitGateway } = facts;
  const path = ['transitGateways', transitGateway, 'attachments', opened.id];
  const key = `${transitGateway}/${opened.id}`;
  addThing(awsExport.ledger, awsExport.attachments, opened, path, { ...facts, id: opened.id }, key);
}

export function readAttachments(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openAttachment(awsExport, item);
    const transitGateway = opened === null ? undefined : ownGateway(opened);
    if (opened === null || transitGateway === undefined) continue;
    const { resourceType, resource } = readResource(opened);
    addAttachment(awsExport, opened, {
      transitGateway,
      ...defined({ resourceType, resource: resourceType === 'connect' ? undefined : resource }),
    });
    const association = readObject(opened, 'Association');
    if (association === undefined || isGone(association.object.State)) continue;
    const table = readText(association, 'TransitGatewayRouteTableId', 'id');
    if (table === undefined) continue;
    tableContents(awsExport, table).associations.set(opened.id, {
      attachment: opened.id,
      ...defined({ resourceType, resource }),
    });
  }
}

function ownGateway(opened: Opened): string | undefined {
  const transitGateway = readText(opened, 'TransitGatewayId', 'id');
  if (transitGateway === undefined) opened.report('it names no transit gateway');
  return transitGateway;
}

/** A VPN's resource may carry the tunnel's outside address in parentheses. */
export function readResource(fields: Fields): { resourceType: string | undefined; resource: string | undefined } {
  const resource = fields.object.ResourceId;
  const plain = typeof resource === 'string' ? resource.replace(/\([^()]*\)$/, '') : resource;
  return {
    resourceType: readText(fields, 'ResourceType', 'word'),
    resource: readText({ ...fields, object: { ResourceId: plain } }, 'ResourceId', 'id'),
  };
}

export function readVpcAttachments(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openAttachment(awsExport, item);
    const transitGateway = opened === null ? undefined : ownGateway(opened);
    if (opened === null || transitGateway === undefined) continue;
    addAttachment(awsExport, opened, {
      transitGateway,
      resourceType: 'vpc',
      ...defined({ resource: readText(opened, 'VpcId', 'id') }),
    });
  }
}

/** One attachment on two gateways, each the other's peer; only those of the export are drawn. */
export function readPeeringAttachments(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openAttachment(awsExport, item);
    if (opened === null) continue;
    const ends = ['RequesterTgwInfo', 'AccepterTgwInfo'].map((key) => readObject(opened, key));
    const [requester, accepter] = ends.map((end) =>
      end === undefined ? undefined : readText(end, 'TransitGatewayId', 'id'),
    );
    if (requester === undefined || accepter === undefined) {
      opened.report('a peering attachment without both its transit gateways');
      continue;
    }
    const pairs = [
      [requester, accepter],
      [accepter, requester],
    ] as const;
    const drawn = pairs.filter(([own]) => awsExport.transitGateways.has(own));
    if (drawn.length === 0)
      note(awsExport.ledger, opened.id, 'neither of its transit gateways is in the export: left out');
    for (const [own, peer] of drawn) {
      addAttachment(awsExport, opened, { transitGateway: own, resourceType: 'peering', resource: peer });
    }
  }
}

export function readConnects(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openAttachment(awsExport, item);
    const transitGateway = opened === null ? undefined : ownGateway(opened);
    if (opened === null || transitGateway === undefined) continue;
    const transportAttachment = readText(opened, 'TransportTransitGatewayAttachmentId', 'id');
    addAttachment(awsExport, opened, { transitGateway, resourceType: 'connect', ...defined({ transportAttachment }) });
  }
}

/** Needs the attachments: a peer only names its attachment. */
export function readConnectPeers(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openItem(awsExport, item, 'TransitGatewayConnectPeerId', item.object.State);
    if (opened === null) continue;
    const attachment = readText(opened, 'TransitGatewayAttachmentId', 'id');
    const owner = [...awsExport.attachments.values()]
      .filter(({ id }) => id === attachment)
      .sort((a, b) => byText(a.transitGateway, b.transitGateway))[0];
    if (attachment === undefined || owner === undefined) {
      opened.remark('its Connect attachment is not in the export: left out');
      continue;
    }
    const configuration = readObject(opened, 'ConnectPeerConfiguration') ?? { ...opened, object: {} };
    const sessions = readObjects(configuration, 'BgpConfigurations');
    const asns = new Set(sessions.map((session) => readAsn(session, 'PeerAsn')).filter((asn) => asn !== undefined));
    const statuses = sessions
      .map((session) => readChoice(session, 'BgpStatus', ['up', 'down']))
      .filter((status) => status !== undefined);
    if (asns.size > 1) opened.report('its two sessions have different peer ASNs');
    if (new Set(statuses).size > 1) opened.remark('one of its two BGP sessions is down: it is taken as up');
    const path = ['transitGateways', owner.transitGateway, 'attachments', attachment, 'peers', opened.id];
    addThing(awsExport.ledger, awsExport.connectPeers, opened, path, {
      attachment,
      ...defined({
        peerAsn: [...asns][0],
        insideCidrBlocks: readTexts(configuration, 'InsideCidrBlocks', 'cidr'),
        status: statuses.length === 0 ? undefined : statuses.includes('up') ? ('up' as const) : ('down' as const),
      }),
    });
  }
}
