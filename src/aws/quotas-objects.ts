/** How many objects a Region, a gateway or a VPC may have. The FAQ names none of these, so the guides hold in both profiles. */
import type { Quota } from './quota.ts';
import { both, fixed, raisable } from './quota-values.ts';

type ObjectRow = readonly [
  id: string,
  title: string,
  scope: string,
  value: number,
  change: { readonly adjustable: boolean; readonly maximum: number | null },
  fact: string,
];

const objectRows: readonly ObjectRow[] = [
  [
    'vgw.vpn-connections',
    'VPN connections of a virtual private gateway',
    'virtual private gateway',
    10,
    raisable,
    'Q-VPN-VGW',
  ],
  ['region.customer-gateways', 'Customer gateways', 'Region', 50, raisable, 'Q-CGW-REG'],
  ['region.vpn-gateways', 'Virtual private gateways', 'Region', 5, raisable, 'Q-VGW-REG'],
  ['region.vpn-connections', 'VPN connections', 'Region', 50, raisable, 'Q-VPN-REG'],
  ['region.accelerated-vpn-connections', 'Accelerated VPN connections', 'Region', 10, raisable, 'Q-VPN-ACC'],
  ['region.transit-gateways', 'Transit gateways of an account', 'Region', 5, raisable, 'Q-TGW-ACC'],
  ['region.vpcs', 'VPCs', 'Region', 5, raisable, 'Q-VPC-N'],
  ['tgw.attachments', 'Attachments of a transit gateway', 'transit gateway', 5000, raisable, 'Q-TGW-ATT'],
  ['tgw.route-tables', 'Route tables of a transit gateway', 'transit gateway', 20, raisable, 'Q-TGW-RTS'],
  ['tgw.peerings', 'Peering attachments of a transit gateway', 'transit gateway', 50, raisable, 'Q-TGW-PEER'],
  ['tgw.cidr-blocks', 'CIDR blocks of a transit gateway', 'transit gateway', 5, fixed, 'Q-TGW-ACC'],
  [
    'tgw.direct-connect-gateways',
    'Direct Connect gateways of a transit gateway',
    'transit gateway',
    20,
    fixed,
    'Q-DX-TGW',
  ],
  [
    'connect.peers-per-attachment',
    'Connect peers of a Connect attachment',
    'Connect attachment',
    4,
    fixed,
    'Q-TGW-CPEER',
  ],
  [
    'dxgw.vpn-gateways',
    'Virtual private gateways of a Direct Connect gateway',
    'Direct Connect gateway',
    20,
    fixed,
    'Q-DX-VGW',
  ],
  [
    'dxgw.transit-gateways',
    'Transit gateways of a Direct Connect gateway',
    'Direct Connect gateway',
    6,
    fixed,
    'Q-DX-TGW',
  ],
  [
    'dxgw.virtual-interfaces',
    'Virtual interfaces of a Direct Connect gateway',
    'Direct Connect gateway',
    30,
    fixed,
    'Q-DX-VIF',
  ],
  ['vpc.route-tables', 'Route tables of a VPC', 'VPC', 200, raisable, 'Q-VPC-RTS'],
  ['vpc.ipv4-cidrs', 'IPv4 CIDR blocks of a VPC', 'VPC', 5, { adjustable: true, maximum: 50 }, 'Q-VPC-CIDR'],
  ['vpc.ipv6-cidrs', 'IPv6 CIDR blocks of a VPC', 'VPC', 5, { adjustable: true, maximum: 50 }, 'Q-VPC-CIDR'],
  ['vpc.transit-gateways', 'Transit gateways of a VPC', 'VPC', 5, fixed, 'Q-TGW-VPC'],
];

export const objectQuotas: readonly Quota[] = objectRows.map(([id, title, scope, value, change, fact]): Quota => ({
  id,
  title,
  unit: 'objects',
  scope,
  value: both(value),
  ...change,
  facts: [fact],
  asOf: '2026',
}));
