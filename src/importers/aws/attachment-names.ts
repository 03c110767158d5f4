/** How a design names an attachment: a VPN's by its connection, every other one by its own id. */
import { byText } from './fields.ts';
import type { AttachmentUse, AwsExport } from './aws-export.ts';

/** Null for an attachment that is not drawn. */
export function nameOfAttachment(awsExport: AwsExport, transitGateway: string, use: AttachmentUse): string | null {
  const facts = awsExport.attachments.get(`${transitGateway}/${use.attachment}`);
  if (facts === undefined) return null;
  return facts.resourceType === 'vpn' ? (facts.resource ?? null) : facts.id;
}

/** The transit gateway of a table: as described, else as its attachments tell; undefined when they tell none or several. */
export function tableOwner(awsExport: AwsExport, table: string): string | undefined {
  const described = awsExport.tables.get(table)?.transitGateway;
  if (described !== undefined) return described;
  const contents = awsExport.tableContents.get(table);
  if (contents === undefined) return undefined;
  const routes = [...contents.staticRoutes.values(), ...[...contents.propagatedRoutes.values()].flat()];
  const used = new Set(
    [...contents.associations.values(), ...(contents.propagations?.values() ?? []), ...routes].map(
      (use) => use?.attachment,
    ),
  );
  const owners = new Set(
    [...awsExport.attachments.values()].filter(({ id }) => used.has(id)).map(({ transitGateway }) => transitGateway),
  );
  return owners.size === 1 ? [...owners].sort(byText)[0] : undefined;
}
