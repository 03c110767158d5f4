/** VPCs behind the virtual private gateways of one Direct Connect gateway may not overlap (P-DX-OVERLAP). */
import type { Design } from '../../design/vocabulary.ts';
import { formatPrefix } from '../../net/format-prefix.ts';
import { overlaps, type Prefix } from '../../net/prefix.ts';
import type { Breach, Rule } from '../rule.ts';

export const overlappingVpcs: Rule = {
  id: 'direct-connect/overlapping-vpcs',
  severity: 'error',
  title: 'VPCs behind one Direct Connect gateway overlap',
  why: 'A Direct Connect gateway leads to each VPC by its CIDRs alone. With overlapping VPCs it cannot, so AWS refuses the second association.',
  fix: 'Renumber one of the VPCs, or reach it over a Direct Connect gateway of its own.',
  facts: ['P-DX-OVERLAP'],
  *check({ design }): Iterable<Breach> {
    for (const name of Object.keys(design.directConnectGateways)) {
      const vpcs = vpcsBehind(design, name);
      for (const [position, later] of vpcs.entries()) {
        for (const earlier of vpcs.slice(0, position)) {
          const clash = firstOverlap(earlier.cidrs, later.cidrs);
          if (clash === null) continue;
          const [theirs, ours] = clash.map(formatPrefix);
          yield {
            subject: name,
            message: `Direct Connect gateway ${name} leads to VPC ${earlier.vpc} (${theirs}) and VPC ${later.vpc} (${ours}), whose CIDRs overlap.`,
            args: { vpc: later.vpc, other: earlier.vpc },
            path: ['directConnectGateways', name, 'associations', later.index],
          };
        }
      }
    }
  },
};

interface VpcBehind {
  readonly vpc: string;
  readonly cidrs: readonly Prefix[];
  /** Of the association. */
  readonly index: number;
}

function vpcsBehind(design: Design, directConnectGateway: string): VpcBehind[] {
  const found = new Map<string, VpcBehind>();
  for (const [index, { gateway }] of (
    design.directConnectGateways[directConnectGateway]?.associations ?? []
  ).entries()) {
    const vpc = gateway.kind === 'vpnGateway' ? (design.vpnGateways[gateway.name]?.vpc ?? null) : null;
    if (vpc === null || found.has(vpc)) continue;
    found.set(vpc, { vpc, cidrs: design.vpcs[vpc]?.cidrs ?? [], index });
  }
  return [...found.values()];
}

function firstOverlap(first: readonly Prefix[], second: readonly Prefix[]): [Prefix, Prefix] | null {
  for (const a of first) {
    const b = second.find((each) => overlaps(a, each));
    if (b !== undefined) return [a, b];
  }
  return null;
}
