/** Which sessions a failure takes down, without making the design that has failed. */
import type { Session } from '../aws/network.ts';
import type { Change } from '../design/change.ts';
import type { Design } from '../design/vocabulary.ts';
import type { Fabric } from './fabric.ts';

/** Null: the change does more than take sessions down. */
export function sessionsFailing(design: Design, fabric: Fabric, change: Change): readonly Session[] | null {
  switch (change.kind) {
    case 'tunnelDown': {
      const id = design.vpnConnections[change.connection]?.tunnels[change.tunnel]?.id;
      return fabric
        .sessionsOver('vpn', change.connection)
        .filter((session) => session.id === `${change.connection}/${id}`);
    }
    case 'connectionDown':
      return fabric.sessionsOver('vpn', change.connection);
    case 'connectPeerDown':
      return fabric
        .sessionsOver('connect', `${change.attachment}/${change.peer}`)
        .filter(({ gateway }) => gateway.name === change.transitGateway);
    case 'customerGatewayDown':
      return fabric.sessionsOfCustomerGateway(change.customerGateway);
    case 'routerDown':
      return fabric.sessionsOfRouter(change.router);
    case 'virtualInterfaceDown':
      return fabric.sessionsOver('virtualInterface', change.virtualInterface);
    case 'directConnectLocationDown':
      return Object.entries(design.virtualInterfaces)
        .filter(([, { location }]) => location === change.location)
        .flatMap(([name]) => fabric.sessionsOver('virtualInterface', name));
    default:
      return null;
  }
}
