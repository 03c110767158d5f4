/**
 * A design as a drawing: the customer's sites on the left, then what connects them, the gateways, the VPCs.
 * Of very many connections those alike are one. Places and lines only; network-svg.ts puts them on paper.
 */
import { compareNatural } from '../design/compare-natural.ts';
import type { Design } from '../design/vocabulary.ts';
import type { CheckedSession } from '../rules/check-result.ts';
import { counted, grouped } from './words.ts';

export const drawingColumns = ['sites', 'connections', 'Direct Connect gateways', 'gateways', 'VPCs'] as const;

/** `plain`: has no sessions, so nothing can be said. */
export type DrawnState = 'ok' | 'near' | 'bad' | 'plain';

export interface DrawnPlace {
  readonly id: string;
  /** Of `drawingColumns`. */
  readonly column: number;
  readonly label: string;
  readonly detail: string;
  readonly state: DrawnState;
}

export interface DrawnLine {
  readonly from: string;
  readonly to: string;
  readonly state: DrawnState;
}

export interface Drawing {
  readonly places: readonly DrawnPlace[];
  readonly lines: readonly DrawnLine[];
}

/** Of more connections (or VPCs) than these, those that are alike are drawn as one. */
const mostDrawn = 40;
/** Up to so many that are alike are drawn one by one even then: the few that are down are looked for. */
const fewDrawn = 5;

const columnOf = { directConnectGateway: 2, vpnGateway: 3, transitGateway: 3 } as const;
const nounOf = {
  directConnectGateway: 'Direct Connect gateway',
  vpnGateway: 'virtual private gateway',
  transitGateway: 'transit gateway',
} as const;
type GatewayKind = keyof typeof nounOf;

export function drawNetwork(design: Design, sessions: readonly CheckedSession[]): Drawing {
  const places = new Map<string, DrawnPlace>();
  const lines = new Map<string, DrawnLine>();
  const place = (each: DrawnPlace): string => {
    if (!places.has(each.id)) places.set(each.id, each);
    return each.id;
  };
  const line = (from: string, to: string, state: DrawnState): void => {
    lines.set(JSON.stringify([from, to, state]), { from, to, state });
  };
  const gateway = (kind: GatewayKind, name: string): string =>
    place({ id: `${kind}/${name}`, column: columnOf[kind], label: name, detail: nounOf[kind], state: 'plain' });

  for (const name of Object.keys(design.vpnGateways)) gateway('vpnGateway', name);
  for (const name of Object.keys(design.transitGateways)) gateway('transitGateway', name);
  for (const [name, { associations }] of Object.entries(design.directConnectGateways)) {
    for (const { gateway: to } of associations) {
      line(gateway('directConnectGateway', name), gateway(to.kind, to.name), 'plain');
    }
  }
  for (const each of connectionsOf(design, sessions)) {
    const connection = place({ ...each, id: `connection/${each.id}`, column: 1 });
    const site = place({ id: `site/${each.site.id}`, column: 0, state: 'plain', ...each.site.words });
    line(site, connection, each.state);
    line(connection, gateway(each.gatewayKind, each.gateway), each.state);
  }
  for (const { id, label, detail, gateways } of vpcsOf(design)) {
    const vpc = place({ id: `vpc/${id}`, column: 4, label, detail, state: 'plain' });
    for (const [kind, name] of gateways) line(gateway(kind, name), vpc, 'plain');
  }
  return { places: [...places.values()], lines: [...lines.values()] };
}

interface DrawnConnection {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly state: DrawnState;
  readonly gateway: string;
  readonly gatewayKind: GatewayKind;
  readonly site: { readonly id: string; readonly words: { readonly label: string; readonly detail: string } };
}

function connectionsOf(design: Design, sessions: readonly CheckedSession[]): DrawnConnection[] {
  const byConnection = new Map<string, CheckedSession[]>();
  for (const session of sessions) {
    const list = byConnection.get(session.connection);
    if (list === undefined) byConnection.set(session.connection, [session]);
    else list.push(session);
  }
  const all = [...byConnection].sort(([a], [b]) => compareNatural(a, b));
  if (all.length <= mostDrawn) return all.map(([name, its]) => drawnConnection(design, name, its));
  const alike = new Map<string, [string, CheckedSession[]][]>();
  for (const each of all) {
    const { gateway, gatewayKind } = each[1][0]!;
    const key = JSON.stringify([gatewayKind, gateway, standing(each[1]).state]);
    const list = alike.get(key);
    if (list === undefined) alike.set(key, [each]);
    else list.push(each);
  }
  return [...alike].flatMap(([key, groups]) => {
    if (groups.length <= fewDrawn) return groups.map(([name, its]) => drawnConnection(design, name, its));
    const { gateway, gatewayKind } = groups[0]![1][0]!;
    const sites = new Set(groups.map(([name]) => siteOf(design, name))).size;
    const site = { id: key, words: { label: counted(sites, 'site'), detail: `on ${gateway}` } };
    const label = counted(groups.length, 'connection');
    return [{ id: key, label, gateway, gatewayKind, ...standing(groups.flatMap(([, its]) => its)), site }];
  });
}

function drawnConnection(design: Design, name: string, its: readonly CheckedSession[]): DrawnConnection {
  const { gateway, gatewayKind, customerAsn } = its[0]!;
  const site = siteOf(design, name);
  const words = { label: site, detail: `AS ${customerAsn}` };
  return { id: name, label: name, gateway, gatewayKind, ...standing(its), site: { id: site, words } };
}

function standing(sessions: readonly CheckedSession[]): { readonly state: DrawnState; readonly detail: string } {
  const up = sessions.filter(({ state, stateCertain }) => state === 'established' && stateCertain).length;
  const outcomes = new Set<string>(sessions.flatMap(({ inbound, outbound }) => [inbound.outcome, outbound.outcome]));
  const over = ['reset', 'over', 'truncated'].some((outcome) => outcomes.has(outcome));
  const cap = over ? ', over a cap' : outcomes.has('near') ? ', near a cap' : '';
  const what = sessions.every(({ routing }) => routing === 'static') ? 'static tunnel' : 'session';
  const of = cap === '' ? counted(sessions.length, what) : grouped(sessions.length);
  const state = up === 0 ? 'bad' : up < sessions.length || cap !== '' ? 'near' : 'ok';
  return { state, detail: `${grouped(up)} of ${of} up${cap}` };
}

/** The box behind a connection: its router, or what stands in for one. */
function siteOf(design: Design, connection: string): string {
  const vpn = design.vpnConnections[connection];
  if (vpn !== undefined) return design.customerGateways[vpn.customerGateway]?.router ?? vpn.customerGateway;
  const interfaceName = design.virtualInterfaces[connection];
  if (interfaceName !== undefined) return interfaceName.router ?? connection;
  for (const { attachments } of Object.values(design.transitGateways)) {
    for (const [name, attachment] of Object.entries(attachments)) {
      if (attachment.kind !== 'connect' || !connection.startsWith(`${name}/`)) continue;
      const peer = attachment.peers[connection.slice(name.length + 1)];
      if (peer !== undefined) return peer.router ?? connection;
    }
  }
  return connection;
}

interface DrawnVpc {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly gateways: readonly (readonly [GatewayKind, string])[];
}

function vpcsOf(design: Design): DrawnVpc[] {
  const gatewaysOf = new Map<string, [GatewayKind, string][]>(Object.keys(design.vpcs).map((name) => [name, []]));
  for (const [name, { vpc }] of Object.entries(design.vpnGateways)) {
    if (vpc !== null) gatewaysOf.get(vpc)?.push(['vpnGateway', name]);
  }
  for (const [name, { attachments }] of Object.entries(design.transitGateways)) {
    for (const each of Object.values(attachments)) {
      if (each.kind === 'vpc') gatewaysOf.get(each.vpc)?.push(['transitGateway', name]);
    }
  }
  const all = [...gatewaysOf];
  if (all.length <= mostDrawn) {
    return all.map(([name, gateways]) => {
      const tables = Object.keys(design.vpcs[name]?.routeTables ?? {}).length;
      return {
        id: name,
        label: name,
        detail: tables === 0 ? 'VPC' : `VPC, ${counted(tables, 'route table')}`,
        gateways,
      };
    });
  }
  const alike = new Map<string, { count: number; gateways: DrawnVpc['gateways'] }>();
  for (const [, gateways] of all) {
    const key = JSON.stringify(gateways);
    const group = alike.get(key);
    if (group === undefined) alike.set(key, { count: 1, gateways });
    else group.count += 1;
  }
  return [...alike].map(([key, { count, gateways }]) => ({
    id: key,
    label: counted(count, 'VPC'),
    detail: '',
    gateways,
  }));
}
