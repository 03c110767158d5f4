/** What happens beyond a cap, as far as anyone says: facts B-. */
import type { Fact } from './fact.ts';
import { factsOf } from './facts-of.ts';

export const beyondCapFacts: readonly Fact[] = [
  ...factsOf('AWS Site-to-Site VPN User Guide, VPN logs', [
    [
      'B-IN-DOWN',
      'documented',
      'When a customer gateway sends more prefixes than the limit, AWS ends the session with NOTIFICATION 6/1 (Cease, Maximum Number of Prefixes Reached) and shows BGP as DOWN.',
    ],
    [
      'B-IN-EDGE',
      'documented',
      'The limit itself is fine, one more breaks the session; a lab saw it with 101 routes against 100.',
    ],
    [
      'B-IN-LOGS',
      'documented',
      'BGP logs show a warning near the limit (session up), then limit exceeded with count and limit, the 6/1 sent, and Established to Idle. The order of the last three is inferred.',
    ],
    [
      'B-IN-WARN',
      'documented',
      'A warning is logged when the count nears the limit; percentage and period are not published.',
    ],
    [
      'B-IN-UNIT',
      'inferred',
      'The count is of prefixes from one neighbour, hence for each session, that is each tunnel. Whether denied prefixes count is not stated.',
    ],
    [
      'B-IN-BOTH',
      'inferred',
      'The same prefixes on both tunnels break both sessions: the connection is down for BGP although IPsec is up.',
    ],
  ]),
  ...factsOf('AWS Site-to-Site VPN User Guide, CloudWatch metrics', [
    [
      'B-IN-METRIC',
      'documented',
      'After a reset TunnelState is 0 for the tunnel, since with BGP it is 1 only while Established, and LastStatusChange moves.',
    ],
  ]),
  ...factsOf('Lab note on the transit gateway route limit (Aviatrix)', [
    [
      'B-IN-DATA',
      'reported',
      'The NOTIFICATION carries 7 bytes: AFI 1, SAFI 1 and the cap as four bytes, as RFC 4486 lays out.',
    ],
    [
      'B-IN-ROUTER',
      'reported',
      "The customer's router logs NOTIFICATION 6/1 received and the neighbour reset, and goes to Idle.",
    ],
    [
      'B-IN-RETRY',
      'reported',
      'Whether and when AWS opens the session again is not documented; vendors describe flapping, one lab saw it stay Idle.',
    ],
  ]),
  ...factsOf('AWS VPN FAQ, line 95; no user guide says more', [
    [
      'B-OUT-TRUNC',
      'faq',
      'When AWS has more routes than the outbound cap, a subset of that size is sent; that the session stays up is implied.',
    ],
    ['B-OUT-WHICH', 'unknown', 'Which subset is sent is not documented: no order, no promise of stability, no signal.'],
    [
      'B-OUT-TGW',
      'inferred',
      'Truncation is stated for 1,000 routes only; the same is assumed at 5,000 on a transit gateway.',
    ],
  ]),
  ...factsOf('AWS Direct Connect User Guide, quotas and prefix controls', [
    [
      'B-DX-DOWN',
      'documented',
      'More prefixes than the allocation of a virtual interface put its session into idle, BGP status DOWN.',
    ],
    [
      'B-VPC-RT',
      'documented',
      'With more than 100 propagated routes a VPC route table might not install all; which ones is not stated.',
    ],
  ]),
  ...factsOf('Cisco document on BGP flapping at the Direct Connect limit', [
    ['B-DX-6/1', 'reported', 'On Direct Connect, too, Cease 6/1 is seen, and the session flaps.'],
  ]),
  ...factsOf('No public document', [
    ['B-TGW-10K', 'unknown', 'What happens beyond 10,000 routes on a transit gateway is not documented.'],
  ]),
  ...factsOf('Amazon EC2 API reference, error codes', [
    [
      'B-API',
      'documented',
      'The API refuses objects beyond a limit with codes such as RouteLimitExceeded and VpnConnectionLimitExceeded.',
    ],
  ]),
];
