/**
 * The attachments of every transit gateway by name: VPCs, Direct Connect gateways, Connect, peerings and VPN
 * connections (which are attachments under their own names), and which attachment a field names.
 */
import { byText } from '../aws/fields.ts';
import { place, proposalOf, refer, thingAt, thingsOf, type Building } from './building.ts';
import { freeName } from './design-name.ts';
import { readAsn, readTexts, remark, remarkUnknown } from './read-value.ts';
import type { Fields, Thing, ThingKind } from './thing.ts';
import type { AttachmentDocument } from '../../design/schema-aws.ts';

export interface Attachment {
  readonly transitGateway: string;
  readonly name: string;
  /** Null: a VPN connection, which is drawn elsewhere. */
  readonly document: AttachmentDocument | null;
  /** The things whose flags decide about the default tables; the last one that says so decides. */
  readonly things: readonly Thing[];
}

export interface Attachments {
  readonly all: readonly Attachment[];
  /** The attachment that a field names, on that gateway if it is told. */
  readonly named: (fields: Fields, field: string, transitGateway?: string) => Attachment | undefined;
}

/** Kinds that a field for an attachment may name. */
export const attachmentKinds: readonly ThingKind[] = [
  'vpcAttachment',
  'vpcAttachmentAccepter',
  'connect',
  'peering',
  'peeringAccepter',
  'dxAttachment',
  'attachmentLookup',
  'vpnConnection',
  'directConnectAssociation',
];

interface Collecting {
  readonly building: Building;
  readonly all: Attachment[];
  /** By key of the thing; a peering has one on each of its gateways. */
  readonly byKey: Map<string, Attachment[]>;
}

export function collectAttachments(building: Building): Attachments {
  const collecting: Collecting = { building, all: [], byKey: new Map() };
  for (const connection of thingsOf(building, 'vpnConnection')) {
    const transitGateway = gatewayOf(building, connection);
    if (transitGateway !== undefined) add(collecting, [connection], transitGateway, null);
  }
  addVpcs(collecting);
  addDirectConnect(collecting);
  addPeerings(collecting);
  const named = (fields: Fields, field: string, transitGateway?: string): Attachment | undefined =>
    attachmentNamed(collecting, fields, field, transitGateway);
  addConnects(collecting, named);
  addLookups(collecting);
  return { all: collecting.all, named };
}

/** Without a word: whoever builds the thing itself says what is wrong. */
function gatewayOf(building: Building, thing: Thing): string | undefined {
  if (thing.kind === 'vpnConnection' && thing.field('transitGatewayId', ['transitGateway']) === undefined)
    return undefined;
  if (thing.kind === 'vpnConnection' && refer(building, thing, 'customerGatewayId', 'customerGateway') === undefined)
    return undefined;
  return refer(building, thing, 'transitGatewayId', 'transitGateway');
}

function add(
  { building, all, byKey }: Collecting,
  things: readonly Thing[],
  transitGateway: string,
  document: AttachmentDocument | null,
  name = things[0]!.name,
): void {
  const attachment: Attachment = { transitGateway, name, document, things };
  all.push(attachment);
  for (const thing of things) {
    const known = byKey.get(thing.key);
    if (known === undefined) byKey.set(thing.key, [attachment]);
    else known.push(attachment);
    if (document !== null) place(building, ['transitGateways', transitGateway, 'attachments', name], thing);
  }
}

/** An accepter speaks of an attachment that is declared, or of one of another account. */
function accepters(
  building: Building,
  kind: 'vpcAttachmentAccepter' | 'peeringAccepter',
  of: ThingKind,
): Map<string, Thing[]> {
  const byKey = new Map<string, Thing[]>();
  for (const accepter of thingsOf(building, kind)) {
    const key = (thingAt(building, accepter, 'transitGatewayAttachmentId', [of]) ?? accepter).key;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [accepter]);
    else known.push(accepter);
  }
  return byKey;
}

function addVpcs(collecting: Collecting): void {
  const { building } = collecting;
  const accepted = accepters(building, 'vpcAttachmentAccepter', 'vpcAttachment');
  const lone = thingsOf(building, 'vpcAttachmentAccepter').filter(({ key }) => accepted.has(key));
  for (const thing of [...thingsOf(building, 'vpcAttachment'), ...lone]) {
    const transitGateway = refer(building, thing, 'transitGatewayId', 'transitGateway');
    const vpc = refer(building, thing, 'vpcId', 'vpc');
    if (transitGateway === undefined || vpc === undefined) {
      remark(building.declared, thing, 'what it attaches to which transit gateway cannot be told: left out');
      continue;
    }
    const others = (accepted.get(thing.key) ?? []).filter((accepter) => accepter !== thing);
    add(collecting, [thing, ...others], transitGateway, { vpc });
  }
}

/** An association with a transit gateway makes an attachment; a lookup of it gives it its name. */
function addDirectConnect(collecting: Collecting): void {
  const { building } = collecting;
  const lookups = new Map<string, Thing>();
  for (const thing of thingsOf(building, 'dxAttachment')) {
    const transitGateway = refer(building, thing, 'transitGatewayId', 'transitGateway');
    const gateway = refer(building, thing, 'directConnectGatewayId', 'directConnectGateway');
    if (transitGateway === undefined || gateway === undefined) {
      remark(
        building.declared,
        thing,
        'which Direct Connect gateway it is on which transit gateway cannot be told: left out',
      );
      continue;
    }
    lookups.set(`${transitGateway}/${gateway}`, thing);
    add(collecting, [thing], transitGateway, { directConnectGateway: gateway });
  }
  for (const thing of thingsOf(building, 'directConnectAssociation')) {
    const told = [thing, proposalOf(building, thing)].filter((each) => each !== undefined);
    const transitGateway = told
      .map((each) => thingAt(building, each, 'associatedGatewayId', ['transitGateway'])?.name)
      .find((name) => name !== undefined);
    const gateway =
      transitGateway === undefined
        ? undefined
        : refer(building, thing, 'directConnectGatewayId', 'directConnectGateway');
    if (transitGateway === undefined || gateway === undefined) continue;
    const lookup = lookups.get(`${transitGateway}/${gateway}`);
    if (lookup === undefined)
      add(
        collecting,
        [thing],
        transitGateway,
        { directConnectGateway: gateway },
        freeName(building.taken, `${gateway}@${transitGateway}`),
      );
    else collecting.byKey.set(thing.key, collecting.byKey.get(lookup.key) ?? []);
  }
}

/** One attachment on two gateways, each the other's peer; it is drawn on those that are declared. */
function addPeerings(collecting: Collecting): void {
  const { building } = collecting;
  const accepted = accepters(building, 'peeringAccepter', 'peering');
  const lone = thingsOf(building, 'peeringAccepter').filter(({ key }) => accepted.has(key));
  const declared = new Set(thingsOf(building, 'transitGateway').map(({ name }) => name));
  for (const thing of [...thingsOf(building, 'peering'), ...lone]) {
    const own = refer(building, thing, 'transitGatewayId', 'transitGateway');
    const peer = refer(building, thing, 'peerTransitGatewayId', 'transitGateway');
    if (own === undefined || peer === undefined || own === peer) {
      remark(building.declared, thing, 'which two transit gateways it joins cannot be told: left out');
      continue;
    }
    const others = (accepted.get(thing.key) ?? []).filter((accepter) => accepter !== thing);
    add(collecting, [thing, ...others], own, { peering: peer });
    if (declared.has(peer)) add(collecting, [thing, ...others], peer, { peering: own });
  }
}

type Named = Attachments['named'];

function addConnects(collecting: Collecting, named: Named): void {
  const { building } = collecting;
  const { declared } = building;
  const peers = peersOf(building);
  const connects: { readonly thing: Thing; readonly transitGateway: string; readonly transport: string | undefined }[] =
    [];
  for (const thing of thingsOf(building, 'connect')) {
    const transport = named(thing, 'transportAttachmentId');
    const own = thing.field('transitGatewayId', ['transitGateway']);
    const transitGateway =
      own === undefined ? transport?.transitGateway : refer(building, thing, 'transitGatewayId', 'transitGateway');
    if (transitGateway === undefined) {
      remark(declared, thing, 'its transit gateway cannot be told: left out, with its peers');
      for (const peer of peers.get(thing.key) ?? [])
        remark(declared, peer, 'its Connect attachment is left out, and it with it');
      continue;
    }
    const drawn = transport !== undefined && transport.transitGateway === transitGateway && transport.document !== null;
    if (!drawn) remark(declared, thing, 'its transport is no attachment that is drawn');
    connects.push({ thing, transitGateway, transport: drawn ? transport.name : undefined });
  }
  for (const { thing, transitGateway, transport } of connects) {
    const documents = (peers.get(thing.key) ?? []).flatMap((peer) => {
      const asn = readAsn(declared, peer, 'bgpAsn') ?? gatewayAsn(building, transitGateway, peer);
      place(building, ['transitGateways', transitGateway, 'attachments', thing.name, 'peers', peer.name], peer);
      const inside = readTexts(declared, peer, 'insideCidrBlocks', 'cidr');
      return [
        [
          peer.name,
          { peerAsn: asn, ...(inside === undefined || inside.length === 0 ? {} : { insideCidrBlocks: inside }) },
        ] as const,
      ];
    });
    add(collecting, [thing], transitGateway, {
      connect: {
        ...(transport === undefined ? {} : { transportAttachment: transport }),
        ...(documents.length === 0 ? {} : { peers: Object.fromEntries(documents) }),
      },
    });
  }
}

function peersOf(building: Building): Map<string, Thing[]> {
  const byConnect = new Map<string, Thing[]>();
  for (const peer of thingsOf(building, 'connectPeer')) {
    const connect = thingAt(building, peer, 'transitGatewayAttachmentId', ['connect']);
    if (connect === undefined) {
      remark(building.declared, peer, 'its Connect attachment is not one that is drawn: left out');
      continue;
    }
    const known = byConnect.get(connect.key);
    if (known === undefined) byConnect.set(connect.key, [peer]);
    else known.push(peer);
  }
  return byConnect;
}

/** A peer without an ASN has that of the transit gateway (T-CON). */
function gatewayAsn(building: Building, transitGateway: string, peer: Thing): number {
  remark(building.declared, peer, 'has no ASN of its own: that of the transit gateway is taken');
  const gateway = thingsOf(building, 'transitGateway').find(({ name }) => name === transitGateway);
  return (gateway === undefined ? undefined : readAsn(building.declared, gateway, 'amazonSideAsn')) ?? 64512;
}

/** Looked up by what is attached: the same attachment under another name. */
function addLookups(collecting: Collecting): void {
  const { building, byKey, all } = collecting;
  const byResource = new Map<string, Attachment[]>();
  for (const attachment of all) {
    const { document } = attachment;
    const resource =
      document === null ? attachment.name : (document.vpc ?? document.directConnectGateway ?? document.peering);
    if (resource === undefined) continue;
    const others = byResource.get(resource);
    if (others === undefined) byResource.set(resource, [attachment]);
    else others.push(attachment);
  }
  for (const lookup of thingsOf(building, 'attachmentLookup')) {
    const resource =
      thingAt(building, lookup, 'vpnConnectionId', ['vpnConnection']) ??
      thingAt(building, lookup, 'resourceId', ['vpnConnection', 'vpc', 'directConnectGateway', 'transitGateway']);
    const transitGateway = thingAt(building, lookup, 'transitGatewayId', ['transitGateway'])?.name;
    const found = (resource === undefined ? [] : (byResource.get(resource.name) ?? [])).filter(
      (attachment) => transitGateway === undefined || attachment.transitGateway === transitGateway,
    );
    if (found.length > 0) byKey.set(lookup.key, found);
    else
      remark(
        building.declared,
        lookup,
        `looks up an attachment of nothing that ${building.declared.source} describes: left out`,
      );
  }
}

function attachmentNamed(
  { building, byKey }: Collecting,
  fields: Fields,
  field: string,
  transitGateway?: string,
): Attachment | undefined {
  const value = fields.field(field, attachmentKinds);
  if (value?.kind !== 'reference') {
    if (value?.kind === 'unknown') remarkUnknown(building.declared, fields.thing, field, value.why);
    return undefined;
  }
  const target = building.declared.byKey.get(value.thing);
  const accepted =
    target?.kind === 'vpcAttachmentAccepter' || target?.kind === 'peeringAccepter'
      ? thingAt(building, target, 'transitGatewayAttachmentId', ['vpcAttachment', 'peering'])
      : undefined;
  const found = byKey.get((accepted ?? target)?.key ?? '') ?? [];
  return (
    found.find((attachment) => attachment.transitGateway === transitGateway) ??
    (transitGateway === undefined ? found[0] : undefined)
  );
}

export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return byText(a.name, b.name);
}
