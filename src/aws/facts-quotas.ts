/** What the AWS guides give as quotas and MTU, paraphrased. The numbers that rules use stand in quotas.ts. */
import type { Fact } from './fact.ts';
import { factsOf } from './facts-of.ts';

export const quotaFacts: readonly Fact[] = [
  ...factsOf('AWS Site-to-Site VPN User Guide, quotas', [
    [
      'Q-VPN-IN-VGW',
      'documented',
      'At most 100 dynamic routes from a customer gateway to a VPN connection on a virtual private gateway; not adjustable.',
    ],
    [
      'Q-VPN-IN-TGW',
      'documented',
      'At most 1,000 dynamic routes from a customer gateway to a VPN connection on a transit gateway; not adjustable.',
    ],
    [
      'Q-VPN-OUT-VGW',
      'documented',
      'At most 1,000 routes from a VPN connection on a virtual private gateway to the customer gateway; not adjustable.',
    ],
    [
      'Q-VPN-OUT-TGW',
      'documented',
      'At most 5,000 routes from a VPN connection on a transit gateway to the customer gateway; not adjustable. It was 1,000 until 2020.',
    ],
    [
      'Q-VPN-STATIC-VGW',
      'documented',
      'At most 100 static routes for a VPN connection on a virtual private gateway; not adjustable.',
    ],
    ['Q-VPN-V6', 'documented', 'IPv6 VPN has the route, bandwidth, packet and MTU limits of IPv4.'],
    [
      'Q-VPN-OUT-KIND',
      'documented',
      'The routes announced are counted over all kinds together: VPC CIDRs, routes of other VPNs and of Direct Connect virtual interfaces on a virtual private gateway; the associated route table on a transit gateway.',
    ],
    [
      'Q-VPN-RT-CAP',
      'documented',
      'Behind a virtual private gateway, propagated routes are also bounded by the 100 of the VPC route table.',
    ],
    ['Q-CGW-REG', 'documented', '50 customer gateways in a Region; adjustable.'],
    [
      'Q-VGW-REG',
      'documented',
      '5 virtual private gateways in a Region, adjustable; a VPC has one attached at a time.',
    ],
    [
      'Q-VPN-REG',
      'documented',
      '50 VPN connections in a Region, adjustable; accelerated and unassociated ones count too.',
    ],
    ['Q-VPN-VGW', 'documented', '10 VPN connections on a virtual private gateway; adjustable.'],
    ['Q-VPN-ACC', 'documented', '10 accelerated VPN connections in a Region; adjustable.'],
    ['Q-VPN-UNASSOC', 'documented', '10 unassociated VPN connections in a Region; adjustable.'],
    ['Q-VPN-LBT', 'documented', '50 VPN connections with large tunnels in a Region; adjustable.'],
    [
      'Q-CONC',
      'contradictory',
      '50 VPN Concentrators in a Region, 5 on a transit gateway, 100 sites each. The guides disagree on whether these are adjustable and whether Cloud WAN is a target.',
    ],
    [
      'Q-BW-STD',
      'documented',
      'A standard tunnel carries up to 1.25 Gbit/s and 140,000 packets a second; not adjustable.',
    ],
    [
      'Q-BW-LBT',
      'documented',
      'A large tunnel (transit gateway or Cloud WAN only) carries up to 5 Gbit/s and 400,000 packets a second. Both tunnels are of one class, without acceleration, and some regions do not have it.',
    ],
    [
      'Q-BW-CONC',
      'documented',
      'A tunnel over a VPN Concentrator carries up to 100 Mbit/s and 10,000 packets a second, 5 Gbit/s in all; BGP only, no ECMP, no private IP VPN.',
    ],
    [
      'Q-MTU',
      'contradictory',
      'The largest packet inside a tunnel is 1,446 bytes (MSS 1,406), without path MTU discovery or jumbo frames. Other AWS pages say 1,500 and 1,399.',
    ],
  ]),
  ...factsOf('AWS Site-to-Site VPN User Guide, best practices for a customer gateway device', [
    [
      'Q-MTU-TAB',
      'documented',
      'MTU by algorithm: GCM 1,446 (NAT-T 1,438); CBC with SHA-1 or SHA2-256 1,438 (1,422); CBC with SHA2-384 1,422 (1,422); CBC with SHA2-512 1,422 (1,406). MSS is 40 less for IPv4 and 60 less for IPv6.',
    ],
  ]),
  ...factsOf('AWS Transit Gateway guide, VPN attachments', [
    [
      'Q-VPN-STATIC-TGW',
      'documented',
      'Static routes to a VPN on a transit gateway are no VPN quota: they stand in the transit gateway route table and count in its total. The FAQ reads as 100 for any static VPN.',
    ],
  ]),
  ...factsOf('AWS Cloud WAN guide, quotas', [
    [
      'Q-VPN-CWAN',
      'documented',
      'A VPN on Cloud WAN takes 1,000 routes in and 5,000 out; more through account managers.',
    ],
    [
      'Q-CWAN-RT',
      'documented',
      '10,000 installed routes in a core network; Connect takes 1,000 in and 5,000 out, tunnel-less Connect 1,000 and 10,000.',
    ],
  ]),
  ...factsOf('AWS Site-to-Site VPN User Guide, VPN Concentrator', [
    ['Q-VPN-CONC', 'documented', 'A site on a VPN Concentrator may announce 1,000 routes and is announced 5,000.'],
  ]),
  ...factsOf('AWS VPN FAQ', [
    [
      'Q-BW-VGW',
      'faq',
      'All VPN connections of a virtual private gateway share up to 1.25 Gbit/s from AWS to the customer; the user guide agrees in effect, since one tunnel is chosen.',
    ],
    [
      'Q-BW-PIP',
      'faq',
      'The sizing example takes 1.25 Gbit/s a tunnel (4 connections, 8 tunnels, 10 Gbit/s) while its sentence says 1.25 Gbit/s a connection.',
    ],
  ]),
  ...factsOf('AWS Direct Connect User Guide, quotas', [
    [
      'Q-DX-IN',
      'documented',
      'On a private or transit virtual interface the customer may announce 100 IPv4 and 100 IPv6 routes a session; prefix controls raise that to 1,000 each. An older page still calls 100 a hard limit.',
    ],
    [
      'Q-DX-PUB',
      'documented',
      'On a public virtual interface the customer may announce 1,000 routes a session; not adjustable.',
    ],
    [
      'Q-DX-OUT-T',
      'documented',
      'AWS announces 200 prefixes for each transit gateway on a transit virtual interface, IPv4 and IPv6 together; more through account managers. It was 20 until April 2023.',
    ],
    [
      'Q-DX-OUT-CWAN',
      'documented',
      'A Cloud WAN attachment announces up to 5,000 prefixes over a Direct Connect gateway.',
    ],
    ['Q-DX-OUT-P', 'unknown', 'No number is published for what AWS announces on a private virtual interface.'],
    [
      'Q-DX-VGW',
      'documented',
      '20 virtual private gateways on a Direct Connect gateway; not adjustable. It was 10 until April 2023.',
    ],
    [
      'Q-DX-TGW',
      'documented',
      '6 transit gateways on a Direct Connect gateway and 20 Direct Connect gateways on a transit gateway; not adjustable.',
    ],
    [
      'Q-DX-VIF',
      'documented',
      '30 private or transit virtual interfaces on a Direct Connect gateway. A dedicated connection has at most 51, of which 50 private or public and 4 transit; a hosted one has 1.',
    ],
    ['Q-DX-SL', 'documented', 'SiteLink carries up to 1,000 prefixes of each family, set by prefix controls.'],
  ]),
  ...factsOf('AWS Direct Connect User Guide, prefix controls', [
    [
      'Q-DX-POOL',
      'documented',
      'A dedicated connection has a pool of prefixes for each family: 5,000 at 1 and 10 Gbit/s, 30,000 at 100, 50,000 at 400. Hosted connections have none. A LAG bundles four connections at most, two at 100 and 400 Gbit/s.',
    ],
    [
      'Q-DX-DXGW',
      'documented',
      'Allocations on one Direct Connect gateway add up to at most 10,000, both families together.',
    ],
    ['Q-DX-MIN', 'documented', 'An allocation cannot go below the prefixes in use; a change takes effect at once.'],
  ]),
  ...factsOf('AWS Transit Gateway guide, quotas', [
    [
      'Q-TGW-RT',
      'documented',
      '10,000 routes, dynamic and static, over all route tables of one transit gateway together; more through account managers.',
    ],
    ['Q-TGW-RTS', 'documented', '20 route tables on a transit gateway; adjustable.'],
    [
      'Q-TGW-POL',
      'documented',
      '20 policy tables on a transit gateway (not adjustable) with 200 entries in all (adjustable).',
    ],
    ['Q-TGW-1ST', 'documented', 'One static route for a prefix to one attachment; not adjustable.'],
    [
      'Q-TGW-CONN-IN',
      'documented',
      'A router may announce 1,000 routes to a Connect peer; more through account managers.',
    ],
    ['Q-TGW-CONN-OUT', 'documented', 'A Connect peer announces up to 5,000 routes to a router; not adjustable.'],
    ['Q-TGW-ATT', 'documented', '5,000 attachments on a transit gateway; adjustable.'],
    ['Q-TGW-VPC', 'documented', 'A VPC may have 5 transit gateways, with one attachment on each; not adjustable.'],
    [
      'Q-TGW-PEER',
      'documented',
      '50 peering attachments on a transit gateway and 10 pending, both adjustable; one between any two transit gateways.',
    ],
    [
      'Q-TGW-CPEER',
      'documented',
      '4 Connect peers on a Connect attachment, each of up to 5 Gbit/s and 300,000 packets a second; not adjustable.',
    ],
    [
      'Q-TGW-BW',
      'documented',
      'A VPC attachment carries up to 100 Gbit/s each way and 7.5 million packets a second in each Availability Zone; Direct Connect and peering likewise.',
    ],
    [
      'Q-TGW-ACC',
      'documented',
      '5 transit gateways in an account and Region (adjustable), 5 CIDR blocks on each (not adjustable): IPv4 /24 or wider, IPv6 /64 or wider, not from 169.254.0.0/16.',
    ],
    [
      'Q-TGW-MTU',
      'documented',
      '8,500 bytes between VPC, Direct Connect, Connect and peering attachments, 1,500 over VPN; MSS is clamped.',
    ],
    ['Q-TGW-ECMP', 'unknown', 'The largest number of ECMP paths is not published.'],
  ]),
  ...factsOf('Amazon VPC User Guide, quotas', [
    [
      'Q-VPC-PROP',
      'documented',
      '100 propagated routes in a VPC route table; not adjustable. Beyond that a default route should be announced. Whether IPv4 and IPv6 are counted apart is not stated.',
    ],
    [
      'Q-VPC-STAT',
      'documented',
      '500 routes in a VPC route table that are not propagated, adjustable to 1,000; IPv4 and IPv6 count apart.',
    ],
    ['Q-VPC-RTS', 'documented', '200 route tables in a VPC; adjustable.'],
    ['Q-VPC-CIDR', 'documented', '5 IPv4 and 5 IPv6 CIDR blocks in a VPC, each adjustable to 50.'],
    [
      'Q-VPC-N',
      'documented',
      '5 VPCs in a Region, 200 subnets in a VPC, 100 prefix lists of 1,000 entries; adjustable.',
    ],
    ['Q-VPC-RS', 'documented', 'A VPC route server takes 100 routes a peer and 100 in all; not adjustable.'],
  ]),
];
