/** The document of a small design, put together from what was drawn for it (design.ts). */
import type { DesignDocument } from '../../src/design/schema.ts';
import type { Drawn } from './design.ts';

export const vpcCidr = '10.1.0.0/16';

export const vpnGatewayAsn = 64620;
export const transitGatewayAsn = 64513;
export const directConnectGatewayAsn = 64514;

export const defined = <T>(record: Readonly<Record<string, T | undefined>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter((entry): entry is [string, T] => entry[1] !== undefined));

const asnOfSite = (index: number): number => 65001 + index;

export function documentOf({
  sites,
  hub: drawnHub,
  face: drawnFace,
  vpc: drawnVpc,
  shape,
  sameAsn,
}: Drawn): DesignDocument {
  const hasVgw = shape !== 'tgw';
  const hasTgw = shape !== 'vgw';
  const onVgw = hasVgw && (drawnVpc.attached === 'vgw' || drawnVpc.attached === 'both');
  const onTgw = hasTgw && (drawnVpc.attached === 'tgw' || drawnVpc.attached === 'both');
  // A virtual interface needs the gateway it was drawn for.
  const dx = drawnFace === undefined || (drawnFace.gateway === 'dxgw-tgw' ? !hasTgw : !hasVgw) ? null : drawnFace;
  const routers: NonNullable<DesignDocument['routers']> = {};
  const customerGateways: NonNullable<DesignDocument['customerGateways']> = {};
  const vpnConnections: NonNullable<DesignDocument['vpnConnections']> = {};
  const document: DesignDocument = { routecap: 1, routers, customerGateways, vpnConnections };
  const attachments: string[] = [];
  sites.forEach((each, i) => {
    const name = `r${i}`;
    const asn = asnOfSite(sameAsn === true ? 0 : i);
    const announce = each.announce.map(({ behind, ...item }) => ({
      ...(defined(item) as { prefix: string }),
      ...(behind === undefined ? {} : { asPath: [asn, ...behind] }),
    }));
    routers[name] = { asn, announce, ...(each.transit === true ? { transit: true } : {}) };
    customerGateways[`c${i}`] = { bgpAsn: asn, ipAddress: `192.168.0.${i + 1}`, router: name };
    each.connections.forEach((drawn, j) => {
      const toTgw = hasTgw && (drawn.gateway === 'tgw' || !hasVgw);
      const isPrivate = toTgw && drawn.isPrivate === true && dx?.gateway === 'dxgw-tgw';
      const id = `v${i}${j}`;
      if (toTgw) attachments.push(id);
      vpnConnections[id] = {
        customerGateway: `c${i}`,
        ...(toTgw ? { transitGateway: 'tgw' } : { vpnGateway: 'vgw' }),
        ...(drawn.isStatic === true
          ? { staticRoutesOnly: true, routes: drawn.statics }
          : drawn.announce === undefined
            ? {}
            : { announce: drawn.announce }),
        ...(isPrivate
          ? { outsideIpAddressType: 'PrivateIpv4' as const, transportTransitGatewayAttachmentId: 'att-dx' }
          : {}),
        ...(drawn.policy === undefined ? {} : { policy: defined(drawn.policy) }),
        tunnels: drawn.tunnels.map(({ down, policy: own }) => ({
          ...(down === true ? { status: 'down' as const } : {}),
          ...(own === undefined ? {} : { policy: defined(own) }),
        })),
      };
    });
  });
  document.vpcs = {
    app: {
      cidrs: [vpcCidr],
      ...(drawnVpc.table === 'drawn' || (onVgw && onTgw)
        ? {
            routeTables: {
              main: { propagatingVgws: onVgw ? ['vgw'] : [], routes: vpcStatics(drawnVpc, onVgw, onTgw) },
            },
          }
        : {}),
    },
  };
  if (hasVgw) document.vpnGateways = { vgw: { amazonSideAsn: vpnGatewayAsn, ...(onVgw ? { vpc: 'app' } : {}) } };
  if (hasTgw) {
    if (onTgw) attachments.push('att-app');
    if (dx?.gateway === 'dxgw-tgw') attachments.push('att-dx');
    if (drawnHub.connect !== undefined) attachments.push('att-connect');
    document.transitGateways = { tgw: transitGatewayOf(drawnHub, attachments, dx !== null) };
    if (drawnHub.connect !== undefined) routers.rc = { asn: 65050, announce: drawnHub.connect.announce };
  }
  if (dx !== null) {
    const behind = dx.gateway !== 'vgw';
    document.virtualInterfaces = {
      vif: {
        type: dx.gateway === 'dxgw-tgw' ? 'transit' : 'private',
        ...(behind ? { directConnectGateway: 'dxgw' } : { vpnGateway: 'vgw' }),
        router: `r${dx.router}`,
        ...(dx.announce === undefined ? {} : { announce: dx.announce }),
        ...(dx.policy === undefined ? {} : { policy: defined(dx.policy) }),
      },
    };
    if (behind) {
      const association =
        dx.gateway === 'dxgw-tgw' ? { transitGateway: 'tgw', allowedPrefixes: dx.allowed } : { vpnGateway: 'vgw' };
      document.directConnectGateways = {
        dxgw: { amazonSideAsn: directConnectGatewayAsn, associations: [association] },
      };
    }
  }
  return document;
}

function vpcStatics(drawn: Drawn['vpc'], onVgw: boolean, onTgw: boolean) {
  return drawn.statics.flatMap(({ prefix: destinationCidrBlock, to }) => {
    if (to === 'vgw' ? !onVgw : to === 'tgw' ? !onTgw : false) return [];
    return [
      {
        destinationCidrBlock,
        ...(to === 'vgw' ? { vpnGateway: 'vgw' } : to === 'tgw' ? { transitGateway: 'tgw' } : { blackhole: true }),
      },
    ];
  });
}

type TransitGatewayDocument = NonNullable<DesignDocument['transitGateways']>[string];

function transitGatewayOf(
  drawn: Drawn['hub'],
  attachments: readonly string[],
  private_: boolean,
): TransitGatewayDocument {
  const routes = drawn.statics.flatMap(
    ({
      prefix: destinationCidrBlock,
      to,
    }): { destinationCidrBlock: string; attachment?: string; blackhole?: boolean }[] => {
      const attachment = to === 'vpn' ? attachments.find((each) => each.startsWith('v')) : to;
      if (attachment === 'blackhole') return [{ destinationCidrBlock, blackhole: true }];
      return attachment !== undefined && attachments.includes(attachment) ? [{ destinationCidrBlock, attachment }] : [];
    },
  );
  const inTable = (table: 'a' | 'b') => ({
    associations: attachments.filter((_, i) => drawn.associations[i] === (table === 'a')),
    propagations: attachments.filter((_, i) => drawn.propagations[i] === 'both' || drawn.propagations[i] === table),
  });
  const peers =
    drawn.connect === undefined
      ? {}
      : Object.fromEntries(
          Array.from({ length: drawn.connect.peers }, (_, i) => [`peer${i}`, { peerAsn: 65050, router: 'rc' }]),
        );
  return {
    amazonSideAsn: transitGatewayAsn,
    vpnEcmpSupport: drawn.ecmp,
    ...(private_ ? { transitGatewayCidrBlocks: ['10.255.0.0/24'] } : {}),
    attachments: {
      ...(attachments.includes('att-app') ? { 'att-app': { vpc: 'app' } } : {}),
      ...(attachments.includes('att-dx') ? { 'att-dx': { directConnectGateway: 'dxgw' } } : {}),
      ...(drawn.connect === undefined
        ? {}
        : {
            'att-connect': {
              connect: { ...(attachments.includes('att-app') ? { transportAttachment: 'att-app' } : {}), peers },
            },
          }),
    },
    ...(drawn.tables === 'two'
      ? { routeTables: { a: { ...inTable('a'), routes }, b: inTable('b') } }
      : routes.length > 0
        ? { routeTables: { main: { associations: [...attachments], propagations: [...attachments], routes } } }
        : {}),
  };
}
