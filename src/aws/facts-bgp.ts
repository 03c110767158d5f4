/** BGP parameters, inside addresses, ASNs and the RFCs the program follows: facts G-, A-, RFC…. */
import type { Fact } from './fact.ts';
import { factsOf } from './facts-of.ts';

const parameters: readonly Fact[] = [
  ...factsOf('AWS Site-to-Site VPN User Guide, sample configurations', [
    [
      'G-TIMER-VPN',
      'documented',
      'Sample configurations of VPN tunnels have a hold time of 30 seconds and keepalives every 10.',
    ],
    [
      'G-CAP-VPN',
      'documented',
      'An old sample shows route refresh, 4-byte ASNs, IPv4 unicast and graceful restart (120 seconds), without BFD.',
    ],
    [
      'G-IN4-SIDE',
      'inferred',
      'In a /30 the AWS end has the first address and the customer gateway the second, in all samples.',
    ],
  ]),
  ...factsOf('AWS Direct Connect User Guide, BGP settings', [
    [
      'G-TIMER-DX',
      'documented',
      'Hold time 90 and keepalive 30 seconds by default, 3 and 1 at least, the lower of both sides wins; hold time 0 is refused.',
    ],
    [
      'G-DX-BFD',
      'documented',
      'AWS runs BFD on a virtual interface when the customer does: 300 ms intervals, three of which may be missed.',
    ],
    ['A-DX-CUST', 'documented', 'The customer ASN of a virtual interface is from 1 to 4294967294.'],
  ]),
  ...factsOf('AWS Transit Gateway guide, Connect', [
    [
      'G-TIMER-CONN',
      'documented',
      'Connect peers: keepalive 10 and hold 30 seconds, no BFD, no graceful restart, IPv4 peering only.',
    ],
    [
      'G-CONN-IN',
      'documented',
      'Inside addresses of a Connect peer: a /29 of 169.254.0.0/16, except 169.254.0.0 to 169.254.5.0 and 169.254.169.248, and a /125 of fd00::/8.',
    ],
    [
      'A-SAME-TGW',
      'unknown',
      'Whether a customer gateway may have the ASN of its transit gateway is not documented for VPN; Connect allows iBGP.',
    ],
  ]),
  ...factsOf('No public document', [
    [
      'G-TIMER-MIN-VPN',
      'inferred',
      'With other timers on the customer side presumably the smaller hold time holds; an AWS minimum is not published.',
    ],
    [
      'G-DELAY',
      'unknown',
      'How long AWS takes to pass a route on, to bring a session up again or to replace a tunnel endpoint is not published.',
    ],
    ['G-CAP-NOW', 'unknown', 'The current user guide says nothing about graceful restart or BFD on VPN.'],
  ]),
  ...factsOf('AWS Site-to-Site VPN User Guide, VPN logs', [
    ['G-EOR', 'documented', 'AWS sends End-of-RIB after its first announcements.'],
    ['G-ACTIVE', 'documented', 'The AWS end opens the TCP connection as well.'],
    [
      'G-LOOP',
      'documented',
      'A route with the Amazon-side ASN in its AS_PATH is denied; no exception to that is documented.',
    ],
    ['G-NH', 'documented', 'A route whose next hop is not connected is denied.'],
    ['G-BADAS', 'documented', 'With a wrong customer ASN the OPEN is refused and the session stays down.'],
  ]),
  ...factsOf('AWS Agent Toolkit, Direct Connect', [
    ['G-MD5', 'documented', 'Direct Connect always uses an MD5 key, which must match.'],
  ]),
  ...factsOf('AWS Site-to-Site VPN User Guide, tunnel options', [
    [
      'G-IN4',
      'documented',
      'The inside IPv4 CIDR is a /30 of 169.254.0.0/16, except 169.254.0.0/30 to 169.254.5.0/30 and 169.254.169.252/30.',
    ],
    [
      'G-IN4-UNIQ',
      'documented',
      'Inside CIDRs are unique on a virtual private gateway; on a transit gateway they may repeat, but can clash on the customer gateway.',
    ],
    [
      'G-IN6',
      'contradictory',
      'The inside IPv6 CIDR is a /126 of fd00::/8, unique on the transit gateway; the page also speaks of a /128.',
    ],
  ]),
];

const asns: readonly Fact[] = [
  ...factsOf('AWS Site-to-Site VPN User Guide, customer gateway options', [
    [
      'A-CGW-RNG',
      'documented',
      'A customer gateway may have an ASN from 1 to 4294967295, private ones of 16 and 32 bits included. The FAQ stops at 2147483647.',
    ],
    [
      'A-CGW-RSVD',
      'contradictory',
      'Not usable on a customer gateway: 7224 anywhere, 9059 in eu-west-1, 10124 in ap-northeast-1, and in ap-southeast-1 17943 or, in the FAQ and older guides, 17493.',
    ],
    [
      'A-CGW-DEF',
      'contradictory',
      'The default customer ASN is 64512 by the guide and 65000 by the API; 64512 is the default of a virtual private gateway, too.',
    ],
  ]),
  ...factsOf('Amazon EC2 API reference and the AWS Transit Gateway and Direct Connect guides', [
    [
      'A-AWS-RNG',
      'documented',
      'The Amazon side of a virtual private, transit or Direct Connect gateway takes 64512 to 65534 or 4200000000 to 4294967294; 64512 is the default of the first two.',
    ],
    [
      'A-TGW-MOD',
      'documented',
      "A transit gateway's ASN can be changed only while it has no VPN, Direct Connect gateway, Connect, Concentrator or Client VPN attachment.",
    ],
  ]),
  ...factsOf('AWS VPN FAQ, lines 249 to 287, and the user guide', [
    ['A-VGW-IMM', 'documented', 'The ASN of a virtual private gateway cannot be changed.'],
    [
      'A-LEGACY',
      'documented',
      'Virtual private gateways made before 30 June 2018 may have 7224, or 9059, 10124 or 17493 in Dublin, Tokyo and Singapore.',
    ],
  ]),
  ...factsOf('Amazon EC2 API reference, error codes', [
    [
      'A-SAME-VGW',
      'documented',
      'A VPN connection between a customer gateway and a virtual private gateway of the same ASN is refused (AsnConflict).',
    ],
  ]),
  ...factsOf('AWS Direct Connect User Guide, transit gateway associations', [
    [
      'A-DXGW-TGW',
      'documented',
      'A Direct Connect gateway and its transit gateway need different ASNs, and transit gateways in several Regions on one need unique ones.',
    ],
  ]),
  ...factsOf('AWS Direct Connect User Guide, virtual private gateway associations', [
    [
      'A-DXGW-PATH',
      'documented',
      "Through a Direct Connect gateway the customer sees only that gateway's ASN; a virtual private gateway's only on a virtual interface directly on it.",
    ],
  ]),
  ...factsOf('AWS Direct Connect User Guide, routing policies and BGP communities', [
    [
      'A-DX-PUB',
      'documented',
      'On public virtual interfaces AWS is AS 7224; a private customer ASN is replaced and prepends are removed.',
    ],
  ]),
];

const rfcs: readonly Fact[] = [
  ...factsOf('RFC 4271, section 9.1.2.2', [
    [
      'RFC4271-9.1.2.2',
      'documented',
      'Ties are broken by elimination: shortest AS_PATH, lowest origin, lowest MED among routes of one neighbouring AS, eBGP over iBGP, nearest next hop, lowest identifier, lowest peer address.',
    ],
  ]),
  ...factsOf('RFC 4271, section 8', [
    [
      'RFC4271-8',
      'documented',
      'The finite state machine of a BGP session: Idle, Connect, Active, OpenSent, OpenConfirm, Established, with hold and keepalive timers.',
    ],
  ]),
  ...factsOf('RFC 4486, section 4', [
    [
      'RFC4486',
      'documented',
      'Cease subcode 1 is Maximum Number of Prefixes Reached; its data may hold AFI, SAFI and the upper bound as four bytes.',
    ],
  ]),
  ...factsOf('RFC 7607', [
    [
      'RFC7607',
      'documented',
      'AS 0 must not be used: an OPEN with it is refused and a path that holds it is malformed.',
    ],
  ]),
];

export const bgpFacts: readonly Fact[] = [...parameters, ...asns, ...rfcs];
