/** A private-IP VPN names the Direct Connect gateway attachment of its transit gateway that carries it. */
import type { Design, TransitGateway } from '../../design/vocabulary.ts';
import type { Breach, Rule } from '../rule.ts';

export const privateIpNeedsTransport: Rule = {
  id: 'vpn/private-ip-needs-transport',
  severity: 'error',
  title: 'A private-IP VPN names no Direct Connect attachment for transport',
  why: 'The tunnels of a private-IP VPN run over a Direct Connect transit virtual interface. Without that attachment there is nothing to carry them.',
  fix: 'Set transportTransitGatewayAttachmentId to the Direct Connect gateway attachment of the same transit gateway.',
  facts: ['F103', 'F107', 'K-PIP-REQ'],
  *check({ design }): Iterable<Breach> {
    for (const [name, connection] of Object.entries(design.vpnConnections)) {
      const { gateway, transportTransitGatewayAttachmentId: transport } = connection;
      // Without a transit gateway there is nothing to attach to: that has its own rule.
      if (connection.outsideIpAddressType !== 'PrivateIpv4' || gateway?.kind !== 'transitGateway') continue;
      const trouble = troubleWith(transport, gateway.name, design);
      if (trouble === null) continue;
      yield {
        subject: name,
        message: `${name} is a private-IP VPN on transit gateway ${gateway.name}, but ${trouble}.${offer(design.transitGateways[gateway.name])}`,
        args: { transportTransitGatewayAttachmentId: transport, transitGateway: gateway.name },
        path: ['vpnConnections', name, ...(transport === null ? [] : ['transportTransitGatewayAttachmentId'])],
      };
    }
  },
};

function troubleWith(transport: string | null, gateway: string, design: Design): string | null {
  if (transport === null) return 'it names no transportTransitGatewayAttachmentId';
  const attachment = design.transitGateways[gateway]?.attachments[transport];
  if (attachment?.kind === 'directConnectGateway') return null;
  return attachment === undefined
    ? `its transport ${transport} is not an attachment of ${gateway}`
    : `its transport ${transport} is not a Direct Connect gateway attachment`;
}

function offer(transitGateway: TransitGateway | undefined): string {
  const candidates = Object.entries(transitGateway?.attachments ?? {})
    .filter(([, attachment]) => attachment.kind === 'directConnectGateway')
    .map(([name]) => name);
  return candidates.length === 0
    ? ' The transit gateway has no Direct Connect gateway attachment yet: it needs one.'
    : ` It has ${candidates.join(', ')}.`;
}
