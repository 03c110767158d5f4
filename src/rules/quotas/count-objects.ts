/**
 * How many of each limited thing a design has, and per what: a gateway, an attachment, a VPC, or a
 * region and account. Bandwidth and routes are counted elsewhere.
 */
import { effectiveOwner } from '../../design/effective-owner.ts';
import type { DesignPath } from '../../design/problem.ts';
import type { Design, Owned } from '../../design/vocabulary.ts';
import { connectionRegion } from '../vpn/connection-region.ts';

export interface ObjectCount {
  /** Quota id. */
  readonly quota: string;
  /** What the count is for: the name of a thing, or of a region. */
  readonly subject: string;
  /** The subject in a sentence: "virtual private gateway hub". */
  readonly where: string;
  readonly count: number;
  /** What is counted, in the plural: "VPN connections". */
  readonly what: string;
  readonly path: DesignPath;
}

export function countObjects(design: Design): ObjectCount[] {
  return [
    ...perRegion(design),
    ...perVpnGateway(design),
    ...perTransitGateway(design),
    ...perDirectConnectGateway(design),
    ...perVpc(design),
  ];
}

/** Region quotas hold per account. */
function* perRegion(design: Design): Iterable<ObjectCount> {
  const connections = Object.values(design.vpnConnections).map((connection) => ({
    ...connection,
    region: connectionRegion(design, connection),
  }));
  const accelerated = connections.filter((connection) => connection.enableAcceleration);
  const kinds: readonly [quota: string, what: string, section: string, things: readonly Owned[]][] = [
    ['region.customer-gateways', 'customer gateways', 'customerGateways', Object.values(design.customerGateways)],
    ['region.vpn-gateways', 'virtual private gateways', 'vpnGateways', Object.values(design.vpnGateways)],
    ['region.vpn-connections', 'VPN connections', 'vpnConnections', connections],
    ['region.accelerated-vpn-connections', 'accelerated VPN connections', 'vpnConnections', accelerated],
    ['region.transit-gateways', 'transit gateways', 'transitGateways', Object.values(design.transitGateways)],
    ['region.vpcs', 'VPCs', 'vpcs', Object.values(design.vpcs)],
  ];
  for (const [quota, what, section, things] of kinds) {
    const counts = new Map<string, { subject: string; where: string; count: number }>();
    for (const thing of things) {
      const owner = effectiveOwner(design, thing);
      const subject = [owner.account, owner.region].filter((part) => part !== null).join('/') || 'design';
      const entry = counts.get(subject);
      if (entry === undefined) counts.set(subject, { subject, where: placeOf(owner), count: 1 });
      else entry.count += 1;
    }
    for (const each of counts.values()) yield { quota, what, path: [section], ...each };
  }
}

function placeOf({ region, account }: Owned): string {
  const place = region === null ? 'the region of the design' : `region ${region}`;
  return account === null ? place : `${place}, account ${account}`;
}

function* perVpnGateway(design: Design): Iterable<ObjectCount> {
  const connections = connectionsPer(design, 'vpnGateway');
  for (const subject of Object.keys(design.vpnGateways)) {
    yield {
      quota: 'vgw.vpn-connections',
      subject,
      where: `virtual private gateway ${subject}`,
      count: connections.get(subject) ?? 0,
      what: 'VPN connections',
      path: ['vpnGateways', subject],
    };
  }
}

function* perTransitGateway(design: Design): Iterable<ObjectCount> {
  const connections = connectionsPer(design, 'transitGateway');
  for (const [subject, gateway] of Object.entries(design.transitGateways)) {
    const path = ['transitGateways', subject];
    const at = { subject, where: `transit gateway ${subject}`, path };
    const attachments = Object.entries(gateway.attachments);
    const ofKind = (kind: string): number => attachments.filter(([, attachment]) => attachment.kind === kind).length;
    // A VPN connection is an attachment under its own name.
    const all = attachments.length + (connections.get(subject) ?? 0);
    yield { ...at, quota: 'tgw.attachments', count: all, what: 'attachments' };
    yield { ...at, quota: 'tgw.route-tables', count: Object.keys(gateway.routeTables).length, what: 'route tables' };
    yield { ...at, quota: 'tgw.peerings', count: ofKind('peering'), what: 'peering attachments' };
    yield { ...at, quota: 'tgw.cidr-blocks', count: gateway.transitGatewayCidrBlocks.length, what: 'CIDR blocks' };
    const directConnectGateways = new Set(
      attachments.flatMap(([, it]) => (it.kind === 'directConnectGateway' ? [it.directConnectGateway] : [])),
    );
    yield {
      ...at,
      quota: 'tgw.direct-connect-gateways',
      count: directConnectGateways.size,
      what: 'Direct Connect gateways',
    };
    for (const [name, attachment] of attachments) {
      if (attachment.kind !== 'connect') continue;
      yield {
        quota: 'connect.peers-per-attachment',
        subject: name,
        where: `Connect attachment ${name}`,
        count: Object.keys(attachment.peers).length,
        what: 'Connect peers',
        path: [...path, 'attachments', name],
      };
    }
  }
}

function* perDirectConnectGateway(design: Design): Iterable<ObjectCount> {
  const interfaces = new Map<string, number>();
  for (const { gateway } of Object.values(design.virtualInterfaces)) {
    if (gateway?.kind === 'directConnectGateway') addOne(interfaces, gateway.name);
  }
  for (const [subject, { associations }] of Object.entries(design.directConnectGateways)) {
    const at = { subject, where: `Direct Connect gateway ${subject}`, path: ['directConnectGateways', subject] };
    const ofKind = (kind: string): number => associations.filter(({ gateway }) => gateway.kind === kind).length;
    yield { ...at, quota: 'dxgw.vpn-gateways', count: ofKind('vpnGateway'), what: 'virtual private gateways' };
    yield { ...at, quota: 'dxgw.transit-gateways', count: ofKind('transitGateway'), what: 'transit gateways' };
    yield { ...at, quota: 'dxgw.virtual-interfaces', count: interfaces.get(subject) ?? 0, what: 'virtual interfaces' };
  }
}

function* perVpc(design: Design): Iterable<ObjectCount> {
  const transitGateways = new Map<string, number>();
  for (const { attachments } of Object.values(design.transitGateways)) {
    const vpcs = new Set(Object.values(attachments).flatMap((it) => (it.kind === 'vpc' ? [it.vpc] : [])));
    for (const vpc of vpcs) addOne(transitGateways, vpc);
  }
  for (const [subject, vpc] of Object.entries(design.vpcs)) {
    const at = { subject, where: `VPC ${subject}`, path: ['vpcs', subject] };
    const ofFamily = (family: string): number => vpc.cidrs.filter((cidr) => cidr.family === family).length;
    yield { ...at, quota: 'vpc.route-tables', count: Object.keys(vpc.routeTables).length, what: 'route tables' };
    yield { ...at, quota: 'vpc.ipv4-cidrs', count: ofFamily('ipv4'), what: 'IPv4 CIDR blocks' };
    yield { ...at, quota: 'vpc.ipv6-cidrs', count: ofFamily('ipv6'), what: 'IPv6 CIDR blocks' };
    yield { ...at, quota: 'vpc.transit-gateways', count: transitGateways.get(subject) ?? 0, what: 'transit gateways' };
  }
}

function connectionsPer(design: Design, kind: 'vpnGateway' | 'transitGateway'): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { gateway } of Object.values(design.vpnConnections)) {
    if (gateway?.kind === kind) addOne(counts, gateway.name);
  }
  return counts;
}

function addOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
