/**
 * VPC route table: static routes before propagated ones (P-VPC-ORD); which of several propagated
 * routes a prefix has is the gateway's choice. That the local route beats even more specific
 * propagated ones (P-VPC-LOCAL) is a matter of longest match and is looked after where packets are
 * forwarded. Announces nothing.
 */
import type { Design, VpcRouteTarget } from '../design/vocabulary.ts';
import type { Behaviour } from './behaviour.ts';
import type { RouteSource } from './candidate.ts';

export const vpcRouteTableBehaviour: Behaviour = {
  ladder: {
    id: 'vpcRouteTable',
    title: 'VPC route table',
    steps: [
      {
        id: 'P-VPC-LOCAL',
        fact: 'P-VPC-LOCAL',
        title: 'the local route first',
        rank: ({ source }) => (source.kind === 'local' ? 0 : 1),
      },
      {
        id: 'P-VPC-ORD',
        fact: 'P-VPC-ORD',
        title: 'static routes before propagated ones',
        rank: ({ source }) => (source.kind === 'vpnGateway' && source.propagated ? 1 : 0),
      },
    ],
  },
  togetherKey: () => null,
  refuse: () => null,
  advertise: () => ({
    attributes: null,
    withheld: { why: 'a VPC route table announces nothing', fact: 'P-VPC-ORD' },
  }),
};

type Attachments = Design['transitGateways'][string]['attachments'];

/** Made once for all VPCs of a transit gateway, which may be thousands; attachments never change. */
const byVpc = new WeakMap<Attachments, ReadonlyMap<string, string>>();

/** The attachment by which a VPC hangs on a transit gateway. */
export function vpcAttachment(design: Design, transitGateway: string, vpc: string): string | undefined {
  const attachments = design.transitGateways[transitGateway]?.attachments;
  if (attachments === undefined) return undefined;
  let known = byVpc.get(attachments);
  if (known === undefined) {
    const found = new Map<string, string>();
    for (const [name, thing] of Object.entries(attachments)) {
      if (thing.kind === 'vpc' && !found.has(thing.vpc)) found.set(thing.vpc, name);
    }
    byVpc.set(attachments, (known = found));
  }
  return known.get(vpc);
}

/** Where a static route of a VPC's table leads. */
export function vpcRouteSource(design: Design, vpc: string, target: VpcRouteTarget): RouteSource {
  switch (target.kind) {
    case 'blackhole':
      return { kind: 'blackhole' };
    case 'vpnGateway':
      return { kind: 'vpnGateway', name: target.name, propagated: false };
    case 'transitGateway':
      return { kind: 'transitGateway', name: target.name, attachment: vpcAttachment(design, target.name, vpc) ?? '' };
    case 'other':
      return { kind: 'outside', name: target.name };
  }
}
