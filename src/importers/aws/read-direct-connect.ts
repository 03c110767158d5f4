/** Direct Connect: gateways, their associations and attachments, virtual interfaces, connections and LAGs to facts. */
import {
  defined,
  isGone,
  readAsn,
  readChoice,
  readCount,
  readObject,
  readObjects,
  readText,
  sortedUnique,
  type Fields,
} from './fields.ts';
import { addThing, openItem, type Opened } from './open-item.ts';
import type { AwsExport, DirectConnectAssociationFacts, VirtualInterfaceFacts } from './aws-export.ts';
import type { Item } from './collect-objects.ts';
import { mergeFacts } from './merge-facts.ts';

export function readDirectConnectGateways(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openItem(awsExport, item, 'directConnectGatewayId', item.object.directConnectGatewayState);
    if (opened === null) continue;
    // A Direct Connect gateway is global: it is listed in every Region of an export.
    const { account } = opened.owner;
    addThing(
      awsExport.ledger,
      awsExport.directConnectGateways,
      opened,
      ['directConnectGateways', opened.id],
      defined({
        amazonSideAsn: readAsn(opened, 'amazonSideAsn'),
        account,
      }),
    );
  }
}

/** Older answers name a virtual private gateway in a field of its own. */
export function readDirectConnectGatewayAssociations(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    if (isGone(item.object.associationState)) continue;
    const opened = openItem(awsExport, item, 'directConnectGatewayId', undefined);
    if (opened === null) continue;
    const associated = readObject(opened, 'associatedGateway');
    const gateway =
      (associated === undefined ? undefined : readText(associated, 'id', 'id')) ??
      readText(opened, 'virtualGatewayId', 'id');
    if (gateway === undefined) {
      opened.remark('an association without a gateway (Cloud WAN is not modelled): left out');
      continue;
    }
    const type =
      associated === undefined
        ? 'virtualPrivateGateway'
        : readChoice(associated, 'type', ['virtualPrivateGateway', 'transitGateway']);
    const gatewayKind =
      (type ?? (gateway.startsWith('tgw-') ? 'transitGateway' : '')) === 'transitGateway'
        ? 'transitGateway'
        : 'vpnGateway';
    const facts: DirectConnectAssociationFacts = {
      directConnectGateway: opened.id,
      gatewayKind,
      gateway,
      ...defined({ allowedPrefixes: allowedPrefixes(opened, gatewayKind) }),
    };
    mergeFacts(awsExport.directConnectAssociations, `${opened.id}/${gateway}`, facts, (field) => {
      opened.report(`two descriptions of its association with ${gateway} disagree about ${field}`);
    });
  }
}

/** An empty list on a virtual private gateway is no filter but the default, the VPC's CIDR blocks; on a transit gateway it is nothing (X-ALLOW-TGW). */
function allowedPrefixes(opened: Fields, kind: 'vpnGateway' | 'transitGateway'): string[] | undefined {
  const key = 'allowedPrefixesToDirectConnectGateway';
  const cidrs = readObjects(opened, key)
    .map((entry) => readText(entry, 'cidr', 'cidr'))
    .filter((cidr) => cidr !== undefined);
  if (cidrs.length === 0 && (kind === 'vpnGateway' || !Array.isArray(opened.object[key]))) return undefined;
  return sortedUnique(cidrs);
}

export function readVirtualInterfaces(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openItem(awsExport, item, 'virtualInterfaceId', item.object.virtualInterfaceState);
    if (opened === null) continue;
    addThing(
      awsExport.ledger,
      awsExport.virtualInterfaces,
      opened,
      ['virtualInterfaces', opened.id],
      virtualInterfaceFacts(opened),
    );
  }
}

function virtualInterfaceFacts(opened: Opened): VirtualInterfaceFacts {
  const peers = readObjects(opened, 'bgpPeers').filter((peer) => !isGone(peer.object.bgpPeerState));
  const peerFamilies = peers
    .map((peer) => readChoice(peer, 'addressFamily', ['ipv4', 'ipv6']))
    .filter((family) => family !== undefined);
  const own = readChoice(opened, 'addressFamily', ['ipv4', 'ipv6']);
  const families = sortedUnique(peerFamilies.length > 0 || own === undefined ? peerFamilies : [own]) as (
    | 'ipv4'
    | 'ipv6'
  )[];
  const type = readChoice(opened, 'virtualInterfaceType', ['private', 'transit', 'public']);
  return {
    ...defined({
      type,
      directConnectGateway: type === 'public' ? undefined : readText(opened, 'directConnectGatewayId', 'id'),
      vpnGateway: type === 'public' ? undefined : readText(opened, 'virtualGatewayId', 'id'),
      bgpAsn: readLongAsn(opened) ?? peers.map(readLongAsn).find((asn) => asn !== undefined),
      families: families.length === 0 ? undefined : families,
      connection: readText(opened, 'connectionId', 'id'),
      location: readText(opened, 'location', 'word'),
      status: status(opened, peers),
    }),
    ...opened.owner,
  };
}

/** `asn` is 0 where the ASN needs `asnLong` (A-DX-CUST). */
function readLongAsn(fields: Fields): number | undefined {
  const long = readAsn(fields, 'asnLong');
  const asn = long ?? readAsn(fields, 'asn');
  return asn === 0 ? undefined : asn;
}

function status(opened: Opened, peers: readonly Fields[]): 'up' | 'down' | undefined {
  const state = opened.object.virtualInterfaceState;
  if (state === 'unknown' || state === undefined) {
    opened.remark('its state is not known: it is taken as up');
    return undefined;
  }
  if (state !== 'available') return 'down';
  const sessions = peers.map((peer) => peer.object.bgpStatus);
  const down = sessions.filter((session) => session === 'down').length;
  if (down > 0 && down < sessions.length) opened.remark('one of its BGP sessions is down: it is taken as up');
  return down > 0 && down === sessions.length ? 'down' : 'up';
}

/** What is attached to a Direct Connect gateway, for virtual interfaces that do not say so themselves. */
export function readDirectConnectGatewayAttachments(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    if (isGone(item.object.attachmentState)) continue;
    const opened = openItem(awsExport, item, 'virtualInterfaceId', undefined);
    if (opened === null || awsExport.gone.has(opened.id)) continue;
    const gateway = readText(opened, 'directConnectGatewayId', 'id');
    if (!awsExport.virtualInterfaces.has(opened.id))
      opened.remark('is attached to a Direct Connect gateway, but the export does not describe it: left out');
    else if (gateway !== undefined) {
      addThing(awsExport.ledger, awsExport.virtualInterfaces, opened, ['virtualInterfaces', opened.id], {
        directConnectGateway: gateway,
      });
    }
  }
}

export function readConnections(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openItem(awsExport, item, 'connectionId', item.object.connectionState);
    // Virtual interfaces run on the LAG, not on its members.
    if (opened === null || readText(opened, 'lagId', 'id') !== undefined) continue;
    mergeFacts(
      awsExport.bandwidths,
      opened.id,
      defined({ bandwidth: readText(opened, 'bandwidth', 'bandwidth') }),
      () => {
        opened.report('two descriptions disagree about its bandwidth');
      },
    );
  }
}

/** A LAG carries what its connections carry together. */
export function readLags(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openItem(awsExport, item, 'lagId', item.object.lagState);
    if (opened === null) continue;
    const each = readText(opened, 'connectionsBandwidth', 'bandwidth');
    const count = readCount(opened, 'numberOfConnections');
    const value = /^(.*)([GM]bps)$/.exec(each ?? '');
    const bandwidth = value === null || count === undefined ? undefined : `${Number(value[1]) * count}${value[2]}`;
    mergeFacts(awsExport.bandwidths, opened.id, defined({ bandwidth }), () => {
      opened.report('two descriptions disagree about its bandwidth');
    });
  }
}
