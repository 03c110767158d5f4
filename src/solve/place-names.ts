/** What people call a place (`app`, `app/main`, `dc1`, a connection), and the places that means. */
import type { Network, Session } from '../aws/network.ts';
import type { Solution } from '../aws/solution.ts';
import { implicitTable } from './tables.ts';
import type { PlaceId } from '../aws/solution.ts';

/** Router behind a customer-side name: a router, customer gateway, virtual interface or connection. */
export function routerNamed(network: Network, name: string): string | null {
  if (network.routers.has(name)) return name;
  for (const session of network.sessions.values()) {
    const { design } = network;
    const gateway = design.vpnConnections[session.connection]?.customerGateway;
    if (session.connection === name || session.id === name || (session.kind === 'vpn' && gateway === name)) {
      return session.router;
    }
  }
  return null;
}

/** True when a VPC table leads anywhere beyond the VPC over what is modelled. */
function isConnected(solution: Solution, place: PlaceId): boolean {
  for (const { alternatives } of solution.table(place)?.values() ?? []) {
    for (const { source } of alternatives.flat()) {
      if (source.kind === 'vpnGateway' || source.kind === 'transitGateway') return true;
    }
  }
  return false;
}

/** A VPC table that a gateway propagates into is meant to be connected even while nothing is propagated. */
function isMeantToConnect(network: Network, vpc: string, table: string): boolean {
  return table === implicitTable || (network.design.vpcs[vpc]?.routeTables[table]?.propagatingVgws.length ?? 0) > 0;
}

/**
 * Places packets start from. Of a VPC: every table that is connected, since each stands for subnets of
 * its own; a table that leads nowhere but to the internet is not asked. Empty: no such place.
 */
export function startingPlaces(solution: Solution, name: string): readonly PlaceId[] {
  const { network } = solution;
  const { design } = network;
  if (solution.table(name) !== undefined) return [name];
  const [first = '', second] = name.split('/');
  if (Object.hasOwn(design.vpcs, first)) {
    if (second !== undefined) {
      const place = `vpcs/${first}/${second}`;
      return solution.table(place) === undefined ? [] : [place];
    }
    const tables = Object.keys(design.vpcs[first]?.routeTables ?? {});
    const places = (tables.length === 0 ? [implicitTable] : tables).filter(
      (table) => isMeantToConnect(network, first, table) || isConnected(solution, `vpcs/${first}/${table}`),
    );
    return places.map((table) => `vpcs/${first}/${table}`).filter((place) => solution.table(place) !== undefined);
  }
  if (Object.hasOwn(design.transitGateways, first)) {
    const tables = second === undefined ? Object.keys(design.transitGateways[first]?.routeTables ?? {}) : [second];
    return tables
      .map((table) => `transitGateways/${first}/${table}`)
      .filter((place) => solution.table(place) !== undefined);
  }
  for (const section of ['vpnGateways', 'directConnectGateways']) {
    if (solution.table(`${section}/${name}`) !== undefined) return [`${section}/${name}`];
  }
  const router = routerNamed(network, name);
  return router === null ? [] : [`routers/${router}`];
}

/** Table that is announced on the session; null: a Direct Connect gateway has none, nor has an attachment without a table. */
export function placeAnnounced(network: Network, session: Session): PlaceId | null {
  const { kind, name } = session.gateway;
  if (kind === 'vpnGateway') return `vpnGateways/${name}`;
  if (kind === 'directConnectGateway') return null;
  const table = network.associatedTable(name, session.attachment ?? '');
  return table === null ? null : `transitGateways/${name}/${table}`;
}
