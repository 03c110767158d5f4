/**
 * What routers are known to announce, put in the place of what a design says they announce: on the router
 * and on everything of it, single tunnels too; policies stay. Routers go by their names in the network, so
 * a customer gateway, a virtual interface and a Connect peer without a router are routers of their own.
 */
import { nearest } from '../design/nearest.ts';
import type { Announcement, Design } from '../design/vocabulary.ts';
import type { Network, RouterNode } from './network.ts';

/** No router has the name; `suggestion`: the router that was probably meant. */
export interface UnknownRouter {
  readonly name: string;
  readonly why: string;
  readonly suggestion: string | null;
}

/** The router of the name, or why there is none. */
export function routerNamed({ design, routers }: Network, name: string): RouterNode | UnknownRouter {
  const found = routers.get(name);
  if (found !== undefined) return found;
  const owner = design.customerGateways[name]?.router ?? design.virtualInterfaces[name]?.router ?? null;
  if (owner !== null) return { name, why: `\`${name}\` is a session of router \`${owner}\``, suggestion: owner };
  if (design.customerGateways[name] !== undefined) {
    return { name, why: `customer gateway \`${name}\` has no VPN connection to announce on`, suggestion: null };
  }
  return { name, why: `there is no router \`${name}\``, suggestion: nearest(name, routers.keys()) };
}

/** The design in which a router announces just this; policies stay. */
export function announceAs(
  design: Design,
  { name, path, sessions }: RouterNode,
  announce: readonly Announcement[],
): Design {
  const declared = path[0] === 'routers';
  // An empty list on a router would let through what AWS was seen to accept; on a session it is the last word.
  const below = declared && announce.length > 0 ? null : announce;
  const own = { gateways: new Set<string>(), interfaces: new Set<string>(), peers: new Set<string>() };
  for (const { kind, connection, gateway } of sessions) {
    if (kind === 'vpn') own.gateways.add(design.vpnConnections[connection]!.customerGateway);
    else if (kind === 'virtualInterface') own.interfaces.add(connection);
    else own.peers.add(`${gateway.name}/${connection}`);
  }
  const turned = <T extends object>(
    things: Readonly<Record<string, T>>,
    isOwn: (name: string, thing: T) => boolean,
    turn: (thing: T) => T,
  ): Record<string, T> => mapped(things, (thing, each) => (isOwn(each, thing) ? turn(thing) : thing));
  const said = <T>(thing: T): T & { announce: typeof below } => ({ ...thing, announce: below });
  return {
    ...design,
    routers: turned(
      design.routers,
      (each) => declared && each === name,
      (router) => ({ ...router, announce }),
    ),
    customerGateways: turned(design.customerGateways, (each) => own.gateways.has(each), said),
    virtualInterfaces: turned(design.virtualInterfaces, (each) => own.interfaces.has(each), said),
    vpnConnections: turned(
      design.vpnConnections,
      (_, { customerGateway }) => own.gateways.has(customerGateway),
      (connection) => ({
        ...connection,
        announce: null,
        tunnels: connection.tunnels.map((tunnel) => ({ ...tunnel, announce: null })),
      }),
    ),
    transitGateways: mapped(design.transitGateways, (gateway, gatewayName) => ({
      ...gateway,
      attachments: mapped(gateway.attachments, (attachment, attachmentName) => {
        if (attachment.kind !== 'connect') return attachment;
        const isOwn = (peer: string): boolean => own.peers.has(`${gatewayName}/${attachmentName}/${peer}`);
        return { ...attachment, peers: turned(attachment.peers, isOwn, said) };
      }),
    })),
  };
}

function mapped<T>(things: Readonly<Record<string, T>>, turn: (thing: T, name: string) => T): Record<string, T> {
  const out = Object.create(null) as Record<string, T>;
  for (const name of Object.keys(things)) out[name] = turn(things[name]!, name);
  return out;
}
