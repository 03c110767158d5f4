/**
 * The vocabulary of a design: plain data, AWS's own nouns, fields with AWS's own names. A Design has
 * been read, validated and given its defaults; every name it refers to exists. What AWS makes of it
 * is the business of aws/ and solve/.
 */
import type { Family, Prefix } from '../net/prefix.ts';
import type { PrefixList } from '../net/prefix-list.ts';
import type { Origin } from '../bgp/attributes.ts';

/** Whose limits: the AWS VPN FAQ's or the user guides'. */
export type ProfileName = 'faq' | 'guide';

/** Where a thing lives; null when the design does not say. */
export interface Owned {
  readonly region: string | null;
  readonly account: string | null;
}

/** A hybrid network as it was read: every default filled in, every name resolved. */
export interface Design extends Owned {
  readonly profile: ProfileName | null;
  /** Percent of a cap from which "near" is reported; null: the default. */
  readonly near: number | null;
  readonly assumptions: Readonly<Record<string, string | number | boolean>>;
  /** Quota id to overriding value. */
  readonly quotas: Readonly<Record<string, number>>;
  readonly ignore: readonly Suppression[];
  readonly vpcs: Readonly<Record<string, Vpc>>;
  readonly vpnGateways: Readonly<Record<string, VpnGateway>>;
  readonly transitGateways: Readonly<Record<string, TransitGateway>>;
  readonly directConnectGateways: Readonly<Record<string, DirectConnectGateway>>;
  readonly virtualInterfaces: Readonly<Record<string, VirtualInterface>>;
  readonly routers: Readonly<Record<string, Router>>;
  readonly customerGateways: Readonly<Record<string, CustomerGateway>>;
  readonly vpnConnections: Readonly<Record<string, VpnConnection>>;
  readonly clientVpnEndpoints: Readonly<Record<string, ClientVpnEndpoint>>;
  readonly demands: readonly Demand[];
  readonly expect: readonly Expectation[];
  /** What an importer understood but cannot model, said aloud as input/not-modelled. */
  readonly notModelled: readonly NotModelled[];
  /** What an importer of planned changes knows to be destroyed and made anew. */
  readonly replaced: readonly Replaced[];
}

export const replacedKinds = [
  'customerGateways',
  'directConnectGateways',
  'transitGateways',
  'virtualInterfaces',
  'vpnConnections',
  'vpnGateways',
] as const;

export interface Replaced {
  readonly kind: (typeof replacedKinds)[number];
  readonly name: string;
  /** A clause, such as `customer_gateway_id cannot be changed in place`. */
  readonly why: string;
}

export interface NotModelled {
  readonly subject: string;
  readonly what: string;
}

export interface Suppression {
  readonly rule: string;
  /** The finding's subject, or `*`. */
  readonly subject: string;
  readonly reason: string;
  /** ISO date (YYYY-MM-DD) after which the suppression lapses; null: never. */
  readonly until: string | null;
}

export interface Vpc extends Owned {
  readonly cidrs: readonly Prefix[];
  /** Empty: the design does not draw them, and the implicit table of assumption `implicitVpcRouteTable` stands in. */
  readonly routeTables: Readonly<Record<string, VpcRouteTable>>;
}

export interface VpcRouteTable {
  readonly propagatingVgws: readonly string[];
  readonly routes: readonly VpcRoute[];
}

/** A static route. */
export interface VpcRoute {
  readonly destinationCidrBlock: Prefix;
  readonly target: VpcRouteTarget;
}

export type VpcRouteTarget =
  | { readonly kind: 'vpnGateway'; readonly name: string }
  | { readonly kind: 'transitGateway'; readonly name: string }
  | { readonly kind: 'blackhole' }
  /** An internet gateway, a NAT gateway, an interface …: leads out of what is modelled. */
  | { readonly kind: 'other'; readonly name: string };

export interface VpnGateway extends Owned {
  readonly vpc: string | null;
  readonly amazonSideAsn: number;
  /** ISO date of creation (legacy public ASNs: facts A-LEGACY, F249–F261); null when unknown. */
  readonly created: string | null;
}

export interface TransitGateway extends Owned {
  readonly amazonSideAsn: number;
  readonly vpnEcmpSupport: boolean;
  readonly transitGatewayCidrBlocks: readonly Prefix[];
  /** Without VPN connections: those are attachments under their own names. */
  readonly attachments: Readonly<Record<string, TransitGatewayAttachment>>;
  /** Never empty: a TGW drawn without tables has one, `default`, with everything associated and propagated. */
  readonly routeTables: Readonly<Record<string, TransitGatewayRouteTable>>;
}

export type TransitGatewayAttachment =
  | { readonly kind: 'vpc'; readonly vpc: string }
  | { readonly kind: 'directConnectGateway'; readonly directConnectGateway: string }
  | {
      readonly kind: 'connect';
      readonly transportAttachment: string | null;
      readonly peers: Readonly<Record<string, ConnectPeer>>;
    }
  | { readonly kind: 'peering'; readonly transitGateway: string }
  | { readonly kind: 'clientVpn'; readonly clientVpnEndpoint: string };

/** Two BGP sessions, on the two addresses of the transit gateway side (T-CON). */
export interface ConnectPeer {
  readonly peerAsn: number;
  readonly router: string | null;
  readonly insideCidrBlocks: readonly Prefix[];
  readonly status: 'up' | 'down';
  readonly announce: readonly Announcement[] | null;
  readonly policy: Policy;
}

export interface TransitGatewayRouteTable {
  /** Names of attachments (VPN connections among them). */
  readonly associations: readonly string[];
  readonly propagations: readonly string[];
  readonly routes: readonly TransitGatewayRoute[];
}

/** A static route. */
export interface TransitGatewayRoute {
  readonly destinationCidrBlock: Prefix;
  /** Attachment name; null: blackhole. */
  readonly attachment: string | null;
}

export interface DirectConnectGateway {
  readonly account: string | null;
  readonly amazonSideAsn: number;
  readonly associations: readonly DirectConnectGatewayAssociation[];
}

export interface DirectConnectGatewayAssociation {
  readonly gateway: { readonly kind: 'vpnGateway' | 'transitGateway'; readonly name: string };
  /** Null: not said. For a VGW that means every VPC CIDR, for a TGW nothing (X-ALLOW-VGW, X-ALLOW-TGW). */
  readonly allowedPrefixes: readonly Prefix[] | null;
}

export interface VirtualInterface extends Owned {
  readonly type: 'private' | 'transit' | 'public';
  readonly gateway: { readonly kind: 'vpnGateway' | 'directConnectGateway'; readonly name: string } | null;
  readonly router: string | null;
  readonly bgpAsn: number | null;
  /** One BGP session each. */
  readonly families: readonly Family[];
  readonly bandwidthMbps: number | null;
  /** The physical connection, and the Direct Connect location it ends in. */
  readonly connection: string | null;
  readonly location: string | null;
  readonly status: 'up' | 'down';
  /** What an AWS export tells of the routes accepted; used only where nothing is announced by word. */
  readonly acceptedRoutes: readonly Prefix[] | null;
  readonly acceptedRouteCount: number | null;
  readonly announce: readonly Announcement[] | null;
  readonly policy: Policy;
}

/** A box of the customer's, or what stands in for one. */
export interface Router {
  readonly asn: number | null;
  readonly announce: readonly Announcement[];
  /** Passes on what it learns from one session to the others. */
  readonly transit: boolean;
  readonly policy: Policy;
}

export interface CustomerGateway extends Owned {
  /** Null: static routing only. */
  readonly bgpAsn: number | null;
  /** Outside address as text, IPv4 or IPv6; null when the device uses a certificate instead. */
  readonly ipAddress: string | null;
  readonly router: string | null;
  /** Replaces the router's announcements below this gateway; null: the router's. */
  readonly announce: readonly Announcement[] | null;
  readonly policy: Policy;
  readonly transit: boolean | null;
  /** NAT traversal on the device (F89–F91); `behindNat`: its address is a NAT device's. Null: not said. */
  readonly natTraversal: boolean | null;
  readonly behindNat: boolean | null;
  /** A policy-based device, and how many selectors (security associations) it asks for (F91). */
  readonly routing: 'route-based' | 'policy-based' | null;
  readonly trafficSelectors: number | null;
}

export interface VpnConnection extends Owned {
  readonly customerGateway: string;
  readonly gateway: { readonly kind: 'vpnGateway' | 'transitGateway'; readonly name: string } | null;
  readonly staticRoutesOnly: boolean;
  /** Static routes of a static VPN. */
  readonly routes: readonly Prefix[];
  readonly outsideIpAddressType: 'PublicIpv4' | 'PrivateIpv4' | 'Ipv6';
  readonly transportTransitGatewayAttachmentId: string | null;
  readonly enableAcceleration: boolean;
  readonly overPublicVirtualInterface: string | null;
  readonly tunnelInsideIpVersion: Family;
  readonly tunnelBandwidth: 'standard' | 'large';
  readonly mtu: number | null;
  /** What an AWS export tells of the routes accepted; used only where nothing is announced by word. */
  readonly acceptedRoutes: readonly Prefix[] | null;
  readonly announce: readonly Announcement[] | null;
  readonly policy: Policy;
  /** One or two. */
  readonly tunnels: readonly Tunnel[];
}

export interface Tunnel {
  /** The `tunnel-N` or outside address of the session id. */
  readonly id: string;
  readonly status: 'up' | 'down';
  readonly outsideIpAddress: string | null;
  readonly tunnelInsideCidr: Prefix | null;
  readonly tunnelInsideIpv6Cidr: Prefix | null;
  /** What an AWS export counts as accepted on this tunnel; null: not observed. */
  readonly acceptedRouteCount: number | null;
  readonly announce: readonly Announcement[] | null;
  readonly policy: Policy;
  readonly phase1DHGroupNumbers: readonly number[];
  readonly phase2DHGroupNumbers: readonly number[];
  readonly phase1EncryptionAlgorithms: readonly string[];
  readonly phase2EncryptionAlgorithms: readonly string[];
  readonly phase1IntegrityAlgorithms: readonly string[];
  readonly phase2IntegrityAlgorithms: readonly string[];
  readonly startupAction: 'add' | 'start' | null;
}

/** Per-neighbour policy of the customer's router. Inner ones win over outer ones field by field. */
export interface Policy {
  /** How many times the own ASN is put in front of what is announced, beyond the one that is always there. */
  readonly prepend: number | null;
  readonly med: number | null;
  /** Local preference given to what is learned on the session. */
  readonly localPreference: number | null;
  readonly communities: readonly string[] | null;
  /** Only prefixes inside one of these are announced; null: all. */
  readonly announceOnly: readonly Prefix[] | null;
  /** Only prefixes inside one of these are accepted; null: all. */
  readonly acceptOnly: readonly Prefix[] | null;
}

/** Prefixes announced with one set of attributes. */
export interface Announcement {
  /** Known prefixes, duplicates removed by the reader only within one item. */
  readonly prefixes: PrefixList;
  /** Prefixes of which nothing but their number is known (an AWS export can tell no more). */
  readonly anonymous: number;
  /** AS_PATH as AWS receives it (the announcing AS is put in front where it is missing); null: that AS alone. */
  readonly asPath: readonly number[] | null;
  readonly origin: Origin;
  readonly med: number | null;
  readonly communities: readonly string[];
}

export interface ClientVpnEndpoint extends Owned {
  readonly clientCidrBlock: Prefix | null;
}

/** Traffic that must fit, between two places. */
export interface Demand {
  readonly from: string;
  readonly to: string;
  readonly bandwidthMbps: number | null;
  readonly packetsPerSecond: number | null;
  /** It fits after every set of that many failures, too; null: as drawn alone. */
  readonly afterFailuresOf: Failures | null;
}

/** Kinds of things that can fail together with others of their kind. */
export const failureKinds = [
  'tunnels',
  'vpnConnections',
  'customerGateways',
  'routers',
  'virtualInterfaces',
  'directConnectLocations',
  'directConnectGateways',
  'vpnGateways',
  'transitGateways',
  // AWS replaces one tunnel endpoint of each connection of a gateway at the same time.
  'maintenance',
] as const;
/** One of the kinds of things that can fail. */
export type FailureKind = (typeof failureKinds)[number];

export type Failures = Readonly<Partial<Record<FailureKind, number>>>;

/** What must hold of the result, as `expect` of a design says it. */
export type Expectation = (
  | { readonly kind: 'session'; readonly session: string; readonly stays: 'up' | 'down' }
  | {
      readonly kind: 'reach';
      readonly prefix: Prefix;
      readonly from: string;
      readonly via: readonly string[] | null;
      readonly holds: boolean;
    }
  | {
      readonly kind: 'routes';
      readonly session: string;
      readonly direction: 'inbound' | 'outbound';
      readonly atMost: number;
    }
  | { readonly kind: 'bandwidth'; readonly bandwidthMbps: number; readonly from: string; readonly to: string }
) & { readonly afterFailuresOf: Failures | null };
