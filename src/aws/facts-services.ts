/** Direct Connect associations, private IP, accelerated and IPv6 VPN, Client VPN, monitoring: facts X-, K-, M-. */
import type { Fact } from './fact.ts';
import { factsOf } from './facts-of.ts';

const directConnect: readonly Fact[] = [
  ...factsOf('AWS Direct Connect User Guide, allowed prefixes', [
    [
      'X-ALLOW-VGW',
      'documented',
      'For a virtual private gateway the allowed prefixes are a filter: a VPC CIDR is sent when an allowed prefix equals or covers it.',
    ],
    [
      'X-ALLOW-TGW',
      'documented',
      'For a transit gateway the allowed prefixes are announced as they stand, whatever the VPC CIDRs; an empty list announces nothing.',
    ],
    [
      'X-ALLOW-OVL',
      'documented',
      'The allowed prefixes of two transit gateways on one Direct Connect gateway must not overlap.',
    ],
  ]),
  ...factsOf('AWS Direct Connect User Guide, gateway associations', [
    ['X-MIX', 'documented', 'A Direct Connect gateway has virtual private gateways or transit gateways, not both.'],
    [
      'X-P2P',
      'documented',
      'The point-to-point networks of virtual interfaces are not propagated to the transit gateway.',
    ],
    [
      'X-DXGW-NO',
      'documented',
      'A Direct Connect gateway carries nothing between VPCs, between virtual interfaces, or between a virtual interface and a VPN on the same virtual private gateway.',
    ],
  ]),
  ...factsOf('AWS Direct Connect API reference', [
    [
      'X-DX-MTU',
      'contradictory',
      'Virtual interfaces have an MTU of 1,500 or 9,001 (private) and 1,500 or 8,500 (transit); pages disagree on the jumbo values.',
    ],
  ]),
];

const kinds: readonly Fact[] = [
  ...factsOf('AWS Site-to-Site VPN User Guide, private IP VPN', [
    [
      'K-PIP-REQ',
      'documented',
      'Private IP VPN needs a transit virtual interface, a Direct Connect gateway associated with the transit gateway, a private CIDR block on the transit gateway among the allowed prefixes, and the attachment named as transport.',
    ],
    [
      'K-PIP-IP',
      'contradictory',
      'Outside addresses of private IP VPN are of RFC 1918 or RFC 6598; one page names RFC 1918 alone.',
    ],
    [
      'K-PIP-NO',
      'documented',
      'Private IP VPN does not go with virtual private gateways, acceleration, Concentrators or IPv6 outside addresses.',
    ],
    [
      'K-PIP-RT',
      'documented',
      'A private IP VPN has its own association and propagation; it ranks above public VPN and below Direct Connect gateway and Connect.',
    ],
  ]),
  ...factsOf('AWS VPN FAQ, lines 107 and 119', [
    ['K-PIP-ACCT', 'faq', 'Transit gateway and VPN connection are in the same account.'],
    ['K-PIP-SHARE', 'faq', 'Many private IP VPN connections may share one Direct Connect attachment.'],
  ]),
  ...factsOf('AWS Site-to-Site VPN User Guide, accelerated VPN', [
    [
      'K-ACC',
      'documented',
      'Acceleration needs a transit gateway and NAT traversal, IKE started by the customer, cannot be switched later, and does not go over a public virtual interface.',
    ],
  ]),
  ...factsOf('AWS Site-to-Site VPN User Guide, IPv4 and IPv6 traffic', [
    [
      'K-IP6-IN',
      'documented',
      'IPv6 inside a tunnel needs a transit gateway or Cloud WAN; a connection carries IPv4 or IPv6, and cannot be switched later.',
    ],
    [
      'K-IP6-OUT',
      'documented',
      'IPv6 outside addresses are supported on transit gateways and Cloud WAN since July 2025, with both ends IPv6. The FAQ says IPv4 only.',
    ],
  ]),
  ...factsOf('AWS Client VPN Administrator Guide, rules and best practices', [
    [
      'K-CV-CIDR',
      'documented',
      'The client CIDR is between /22 and /12, does not overlap the VPC or a route of the endpoint, cannot be changed, and should hold twice the connections.',
    ],
    ['K-CV-SUB', 'documented', 'One subnet for each Availability Zone, all in one VPC and in the same account.'],
  ]),
  ...factsOf('AWS Client VPN Administrator Guide, quotas', [
    [
      'K-CV-Q',
      'documented',
      'For each target network association 100 routes, 200 authorization rules an endpoint, 5 endpoints; 7,000 connections with one association up to 126,000 with five.',
    ],
  ]),
  ...factsOf('AWS Transit Gateway guide, Client VPN attachments', [
    [
      'K-CV-TGW',
      'documented',
      'A Client VPN endpoint can attach to a transit gateway and propagate routes to it. The FAQ knows subnets only.',
    ],
  ]),
];

const monitoring: readonly Fact[] = [
  ...factsOf('AWS Site-to-Site VPN User Guide, CloudWatch metrics', [
    [
      'M-CW-VPN',
      'documented',
      'TunnelState is 1 for a BGP tunnel only while the session is Established; TunnelDataIn and TunnelDataOut count bytes.',
    ],
    ['M-CW-NOROUTE', 'documented', 'No VPN metric tells the number of routes or the distance to a limit.'],
  ]),
  ...factsOf('AWS Direct Connect User Guide, CloudWatch metrics', [
    [
      'M-CW-DX',
      'documented',
      'Direct Connect has metrics for BGP status and for prefixes accepted and advertised on a virtual interface.',
    ],
  ]),
  ...factsOf('AWS Transit Gateway guide, CloudWatch metrics', [
    [
      'M-CW-TGW',
      'documented',
      'Transit gateways have metrics for traffic and for drops: blackhole, no route, TTL expired.',
    ],
  ]),
  ...factsOf('AWS Site-to-Site VPN User Guide, Health events', [
    [
      'M-HEALTH',
      'documented',
      'AWS Health reports replaced tunnel endpoints and connections that ran on a single tunnel.',
    ],
    ['M-HEALTH-ROUTES', 'documented', 'No Health event about route limits of a VPN is documented.'],
  ]),
  ...factsOf('Public configurations', [
    [
      'M-HEALTH-CODES',
      'reported',
      'Health event codes seen include AWS_VPN_SINGLE_TUNNEL_NOTIFICATION and AWS_VPN_REDUNDANCY_LOSS.',
    ],
  ]),
  ...factsOf('AWS Trusted Advisor, check reference', [
    ['M-TA', 'documented', 'Trusted Advisor checks VPN tunnel redundancy and tunnels that are down.'],
    ['M-TA-LIM', 'documented', 'Trusted Advisor checks no route limit and no VPN limit.'],
  ]),
  ...factsOf('AWS Site-to-Site VPN User Guide, VPN logs', [
    [
      'M-LOG',
      'documented',
      'Activity log and BGP log of a tunnel are switched apart; enabling one interrupts the tunnel. The FAQ knows the activity log alone.',
    ],
  ]),
];

export const serviceFacts: readonly Fact[] = [...directConnect, ...kinds, ...monitoring];
