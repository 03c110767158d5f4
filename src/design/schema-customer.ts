/** The things of the customer's side, and the VPN between the two. Field names are AWS's own. */
import * as v from 'valibot';
import { announceSchema, policySchema } from './schema-announcements.ts';
import { announced, owned } from './schema-aws.ts';
import { field, list, thing } from './schema-kinds.ts';
import {
  address,
  asn,
  choice,
  flag,
  prefix,
  prefixes,
  reference,
  text,
  upFlag,
  upOrDown,
  whole,
} from './schema-values.ts';

export const routerSchema = thing(
  'a router',
  {
    asn: field(asn, 'Its AS number.'),
    announce: field(announceSchema, 'What it announces on all its sessions.'),
    transit: field(flag, 'True: it passes on what it learns from one session to the others.'),
    policy: field(policySchema, 'Policy towards all its neighbours.'),
  },
  { bgpAsn: 'asn' },
);

export const customerGatewaySchema = thing(
  'a customer gateway',
  {
    bgpAsn: field(asn, 'AS number; left out: static routing only.'),
    ipAddress: field(address, 'Outside address.'),
    router: field(reference('a router'), 'The router it stands for; left out: a router of its own.'),
    ...announced,
    transit: field(flag, 'True: it passes on what it learns from one session to the others.'),
    natTraversal: field(flag, 'Whether the device does NAT traversal.'),
    behindNat: field(flag, "Whether the address is a NAT device's."),
    routing: field(choice('route-based', 'policy-based'), 'How the device chooses what to encrypt.'),
    trafficSelectors: field(
      whole('a number of traffic selectors'),
      'How many selectors a policy-based device asks for.',
    ),
    ...owned,
  },
  { asn: 'bgpAsn' },
);

const groups = list('Diffie-Hellman groups', whole('a Diffie-Hellman group', 1, 255));
const algorithms = list('algorithms', text('an algorithm'));

const tunnelSchema = thing(
  'a tunnel',
  {
    id: field(text('an id'), 'Replaces `tunnel-N` in the session id.'),
    tunnelInsideCidr: field(prefix, 'Inside IPv4 CIDR, a /30 of 169.254.0.0/16.'),
    tunnelInsideIpv6Cidr: field(prefix, 'Inside IPv6 CIDR, a /126 of fd00::/8.'),
    outsideIpAddress: field(address, "Outside address of AWS's side."),
    status: field(upOrDown, 'up or down.'),
    acceptedRouteCount: field(whole('a count'), 'How many routes AWS says it accepted.'),
    ...announced,
    phase1DHGroupNumbers: field(groups, 'Diffie-Hellman groups of phase 1.'),
    phase2DHGroupNumbers: field(groups, 'Diffie-Hellman groups of phase 2.'),
    phase1EncryptionAlgorithms: field(algorithms, 'Encryption of phase 1, such as AES256-GCM-16.'),
    phase2EncryptionAlgorithms: field(algorithms, 'Encryption of phase 2.'),
    phase1IntegrityAlgorithms: field(algorithms, 'Integrity of phase 1, such as SHA2-256.'),
    phase2IntegrityAlgorithms: field(algorithms, 'Integrity of phase 2.'),
    startupAction: field(choice('add', 'start'), 'Who begins: add (the customer) or start (AWS).'),
  },
  { up: { of: 'status', schema: upFlag } },
);

export const vpnConnectionSchema = thing(
  'a VPN connection',
  {
    customerGateway: field(reference('a customer gateway'), 'The customer gateway it leads to.'),
    vpnGateway: field(reference('a VPN gateway'), 'The virtual private gateway it ends on.'),
    transitGateway: field(reference('a transit gateway'), 'The transit gateway it ends on.'),
    staticRoutesOnly: field(flag, 'True: static routes, no BGP.'),
    routes: field(prefixes, 'Static routes of a static VPN.'),
    outsideIpAddressType: field(
      choice('PublicIpv4', 'PrivateIpv4', 'Ipv6'),
      'Kind of the outside addresses; PublicIpv4 when left out.',
    ),
    transportTransitGatewayAttachmentId: field(
      reference('an attachment'),
      'For private IP: the Direct Connect attachment that carries it.',
    ),
    enableAcceleration: field(flag, 'True: accelerated by Global Accelerator.'),
    overPublicVirtualInterface: field(reference('a virtual interface'), 'The public virtual interface it runs over.'),
    tunnelInsideIpVersion: field(choice('ipv4', 'ipv6'), 'IP version inside the tunnels; ipv4 when left out.'),
    tunnelBandwidth: field(choice('standard', 'large'), 'standard (when left out) or large.'),
    mtu: field(whole('an MTU', 68, 65535), 'MTU the customer sets on the tunnel, in bytes.'),
    acceptedRoutes: field(prefixes, 'What an AWS export tells of the routes accepted.'),
    ...announced,
    status: field(upOrDown, 'down: both tunnels are.'),
    tunnels: field(list('tunnels', tunnelSchema), 'One or two tunnels; left out: two.'),
    ...owned,
  },
  { staticRoutes: 'routes', up: { of: 'status', schema: upFlag } },
);

const said = (what: string) => field(v.unknown(), `${what}. Read, but not modelled.`);

/** Fields beyond the first are said aloud as not modelled. */
export const clientVpnEndpointSchema = thing('a Client VPN endpoint', {
  clientCidrBlock: field(prefix, 'Addresses given to clients.'),
  ...owned,
  targetNetworks: said('Associated subnets'),
  routes: said('Routes of the endpoint'),
  authorizationRules: said('Who may reach what'),
  splitTunnel: said('Whether only the routes of the endpoint go through the tunnel'),
  transportProtocol: said('udp or tcp'),
  vpnPort: said('443 or 1194'),
  authenticationOptions: said('How clients authenticate'),
  dnsServers: said('DNS servers given to clients'),
  vpcId: said('The VPC of the security groups'),
  sessionTimeoutHours: said('How long a session may last'),
});

export const notModelledKeys = [
  'targetNetworks',
  'routes',
  'authorizationRules',
  'splitTunnel',
  'transportProtocol',
  'vpnPort',
  'authenticationOptions',
  'dnsServers',
  'vpcId',
  'sessionTimeoutHours',
] as const;

export type RouterDocument = v.InferInput<typeof routerSchema>;
export type CustomerGatewayDocument = v.InferInput<typeof customerGatewaySchema>;
export type TunnelDocument = v.InferInput<typeof tunnelSchema>;
export type VpnConnectionDocument = v.InferInput<typeof vpnConnectionSchema>;
export type ClientVpnEndpointDocument = v.InferInput<typeof clientVpnEndpointSchema>;
