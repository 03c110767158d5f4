/** Which route wins on a virtual private gateway, a transit gateway and in a VPC route table: facts P-. */
import type { Fact } from './fact.ts';
import { factsOf } from './facts-of.ts';

export const priorityFacts: readonly Fact[] = [
  ...factsOf('AWS Site-to-Site VPN User Guide, route tables and route priority', [
    ['P-VGW-0', 'documented', 'The health of tunnel endpoints comes before all else, even prefix length.'],
    ['P-VGW-1', 'documented', 'On a virtual private gateway the longest matching prefix wins.'],
    ['P-VGW-2', 'documented', 'For the same prefix, BGP routes from Direct Connect come first.'],
    ['P-VGW-3', 'documented', 'Static routes of a VPN come after Direct Connect.'],
    ['P-VGW-4', 'documented', 'BGP routes of a VPN come after static ones.'],
    ['P-VGW-5', 'documented', 'Among BGP routes of VPNs the shortest AS_PATH wins.'],
    ['P-VGW-6', 'documented', 'With AS_PATHs of equal length and the same first AS the lowest MED wins.'],
    ['P-VGW-7', 'documented', 'If all is equal AWS picks one path; how is not published, and it may change.'],
    [
      'P-VGW-FILTER',
      'documented',
      'A virtual private gateway forwards only to prefixes it knows from BGP, static routes or the VPC, and no IPv6 over VPN.',
    ],
    [
      'P-TGW-BH',
      'documented',
      'Blackhole routes of a transit gateway table are not announced over BGP to a customer gateway.',
    ],
  ]),
  ...factsOf('AWS Transit Gateway guide, how transit gateways work', [
    [
      'P-TGW-ORD',
      'documented',
      'Longest prefix first; for the same prefix: static, prefix list, VPC, Direct Connect gateway, Connect, private IP VPN, VPN, VPN Concentrator, Client VPN, peering.',
    ],
    [
      'P-TGW-BGP',
      'documented',
      'Same prefix and type: shorter AS_PATH, then lower MED, then eBGP over iBGP; beyond that no order is guaranteed.',
    ],
    [
      'P-TGW-MED0',
      'documented',
      'A route without MED counts as 0 from Direct Connect and as 100 from VPN and Connect.',
    ],
    [
      'P-TGW-STATIC',
      'documented',
      'While a static route for a CIDR exists, the propagated one for it is not in the table.',
    ],
    [
      'P-TGW-BEST',
      'documented',
      'A table shows only the preferred route; the next one appears when that is withdrawn.',
    ],
    ['P-TGW-NOFILT', 'documented', 'Advertised and propagated routes cannot be filtered.'],
    [
      'P-TGW-ASSOC',
      'documented',
      'An attachment is associated with one table, whose routes are announced over it, and may propagate to many.',
    ],
    ['P-TGW-PEER', 'documented', 'Routes over a transit gateway peering are static only.'],
  ]),
  ...factsOf('AWS Knowledge Center, Direct Connect with VPN failover', [
    [
      'P-TGW-AGG',
      'documented',
      "A static aggregate to a VPC attachment in the VPN's associated table is announced to the customer gateway.",
    ],
  ]),
  ...factsOf('AWS Transit Gateway guide, VPN attachments', [
    ['P-TGW-STVPN', 'documented', 'Static transit gateway routes to a VPN attachment are not filtered by the VPN.'],
  ]),
  ...factsOf('AWS Knowledge Center, Direct Connect gateway as the primary connection', [
    [
      'P-CGW-LPM',
      'documented',
      'When VPN sends specific VPC CIDRs and Direct Connect the aggregate, the customer side prefers VPN by longest match.',
    ],
  ]),
  ...factsOf('Amazon VPC User Guide, route priority', [
    [
      'P-VPC-ORD',
      'documented',
      'Longest prefix, then static, prefix list, propagated; among propagated: Direct Connect, static VPN, BGP VPN.',
    ],
    [
      'P-VPC-LOCAL',
      'documented',
      'Propagated routes of VPN and Direct Connect never beat the local route, even when they are more specific.',
    ],
    [
      'P-VPC-MSPEC',
      'documented',
      'A static route more specific than the local one must be for a whole subnet and go to a NAT gateway, network interface or Gateway Load Balancer endpoint.',
    ],
    [
      'P-VPC-PL',
      'documented',
      'Of two overlapping prefix lists with different targets one is chosen at random and then kept.',
    ],
    ['P-VPC-RSV', 'documented', 'No routes can be added within 169.254.168.0/22 or fd00:ec2::/32.'],
    [
      'P-VPC-STATICVGW',
      'documented',
      'A static route to the virtual private gateway beats the propagated one for the same CIDR.',
    ],
  ]),
  ...factsOf('AWS Direct Connect User Guide, virtual private gateway associations', [
    ['P-DX-OVERLAP', 'documented', 'VPCs behind one Direct Connect gateway must not overlap.'],
  ]),
];
