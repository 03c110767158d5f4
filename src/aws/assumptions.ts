/**
 * The register of assumptions: every place where AWS is silent and the program has to go on. Each has
 * a default, and the alternatives that a design or a flag may name instead. A default is chosen so
 * that no trouble is hidden: the larger count, the open tie, the loss that cannot be ruled out.
 */
import type { Assumption } from './assumption.ts';

/** Where AWS is silent: the question, the default, the alternatives and the reason. */
export const assumptions: readonly Assumption[] = [
  {
    id: 'resetRetry',
    question: 'After AWS ends a session for too many routes, does it open the session again, and when?',
    default: 'never',
    alternatives: [
      { value: 'never', means: 'The session stays idle until the customer changes something.' },
      {
        value: 'number',
        means: 'AWS tries again every so many seconds; an offer still over the cap then makes the session flap.',
      },
    ],
    reason:
      'No retry and no back-off is documented. One lab saw the session stay Idle, vendors describe flapping; either way the routes cannot be relied on.',
    facts: ['B-IN-RETRY', 'B-IN-DOWN', 'F97'],
  },
  {
    id: 'countingScope',
    question: 'Is the cap on routes from the customer held against each tunnel or against the whole VPN connection?',
    default: 'session',
    alternatives: [
      { value: 'session', means: 'Each BGP session, that is each tunnel, is counted by itself.' },
      { value: 'connection', means: 'The union of the prefixes on both tunnels is held against the cap.' },
    ],
    reason:
      'The FAQ says "to your Site-to-Site VPN connection", the logs count what one neighbour sends. With the same announcements on both tunnels the two come to the same.',
    facts: ['B-IN-UNIT', 'F97', 'Q-VPN-IN-VGW'],
  },
  {
    id: 'vpnGatewayPassesStaticRoutesOn',
    question:
      'Does a virtual private gateway announce the static routes of one VPN connection to the BGP peers of another?',
    default: true,
    alternatives: [
      { value: true, means: 'Static routes of VPN connections are announced to the other sites.' },
      { value: false, means: 'Only routes learned over BGP are announced to the other sites.' },
    ],
    reason:
      'The FAQ counts "other VPN routes" among the sources without saying which kind. True gives the larger count.',
    facts: ['H-STATIC', 'F95'],
  },
  {
    id: 'reAdvertisedAsPath',
    question:
      'Which AS path does an AWS gateway present when it announces a route that it learned from another customer router?',
    default: 'prepended',
    alternatives: [
      { value: 'prepended', means: 'The Amazon-side ASN in front of the path as learned.' },
      { value: 'amazonAsnOnly', means: 'The Amazon-side ASN alone.' },
    ],
    reason:
      'Not published. Prepending is what RFC 4271 asks of any BGP speaker, and the demand for unique ASNs per site only makes sense with it.',
    facts: ['H-TGW-PATH', 'H-ASN'],
  },
  {
    id: 'announceBackToSource',
    question: 'Does AWS announce a route back over the connection it was learned from?',
    default: false,
    alternatives: [
      {
        value: false,
        means:
          'Never over a connection or attachment that the route in use came from; of an ECMP group, over none of its members.',
      },
      { value: true, means: 'Over every session of the gateway, the source included.' },
    ],
    reason:
      'The guide speaks of re-advertising to the other peers. The customer router would drop such a route for its own ASN, but it would count.',
    facts: ['H-RE', 'Q-VPN-OUT-KIND'],
  },
  {
    id: 'loopedRoutesCount',
    question: 'Do routes that AWS denies because its own ASN is in their path count toward the cap?',
    default: false,
    alternatives: [
      { value: false, means: 'Denied routes do not count.' },
      { value: true, means: 'They count: a router that echoes AWS routes uses up its own cap.' },
    ],
    reason:
      'Not stated. Routers do echo what they learned on one tunnel over the other, and if that counted, a customer of the right size would be reset; a report says when it would matter.',
    facts: ['G-LOOP', 'B-IN-UNIT'],
  },
  {
    id: 'finalTieBreak',
    question: 'Which path wins when every published step ties?',
    default: 'unknown',
    alternatives: [
      { value: 'unknown', means: 'Each tied path is possible.' },
      { value: 'lowestId', means: 'The path over the session whose id sorts first, so as to look at one outcome.' },
    ],
    reason: 'AWS picks one, does not say how, and may change its mind.',
    facts: ['P-VGW-7', 'P-TGW-BGP', 'TS-PRIMARY'],
  },
  {
    id: 'vpnGatewayTunnelMed',
    question: 'Does a virtual private gateway send different MED values over the two tunnels of a VPN connection?',
    default: 'differs',
    alternatives: [
      { value: 'differs', means: 'Lower on one of the two; which one is unknown.' },
      { value: 'equal', means: 'The same on both, as a transit gateway does.' },
    ],
    reason:
      'The guide says that the MED shows which tunnel is preferred, and gives no values; the well-known 100 and 200 have no source.',
    facts: ['TS-MED-VGW', 'TS-MED-200'],
  },
  {
    id: 'customerRouterMultipath',
    question: "Does a customer's router spread traffic over BGP paths that tie?",
    default: true,
    alternatives: [
      { value: true, means: 'Paths of one neighbouring AS that tie down to the MED are used together, as FRR does.' },
      { value: false, means: 'One path is used.' },
    ],
    reason:
      'It is a setting of the router, which a design does not hold. The FAQ’s own sizing example needs it on the customer side as well.',
    facts: ['F113', 'RFC4271-9.1.2.2'],
  },
  {
    id: 'ecmpFlowHash',
    question: 'What decides over which tunnel of an ECMP group a packet goes?',
    default: 'fiveTuple',
    alternatives: [
      {
        value: 'fiveTuple',
        means:
          'Addresses, protocol and ports: each connection between two programs goes over any tunnel, equally likely.',
      },
      {
        value: 'addressPair',
        means: 'The two addresses: all that two hosts send each other is one flow, and flows are to be counted so.',
      },
      { value: 'even', means: 'Every tunnel carries the same, as the sum in the FAQ has it.' },
    ],
    reason:
      'That a flow stays on its tunnel is known, over which fields the hash is taken is not in the user guide. Few large flows may meet on one tunnel while others are idle.',
    facts: ['E-HASH', 'F113'],
  },
  {
    id: 'tunnelDirections',
    question: 'Does a tunnel carry its bandwidth in each direction, or in both together?',
    default: 'separate',
    alternatives: [
      { value: 'separate', means: 'In each direction: what goes up takes nothing from what comes down.' },
      { value: 'together', means: 'In both together: what goes up and what comes down are added.' },
    ],
    reason:
      'The documents give one number and no direction, save for the aggregate of a virtual private gateway, which is one from AWS to the customer. What is too much in one direction is too much either way.',
    facts: ['F73', 'F75', 'Q-BW-STD'],
  },
  {
    id: 'implicitVpcRouteTable',
    question: 'What does the route table of a VPC hold when the design draws none?',
    default: 'everything',
    alternatives: [
      {
        value: 'everything',
        means:
          'One table in which the attached VGW propagates; everything goes to a transit gateway that is the only gateway, and beside others what it knows.',
      },
      { value: 'none', means: 'Nothing but the local routes.' },
    ],
    reason:
      'AWS installs neither propagation nor routes unasked; a design that leaves the tables out most likely takes them for granted.',
    facts: ['P-VPC-ORD', 'Q-VPC-PROP'],
  },
  {
    id: 'propagatedCapFamilies',
    question: 'Are IPv4 and IPv6 counted together toward the cap on propagated routes in a VPC route table?',
    default: 'together',
    alternatives: [
      { value: 'together', means: 'One count for both families.' },
      { value: 'separate', means: 'One count for each family.' },
    ],
    reason: 'Separate counting is documented for static routes alone. Together is the stricter reading.',
    facts: ['Q-VPC-PROP', 'Q-VPC-STAT'],
  },
  {
    id: 'transitGatewayOverTotal',
    question: 'What happens to the routes of a transit gateway beyond its total?',
    default: 'anyNotInstalled',
    alternatives: [
      {
        value: 'anyNotInstalled',
        means: 'Any dynamic route may be the one that is not installed: each is merely possible.',
      },
      { value: 'allInstalled', means: 'All are installed; the limit is only reported.' },
    ],
    reason: 'Nothing is documented about exceeding the total.',
    facts: ['B-TGW-10K', 'Q-TGW-RT'],
  },
  {
    id: 'directConnectOverAllowedPrefixes',
    question: 'What is announced when a transit gateway association lists more allowed prefixes than the quota?',
    default: 'anySubset',
    alternatives: [
      { value: 'anySubset', means: 'As many as the quota says, which ones is unknown.' },
      { value: 'none', means: 'Nothing of that association, as if AWS had refused the list.' },
    ],
    reason: 'The number is documented, going beyond it is not.',
    facts: ['Q-DX-OUT-T', 'X-ALLOW-TGW'],
  },
  {
    id: 'sameAsnOnTransitGateway',
    question: 'May a customer gateway have the ASN of the transit gateway that its VPN connection ends on?',
    default: 'works',
    alternatives: [
      { value: 'works', means: 'The connection is made and its session comes up.' },
      { value: 'refused', means: 'The connection is refused, as on a virtual private gateway.' },
    ],
    reason: 'AWS documents the refusal for virtual private gateways only, and allows equal ASNs on Connect peers.',
    facts: ['A-SAME-TGW', 'A-SAME-VGW'],
  },
  {
    id: 'virtualInterfacesExchangeRoutes',
    question:
      'Does a virtual private gateway pass the routes of one private virtual interface directly on it to another?',
    default: true,
    alternatives: [
      { value: true, means: 'It does, as between VPN connections.' },
      { value: false, means: 'Virtual interfaces exchange routes with VPN connections, not with each other.' },
    ],
    reason:
      'Direct Connect on the gateway itself is said to take part in CloudHub, between two virtual interfaces nothing is said; only a Direct Connect gateway rules it out. True gives the larger count.',
    facts: ['H-DX', 'F95', 'X-DXGW-NO'],
  },
  {
    id: 'staticOverCap',
    question: 'Which static routes are in force when a static VPN connection lists more than its cap?',
    default: 'anySubset',
    alternatives: [
      { value: 'anySubset', means: 'As many as the cap says; which ones depends on the order they were added in.' },
    ],
    reason: 'AWS refuses to add the one beyond the cap, so what is left out depends on who was first.',
    facts: ['F97', 'Q-VPN-STATIC-VGW', 'B-API'],
  },
  {
    id: 'vpnGatewayMissingMed',
    question: 'What does a virtual private gateway take the MED of a VPN route to be when the route carries none?',
    default: 'asTransitGateway',
    alternatives: [
      { value: 'asTransitGateway', means: '100, as a transit gateway is documented to.' },
      { value: 'zero', means: '0, as RFC 4271 section 9.1.2.2 takes it.' },
    ],
    reason:
      'Documented for transit gateways alone. It matters only where one route of a prefix carries a MED and another none.',
    facts: ['P-VGW-6', 'P-TGW-MED0'],
  },
  {
    id: 'customerStaticRoutes',
    question: 'Which static routes towards AWS does a router at the end of a static VPN have?',
    default: 'mirror',
    alternatives: [
      { value: 'mirror', means: 'Static routes for all that the gateway could reach for it, over both tunnels.' },
      { value: 'none', means: 'None: the way back over a static VPN is not drawn.' },
    ],
    reason: "A design draws what AWS is told, not the configuration of the customer's router.",
    facts: ['H-STATIC', 'TS-STATIC'],
  },
  {
    id: 'anonymousRoutes',
    question: 'Are routes known by number alone the same on both tunnels of a connection?',
    default: 'sameOnBothTunnels',
    alternatives: [
      {
        value: 'sameOnBothTunnels',
        means: 'A connection counts once, with the larger of its tunnels; connections add up.',
      },
    ],
    reason:
      'Both tunnels end on one device, which announces the same networks on both; an AWS export tells only the two counts.',
    facts: ['B-IN-UNIT', 'B-IN-BOTH'],
  },
  {
    id: 'acceptAfterReset',
    question: "After a reset for too many routes, does AWS accept the connection that the customer's router opens?",
    default: 'afterRepair',
    alternatives: [
      {
        value: 'afterRepair',
        means:
          'Not until what the router would offer is within the cap; in between AWS refuses, or opens the session itself by resetRetry.',
      },
      {
        value: 'atOnce',
        means: 'It accepts every connection: an offer still over the cap flaps at the pace of the router.',
      },
    ],
    reason:
      'One lab saw the session stay Idle, vendors describe flapping; a session that stays Idle for good would contradict those who repaired theirs by withdrawing routes.',
    facts: ['B-IN-RETRY', 'B-DX-6/1'],
  },
  {
    id: 'updateDelaySeconds',
    question: 'How long does an update take from one end of a session into the tables of the other?',
    default: 1,
    alternatives: [
      { value: 1, means: 'One second.' },
      { value: 'number', means: 'So many seconds.' },
    ],
    reason:
      'Routers gather updates for about a second before they send them; what AWS does is not published. Only simulations ask.',
    facts: ['G-DELAY'],
  },
  {
    id: 'announcedPrefixesPerSecond',
    question: 'How many prefixes a second does a router announce when a session has come up?',
    default: 1000,
    alternatives: [
      { value: 1000, means: 'A thousand, in ten batches.' },
      { value: 'number', means: 'So many, in ten batches.' },
    ],
    reason: 'It decides how long a session over its cap stays up before it is reset. Only simulations ask.',
    facts: ['G-DELAY', 'B-IN-DOWN'],
  },
  {
    id: 'propagationDelaySeconds',
    question: 'How long does AWS take to carry a change from a gateway into a route table that it propagates into?',
    default: 1,
    alternatives: [
      { value: 1, means: 'One second.' },
      { value: 'number', means: 'So many seconds.' },
    ],
    reason: 'Not published. Only simulations ask.',
    facts: ['G-DELAY'],
  },
  {
    id: 'reconnectSeconds',
    question: 'How long after a session failed, or an attempt to connect was not answered, does AWS try again?',
    default: 10,
    alternatives: [
      { value: 10, means: 'Ten seconds.' },
      { value: 'number', means: 'So many seconds.' },
    ],
    reason:
      'That AWS opens sessions is documented, how often is not. After a reset for too many routes resetRetry holds instead.',
    facts: ['G-ACTIVE', 'G-DELAY'],
  },
  {
    id: 'deadPeerDetectionSeconds',
    question: 'How long is a VPN tunnel dead before AWS takes it down?',
    default: 40,
    alternatives: [
      { value: 40, means: 'The timeout of the current user guide.' },
      { value: 30, means: 'The timeout of an older text, and the least that can be set.' },
      { value: 'number', means: 'So many seconds, as set on the tunnel.' },
    ],
    reason:
      'It can be set on each tunnel, and the guide has changed its default. The hold time of BGP is often sooner.',
    facts: ['TS-DPD'],
  },
  {
    id: 'directConnectBfd',
    question: "Does the customer's router run BFD on its virtual interfaces?",
    default: false,
    alternatives: [
      { value: false, means: 'A lost virtual interface is noticed when the hold time is over.' },
      { value: true, means: 'It is noticed within a second.' },
    ],
    reason:
      'AWS is ready for it, but the router has to be configured, which a design does not hold. False is the longer outage.',
    facts: ['G-DX-BFD', 'G-TIMER-DX'],
  },
  {
    id: 'maintenanceMed',
    question: 'By how much is the MED of a tunnel above that of the other one while its endpoint is being replaced?',
    default: 100,
    alternatives: [
      { value: 100, means: 'By 100.' },
      { value: 'number', means: 'By so much.' },
    ],
    reason: 'AWS lowers the MED on the other tunnel and gives no value. Only the difference decides at a router.',
    facts: ['TS-UPD'],
  },
  {
    id: 'maintenanceNoticeSeconds',
    question: 'How long before it takes a tunnel endpoint away does AWS lower the MED of the other tunnel?',
    default: 60,
    alternatives: [
      { value: 60, means: 'A minute.' },
      { value: 'number', means: 'So many seconds.' },
    ],
    reason: 'Not published.',
    facts: ['TS-UPD', 'G-DELAY'],
  },
  {
    id: 'maintenanceSeconds',
    question: 'How long is a tunnel away while its endpoint is replaced?',
    default: 300,
    alternatives: [
      { value: 300, means: 'Five minutes.' },
      { value: 'number', means: 'So many seconds.' },
    ],
    reason: 'Not published.',
    facts: ['TS-UPD', 'G-DELAY'],
  },
];

const byId: ReadonlyMap<string, Assumption> = new Map(assumptions.map((row) => [row.id, row]));

/** Throws for an unknown id: an id in the code is ours, one of the user's is checked by settings.ts. */
export function assumption(id: string): Assumption {
  const row = byId.get(id);
  if (row === undefined) throw new Error(`no assumption ${id}`);
  return row;
}
