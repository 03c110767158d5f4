/** describe-customer-gateways and describe-vpn-gateways to facts. */
import { isGone, readAsn, readObjects, readText, defined } from './fields.ts';
import { addThing, openItem } from './open-item.ts';
import type { AwsExport } from './aws-export.ts';
import type { Item } from './collect-objects.ts';

export function readCustomerGateways(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openItem(awsExport, item, 'CustomerGatewayId', item.object.State);
    if (opened === null) continue;
    addThing(awsExport.ledger, awsExport.customerGateways, opened, ['customerGateways', opened.id], {
      // ASNs above 2147483647 stand in a field of their own (A-CGW-RNG).
      ...defined({ bgpAsn: readAsn(opened, 'BgpAsn') ?? readAsn(opened, 'BgpAsnExtended') }),
      ...defined({ ipAddress: readText(opened, 'IpAddress', 'address') }),
      ...opened.owner,
    });
  }
}

export function readVpnGateways(awsExport: AwsExport, items: readonly Item[]): void {
  for (const item of items) {
    const opened = openItem(awsExport, item, 'VpnGatewayId', item.object.State);
    if (opened === null) continue;
    const attached = readObjects(opened, 'VpcAttachments').filter((attachment) => !isGone(attachment.object.State));
    const vpcs = attached.map((attachment) => readText(attachment, 'VpcId', 'id')).filter((id) => id !== undefined);
    if (vpcs.length > 1) opened.report('it is attached to more than one VPC');
    addThing(awsExport.ledger, awsExport.vpnGateways, opened, ['vpnGateways', opened.id], {
      ...defined({ amazonSideAsn: readAsn(opened, 'AmazonSideAsn'), vpc: vpcs[0] }),
      ...opened.owner,
    });
  }
}
