/** Transit gateways to their documents; the one table that stands for none drawn is left out. */
import { formatPrefix } from '../net/format-prefix.ts';
import { asnUnlessDefault, printAnnounce, printPolicy, section, sparse } from './print-parts.ts';
import { defaultTableName } from './read-transit-gateway.ts';
import type { AttachmentDocument, TransitGatewayDocument } from './schema-aws.ts';
import type { TransitGateway, TransitGatewayAttachment } from './vocabulary.ts';

/** `connections`: names of the VPN connections on this gateway. */
export function printTransitGateway(gateway: TransitGateway, connections: readonly string[]): TransitGatewayDocument {
  const { transitGatewayCidrBlocks } = gateway;
  return sparse({
    amazonSideAsn: asnUnlessDefault(gateway.amazonSideAsn),
    vpnEcmpSupport: gateway.vpnEcmpSupport ? null : ('disable' as const),
    transitGatewayCidrBlocks: transitGatewayCidrBlocks.length === 0 ? null : transitGatewayCidrBlocks.map(formatPrefix),
    attachments: section(gateway.attachments, printAttachment),
    routeTables: tablesAreImplied(gateway, connections) ? null : section(gateway.routeTables, printTable),
    region: gateway.region,
    account: gateway.account,
  });
}

function printTable({
  associations,
  propagations,
  routes,
}: TransitGateway['routeTables'][string]): NonNullable<TransitGatewayDocument['routeTables']>[string] {
  return sparse({
    associations: associations.length === 0 ? null : [...associations],
    propagations: propagations.length === 0 ? null : [...propagations],
    routes:
      routes.length === 0
        ? null
        : routes.map(({ destinationCidrBlock, attachment }) => ({
            destinationCidrBlock: formatPrefix(destinationCidrBlock),
            ...(attachment === null ? { blackhole: true } : { attachment }),
          })),
  });
}

function tablesAreImplied(gateway: TransitGateway, connections: readonly string[]): boolean {
  const names = Object.keys(gateway.routeTables);
  const table = gateway.routeTables[defaultTableName];
  if (names.length !== 1 || table === undefined || table.routes.length > 0) return false;
  const all = [...Object.keys(gateway.attachments), ...connections].sort();
  const propagating = all.filter((name) => gateway.attachments[name]?.kind !== 'peering');
  const same = (a: readonly string[], b: readonly string[]): boolean =>
    a.length === b.length && a.every((each, i) => each === b[i]);
  return same(table.associations, all) && same(table.propagations, propagating);
}

function printAttachment(attachment: TransitGatewayAttachment): AttachmentDocument {
  switch (attachment.kind) {
    case 'vpc':
      return { vpc: attachment.vpc };
    case 'directConnectGateway':
      return { directConnectGateway: attachment.directConnectGateway };
    case 'peering':
      return { peering: attachment.transitGateway };
    case 'clientVpn':
      return { clientVpnEndpoint: attachment.clientVpnEndpoint };
    case 'connect': {
      const peers = section(attachment.peers, (peer) =>
        sparse({
          peerAsn: peer.peerAsn,
          router: peer.router,
          insideCidrBlocks: peer.insideCidrBlocks.length === 0 ? null : peer.insideCidrBlocks.map(formatPrefix),
          status: peer.status === 'down' ? ('down' as const) : null,
          announce: printAnnounce(peer.announce),
          policy: printPolicy(peer.policy),
        }),
      );
      return { connect: sparse({ transportAttachment: attachment.transportAttachment, peers }) };
    }
  }
}
