/**
 * Makes an export whole: what its things refer to and it does not describe (another account's VPC, say) is put in
 * with what can be told of it, and said aloud; references to what is deleted are dropped, and said too.
 */
import { byText, defined, sortedUnique } from './fields.ts';
import { locate, note, problemAt, setPlace } from './ledger.ts';
import { tableOwner } from './attachment-names.ts';
import type { AttachmentFacts, AwsExport, Owned, VpcFacts } from './aws-export.ts';
import type { DesignPath } from '../../design/problem.ts';

export function completeExport(awsExport: AwsExport): void {
  completeVpnConnections(awsExport);
  completeVpnGateways(awsExport);
  completeVpcRouteTables(awsExport);
  completeDirectConnect(awsExport);
  completeTransitGateways(awsExport);
}

type Collection =
  | 'customerGateways'
  | 'vpnGateways'
  | 'vpcs'
  | 'transitGateways'
  | 'directConnectGateways'
  | 'clientVpnEndpoints';

const described: Readonly<Record<Collection, string>> = {
  customerGateways: 'neither its ASN nor its address',
  vpnGateways: 'neither its ASN nor its VPC',
  vpcs: 'its CIDR blocks are not known',
  transitGateways: 'neither its ASN nor its options',
  directConnectGateways: 'its ASN is not known',
  clientVpnEndpoints: 'its client CIDR block is not known',
};

/** The id, if there is or can be such a thing; undefined when AWS lists it as deleted. */
function refer(
  awsExport: AwsExport,
  collection: Collection,
  id: string | undefined,
  by: { readonly subject: string; readonly path: DesignPath; readonly key: string },
  known: object = {},
): string | undefined {
  if (id === undefined) return undefined;
  const things = awsExport[collection] as Map<string, object>;
  if (things.has(id)) return id;
  if (awsExport.gone.has(id)) {
    note(awsExport.ledger, by.subject, `refers to ${id}, which is deleted: the reference is left out`);
    return undefined;
  }
  things.set(id, known);
  const what = Object.keys(known).length > 0 ? 'only what others say of it is known' : described[collection];
  note(awsExport.ledger, id, `is referred to, but the export does not describe it: ${what}`);
  const place = awsExport.ledger.places.get(by.path.join('/'));
  if (place !== undefined) setPlace(awsExport.ledger, [collection, id], { file: place.file, key: by.key, id });
  return id;
}

function without<Facts extends object, Key extends keyof Facts>(facts: Facts, key: Key): Omit<Facts, Key> {
  const { [key]: _left, ...rest } = facts;
  return rest;
}

function sorted<Facts>(things: ReadonlyMap<string, Facts>): [string, Facts][] {
  return [...things].sort(([a], [b]) => byText(a, b));
}

function completeVpnConnections(awsExport: AwsExport): void {
  for (const [id, facts] of sorted(awsExport.vpnConnections)) {
    const path = ['vpnConnections', id];
    const by = (key: string) => ({ subject: id, path, key });
    const { customerGateway, transitGateway, ...rest } = facts;
    const vpnGateway = oneOf(awsExport, path, facts.vpnGateway, transitGateway);
    const owner = defined({ region: facts.region, account: facts.account });
    const customer = defined({ bgpAsn: facts.customerAsn, ipAddress: facts.customerAddress });
    const references = defined({
      customerGateway: refer(awsExport, 'customerGateways', customerGateway, by('CustomerGatewayId'), {
        ...customer,
        ...owner,
      }),
      vpnGateway: refer(awsExport, 'vpnGateways', vpnGateway, by('VpnGatewayId'), owner),
      transitGateway: refer(
        awsExport,
        'transitGateways',
        transitGateway,
        by('TransitGatewayId'),
        defined({ region: facts.region }),
      ),
    });
    if (references.customerGateway === undefined) {
      note(awsExport.ledger, id, 'has no customer gateway in the export: left out');
      awsExport.vpnConnections.delete(id);
      awsExport.gone.add(id);
    } else awsExport.vpnConnections.set(id, { ...without(rest, 'vpnGateway'), ...references });
  }
}

/** A virtual private gateway, unless another dump knows another gateway: a thing ends on one. */
function oneOf(
  awsExport: AwsExport,
  path: DesignPath,
  vpnGateway: string | undefined,
  other: string | undefined,
): string | undefined {
  if (vpnGateway === undefined || other === undefined) return vpnGateway;
  problemAt(awsExport.ledger, `${path.at(-1)} ends on both ${vpnGateway} and ${other}`, locate(awsExport.ledger, path));
  return undefined;
}

/** An old gateway's ASN stands only in the configurations of its connections. */
function completeVpnGateways(awsExport: AwsExport): void {
  for (const [id, facts] of sorted(awsExport.vpnGateways)) {
    const asns = new Set<number>();
    for (const connection of awsExport.vpnConnections.values()) {
      if (connection.vpnGateway === id && connection.amazonSideAsn !== undefined) asns.add(connection.amazonSideAsn);
    }
    const fromConnections = asns.size === 1 ? [...asns][0] : undefined;
    const amazonSideAsn = facts.amazonSideAsn ?? fromConnections;
    if (amazonSideAsn === undefined) {
      const why = asns.size > 1 ? 'its connections disagree about it' : 'nothing in the export tells it';
      note(awsExport.ledger, id, `has no AmazonSideAsn, and ${why}: the default ASN is taken`);
    } else if (facts.amazonSideAsn === undefined) {
      note(awsExport.ledger, id, 'has no AmazonSideAsn: it is taken from the configuration of its connections');
    }
    const by = { subject: id, path: ['vpnGateways', id], key: 'VpcId' };
    const { vpc, ...rest } = facts;
    const owner = defined({ region: facts.region, account: facts.account });
    const known = { ...owner, ...tellsOfVpc(awsExport, vpc) };
    awsExport.vpnGateways.set(id, {
      ...rest,
      ...defined({ vpc: refer(awsExport, 'vpcs', vpc, by, known), amazonSideAsn }),
    });
  }
}

/** What others tell of a VPC: its route tables its owner and blocks, propagation into a transit gateway its blocks. */
function tellsOfVpc(awsExport: AwsExport, vpc: string | undefined): VpcFacts {
  const cidrs: string[] = [];
  let owner: Owned = {};
  for (const [, table] of sorted(awsExport.routeTables)) {
    if (table.vpc !== vpc) continue;
    cidrs.push(...table.local);
    owner = { ...owner, ...defined({ region: table.region, account: table.account }) };
  }
  for (const contents of awsExport.tableContents.values()) {
    for (const [destination, uses] of contents.propagatedRoutes) {
      if (uses.some(({ resourceType, resource }) => resourceType === 'vpc' && resource === vpc))
        cidrs.push(destination);
    }
  }
  return cidrs.length === 0 ? owner : { cidrs: sortedUnique(cidrs), ...owner };
}

function completeVpcRouteTables(awsExport: AwsExport): void {
  for (const [id, facts] of sorted(awsExport.routeTables)) {
    const path = ['vpcs', facts.vpc, 'routeTables', id];
    const by = (key: string) => ({ subject: id, path, key });
    if (refer(awsExport, 'vpcs', facts.vpc, by('VpcId'), tellsOfVpc(awsExport, facts.vpc)) === undefined) {
      awsExport.routeTables.delete(id);
      continue;
    }
    const propagatingVgws = facts.propagatingVgws.filter(
      (vgw) => refer(awsExport, 'vpnGateways', vgw, by('GatewayId')) !== undefined,
    );
    const routes = Object.entries(facts.routes).filter(([, { vpnGateway, transitGateway }]) => {
      if (vpnGateway !== undefined) return refer(awsExport, 'vpnGateways', vpnGateway, by('GatewayId')) !== undefined;
      if (transitGateway === undefined) return true;
      return refer(awsExport, 'transitGateways', transitGateway, by('TransitGatewayId')) !== undefined;
    });
    awsExport.routeTables.set(id, { ...facts, propagatingVgws, routes: Object.fromEntries(routes) });
  }
}

function completeDirectConnect(awsExport: AwsExport): void {
  for (const [id, facts] of sorted(awsExport.virtualInterfaces)) {
    const by = (key: string) => ({ subject: id, path: ['virtualInterfaces', id], key });
    const { directConnectGateway, ...rest } = facts;
    const vpnGateway = oneOf(awsExport, ['virtualInterfaces', id], facts.vpnGateway, directConnectGateway);
    const gateways = defined({
      vpnGateway: refer(
        awsExport,
        'vpnGateways',
        vpnGateway,
        by('virtualGatewayId'),
        defined({ region: facts.region }),
      ),
      directConnectGateway: refer(
        awsExport,
        'directConnectGateways',
        directConnectGateway,
        by('directConnectGatewayId'),
      ),
    });
    awsExport.virtualInterfaces.set(id, { ...without(rest, 'vpnGateway'), ...gateways });
  }
  const used = new Set([...awsExport.virtualInterfaces.values()].map(({ connection }) => connection));
  for (const [id] of sorted(awsExport.bandwidths)) {
    if (!used.has(id)) note(awsExport.ledger, id, 'carries no virtual interface of the export');
  }
  for (const [key, facts] of sorted(awsExport.directConnectAssociations)) {
    const { directConnectGateway, gateway, gatewayKind } = facts;
    const by = (idKey: string) => ({
      subject: directConnectGateway,
      path: ['directConnectGateways', directConnectGateway],
      key: idKey,
    });
    const collection = gatewayKind === 'vpnGateway' ? 'vpnGateways' : 'transitGateways';
    const both = [
      refer(awsExport, 'directConnectGateways', directConnectGateway, by('directConnectGatewayId')),
      refer(awsExport, collection, gateway, by('id')),
    ];
    if (both.includes(undefined)) awsExport.directConnectAssociations.delete(key);
  }
}

function completeTransitGateways(awsExport: AwsExport): void {
  adoptUsedAttachments(awsExport);
  for (const [key, facts] of sorted(awsExport.attachments)) {
    const path = ['transitGateways', facts.transitGateway, 'attachments', facts.id];
    const by = (idKey: string) => ({ subject: facts.id, path, key: idKey });
    const own = refer(awsExport, 'transitGateways', facts.transitGateway, by('TransitGatewayId'));
    const drawn = own !== undefined && refersToSomething(awsExport, facts, by('ResourceId'));
    if (!drawn) awsExport.attachments.delete(key);
  }
  const connects = new Set(
    [...awsExport.attachments.values()].filter(({ resourceType }) => resourceType === 'connect').map(({ id }) => id),
  );
  for (const [id, facts] of sorted(awsExport.connectPeers)) {
    if (facts.peerAsn === undefined) {
      note(awsExport.ledger, id, 'has no BGP configuration in the export: left out');
      awsExport.connectPeers.delete(id);
    } else if (!connects.has(facts.attachment))
      note(awsExport.ledger, id, `its attachment ${facts.attachment} is no Connect attachment that is drawn: left out`);
  }
  for (const [id, facts] of sorted(awsExport.tables)) {
    const by = {
      subject: id,
      path: ['transitGateways', facts.transitGateway ?? '', 'routeTables', id],
      key: 'TransitGatewayId',
    };
    if (facts.transitGateway === undefined) note(awsExport.ledger, id, 'names no transit gateway: left out');
    if (refer(awsExport, 'transitGateways', facts.transitGateway, by) === undefined) awsExport.tables.delete(id);
  }
}

/** Attachments that the export only names, in a table of a gateway that it knows. */
function adoptUsedAttachments(awsExport: AwsExport): void {
  for (const [table, contents] of sorted(awsExport.tableContents)) {
    const transitGateway = tableOwner(awsExport, table);
    if (transitGateway === undefined) {
      note(awsExport.ledger, table, 'belongs to no transit gateway of the export: left out');
      continue;
    }
    if (!awsExport.tables.has(table)) awsExport.tables.set(table, { transitGateway });
    const routes = [...contents.staticRoutes.values(), ...[...contents.propagatedRoutes.values()].flat()];
    for (const use of [
      ...contents.associations.values(),
      ...(contents.propagations ?? new Map()).values(),
      ...routes,
    ]) {
      if (use === null) continue;
      const key = `${transitGateway}/${use.attachment}`;
      if (awsExport.attachments.has(key) || use.resourceType === undefined) continue;
      const resource = use.resourceType === 'connect' ? undefined : use.resource;
      awsExport.attachments.set(key, {
        transitGateway,
        id: use.attachment,
        resourceType: use.resourceType,
        ...defined({ resource }),
      });
    }
  }
}

/** A connection that does not say where it ends (while it is being moved) ends where its attachment is. */
function endsOn(awsExport: AwsExport, connection: string, transitGateway: string): boolean {
  const facts = awsExport.vpnConnections.get(connection);
  if (facts === undefined) return false;
  const ends = facts.vpnGateway ?? facts.transitGateway;
  if (ends === undefined) awsExport.vpnConnections.set(connection, { ...facts, transitGateway });
  return ends === undefined || ends === transitGateway;
}

function refersToSomething(
  awsExport: AwsExport,
  facts: AttachmentFacts,
  by: { readonly subject: string; readonly path: DesignPath; readonly key: string },
): boolean {
  const { resource, resourceType } = facts;
  const leaveOut = (why: string): false => {
    note(awsExport.ledger, facts.id, `${why}: left out`);
    return false;
  };
  if (resourceType === 'connect') return true;
  if (resource === undefined) return leaveOut('an attachment of nothing that is named');
  switch (resourceType) {
    case 'vpc':
      return refer(awsExport, 'vpcs', resource, { ...by, key: 'VpcId' }, tellsOfVpc(awsExport, resource)) !== undefined;
    case 'vpn':
      return (
        endsOn(awsExport, resource, facts.transitGateway) ||
        leaveOut(`no VPN connection ${resource} of the export ends on its transit gateway`)
      );
    case 'direct-connect-gateway':
      return refer(awsExport, 'directConnectGateways', resource, by) !== undefined;
    case 'peering':
    case 'tgw-peering':
      return refer(awsExport, 'transitGateways', resource, by) !== undefined;
    case 'client-vpn':
      return refer(awsExport, 'clientVpnEndpoints', resource, by) !== undefined;
    default:
      return leaveOut(
        `an attachment of a kind that is not modelled${resourceType === undefined ? '' : ` (${resourceType})`}`,
      );
  }
}
