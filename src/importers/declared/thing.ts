/**
 * A resource of a Terraform plan or a CloudFormation template in one spelling: its kind, its name in the design, and
 * its fields by AWS's names in camelCase. What the two languages spell differently is levelled before this point.
 */
import type { Location } from '../../design/problem.ts';
import type { Ledger } from '../aws/ledger.ts';
import type { Value } from './value.ts';

/** Kinds that have a name of their own in the design. */
export const namedKinds = [
  'vpc',
  'routeTable',
  'vpnGateway',
  'customerGateway',
  'vpnConnection',
  'transitGateway',
  'tgwRouteTable',
  'vpcAttachment',
  'connect',
  'connectPeer',
  'peering',
  'dxAttachment',
  'directConnectGateway',
  'virtualInterface',
  'dxConnection',
  'clientVpnEndpoint',
] as const;

/** Kinds that say something about others. */
export const joiningKinds = [
  'vpcCidr',
  'route',
  'vpnGatewayAttachment',
  'routePropagation',
  'vpnConnectionRoute',
  'tgwAssociation',
  'tgwPropagation',
  'tgwRoute',
  'tgwDefaultAssociation',
  'tgwDefaultPropagation',
  'vpcAttachmentAccepter',
  'peeringAccepter',
  /** Any attachment, looked up by what is attached. */
  'attachmentLookup',
  'directConnectAssociation',
  'directConnectProposal',
  'virtualInterfaceAccepter',
  'bgpPeer',
  'lagMember',
] as const;

export type ThingKind = (typeof namedKinds)[number] | (typeof joiningKinds)[number];

/** Anything with fields: a thing, or a map inside of one. */
export interface Fields {
  readonly thing: Thing;
  /** `wanted` says which kinds of things the field may name, where the language leaves a choice. */
  readonly field: (name: string, wanted?: readonly ThingKind[]) => Value | undefined;
}

export interface Thing extends Fields {
  readonly kind: ThingKind;
  /** Address or logical id. */
  readonly key: string;
  /** In the design; for kinds without a name there, for messages. */
  readonly name: string;
  /** Virtual interfaces: which kind, since the resource's type says it. */
  readonly virtualInterfaceType?: 'private' | 'transit' | 'public';
  /** Direct Connect: a link aggregation group. */
  readonly lag?: boolean;
  /** Looked up, not made (a data source). */
  readonly lookedUp: boolean;
  readonly region: string | undefined;
  readonly account: string | undefined;
}

export interface Declared {
  readonly things: readonly Thing[];
  readonly byKey: ReadonlyMap<string, Thing>;
  /** What the plan takes away, where another resource's computed fields still show it. */
  readonly removed: readonly Thing[];
  /** `the plan`, `the state`, `the template`. */
  readonly source: string;
  /** A field in the spelling of the language. */
  readonly spell: (field: string) => string;
  readonly locationOf: (key: string) => Location | null;
  readonly ledger: Ledger;
}
