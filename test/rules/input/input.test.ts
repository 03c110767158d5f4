import { describe, expect, test } from 'vitest';
import { notModelled } from '../../../src/rules/input/not-modelled.ts';
import { replaced } from '../../../src/rules/input/replaced.ts';
import { unusedThings } from '../../../src/rules/input/unused.ts';
import { breachesOf, verdicts } from '../breaches-of.ts';

describe('input/not-modelled', () => {
  test('what an import said', () => {
    const [breach] = breachesOf(notModelled, 'notModelled: [{ subject: rtb-1, what: a prefix list as destination }]');
    expect(breach?.subject).toBe('rtb-1');
    expect(breach?.message).toBe('rtb-1: a prefix list as destination.');
  });

  test('public virtual interfaces, Client VPN, IPv6 over Connect', () => {
    const design = `
transitGateways:
  hub:
    amazonSideAsn: 64513
    attachments:
      clients: { clientVpnEndpoint: cvpn }
      sdwan: { connect: { peers: { six: { peerAsn: 65001, insideCidrBlocks: [169.254.6.0/29, "fd00:1::/125"] }, four: { peerAsn: 65001, insideCidrBlocks: [169.254.7.0/29] } } } }
virtualInterfaces: { open: { type: public, bgpAsn: 65001 } }
clientVpnEndpoints: { cvpn: { clientCidrBlock: 10.99.0.0/16 } }`;
    expect(verdicts(notModelled, design)).toEqual(['note open', 'note cvpn', 'note clients', 'note sdwan/six']);
  });

  test('a plain design has nothing of the kind', () => {
    expect(verdicts(notModelled, 'vpcs: { app: { cidrs: [10.0.0.0/16] } }')).toEqual([]);
  });
});

describe('input/unused', () => {
  test('things that nothing refers to', () => {
    const design = `
vpcs: { alone: { cidrs: [10.0.0.0/16] } }
vpnGateways: { vgw: { amazonSideAsn: 64512 } }
transitGateways: { hub: { amazonSideAsn: 64513 } }
directConnectGateways: { dxgw: { amazonSideAsn: 64514 } }
routers: { dc: { asn: 65001 } }
customerGateways: { cgw: { bgpAsn: 65001, ipAddress: 203.0.113.1 } }`;
    expect(verdicts(unusedThings, design).sort()).toEqual([
      'note alone',
      'note cgw',
      'note dc',
      'note dxgw',
      'note hub',
      'note vgw',
    ]);
  });

  const connected = (announce: string, connection = ''): string => `
vpcs: { app: { cidrs: [10.20.0.0/16] } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64512 } }
routers: { dc: { asn: 65001, announce: [${announce}] } }
customerGateways: { cgw: { bgpAsn: 65001, ipAddress: 203.0.113.1, router: dc } }
vpnConnections: { vpn: { customerGateway: cgw, vpnGateway: vgw, ${connection} } }`;

  test('what is connected is used', () => {
    expect(verdicts(unusedThings, connected('10.0.0.0/16'))).toEqual([]);
  });

  test('announcements of a family that no session carries', () => {
    expect(breachesOf(unusedThings, connected('10.0.0.0/16, "2001:db8::/32"'))[0]?.message).toMatch(
      /dc announces 1 IPv6 prefix and has no IPv6 session/,
    );
  });

  test('announcements on a static VPN', () => {
    expect(
      verdicts(unusedThings, connected('', 'staticRoutesOnly: true, routes: [10.0.0.0/16], announce: [10.0.0.0/16]')),
    ).toEqual(['note vpn']);
    expect(verdicts(unusedThings, connected('', 'staticRoutesOnly: true, routes: [10.0.0.0/16]'))).toEqual([]);
  });
});

describe('input/replaced', () => {
  const things = `
vpnGateways: { vgw: {} }
customerGateways: { cgw: { bgpAsn: 65001, ipAddress: 203.0.113.1 } }
vpnConnections: { vpn: { customerGateway: cgw, vpnGateway: vgw } }`;

  test('a connection that is made anew takes its sessions down and gets other addresses', () => {
    const [breach] = breachesOf(
      replaced,
      `${things}\nreplaced: [{ kind: vpnConnections, name: vpn, why: x cannot be changed in place }]`,
    );
    expect(breach).toMatchObject({ subject: 'vpn', path: ['vpnConnections', 'vpn'] });
    expect(breach?.message).toMatch(/x cannot be changed in place.*all sessions on it go down.*outside addresses/);
  });

  test('nothing is replaced unless it is said', () => {
    expect(verdicts(replaced, things)).toEqual([]);
  });
});
