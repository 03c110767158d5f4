/**
 * Transit gateway route table: type of attachment, AS_PATH, MED (missing: 0 on Direct Connect, 100 on
 * VPN and Connect), eBGP before iBGP; beyond that AWS promises no order (P-TGW-*). ECMP among BGP
 * routes of one type with equal attributes, when it is on (E-TGW-*). Announces the active routes of
 * the table associated with an attachment (P-TGW-ASSOC), blackholes excepted (P-TGW-BH).
 */
import { attributesKey } from '../bgp/attributes.ts';
import { type Behaviour, readvertised, refuseOwnAsn } from './behaviour.ts';
import { type Candidate, ownerOf } from './candidate.ts';
import type { Settings } from './settings.ts';

/** Position in AWS's order of attachment types (P-TGW-ORD). */
export function typeRank({ source }: Candidate): number {
  switch (source.kind) {
    case 'staticAttachment':
    case 'staticVpn':
    case 'blackhole':
      return 2;
    case 'vpc':
      return 4;
    case 'directConnectGateway':
      return 5;
    case 'session':
      if (source.session.kind === 'connect') return 6;
      return source.session.transport === 'private' ? 7 : 8;
    default:
      return 99;
  }
}

function isInternal({ source }: Candidate): boolean {
  return source.kind === 'session' && source.session.customerAsn === source.session.amazonAsn;
}

export function transitGatewayBehaviour(settings: Settings, vpnEcmpSupport: boolean): Behaviour {
  const pathMode = settings.assume('reAdvertisedAsPath');
  const announceBack = settings.assume('announceBackToSource') === true;
  return {
    ladder: {
      id: 'transitGateway',
      title: 'transit gateway route table',
      steps: [
        {
          id: 'P-TGW-ORD',
          fact: 'P-TGW-ORD',
          title: 'type: static, VPC, Direct Connect, Connect, private-IP VPN, VPN',
          rank: typeRank,
        },
        {
          id: 'P-TGW-BGP-AS-PATH',
          fact: 'P-TGW-BGP',
          title: 'shortest AS_PATH',
          rank: ({ attributes }) => attributes.asPath.length,
        },
        {
          id: 'P-TGW-BGP-MED',
          fact: 'P-TGW-MED0',
          title: 'lowest MED; a missing one counts as 0 on Direct Connect and 100 on VPN and Connect',
          rank: ({ attributes, source }) => attributes.med ?? (source.kind === 'session' ? 100 : 0),
        },
        {
          id: 'P-TGW-BGP-EBGP',
          fact: 'P-TGW-BGP',
          title: 'eBGP before iBGP',
          rank: (candidate) => (isInternal(candidate) ? 1 : 0),
        },
      ],
    },
    togetherKey: (candidate) => {
      const { source, attributes } = candidate;
      if (source.kind === 'directConnectGateway') return `directConnect ${attributes.asPath.join(' ')}`;
      if (source.kind !== 'session') return null;
      if (source.session.kind === 'vpn' && !vpnEcmpSupport) return null;
      return `${typeRank(candidate)} ${attributesKey(attributes)}`;
    },
    refuse: (attributes, session) => {
      if (session.kind === 'connect' && session.customerAsn === session.amazonAsn && attributes.asPath.length === 0) {
        return { why: 'an iBGP Connect peer did not learn it by eBGP', fact: 'A-SAME-TGW' };
      }
      return refuseOwnAsn(attributes, session);
    },
    advertise: (candidate, session) => {
      const { source } = candidate;
      if (source.kind === 'blackhole') {
        return { attributes: null, withheld: { why: 'blackhole routes are not announced', fact: 'P-TGW-BH' } };
      }
      if (!announceBack && ownerOf(source) === session.attachment) {
        return {
          attributes: null,
          withheld: { why: 'it came over this attachment (assumption)', fact: 'Q-VPN-OUT-KIND' },
        };
      }
      return { attributes: readvertised(candidate.attributes, session.amazonAsn, pathMode), withheld: null };
    },
  };
}
