/** ECMP, the choice of a tunnel, and what is announced on to other sites: facts E-, TS-, H-. */
import type { Fact } from './fact.ts';
import { factsOf } from './facts-of.ts';

const multipath: readonly Fact[] = [
  ...factsOf('AWS Site-to-Site VPN User Guide, route tables and route priority', [
    [
      'E-VGW',
      'documented',
      'A virtual private gateway does no ECMP: one tunnel over all its VPN connections carries what goes out.',
    ],
  ]),
  ...factsOf('Amazon EC2 API reference, transit gateway options', [
    ['E-TGW-OPT', 'documented', 'VpnEcmpSupport of a transit gateway is enable or disable, and enable by default.'],
  ]),
  ...factsOf('AWS Transit Gateway guide, how transit gateways work', [
    ['E-TGW-DYN', 'documented', 'ECMP needs dynamic routing; a static VPN never takes part.'],
    [
      'E-TGW-EQ',
      'documented',
      'ECMP needs the same prefix, the same announced ASN and the same AS_PATH and attributes.',
    ],
    ['E-TGW-OFF', 'documented', 'With VPN ECMP disabled, internal metrics choose one path.'],
    ['E-TYPE', 'documented', 'There is no ECMP between different types of attachment.'],
    ['E-CONC', 'documented', 'There is no ECMP over a VPN Concentrator.'],
    [
      'E-DXGW',
      'documented',
      'ECMP over several Direct Connect gateway attachments needs identical prefix and AS_PATH.',
    ],
    ['E-VPC', 'documented', 'There is no ECMP over VPC attachments.'],
    ['E-PEER', 'documented', 'There is no ECMP over transit gateway peerings.'],
  ]),
  ...factsOf('AWS VPN FAQ, line 115, and the Transit Gateway guide', [
    ['E-PIP', 'documented', 'Private IP VPN connections do ECMP only among themselves.'],
  ]),
  ...factsOf('AWS Transit Gateway guide, Connect', [
    [
      'E-CONN',
      'documented',
      'Connect peers do ECMP within an attachment and over several, given the same AS_PATH and ASN, but not over the two sessions of one peer.',
    ],
  ]),
  ...factsOf('AWS Direct Connect User Guide, routing policies and BGP communities', [
    [
      'E-DXVIF',
      'contradictory',
      'Several virtual interfaces on one Direct Connect gateway share load with AS_PATHs of equal length and equal attributes; their ASNs may differ, unlike over several gateways.',
    ],
    [
      'E-DXREG',
      'documented',
      "Without local-preference tags Direct Connect shares load only among the Region's own locations or only among others; equal tags lift that.",
    ],
  ]),
  ...factsOf('No public document', [
    [
      'E-MAX',
      'unknown',
      'The largest number of VPN paths in one ECMP group is not published; examples show 4 and 8 tunnels.',
    ],
    ['E-ACC', 'inferred', 'Nothing forbids ECMP over accelerated VPN connections, and nothing promises it.'],
  ]),
  ...factsOf('AWS Agent Toolkit, Site-to-Site VPN', [
    [
      'E-HASH',
      'reported',
      'One flow stays on one tunnel; that the hash is over five fields is commonly said but not in the user guide.',
    ],
  ]),
];

const tunnelSelection: readonly Fact[] = [
  ...factsOf('AWS Site-to-Site VPN User Guide, route tables and route priority', [
    [
      'TS-PRIMARY',
      'documented',
      'For each connection AWS picks one tunnel to send on, and may change it; both should be used and asymmetry allowed.',
    ],
    [
      'TS-MED-VGW',
      'documented',
      'On a virtual private gateway the MED shows which tunnel is preferred, so the two differ; samples show 100.',
    ],
    [
      'TS-PREP',
      'documented',
      'Prepending overrides the MED signal and is advised only where the customer gateway cannot bear asymmetry.',
    ],
  ]),
  ...factsOf('AWS Site-to-Site VPN User Guide, modify the target gateway', [
    ['TS-MED-TGW', 'documented', 'A transit gateway sends the same MED on all tunnels of a VPN attachment.'],
  ]),
  ...factsOf('Popular knowledge without a source', [
    [
      'TS-MED-200',
      'reported',
      'That the two tunnels carry MED 100 and 200 is often said; no document that says so was found.',
    ],
  ]),
  ...factsOf('AWS Site-to-Site VPN User Guide, routing during tunnel endpoint updates', [
    [
      'TS-UPD',
      'documented',
      'While one endpoint is updated AWS lowers the MED on the other tunnel; that works only with equal weight and local preference on the customer gateway.',
    ],
  ]),
  ...factsOf('AWS Knowledge Center, tunnel preference', [
    [
      'TS-STATIC',
      'documented',
      'With static routing and both tunnels up AWS chooses the tunnel, and the customer cannot steer it.',
    ],
  ]),
  ...factsOf('AWS Site-to-Site VPN User Guide, tunnel options', [
    [
      'TS-DPD',
      'contradictory',
      'On dead peer detection timeout the tunnel is stopped and its routes cleared by default; the timeout is 40 seconds, 30 in an older text.',
    ],
  ]),
  ...factsOf('AWS Direct Connect User Guide, routing policies and BGP communities', [
    [
      'TS-DXLP',
      'documented',
      'Communities 7224:7100, 7200 and 7300 set low, medium and high preference on private and transit virtual interfaces, ahead of AS_PATH.',
    ],
    [
      'TS-DXORD',
      'documented',
      'Direct Connect: prefix length, local-preference community, AS_PATH length, MED (discouraged), then ECMP.',
    ],
    [
      'TS-DXPUB',
      'contradictory',
      'Communities 7224:8100, 8200, 9100, 9200 and 9300 scope routes on public virtual interfaces; two AWS pages swap the directions.',
    ],
  ]),
];

const readvertisement: readonly Fact[] = [
  ...factsOf('AWS Site-to-Site VPN User Guide, VPN CloudHub', [
    [
      'H-RE',
      'documented',
      "A virtual private gateway announces each site's prefixes to every other BGP peer, with or without a VPC.",
    ],
    [
      'H-ASN',
      'documented',
      'Each customer gateway needs an ASN of its own; otherwise the receiving router would drop the route for its own ASN in the path.',
    ],
    ['H-OVL', 'documented', 'The sites must not overlap.'],
    [
      'H-DX',
      'documented',
      'A private virtual interface directly on the virtual private gateway exchanges routes with the VPN sites.',
    ],
    [
      'H-STATIC',
      'unknown',
      "Whether a static VPN's routes are announced to BGP peers of the same gateway is not stated.",
    ],
    [
      'H-COUNT',
      'inferred',
      '100 routes from each of 10 VPN connections make the outbound cap of 1,000; VPC and Direct Connect routes push it over.',
    ],
  ]),
  ...factsOf('AWS Direct Connect User Guide, virtual private gateway associations', [
    [
      'H-DXGW',
      'documented',
      'Through a Direct Connect gateway, a virtual interface and a VPN on the same virtual private gateway do not reach each other.',
    ],
  ]),
  ...factsOf('AWS Transit Gateway guide, how transit gateways work', [
    [
      'H-TGW',
      'documented',
      'On a transit gateway sites hear each other when all VPNs propagate into the table they are associated with.',
    ],
  ]),
  ...factsOf('No public document', [
    [
      'H-TGW-PATH',
      'unknown',
      'The AS_PATH under which a gateway announces a learned route is not published; VPC prefixes show the Amazon-side ASN alone.',
    ],
  ]),
];

export const pathFacts: readonly Fact[] = [...multipath, ...tunnelSelection, ...readvertisement];
