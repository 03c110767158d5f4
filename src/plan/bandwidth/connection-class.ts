/**
 * VPN connections that more like them add bandwidth to: on a transit gateway with ECMP, over BGP, of one
 * customer gateway and drawn alike. Adding one is a change, as is taking one away to see whether it was needed.
 */
import type { Session } from '../../aws/network.ts';
import type { Change } from '../../design/change.ts';
import { compareNatural } from '../../design/compare-natural.ts';
import type { Design, TransitGatewayRouteTable, VpnConnection } from '../../design/vocabulary.ts';

export interface ConnectionClass {
  /** Its last member in order of name: new ones are like it. */
  readonly like: string;
  /** Names in order. */
  readonly members: readonly string[];
}

/** Why more connections like this one would not help; null: they would. */
export interface Blocked {
  readonly connection: string;
  readonly why: string;
  readonly facts: readonly string[];
}

export function blockedBy(design: Design, { kind, connection, gateway, routing }: Session): Blocked | null {
  if (kind === 'virtualInterface') {
    return {
      connection,
      why: `${connection} is a virtual interface: a faster port, or a VPN beside it, is not added here`,
      facts: ['F75'],
    };
  }
  if (kind === 'connect')
    return { connection, why: `${connection} is a Connect peer: peers are not added here`, facts: ['E-CONN'] };
  if (gateway.kind === 'vpnGateway') {
    const why = `virtual private gateway ${gateway.name} uses one tunnel of all its connections: end them on a transit gateway`;
    return { connection, why, facts: ['F75', 'E-VGW'] };
  }
  if (routing === 'static')
    return { connection, why: `${connection} is static and takes no part in ECMP: use BGP`, facts: ['E-TGW-DYN'] };
  if (design.transitGateways[gateway.name]?.vpnEcmpSupport === false) {
    const why = `ECMP is off on transit gateway ${gateway.name}: set vpnEcmpSupport to enable`;
    return { connection, why, facts: ['E-TGW-OPT', 'E-TGW-OFF'] };
  }
  return null;
}

/** The classes that the connections named are of. */
export function classesOf(design: Design, connections: Iterable<string>): ConnectionClass[] {
  const found = new Map<string, ConnectionClass>();
  for (const connection of [...connections].sort(compareNatural)) {
    const members = membersOf(design, connection);
    const [first] = members;
    if (first !== undefined && !found.has(first)) found.set(first, { like: members.at(-1)!, members });
  }
  return [...found.values()];
}

function membersOf(design: Design, like: string): string[] {
  const pattern = design.vpnConnections[like];
  if (pattern === undefined) return [];
  return Object.keys(design.vpnConnections)
    .filter((name) => isAlike(design.vpnConnections[name]!, pattern))
    .sort(compareNatural);
}

function isAlike(a: VpnConnection, b: VpnConnection): boolean {
  return (
    a.customerGateway === b.customerGateway &&
    a.gateway?.kind === b.gateway?.kind &&
    a.gateway?.name === b.gateway?.name &&
    a.staticRoutesOnly === b.staticRoutesOnly &&
    a.outsideIpAddressType === b.outsideIpAddressType &&
    a.transportTransitGatewayAttachmentId === b.transportTransitGatewayAttachmentId &&
    a.tunnelInsideIpVersion === b.tunnelInsideIpVersion &&
    a.tunnelBandwidth === b.tunnelBandwidth
  );
}

/** Changes after which the class has so many members: the last ones go, new ones come like the last. */
export function changesFor(design: Design, { like, members }: ConnectionClass, count: number): Change[] {
  if (count <= members.length) {
    return members.slice(count).map((name): Change => ({ kind: 'remove', section: 'vpnConnections', name }));
  }
  const pattern = design.vpnConnections[like]!;
  const names = newNames(design, like, count - members.length);
  const adding = names.map((name): Change => ({
    kind: 'add',
    section: 'vpnConnections',
    name,
    thing: oneMoreLike(pattern),
  }));
  return [...adding, ...attachingChanges(design, pattern, like, names)];
}

/** Two tunnels, both up; addresses are AWS's to give. */
function oneMoreLike(pattern: VpnConnection): VpnConnection {
  const first = pattern.tunnels[0]!;
  const tunnels = [0, 1].map((index) => ({
    ...(pattern.tunnels[index] ?? first),
    id: `tunnel-${index + 1}`,
    status: 'up' as const,
    outsideIpAddress: null,
    tunnelInsideCidr: null,
    tunnelInsideIpv6Cidr: null,
  }));
  return { ...pattern, tunnels };
}

/** `pip-5` after `pip-4`; `office-2` after `office`. */
function newNames(design: Design, like: string, count: number): string[] {
  const taken = new Set([
    ...Object.keys(design.vpnConnections),
    ...Object.values(design.transitGateways).flatMap(({ attachments }) => Object.keys(attachments)),
  ]);
  const [, stem, number] = /^(.*?[-_]?)(\d{1,9})$/.exec(like) ?? [null, `${like}-`, '1'];
  const names: string[] = [];
  for (let next = Number(number) + 1; names.length < count; next++) {
    if (!taken.has(`${stem}${next}`)) names.push(`${stem}${next}`);
  }
  return names;
}

/** Where a transit gateway has several tables, the new ones are associated and propagate as their pattern does. */
function attachingChanges(design: Design, pattern: VpnConnection, like: string, names: readonly string[]): Change[] {
  const name = pattern.gateway?.name ?? '';
  const gateway = design.transitGateways[name];
  if (gateway === undefined || Object.keys(gateway.routeTables).length < 2) return [];
  const withNew = (attachments: readonly string[]): readonly string[] =>
    attachments.includes(like) ? [...attachments, ...names] : attachments;
  const routeTables = Object.fromEntries(
    Object.entries(gateway.routeTables).map(([table, { associations, propagations, routes }]) => [
      table,
      { associations: withNew(associations), propagations: withNew(propagations), routes } as TransitGatewayRouteTable,
    ]),
  );
  return [{ kind: 'replace', section: 'transitGateways', name, thing: { ...gateway, routeTables } }];
}
