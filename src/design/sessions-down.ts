/**
 * Failures as statuses: a thing that fails takes the sessions on it down, and a gateway that fails
 * forwards nothing any more. Nothing is removed, so every name stays good. A thing that comes back brings
 * its sessions up; a gateway does not come back, for what it forwarded is forgotten.
 */
import type { Change } from './change.ts';
import type { DirectConnectGateway, Design, TransitGateway, VirtualInterface, VpnConnection } from './vocabulary.ts';

type Failure = Extract<
  Change,
  {
    kind: `${'tunnel' | 'connection' | 'connectPeer' | 'customerGateway' | 'router' | 'virtualInterface' | 'directConnectLocation' | 'directConnectGateway' | 'vpnGateway' | 'transitGateway'}Down`;
  }
>;

type Status = 'up' | 'down';

type Recovery = Extract<
  Change,
  {
    kind: `${'tunnel' | 'connection' | 'connectPeer' | 'customerGateway' | 'router' | 'virtualInterface' | 'directConnectLocation'}Up`;
  }
>;

export function withSessionsUp(design: Design, recovery: Recovery): Design {
  const kind = recovery.kind.replace(/Up$/, 'Down') as Failure['kind'];
  return withSessions(design, { ...recovery, kind } as Failure, 'up');
}

export function withSessionsDown(design: Design, failure: Failure): Design {
  return withSessions(design, failure, 'down');
}

function withSessions(design: Design, failure: Failure, to: Status): Design {
  switch (failure.kind) {
    case 'tunnelDown':
      return onConnections(design, (name, connection) =>
        name === failure.connection ? withTunnels(connection, to, (i) => i === failure.tunnel) : connection,
      );
    case 'connectionDown':
      return onConnections(design, (name, connection) =>
        name === failure.connection ? withTunnels(connection, to) : connection,
      );
    case 'connectPeerDown':
      return onPeers(
        design,
        to,
        (gateway, attachment, peer) =>
          gateway === failure.transitGateway && attachment === failure.attachment && peer === failure.peer,
      );
    case 'customerGatewayDown':
      return onConnections(design, (_, connection) =>
        connection.customerGateway === failure.customerGateway ? withTunnels(connection, to) : connection,
      );
    case 'virtualInterfaceDown':
      return onInterfaces(design, to, (name) => name === failure.virtualInterface);
    case 'directConnectLocationDown':
      return onInterfaces(design, to, (_, { location }) => location === failure.location);
    case 'routerDown': {
      const isOn = (router: string | null): boolean => router === failure.router;
      const vpnDown = onConnections(design, (_, connection) =>
        isOn(design.customerGateways[connection.customerGateway]?.router ?? null)
          ? withTunnels(connection, to)
          : connection,
      );
      return onPeers(
        onInterfaces(vpnDown, to, (_, { router }) => isOn(router)),
        to,
        (_gateway, _attachment, _peer, router) => isOn(router),
      );
    }
    case 'directConnectGatewayDown': {
      const { directConnectGateway: name } = failure;
      const down = onInterfaces(
        design,
        'down',
        (_, { gateway }) => gateway?.kind === 'directConnectGateway' && gateway.name === name,
      );
      return onDirectConnectGateways(down, (each) => each === name);
    }
    case 'vpnGatewayDown':
      return gatewayDown(design, 'vpnGateway', failure.vpnGateway);
    case 'transitGatewayDown': {
      const { transitGateway: name } = failure;
      const down = onPeers(gatewayDown(design, 'transitGateway', name), 'down', (gateway) => gateway === name);
      return onTransitGateways(down, (each, gateway) => (each === name ? withEmptyTables(gateway) : gateway));
    }
  }
}

/** The sessions that end on the gateway, and what a Direct Connect gateway had through it. */
function gatewayDown(design: Design, kind: 'vpnGateway' | 'transitGateway', name: string): Design {
  const isIt = (gateway: { kind: string; name: string } | null): boolean =>
    gateway?.kind === kind && gateway.name === name;
  const vpnDown = onConnections(design, (_, connection) =>
    isIt(connection.gateway) ? withTunnels(connection, 'down') : connection,
  );
  const down = onInterfaces(vpnDown, 'down', (_, { gateway }) => isIt(gateway));
  return onDirectConnectGateways(down, () => true, isIt);
}

function withTunnels(
  connection: VpnConnection,
  to: Status,
  which: (index: number) => boolean = () => true,
): VpnConnection {
  if (!connection.tunnels.some(({ status }, i) => status !== to && which(i))) return connection;
  return {
    ...connection,
    tunnels: connection.tunnels.map((tunnel, i) => (which(i) ? { ...tunnel, status: to } : tunnel)),
  };
}

function onConnections(design: Design, turn: (name: string, connection: VpnConnection) => VpnConnection): Design {
  const vpnConnections = mapped(design.vpnConnections, turn);
  return vpnConnections === design.vpnConnections ? design : { ...design, vpnConnections };
}

function onInterfaces(design: Design, to: Status, which: (name: string, vif: VirtualInterface) => boolean): Design {
  const virtualInterfaces = mapped(design.virtualInterfaces, (name, vif) =>
    vif.status !== to && which(name, vif) ? { ...vif, status: to } : vif,
  );
  return virtualInterfaces === design.virtualInterfaces ? design : { ...design, virtualInterfaces };
}

function onTransitGateways(design: Design, turn: (name: string, gateway: TransitGateway) => TransitGateway): Design {
  const transitGateways = mapped(design.transitGateways, turn);
  return transitGateways === design.transitGateways ? design : { ...design, transitGateways };
}

function onPeers(
  design: Design,
  to: Status,
  which: (gateway: string, attachment: string, peer: string, router: string | null) => boolean,
): Design {
  return onTransitGateways(design, (gatewayName, gateway) => {
    const attachments = mapped(gateway.attachments, (attachmentName, attachment) => {
      if (attachment.kind !== 'connect') return attachment;
      const peers = mapped(attachment.peers, (name, peer) =>
        peer.status !== to && which(gatewayName, attachmentName, name, peer.router) ? { ...peer, status: to } : peer,
      );
      return peers === attachment.peers ? attachment : { ...attachment, peers };
    });
    return attachments === gateway.attachments ? gateway : { ...gateway, attachments };
  });
}

/** Takes the associations away that `drop` names, all of them when it is left out. */
function onDirectConnectGateways(
  design: Design,
  which: (name: string) => boolean,
  drop: (gateway: DirectConnectGateway['associations'][number]['gateway']) => boolean = () => true,
): Design {
  const directConnectGateways = mapped(design.directConnectGateways, (name, gateway) => {
    if (!which(name)) return gateway;
    const associations = gateway.associations.filter((association) => !drop(association.gateway));
    return associations.length === gateway.associations.length ? gateway : { ...gateway, associations };
  });
  return directConnectGateways === design.directConnectGateways ? design : { ...design, directConnectGateways };
}

function withEmptyTables(gateway: TransitGateway): TransitGateway {
  return {
    ...gateway,
    routeTables: mapped(gateway.routeTables, () => ({ associations: [], propagations: [], routes: [] })),
  };
}

/** The same map when nothing in it changed. */
function mapped<T>(
  things: Readonly<Record<string, T>>,
  turn: (name: string, thing: T) => T,
): Readonly<Record<string, T>> {
  let out: Record<string, T> | null = null;
  for (const name of Object.keys(things)) {
    const before = things[name]!;
    const after = turn(name, before);
    if (after === before) continue;
    out ??= Object.assign(Object.create(null) as Record<string, T>, things);
    out[name] = after;
  }
  return out ?? things;
}
