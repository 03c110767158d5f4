/**
 * Virtual private gateway: Direct Connect before static VPN before BGP VPN, then AS_PATH and MED
 * (P-VGW-*); one tunnel carries all egress, never several (E-VGW); passes routes of one site on to
 * the others (CloudHub, H-RE), but not between a Direct Connect gateway and its VPNs (H-DXGW).
 */
import type { Ladder } from '../bgp/ladder.ts';
import { type Behaviour, readvertised, refuseOwnAsn } from './behaviour.ts';
import { type Candidate, ownerOf } from './candidate.ts';
import { directConnectPreference } from './direct-connect-gateway.ts';
import type { Settings } from './settings.ts';

function isDirectConnect({ source }: Candidate): boolean {
  return (
    source.kind === 'directConnectGateway' || (source.kind === 'session' && source.session.kind === 'virtualInterface')
  );
}

/** MED of VPN routes counts only among routes of the same first AS (P-VGW-6). */
function medGroup(candidate: Candidate): string | number {
  return isDirectConnect(candidate) ? 'directConnect' : (candidate.attributes.asPath[0] ?? -1);
}

function ladderOf(missingMed: number): Ladder<Candidate> {
  return {
    id: 'vpnGateway',
    title: 'virtual private gateway',
    steps: [
      {
        id: 'P-VPC-LOCAL',
        fact: 'P-VPC-LOCAL',
        title: "the VPC's own CIDR first",
        rank: ({ source }) => (source.kind === 'vpc' ? 0 : 1),
      },
      {
        id: 'P-VGW-2',
        fact: 'P-VGW-2',
        title: 'Direct Connect before VPN',
        rank: (candidate) => (isDirectConnect(candidate) ? 0 : 1),
      },
      {
        id: 'P-VGW-3',
        fact: 'P-VGW-3',
        title: 'static VPN routes before BGP routes',
        rank: ({ source }) => (source.kind === 'staticVpn' ? 0 : 1),
      },
      {
        id: 'TS-DXLP',
        fact: 'TS-DXLP',
        title: 'local preference community of Direct Connect',
        rank: (candidate) => (isDirectConnect(candidate) ? directConnectPreference(candidate.attributes) : 0),
      },
      {
        id: 'P-VGW-5',
        fact: 'P-VGW-5',
        title: 'shortest AS_PATH',
        rank: ({ attributes }) => attributes.asPath.length,
      },
      {
        id: 'P-VGW-6',
        fact: 'P-VGW-6',
        title: 'lowest MED among routes of the same first AS',
        rank: (candidate) => candidate.attributes.med ?? (isDirectConnect(candidate) ? 0 : missingMed),
        among: medGroup,
      },
    ],
  };
}

export function vpnGatewayBehaviour(settings: Settings): Behaviour {
  const passStaticOn = settings.assume('vpnGatewayPassesStaticRoutesOn') === true;
  const pathMode = settings.assume('reAdvertisedAsPath');
  const announceBack = settings.assume('announceBackToSource') === true;
  const exchange = settings.assume('virtualInterfacesExchangeRoutes') === true;
  return {
    ladder: ladderOf(settings.assume('vpnGatewayMissingMed') === 'zero' ? 0 : 100),
    togetherKey: (candidate) =>
      isDirectConnect(candidate) && candidate.source.kind === 'session'
        ? `directConnect ${candidate.attributes.origin} ${candidate.attributes.asPath.length}`
        : null,
    refuse: refuseOwnAsn,
    advertise: (candidate, session) => {
      const { source } = candidate;
      const withhold = (why: string, fact: string) => ({ attributes: null, withheld: { why, fact } });
      if (source.kind === 'directConnectGateway') {
        return withhold('a Direct Connect gateway and the VPNs of the same gateway exchange no routes', 'H-DXGW');
      }
      if (source.kind === 'staticVpn' && !passStaticOn) {
        return withhold('static VPN routes are not passed on (assumption)', 'H-STATIC');
      }
      if (!announceBack && ownerOf(source) === session.connection) {
        return withhold('it came over this connection', 'Q-VPN-OUT-KIND');
      }
      if (
        !exchange &&
        source.kind === 'session' &&
        source.session.kind === 'virtualInterface' &&
        session.kind === 'virtualInterface'
      ) {
        return withhold('virtual interfaces exchange no routes (assumption)', 'H-DX');
      }
      return { attributes: readvertised(candidate.attributes, session.amazonAsn, pathMode), withheld: null };
    },
  };
}
