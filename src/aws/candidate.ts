/** A route as a place weighs it: its attributes and how it came there. */
import type { PathAttributes } from '../bgp/attributes.ts';
import type { Session } from './network.ts';

/** How a route came to the place that holds it. */
export type RouteSource =
  /** Learned over BGP on a session: from the customer at a gateway, from AWS at a router. */
  | { readonly kind: 'session'; readonly session: Session }
  /** Static route of a static VPN, over one of its tunnels. */
  | { readonly kind: 'staticVpn'; readonly session: Session }
  /** CIDR of an attached VPC (VGW; TGW: by the attachment's propagation). */
  | { readonly kind: 'vpc'; readonly vpc: string; readonly attachment: string | null }
  /** From a Direct Connect gateway, whose own table says over which virtual interfaces. */
  | { readonly kind: 'directConnectGateway'; readonly name: string; readonly attachment: string | null }
  /** Static route of a transit gateway table. */
  | { readonly kind: 'staticAttachment'; readonly transitGateway: string; readonly attachment: string }
  | { readonly kind: 'blackhole' }
  /** VPC table: the VPC's own CIDR. */
  | { readonly kind: 'local'; readonly vpc: string }
  /** VPC table: propagated by, or a static route to, a virtual private gateway. */
  | {
      readonly kind: 'vpnGateway';
      readonly name: string;
      readonly propagated: boolean;
    }
  /** VPC table: static route to a transit gateway. */
  | { readonly kind: 'transitGateway'; readonly name: string; readonly attachment: string }
  /** VPC table: static route to something not modelled (an internet gateway …). */
  | { readonly kind: 'outside'; readonly name: string }
  /** Router: its own network. */
  | { readonly kind: 'own' };

export interface Candidate {
  readonly attributes: PathAttributes;
  readonly source: RouteSource;
}

/** What a route came over, as one thing that can take it back: a connection, an attachment, a gateway. */
export function ownerOf(source: RouteSource): string {
  switch (source.kind) {
    case 'session':
    case 'staticVpn':
      return source.session.attachment ?? source.session.connection;
    case 'vpc':
      return source.attachment ?? `vpc:${source.vpc}`;
    case 'directConnectGateway':
      return source.attachment ?? `directConnectGateway:${source.name}`;
    case 'staticAttachment':
      return source.attachment;
    case 'transitGateway':
      return source.name;
    case 'vpnGateway':
    case 'outside':
      return source.name;
    case 'local':
      return source.vpc;
    case 'blackhole':
    case 'own':
      return source.kind;
  }
}

/** One text per source, for order and comparison. */
export function sourceKey(source: RouteSource): string {
  const own = source.kind === 'session' || source.kind === 'staticVpn' ? source.session.id : ownerOf(source);
  return `${source.kind} ${own}`;
}
