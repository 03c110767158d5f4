/** Direct Connect gateways with their associations, and virtual interfaces with what their connections tell. */
import { byText, defined, sortedUnique } from '../aws/fields.ts';
import { idIn, place, proposalOf, refer, thingAt, thingsOf, type Building } from './building.ts';
import { readAsn, readChoice, readMaps, readText, readTexts, remark, report } from './read-value.ts';
import type { Fields, Thing } from './thing.ts';
import type { DirectConnectGatewayDocument, VirtualInterfaceDocument } from '../../design/schema-aws.ts';

type AssociationDocument = NonNullable<DirectConnectGatewayDocument['associations']>[number];

export function buildDirectConnectGateways(building: Building): Map<string, DirectConnectGatewayDocument> {
  const { declared } = building;
  const associations = new Map<string, AssociationDocument[]>();
  const accepted = new Set<string>();
  for (const thing of thingsOf(building, 'directConnectAssociation')) {
    const gateway = refer(building, thing, 'directConnectGatewayId', 'directConnectGateway');
    const proposal = proposalOf(building, thing);
    if (proposal !== undefined) accepted.add(proposal.key);
    const associated = associatedGateway(building, thing) ?? (proposal && associatedGateway(building, proposal));
    if (gateway === undefined || associated === undefined) {
      remark(declared, thing, 'which gateway it associates with which Direct Connect gateway cannot be told: left out');
      continue;
    }
    const allowed =
      readTexts(declared, thing, 'allowedPrefixes', 'cidr') ??
      (proposal && readTexts(declared, proposal, 'allowedPrefixes', 'cidr'));
    // An empty list on a virtual private gateway is the default, its VPC's blocks; on a transit gateway it is nothing (X-ALLOW-TGW).
    const isDefault = allowed === undefined || (allowed.length === 0 && 'vpnGateway' in associated);
    const list = associations.get(gateway) ?? [];
    list.push({ ...associated, ...(isDefault ? {} : { allowedPrefixes: allowed }) });
    associations.set(gateway, list);
  }
  for (const proposal of thingsOf(building, 'directConnectProposal')) {
    if (!accepted.has(proposal.key))
      remark(declared, proposal, `proposes an association that ${declared.source} does not accept: left out`);
  }
  const documents = new Map<string, DirectConnectGatewayDocument>();
  const things = new Map(thingsOf(building, 'directConnectGateway').map((thing) => [thing.name, thing]));
  for (const name of new Set([...things.keys(), ...associations.keys()])) {
    const thing = things.get(name);
    const list = associations.get(name) ?? [];
    if (thing !== undefined) place(building, ['directConnectGateways', name], thing);
    documents.set(name, {
      ...defined({
        amazonSideAsn: thing === undefined ? undefined : readAsn(declared, thing, 'amazonSideAsn'),
        account: thing?.account,
        associations: list.length === 0 ? undefined : list.sort((a, b) => byText(gatewayName(a), gatewayName(b))),
      }),
    });
  }
  return documents;
}

function gatewayName({ vpnGateway, transitGateway }: AssociationDocument): string {
  return String(vpnGateway ?? transitGateway ?? '');
}

/** One field for both kinds of gateway. */
function associatedGateway(building: Building, thing: Thing): AssociationDocument | undefined {
  const field = ['associatedGatewayId', 'vpnGatewayId'].find(
    (each) => thing.field(each, ['vpnGateway', 'transitGateway']) !== undefined,
  );
  if (field === undefined) return undefined;
  const target = thingAt(building, thing, field, ['vpnGateway', 'transitGateway']);
  if (target?.kind === 'transitGateway') return { transitGateway: target.name };
  if (target !== undefined) return { vpnGateway: target.name };
  const value = thing.field(field, ['vpnGateway', 'transitGateway']);
  const id = value?.kind === 'plain' ? idIn(value.value) : null;
  const named = value?.kind === 'unknown' ? value.standIn : null;
  const kind = id?.startsWith('tgw-') === true || /tgw|transit/i.test(named ?? '') ? 'transitGateway' : 'vpnGateway';
  if (named !== null) {
    const noun = kind === 'transitGateway' ? 'a transit gateway' : 'a virtual private gateway';
    remark(
      building.declared,
      thing,
      `whether ${building.declared.spell(field)} names a virtual private or a transit gateway cannot be told: ${noun} is taken`,
    );
  }
  const name = refer(building, thing, field, kind);
  return name === undefined ? undefined : { [kind]: name };
}

export function buildVirtualInterfaces(building: Building): Map<string, VirtualInterfaceDocument> {
  const accepters = new Map<string, Thing>();
  for (const accepter of thingsOf(building, 'virtualInterfaceAccepter')) {
    const target = thingAt(building, accepter, 'virtualInterfaceId', ['virtualInterface']);
    if (target !== undefined) accepters.set(target.key, accepter);
    else
      remark(
        building.declared,
        accepter,
        `accepts a virtual interface that ${building.declared.source} does not describe: left out`,
      );
  }
  const peers = new Map<string, Fields[]>();
  for (const peer of thingsOf(building, 'bgpPeer')) {
    const target = thingAt(building, peer, 'virtualInterfaceId', ['virtualInterface']);
    if (target !== undefined) peers.set(target.key, [...(peers.get(target.key) ?? []), peer]);
    else
      remark(
        building.declared,
        peer,
        `is of a virtual interface that ${building.declared.source} does not describe: left out`,
      );
  }
  const documents = new Map<string, VirtualInterfaceDocument>();
  const members = lagMembers(building);
  for (const thing of thingsOf(building, 'virtualInterface')) {
    place(building, ['virtualInterfaces', thing.name], thing);
    documents.set(
      thing.name,
      virtualInterface(building, thing, accepters.get(thing.key) ?? thing, peers.get(thing.key) ?? [], members),
    );
  }
  return documents;
}

function virtualInterface(
  building: Building,
  thing: Thing,
  ends: Thing,
  morePeers: readonly Fields[],
  members: ReadonlyMap<string, number>,
): VirtualInterfaceDocument {
  const { declared } = building;
  const type =
    thing.virtualInterfaceType ?? readChoice(declared, thing, 'virtualInterfaceType', ['private', 'transit', 'public']);
  const peers = [...readMaps(declared, thing, 'bgpPeers'), ...morePeers];
  const asns = [thing, ...peers]
    .map((each) => readAsn(declared, each, 'bgpAsn') ?? readAsn(declared, each, 'asn'))
    .filter((asn) => asn !== undefined);
  const families = [thing, ...peers]
    .map((each) => readChoice(declared, each, 'addressFamily', ['ipv4', 'ipv6']))
    .filter((family) => family !== undefined);
  const unique = sortedUnique(families) as ('ipv4' | 'ipv6')[];
  const vpnGateway = type === 'public' ? undefined : refer(building, ends, 'vpnGatewayId', 'vpnGateway');
  const directConnectGateway =
    type === 'public' ? undefined : refer(building, ends, 'directConnectGatewayId', 'directConnectGateway');
  const both = vpnGateway !== undefined && directConnectGateway !== undefined;
  if (both) report(declared, thing, 'it ends on both a VPN gateway and a Direct Connect gateway');
  return defined({
    type,
    vpnGateway,
    directConnectGateway: both ? undefined : directConnectGateway,
    bgpAsn: asns[0],
    addressFamily: unique.length === 1 ? unique[0] : unique.length === 0 ? undefined : unique,
    ...connection(building, thing, members),
    region: thing.region,
    account: thing.account,
  });
}

/** The port: a connection, a LAG (which carries what its connections carry together), or one that is only named. */
function connection(
  building: Building,
  thing: Thing,
  members: ReadonlyMap<string, number>,
): { connection?: string; location?: string; bandwidth?: string } {
  const { declared } = building;
  const target = thingAt(building, thing, 'connectionId', ['dxConnection']);
  const location = readText(declared, target ?? thing, 'location', 'word');
  if (target === undefined) {
    const value = thing.field('connectionId', ['dxConnection']);
    const id = value?.kind === 'plain' ? idIn(value.value) : null;
    if (value?.kind === 'unknown' && value.standIn === null)
      remark(declared, thing, `its ${declared.spell('connectionId')} ${value.why}: left out`);
    const name = id ?? (value?.kind === 'unknown' ? value.standIn : null);
    return defined({ connection: name ?? undefined, location });
  }
  const each = readText(declared, target, target.lag === true ? 'connectionsBandwidth' : 'bandwidth', 'bandwidth');
  const parts = /^(.*)([GM]bps)$/.exec(each ?? '');
  const count = target.lag === true ? (members.get(target.key) ?? 0) : 1;
  if (target.lag === true && count === 0)
    remark(declared, target, 'how many connections it has cannot be told: its bandwidth is left out');
  const bandwidth = parts === null || count === 0 ? undefined : `${Number(parts[1]) * count}${parts[2]}`;
  return defined({ connection: target.name, location, bandwidth });
}

function lagMembers(building: Building): Map<string, number> {
  const members = new Map<string, number>();
  const count = (fields: Thing): void => {
    const lag = thingAt(building, fields, 'lagId', ['dxConnection']);
    if (lag !== undefined) members.set(lag.key, (members.get(lag.key) ?? 0) + 1);
  };
  for (const member of thingsOf(building, 'lagMember')) count(member);
  for (const member of thingsOf(building, 'dxConnection')) if (member.lag !== true) count(member);
  return members;
}
