/**
 * Direct Connect gateway: prefix, local preference community, AS_PATH length, MED, then ECMP over
 * virtual interfaces whose ASNs need not match (TS-DXORD, E-DXVIF). To the customer it announces VPC
 * CIDRs that pass the allowed prefixes of a VGW, and the allowed prefixes of a TGW as they are
 * (X-ALLOW-*), with its own ASN alone in the path (A-DXGW-PATH).
 */
import type { PathAttributes } from '../bgp/attributes.ts';
import { covers, type Prefix } from '../net/prefix.ts';
import type { Design, DirectConnectGatewayAssociation } from '../design/vocabulary.ts';
import { type Behaviour, refuseOwnAsn } from './behaviour.ts';

const localPreference: Readonly<Record<string, number>> = { '7224:7300': 0, '7224:7200': 1, '7224:7100': 2 };

/** Rank of the local preference communities 7224:7300 high, 7200 medium (the default), 7100 low (TS-DXLP). */
export function directConnectPreference(attributes: PathAttributes): number {
  let best = 3;
  for (const community of attributes.communities) best = Math.min(best, localPreference[community] ?? 3);
  return best === 3 ? 1 : best;
}

export const directConnectGatewayBehaviour: Behaviour = {
  ladder: {
    id: 'directConnectGateway',
    title: 'Direct Connect gateway',
    steps: [
      {
        id: 'TS-DXLP',
        fact: 'TS-DXLP',
        title: 'local preference community',
        rank: ({ attributes }) => directConnectPreference(attributes),
      },
      {
        id: 'TS-DXORD-AS-PATH',
        fact: 'TS-DXORD',
        title: 'shortest AS_PATH',
        rank: ({ attributes }) => attributes.asPath.length,
      },
      {
        id: 'TS-DXORD-MED',
        fact: 'TS-DXORD',
        title: 'lowest MED, a missing one counts as 0',
        rank: ({ attributes }) => attributes.med ?? 0,
      },
    ],
  },
  togetherKey: ({ attributes }) => `${attributes.origin}`,
  refuse: refuseOwnAsn,
  advertise: () => ({
    attributes: null,
    withheld: {
      why: 'a Direct Connect gateway passes nothing from one virtual interface to another',
      fact: 'X-DXGW-NO',
    },
  }),
};

/** What an association puts into the announcements of the gateway's virtual interfaces. */
export function announcedByAssociation(
  design: Design,
  association: DirectConnectGatewayAssociation,
): readonly Prefix[] {
  const allowed = association.allowedPrefixes;
  if (association.gateway.kind === 'transitGateway') return allowed ?? [];
  const vpc = design.vpnGateways[association.gateway.name]?.vpc;
  const cidrs = (vpc === null || vpc === undefined ? undefined : design.vpcs[vpc]?.cidrs) ?? [];
  return allowed === null ? cidrs : cidrs.filter((cidr) => allowed.some((prefix) => covers(prefix, cidr)));
}
