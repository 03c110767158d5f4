/**
 * Associating a transit gateway with a Direct Connect gateway makes an attachment (AWS draws it for you):
 * a design that draws the association alone means it, under the name of the Direct Connect gateway.
 */
import type { DesignDocument } from './schema.ts';

export function implyAttachments(document: DesignDocument): DesignDocument {
  const added = new Map<string, string[]>();
  for (const [name, gateway] of Object.entries(document.directConnectGateways ?? {})) {
    for (const association of gateway?.associations ?? []) {
      const transitGateway = association?.transitGateway;
      if (transitGateway === undefined || !Object.hasOwn(document.transitGateways ?? {}, transitGateway)) continue;
      const attachments = document.transitGateways?.[transitGateway]?.attachments ?? {};
      const drawn = Object.values(attachments).some((attachment) => attachment?.directConnectGateway === name);
      const taken = Object.hasOwn(attachments, name) || Object.hasOwn(document.vpnConnections ?? {}, name);
      if (!drawn && !taken) added.set(transitGateway, [...(added.get(transitGateway) ?? []), name]);
    }
  }
  if (added.size === 0) return document;
  const transitGateways = { ...document.transitGateways };
  for (const [name, gateways] of added) {
    const implied = Object.fromEntries(gateways.map((gateway) => [gateway, { directConnectGateway: gateway }]));
    const gateway = transitGateways[name] ?? {};
    transitGateways[name] = { ...gateway, attachments: { ...gateway.attachments, ...implied } };
  }
  return { ...document, transitGateways };
}
