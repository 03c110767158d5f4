/**
 * VPC route table: static routes before propagated ones (P-VPC-ORD); which of several propagated
 * routes a prefix has is the gateway's choice. That the local route beats even more specific
 * propagated ones (P-VPC-LOCAL) is a matter of longest match and is looked after where packets are
 * forwarded. Announces nothing.
 */
import type { Behaviour } from './behaviour.ts';

export const vpcRouteTableBehaviour: Behaviour = {
  ladder: {
    id: 'vpcRouteTable',
    title: 'VPC route table',
    steps: [
      {
        id: 'P-VPC-LOCAL',
        fact: 'P-VPC-LOCAL',
        title: 'the local route first',
        rank: ({ source }) => (source.kind === 'local' ? 0 : 1),
      },
      {
        id: 'P-VPC-ORD',
        fact: 'P-VPC-ORD',
        title: 'static routes before propagated ones',
        rank: ({ source }) => (source.kind === 'vpnGateway' && source.propagated ? 1 : 0),
      },
    ],
  },
  togetherKey: () => null,
  refuse: () => null,
  advertise: () => ({
    attributes: null,
    withheld: { why: 'a VPC route table announces nothing', fact: 'P-VPC-ORD' },
  }),
};
