/**
 * Reads saved output of the AWS CLI (describe-, get-, search-) into a design. Files are told apart by content,
 * whatever they are called; folders may carry account and Region. What the export cannot tell is said, never
 * guessed in silence, and no secret of it (pre-shared keys, MD5 keys) gets beyond the fields that are asked for.
 */
import { deriveAnnouncements } from './aws/announcements.ts';
import { newExport, type AwsExport } from './aws/aws-export.ts';
import { buildDocument } from './aws/build-document.ts';
import { collectObjects, type Item } from './aws/collect-objects.ts';
import { completeExport } from './aws/complete-export.ts';
import { lookedFor, type ReadKind } from './aws/file-kinds.ts';
import { locate, problemAt, settledNotes, settledProblems, type NotModelled, type SourceFile } from './aws/ledger.ts';
import { readCustomerGateways, readVpnGateways } from './aws/read-customer-gateways.ts';
import {
  readConnections,
  readDirectConnectGatewayAssociations,
  readDirectConnectGatewayAttachments,
  readDirectConnectGateways,
  readLags,
  readVirtualInterfaces,
} from './aws/read-direct-connect.ts';
import {
  readTableAssociations,
  readTablePropagations,
  readTableRoutes,
  readTables,
} from './aws/read-transit-gateway-tables.ts';
import {
  readAttachments,
  readConnectPeers,
  readConnects,
  readPeeringAttachments,
  readTransitGateways,
  readVpcAttachments,
} from './aws/read-transit-gateways.ts';
import { readClientVpnEndpoints, readRouteTables, readVpcs } from './aws/read-vpcs.ts';
import { readVpnConnections } from './aws/read-vpn-connections.ts';
import type { DesignPath, Location, Problem } from '../design/problem.ts';
import type { DesignDocument } from '../design/schema.ts';

/** What an AWS export means as a design, and what could not be told from it. */
export interface AwsImport {
  readonly document: DesignDocument;
  readonly problems: Problem[];
  readonly locate: (path: DesignPath) => Location | null;
  readonly notModelled: NotModelled[];
  /** How many files held something that is read. */
  readonly recognised: number;
  /** Passed over in silence: kinds that do not matter for routing. */
  readonly ignored: readonly { readonly path: string; readonly kind: string }[];
}

/** In an order in which each finds what it refers to: gone attachments before tables, attachments before Connect peers. */
const readers: readonly (readonly [ReadKind, (awsExport: AwsExport, items: readonly Item[]) => void])[] = [
  ['customerGateways', readCustomerGateways],
  ['vpnGateways', readVpnGateways],
  ['vpnConnections', readVpnConnections],
  ['vpcs', readVpcs],
  ['routeTables', readRouteTables],
  ['transitGateways', readTransitGateways],
  ['tables', readTables],
  ['vpcAttachments', readVpcAttachments],
  ['connects', readConnects],
  ['peeringAttachments', readPeeringAttachments],
  ['attachments', readAttachments],
  ['connectPeers', readConnectPeers],
  ['tableAssociations', readTableAssociations],
  ['tablePropagations', readTablePropagations],
  ['tableRoutes', readTableRoutes],
  ['directConnectGateways', readDirectConnectGateways],
  ['directConnectGatewayAssociations', readDirectConnectGatewayAssociations],
  ['virtualInterfaces', readVirtualInterfaces],
  ['directConnectGatewayAttachments', readDirectConnectGatewayAttachments],
  ['directConnectConnections', readConnections],
  ['lags', readLags],
  ['clientVpnEndpoints', readClientVpnEndpoints],
];

/** Files of AWS CLI output, all of one export, to one design document; bad input gives problems, not errors. */
export function importAws(files: readonly SourceFile[]): AwsImport {
  const awsExport = newExport();
  const { ledger } = awsExport;
  const { items, recognised, ignored } = collectObjects(files, ledger);
  for (const [kind, read] of readers) read(awsExport, items.get(kind) ?? []);
  if (recognised === 0 && ledger.problems.length === 0) {
    const count = files.length === 1 ? 'the one file' : `the ${files.length} files`;
    problemAt(ledger, `no AWS describe output in ${count} given: looked for ${lookedFor}`, null);
  }
  completeExport(awsExport);
  const document = buildDocument(awsExport, deriveAnnouncements(awsExport));
  return {
    document,
    problems: settledProblems(ledger),
    locate: (path) => locate(ledger, path),
    notModelled: settledNotes(ledger),
    recognised,
    ignored,
  };
}
