/**
 * Adding, replacing and removing things. Removing takes everything along that would be left with a
 * dangling name; expectations and demands stay, for they are questions, and the answer may have changed.
 */
import type { Design, TransitGateway, VpnConnection } from './vocabulary.ts';

export type Section =
  | 'vpcs'
  | 'vpnGateways'
  | 'transitGateways'
  | 'directConnectGateways'
  | 'virtualInterfaces'
  | 'routers'
  | 'customerGateways'
  | 'vpnConnections'
  | 'clientVpnEndpoints';

export type Thing<S extends Section> = Design[S][string];

type Things<T> = Readonly<Record<string, T>>;

/** A VPN connection that is new on a transit gateway with one table is associated with it and propagates into it. */
export function addThing(design: Design, section: Section, name: string, thing: Thing<Section>): Design {
  const before = design[section][name];
  const things = Object.assign(Object.create(null) as Record<string, unknown>, design[section], { [name]: thing });
  const added: Design = { ...design, [section]: things };
  if (section !== 'vpnConnections') return added;
  const was = transitGatewayOf(before as VpnConnection | undefined);
  const is = transitGatewayOf(thing as VpnConnection);
  if (was === is) return added;
  return intoOnlyTable(
    was === null ? added : onTransitGateway(added, was, (gateway) => withoutAttachment(gateway, name)),
    is,
    name,
  );
}

function transitGatewayOf(connection: VpnConnection | undefined): string | null {
  return connection?.gateway?.kind === 'transitGateway' ? connection.gateway.name : null;
}

function intoOnlyTable(design: Design, transitGateway: string | null, attachment: string): Design {
  if (transitGateway === null) return design;
  return onTransitGateway(design, transitGateway, (gateway) => {
    const [table, ...others] = Object.keys(gateway.routeTables);
    if (table === undefined || others.length > 0) return gateway;
    const withIt = (names: readonly string[]): string[] => [...new Set([...names, attachment])].sort();
    return {
      ...gateway,
      routeTables: mapThings(gateway.routeTables, ({ associations, propagations, routes }) => ({
        associations: withIt(associations),
        propagations: withIt(propagations),
        routes,
      })),
    };
  });
}

export function removeThing(design: Design, section: Section, name: string): Design {
  if (design[section][name] === undefined) return design;
  const things = Object.assign(Object.create(null) as Record<string, unknown>, design[section]);
  delete things[name];
  const removed: Design = { ...design, [section]: things };
  const other = <T extends string | null>(value: T): T | null => (value === name ? null : value);
  switch (section) {
    case 'vpcs':
      return onAttachments(
        {
          ...removed,
          vpnGateways: mapThings(removed.vpnGateways, (gateway) => ({ ...gateway, vpc: other(gateway.vpc) })),
        },
        (attachment) => attachment.kind === 'vpc' && attachment.vpc === name,
      );
    case 'vpnGateways':
      return withoutGateway(removed, 'vpnGateway', name);
    case 'transitGateways':
      return onAttachments(
        withoutGateway(removed, 'transitGateway', name),
        (attachment) => attachment.kind === 'peering' && attachment.transitGateway === name,
      );
    case 'directConnectGateways':
      return onAttachments(
        {
          ...removed,
          virtualInterfaces: mapThings(removed.virtualInterfaces, (vif) =>
            vif.gateway?.kind === 'directConnectGateway' && vif.gateway.name === name ? { ...vif, gateway: null } : vif,
          ),
        },
        (attachment) => attachment.kind === 'directConnectGateway' && attachment.directConnectGateway === name,
      );
    case 'virtualInterfaces':
      return {
        ...removed,
        vpnConnections: mapThings(removed.vpnConnections, (connection) =>
          connection.overPublicVirtualInterface === name
            ? { ...connection, overPublicVirtualInterface: null }
            : connection,
        ),
      };
    case 'routers':
      return withoutRouter(removed, name);
    case 'customerGateways':
      return Object.entries(removed.vpnConnections)
        .filter(([, { customerGateway }]) => customerGateway === name)
        .reduce((each, [connection]) => removeThing(each, 'vpnConnections', connection), removed);
    case 'vpnConnections': {
      const on = transitGatewayOf(design.vpnConnections[name]);
      return on === null ? removed : onTransitGateway(removed, on, (gateway) => withoutAttachment(gateway, name));
    }
    case 'clientVpnEndpoints':
      return onAttachments(
        removed,
        (attachment) => attachment.kind === 'clientVpn' && attachment.clientVpnEndpoint === name,
      );
  }
}

function withoutGateway(design: Design, kind: 'vpnGateway' | 'transitGateway', name: string): Design {
  const isIt = (gateway: { kind: string; name: string } | null): boolean =>
    gateway?.kind === kind && gateway.name === name;
  return {
    ...design,
    vpnConnections: mapThings(design.vpnConnections, (connection) =>
      isIt(connection.gateway)
        ? { ...connection, gateway: null, transportTransitGatewayAttachmentId: null }
        : connection,
    ),
    virtualInterfaces: mapThings(design.virtualInterfaces, (vif) =>
      isIt(vif.gateway) ? { ...vif, gateway: null } : vif,
    ),
    directConnectGateways: mapThings(design.directConnectGateways, (gateway) => ({
      ...gateway,
      associations: gateway.associations.filter((association) => !isIt(association.gateway)),
    })),
    vpcs: mapThings(design.vpcs, (vpc) => ({
      ...vpc,
      routeTables: mapThings(vpc.routeTables, ({ propagatingVgws, routes }) => ({
        propagatingVgws:
          kind === 'vpnGateway' ? propagatingVgws.filter((gateway) => gateway !== name) : propagatingVgws,
        routes: routes.filter(({ target }) => target.kind !== kind || target.name !== name),
      })),
    })),
  };
}

function withoutRouter(design: Design, name: string): Design {
  const free = <T extends { readonly router: string | null }>(thing: T): T =>
    thing.router === name ? { ...thing, router: null } : thing;
  return {
    ...design,
    customerGateways: mapThings(design.customerGateways, free),
    virtualInterfaces: mapThings(design.virtualInterfaces, free),
    transitGateways: mapThings(design.transitGateways, (gateway) => ({
      ...gateway,
      attachments: mapThings(gateway.attachments, (attachment) =>
        attachment.kind === 'connect' ? { ...attachment, peers: mapThings(attachment.peers, free) } : attachment,
      ),
    })),
  };
}

/** Removes the attachments that `isGone` names, with their traces in the tables. */
function onAttachments(design: Design, isGone: (attachment: TransitGateway['attachments'][string]) => boolean): Design {
  const transitGateways = mapThings(design.transitGateways, (gateway) =>
    Object.keys(gateway.attachments)
      .filter((name) => isGone(gateway.attachments[name]!))
      .reduce(withoutAttachment, gateway),
  );
  // What was carried by such an attachment is without transport now.
  const vpnConnections = mapThings(design.vpnConnections, (connection) => {
    const { transportTransitGatewayAttachmentId: transport } = connection;
    const gateway = transitGatewayOf(connection);
    if (transport === null || gateway === null) return connection;
    const isThere = transitGateways[gateway]?.attachments[transport] !== undefined;
    return isThere ? connection : { ...connection, transportTransitGatewayAttachmentId: null };
  });
  return { ...design, transitGateways, vpnConnections };
}

function withoutAttachment(gateway: TransitGateway, name: string): TransitGateway {
  const attachments = Object.create(null) as Record<string, TransitGateway['attachments'][string]>;
  for (const [each, attachment] of Object.entries(gateway.attachments)) {
    if (each === name) continue;
    const carried = attachment.kind === 'connect' && attachment.transportAttachment === name;
    attachments[each] = carried ? { ...attachment, transportAttachment: null } : attachment;
  }
  const others = (names: readonly string[]): string[] => names.filter((each) => each !== name);
  return {
    ...gateway,
    attachments,
    routeTables: mapThings(gateway.routeTables, ({ associations, propagations, routes }) => ({
      associations: others(associations),
      propagations: others(propagations),
      routes: routes.filter(({ attachment }) => attachment !== name),
    })),
  };
}

function onTransitGateway(design: Design, name: string, turn: (gateway: TransitGateway) => TransitGateway): Design {
  const gateway = design.transitGateways[name];
  if (gateway === undefined) return design;
  const transitGateways = Object.assign(Object.create(null) as Record<string, TransitGateway>, design.transitGateways, {
    [name]: turn(gateway),
  });
  return { ...design, transitGateways };
}

function mapThings<T>(things: Things<T>, turn: (thing: T) => T): Things<T> {
  const out = Object.create(null) as Record<string, T>;
  for (const name of Object.keys(things)) out[name] = turn(things[name]!);
  return out;
}
