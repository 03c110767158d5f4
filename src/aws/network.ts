/**
 * A design compiled: sessions, routers and the places that hold routes, with caps, ASNs and policies
 * resolved. Both the solver and the simulation run on it; it decides nothing.
 */
import type { Family, Prefix } from '../net/prefix.ts';
import type { DesignPath } from '../design/problem.ts';
import type { Announcement, Design, Policy } from '../design/vocabulary.ts';
import type { QuotaInForce } from './quota.ts';
import type { Settings } from './settings.ts';

export interface GatewayRef {
  readonly kind: 'vpnGateway' | 'transitGateway' | 'directConnectGateway';
  readonly name: string;
}

/** One BGP session (or one tunnel of a static VPN): the customer's router on one side, an AWS gateway on the other. */
export interface Session {
  /** `vpn-dc1/tunnel-1`, `vpn-…/OUTSIDE-ADDRESS`, a virtual interface's name, `ATTACHMENT/PEER/1`. */
  readonly id: string;
  readonly kind: 'vpn' | 'virtualInterface' | 'connect';
  readonly routing: 'bgp' | 'static';
  readonly family: Family;
  /** Name of the VPN connection or virtual interface, or `ATTACHMENT/PEER`: what fails as one. */
  readonly connection: string;
  /** Counts from 1; null for a virtual interface. */
  readonly tunnel: number | null;
  readonly router: string;
  readonly gateway: GatewayRef;
  /** On a transit gateway: the attachment's name. */
  readonly attachment: string | null;
  readonly transport: 'public' | 'private' | 'directConnect' | 'connect';
  readonly customerAsn: number;
  readonly amazonAsn: number;
  /** Per family; for a static VPN the cap on its static routes. */
  readonly inboundCap: QuotaInForce;
  readonly outboundCap: QuotaInForce;
  /** What keeps it down whatever the routes are; null: nothing. */
  readonly down: { readonly reason: string; readonly facts: readonly string[] } | null;
  /** Null: no bound known. */
  readonly bandwidthMbps: number | null;
  readonly packetsPerSecond: number | null;
  /** The innermost announcements that hold on this session. */
  readonly announce: readonly Announcement[];
  /** Merged, innermost first. */
  readonly policy: Policy;
  /** Static routes of a static VPN. */
  readonly staticRoutes: readonly Prefix[];
  /** What an AWS export counted; null: not observed. */
  readonly acceptedRouteCount: number | null;
  readonly path: DesignPath;
}

export interface RouterNode {
  readonly name: string;
  /** Stands in for a customer gateway, virtual interface or Connect peer without a router. */
  readonly implicit: boolean;
  readonly asn: number | null;
  readonly transit: boolean;
  readonly sessions: readonly Session[];
  readonly path: DesignPath;
}

export interface Network {
  readonly design: Design;
  readonly settings: Settings;
  /** By id, in order of id. */
  readonly sessions: ReadonlyMap<string, Session>;
  readonly routers: ReadonlyMap<string, RouterNode>;
  /** Sessions per gateway, keyed `kind/name`. */
  readonly sessionsOf: (gateway: GatewayRef) => readonly Session[];
  /** Transit gateway table an attachment is associated with; null: none. */
  readonly associatedTable: (transitGateway: string, attachment: string) => string | null;
}
