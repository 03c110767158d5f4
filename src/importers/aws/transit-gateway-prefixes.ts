/**
 * Which prefixes the propagated routes of transit gateway tables ascribe to which attachment. A table shows the
 * preferred route alone (P-TGW-BEST), so what it names is certain and what it does not name may be there all the same.
 */
import { nameOfAttachment, tableOwner } from './attachment-names.ts';
import type { AwsExport } from './aws-export.ts';

export interface TransitGatewayPrefixes {
  readonly vpnConnections: ReadonlyMap<string, ReadonlySet<string>>;
  readonly directConnectGateways: ReadonlyMap<string, ReadonlySet<string>>;
  /** By Connect attachment. */
  readonly connects: ReadonlyMap<string, ReadonlySet<string>>;
}

export function transitGatewayPrefixes(awsExport: AwsExport): TransitGatewayPrefixes {
  const vpnConnections = new Map<string, Set<string>>();
  const directConnectGateways = new Map<string, Set<string>>();
  const connects = new Map<string, Set<string>>();
  const add = (into: Map<string, Set<string>>, id: string, destination: string): void => {
    const known = into.get(id) ?? new Set();
    into.set(id, known.add(destination));
  };
  for (const [table, contents] of awsExport.tableContents) {
    const transitGateway = tableOwner(awsExport, table);
    if (transitGateway === undefined) continue;
    for (const [destination, uses] of contents.propagatedRoutes) {
      for (const use of uses) {
        const attachment = awsExport.attachments.get(`${transitGateway}/${use.attachment}`);
        const name = nameOfAttachment(awsExport, transitGateway, use);
        if (attachment === undefined || name === null) continue;
        if (attachment.resourceType === 'vpn') add(vpnConnections, name, destination);
        if (attachment.resourceType === 'connect') add(connects, name, destination);
        if (attachment.resourceType === 'direct-connect-gateway' && attachment.resource !== undefined) {
          add(directConnectGateways, attachment.resource, destination);
        }
      }
    }
  }
  return { vpnConnections, directConnectGateways, connects };
}
