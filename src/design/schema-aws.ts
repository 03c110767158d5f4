/** The things of the AWS side: VPCs, gateways, attachments, virtual interfaces. Field names are AWS's own. */
import type * as v from 'valibot';
import { announceSchema, policySchema } from './schema-announcements.ts';
import { convert, either, field, list, must, named, thing } from './schema-kinds.ts';
import {
  account,
  asn,
  bandwidth,
  choice,
  date,
  flag,
  prefix,
  prefixes,
  reference,
  region,
  text,
  upFlag,
  upOrDown,
  whole,
} from './schema-values.ts';

export const owned = {
  region: field(region, 'AWS region it lives in; left out: the region of the design.'),
  account: field(account, 'AWS account that owns it; left out: the account of the design.'),
};

export const announced = {
  announce: field(announceSchema, 'What the customer announces here. Replaces what is said further out.'),
  policy: field(policySchema, "Policy of the customer's router towards this neighbour."),
};

const destination = { destination: 'destinationCidrBlock', prefix: 'destinationCidrBlock' };

export const vpcSchema = thing('a VPC', {
  cidrs: field(prefixes, 'IPv4 and IPv6 CIDR blocks.'),
  ...owned,
  routeTables: field(
    named(
      'route tables',
      thing('a VPC route table', {
        propagatingVgws: field(
          list('names of VPN gateways', reference('a VPN gateway')),
          'Virtual private gateways that propagate their routes into this table.',
        ),
        routes: field(
          list(
            'routes',
            thing(
              'a route',
              {
                destinationCidrBlock: must(prefix, 'Where to.'),
                vpnGateway: field(reference('a VPN gateway'), 'Target: a virtual private gateway.'),
                transitGateway: field(reference('a transit gateway'), 'Target: a transit gateway.'),
                blackhole: field(flag, 'True: packets are dropped.'),
                target: field(
                  text('a target'),
                  'Any other target (an internet gateway, a NAT gateway …): leads out of the design.',
                ),
              },
              destination,
            ),
          ),
          'Static routes.',
        ),
      }),
    ),
    'Route tables by name. Left out: one implied table.',
  ),
});

export const vpnGatewaySchema = thing('a VPN gateway', {
  vpc: field(reference('a VPC'), 'The VPC it is attached to; left out: none (CloudHub).'),
  amazonSideAsn: field(asn, 'AS number of the Amazon side; 64512 when left out.'),
  created: field(date, 'When it was made (legacy public AS numbers depend on it).'),
  ...owned,
});

const connectPeerSchema = thing(
  'a Connect peer',
  {
    peerAsn: field(asn, 'AS number of the appliance.'),
    router: field(reference('a router'), 'The router it stands for.'),
    insideCidrBlocks: field(prefixes, 'BGP addresses inside the GRE tunnel.'),
    status: field(upOrDown, 'up or down.'),
    ...announced,
  },
  { up: { of: 'status', schema: upFlag } },
);

const attachmentSchema = thing(
  'an attachment',
  {
    vpc: field(reference('a VPC'), 'Attaches a VPC.'),
    directConnectGateway: field(reference('a Direct Connect gateway'), 'Attaches a Direct Connect gateway.'),
    connect: field(
      thing('a Connect attachment', {
        transportAttachment: field(reference('an attachment'), 'The attachment that carries the GRE tunnels.'),
        peers: field(named('Connect peers', connectPeerSchema), 'Connect peers by name, two BGP sessions each.'),
      }),
      'A Connect attachment.',
    ),
    peering: field(reference('a transit gateway'), 'Peers with another transit gateway (static routes only).'),
    clientVpnEndpoint: field(reference('a Client VPN endpoint'), 'Attaches a Client VPN endpoint.'),
  },
  { transitGateway: 'peering' },
);

const ecmp = convert(either('`enable` or `disable`', { text: choice('enable', 'disable'), flag }), (value) =>
  typeof value === 'boolean' ? (value ? 'enable' : 'disable') : value,
);

const names = list('names of attachments', reference('an attachment'));

export const transitGatewaySchema = thing('a transit gateway', {
  amazonSideAsn: field(asn, 'AS number of the Amazon side; 64512 when left out.'),
  vpnEcmpSupport: field(ecmp, 'ECMP over VPN connections; enable when left out.'),
  transitGatewayCidrBlocks: field(prefixes, 'CIDR blocks of the transit gateway itself.'),
  attachments: field(
    named('attachments', attachmentSchema),
    'Attachments by name. A VPN connection is one under its own name.',
  ),
  routeTables: field(
    named(
      'route tables',
      thing('a transit gateway route table', {
        associations: field(names, 'Attachments that look up their routes here.'),
        propagations: field(names, 'Attachments whose routes come in here.'),
        routes: field(
          list(
            'routes',
            thing(
              'a route',
              {
                destinationCidrBlock: must(prefix, 'Where to.'),
                attachment: field(reference('an attachment'), 'The attachment it leads to.'),
                blackhole: field(flag, 'True: packets are dropped.'),
              },
              destination,
            ),
          ),
          'Static routes.',
        ),
        defaultAssociationRouteTable: field(flag, 'Attachments that no table names look up their routes here.'),
        defaultPropagationRouteTable: field(flag, 'The routes of attachments that no table names come in here.'),
      }),
    ),
    'Route tables by name. Left out: one, with everything associated and propagated.',
  ),
  ...owned,
});

export const directConnectGatewaySchema = thing('a Direct Connect gateway', {
  amazonSideAsn: field(asn, 'AS number of the Amazon side; 64512 when left out.'),
  account: owned.account,
  associations: field(
    list(
      'associations',
      thing('an association', {
        transitGateway: field(reference('a transit gateway'), 'The transit gateway it is associated with.'),
        vpnGateway: field(reference('a VPN gateway'), 'The virtual private gateway it is associated with.'),
        allowedPrefixes: field(prefixes, 'Prefixes that may be announced to the customer.'),
      }),
    ),
    'Gateways it leads to.',
  ),
});

const family = choice('ipv4', 'ipv6');

export const virtualInterfaceSchema = thing(
  'a virtual interface',
  {
    type: field(choice('private', 'transit', 'public'), 'private, transit or public.'),
    vpnGateway: field(reference('a VPN gateway'), 'The virtual private gateway it ends on.'),
    directConnectGateway: field(reference('a Direct Connect gateway'), 'The Direct Connect gateway it ends on.'),
    router: field(reference('a router'), "The customer's router; left out: a router of its own."),
    bgpAsn: field(asn, "AS number of the customer's side."),
    addressFamily: field(
      convert(
        either('ipv4, ipv6 or a list of them', { text: family, list: list('address families', family) }),
        (value) => (typeof value === 'string' ? [value] : value),
      ),
      'ipv4 (when left out), ipv6 or both: a BGP session each.',
    ),
    bandwidth: field(bandwidth, 'Port speed, such as 1Gbps.'),
    connection: field(text('a connection'), 'The Direct Connect connection it runs on.'),
    location: field(text('a location'), 'The Direct Connect location the connection ends in.'),
    status: field(upOrDown, 'up or down.'),
    acceptedRoutes: field(prefixes, 'What an AWS export tells of the routes accepted.'),
    acceptedRouteCount: field(whole('a count'), 'How many routes AWS says it accepted.'),
    ...announced,
    ...owned,
  },
  { asn: 'bgpAsn', up: { of: 'status', schema: upFlag } },
);

export type VpcDocument = v.InferInput<typeof vpcSchema>;
export type VpnGatewayDocument = v.InferInput<typeof vpnGatewaySchema>;
export type TransitGatewayDocument = v.InferInput<typeof transitGatewaySchema>;
export type AttachmentDocument = v.InferInput<typeof attachmentSchema>;
export type DirectConnectGatewayDocument = v.InferInput<typeof directConnectGatewaySchema>;
export type VirtualInterfaceDocument = v.InferInput<typeof virtualInterfaceSchema>;
