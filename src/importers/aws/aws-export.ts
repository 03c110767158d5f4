/**
 * What an export says, as facts keyed by AWS id: between the describe output and the design. Facts are plain and
 * merge over dumps; things that AWS lists as deleted are only remembered by their ids.
 */
import { newLedger, type Ledger } from './ledger.ts';

export interface Owned {
  readonly region?: string;
  readonly account?: string;
}

export interface CustomerGatewayFacts extends Owned {
  readonly bgpAsn?: number;
  readonly ipAddress?: string;
}

export interface VpnGatewayFacts extends Owned {
  readonly amazonSideAsn?: number;
  readonly vpc?: string;
}

export interface TunnelFacts {
  readonly tunnelInsideCidr?: string;
  readonly tunnelInsideIpv6Cidr?: string;
  readonly status?: 'up' | 'down';
  readonly acceptedRouteCount?: number;
  readonly phase1DHGroupNumbers?: number[];
  readonly phase2DHGroupNumbers?: number[];
  readonly phase1EncryptionAlgorithms?: string[];
  readonly phase2EncryptionAlgorithms?: string[];
  readonly phase1IntegrityAlgorithms?: string[];
  readonly phase2IntegrityAlgorithms?: string[];
  readonly startupAction?: 'add' | 'start';
}

export interface VpnConnectionFacts extends Owned {
  readonly customerGateway?: string;
  readonly vpnGateway?: string;
  readonly transitGateway?: string;
  readonly staticRoutesOnly?: boolean;
  readonly routes?: readonly string[];
  readonly outsideIpAddressType?: 'PublicIpv4' | 'PrivateIpv4' | 'Ipv6';
  readonly transportTransitGatewayAttachmentId?: string;
  readonly enableAcceleration?: boolean;
  readonly tunnelInsideIpVersion?: 'ipv4' | 'ipv6';
  readonly tunnelBandwidth?: 'standard' | 'large';
  /** From the customer gateway configuration. */
  readonly amazonSideAsn?: number;
  readonly customerAsn?: number;
  readonly customerAddress?: string;
  /** By outside address: the lists of an answer need not agree in their order. */
  readonly tunnels: Readonly<Record<string, TunnelFacts>>;
}

export interface VpcFacts extends Owned {
  readonly cidrs?: readonly string[];
}

export interface VpcRouteFacts {
  readonly vpnGateway?: string;
  readonly transitGateway?: string;
  readonly blackhole?: true;
  readonly target?: string;
}

/** A route table is owned by the VPC's owner. */
export interface VpcRouteTableFacts extends Owned {
  readonly vpc: string;
  readonly propagatingVgws: readonly string[];
  /** Static routes by destination. */
  readonly routes: Readonly<Record<string, VpcRouteFacts>>;
  /** Destinations of the local routes: the VPC's own blocks. */
  readonly local: readonly string[];
  /** Active propagated destinations by gateway. */
  readonly propagated: Readonly<Record<string, readonly string[]>>;
}

export interface TransitGatewayFacts extends Owned {
  readonly amazonSideAsn?: number;
  readonly vpnEcmpSupport?: 'enable' | 'disable';
  readonly transitGatewayCidrBlocks?: readonly string[];
}

export interface AttachmentFacts {
  readonly transitGateway: string;
  readonly id: string;
  readonly resourceType?: string;
  readonly resource?: string;
  readonly transportAttachment?: string;
}

export interface ConnectPeerFacts {
  readonly attachment: string;
  readonly peerAsn?: number;
  readonly insideCidrBlocks?: readonly string[];
  readonly status?: 'up' | 'down';
}

export interface TableFacts {
  readonly transitGateway?: string;
  readonly defaultAssociationRouteTable?: boolean;
  readonly defaultPropagationRouteTable?: boolean;
}

/** A use of a table by an attachment, or a route over it, names the attachment and what is attached. */
export interface AttachmentUse {
  readonly attachment: string;
  readonly resourceType?: string;
  readonly resource?: string;
}

export interface TableContents {
  readonly associations: Map<string, AttachmentUse>;
  /** Null: the export does not hold them. */
  propagations: Map<string, AttachmentUse> | null;
  /** By destination; no use: a blackhole. */
  readonly staticRoutes: Map<string, AttachmentUse | null>;
  /** Active ones by destination, with every attachment of an ECMP group. */
  readonly propagatedRoutes: Map<string, readonly AttachmentUse[]>;
}

export interface DirectConnectGatewayFacts {
  readonly amazonSideAsn?: number;
  readonly account?: string;
}

export interface DirectConnectAssociationFacts {
  readonly directConnectGateway: string;
  readonly gatewayKind: 'vpnGateway' | 'transitGateway';
  readonly gateway: string;
  readonly allowedPrefixes?: readonly string[];
}

export interface VirtualInterfaceFacts extends Owned {
  readonly type?: 'private' | 'transit' | 'public';
  readonly vpnGateway?: string;
  readonly directConnectGateway?: string;
  readonly bgpAsn?: number;
  readonly families?: readonly ('ipv4' | 'ipv6')[];
  readonly connection?: string;
  readonly location?: string;
  readonly status?: 'up' | 'down';
}

export interface ClientVpnEndpointFacts extends Owned {
  readonly clientCidrBlock?: string;
}

export interface AwsExport {
  readonly ledger: Ledger;
  /** Ids of what AWS lists as deleted, and the like. */
  readonly gone: Set<string>;
  readonly customerGateways: Map<string, CustomerGatewayFacts>;
  readonly vpnGateways: Map<string, VpnGatewayFacts>;
  readonly vpnConnections: Map<string, VpnConnectionFacts>;
  readonly vpcs: Map<string, VpcFacts>;
  readonly routeTables: Map<string, VpcRouteTableFacts>;
  readonly transitGateways: Map<string, TransitGatewayFacts>;
  /** By `gateway/attachment`: a peering attachment has one id on both its gateways. */
  readonly attachments: Map<string, AttachmentFacts>;
  readonly connectPeers: Map<string, ConnectPeerFacts>;
  readonly tables: Map<string, TableFacts>;
  readonly tableContents: Map<string, TableContents>;
  readonly directConnectGateways: Map<string, DirectConnectGatewayFacts>;
  /** By `Direct Connect gateway/gateway`. */
  readonly directConnectAssociations: Map<string, DirectConnectAssociationFacts>;
  readonly virtualInterfaces: Map<string, VirtualInterfaceFacts>;
  /** Port speed by connection or LAG. */
  readonly bandwidths: Map<string, { readonly bandwidth?: string }>;
  readonly clientVpnEndpoints: Map<string, ClientVpnEndpointFacts>;
}

export function newExport(): AwsExport {
  return {
    ledger: newLedger(),
    gone: new Set(),
    customerGateways: new Map(),
    vpnGateways: new Map(),
    vpnConnections: new Map(),
    vpcs: new Map(),
    routeTables: new Map(),
    transitGateways: new Map(),
    attachments: new Map(),
    connectPeers: new Map(),
    tables: new Map(),
    tableContents: new Map(),
    directConnectGateways: new Map(),
    directConnectAssociations: new Map(),
    virtualInterfaces: new Map(),
    bandwidths: new Map(),
    clientVpnEndpoints: new Map(),
  };
}
