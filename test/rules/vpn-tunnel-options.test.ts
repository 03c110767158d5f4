/** What a tunnel may be given: algorithms, Diffie-Hellman groups (F45–F65), inside addresses (G-IN4, G-IN6). */
import { describe, expect, test } from 'vitest';
import { dhGroupUnsupported } from '../../src/rules/vpn/dh-group-unsupported.ts';
import { encryptionUnsupported } from '../../src/rules/vpn/encryption-unsupported.ts';
import { insideCidrReserved } from '../../src/rules/vpn/inside-cidr-reserved.ts';
import { insideCidrReused } from '../../src/rules/vpn/inside-cidr-reused.ts';
import { integrityUnsupported } from '../../src/rules/vpn/integrity-unsupported.ts';
import { breachesOf, verdicts } from './breaches-of.ts';

const withTunnel = (fields: string): string => `
transitGateways: { hub: { amazonSideAsn: 64513 } }
customerGateways: { dc1: { bgpAsn: 65010, ipAddress: 203.0.113.1 } }
vpnConnections: { vpn: { customerGateway: dc1, transitGateway: hub, tunnels: [{}, { ${fields} }] } }`;

describe('vpn/dh-group-unsupported', () => {
  /** F63 and F65, every group of RFC 3526 and its neighbours. */
  test.each([1, 2, 3, 4, 5, 6, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 31])('group %i', (group) => {
    const phase1 = group === 2 || (group >= 14 && group <= 24);
    const phase2 = phase1 || group === 5;
    const found = (field: string): number => breachesOf(dhGroupUnsupported, withTunnel(`${field}: [${group}]`)).length;
    expect(found('phase1DHGroupNumbers')).toBe(phase1 ? 0 : 1);
    expect(found('phase2DHGroupNumbers')).toBe(phase2 ? 0 : 1);
  });

  test('says the tunnel, the group, the phase and what there is', () => {
    const [breach] = breachesOf(dhGroupUnsupported, withTunnel('phase1DHGroupNumbers: [14, 5]'));
    expect(breach?.subject).toBe('vpn/tunnel-2');
    expect(breach?.message).toMatch(/group 5 in phase 1.*2 and 14–24/);
    expect(breach?.path).toEqual(['vpnConnections', 'vpn', 'tunnels', 1, 'phase1DHGroupNumbers', 1]);
  });
});

describe('algorithms', () => {
  test('encryption: AES alone', () => {
    for (const good of ['AES128', 'AES256', 'AES128-GCM-16', 'AES256-GCM-16']) {
      expect(verdicts(encryptionUnsupported, withTunnel(`phase2EncryptionAlgorithms: [${good}]`))).toEqual([]);
    }
    const [breach] = breachesOf(encryptionUnsupported, withTunnel('phase2EncryptionAlgorithms: [AES256, 3DES]'));
    expect(breach).toMatchObject({ subject: 'vpn/tunnel-2', args: { algorithm: '3DES', phase: 2 } });
    expect(breach?.message).toContain('AES256-GCM-16');
    expect(verdicts(encryptionUnsupported, withTunnel('phase1EncryptionAlgorithms: [AES192]'))).toEqual([
      'error vpn/tunnel-2',
    ]);
  });

  test('integrity: SHA alone', () => {
    for (const good of ['SHA1', 'SHA2-256', 'SHA2-384', 'SHA2-512']) {
      expect(verdicts(integrityUnsupported, withTunnel(`phase1IntegrityAlgorithms: [${good}]`))).toEqual([]);
    }
    const [breach] = breachesOf(integrityUnsupported, withTunnel('phase1IntegrityAlgorithms: [MD5]'));
    expect(breach).toMatchObject({ subject: 'vpn/tunnel-2', args: { algorithm: 'MD5', phase: 1 } });
  });
});

describe('vpn/inside-cidr-reserved', () => {
  test.each(['169.254.0.0/30', '169.254.5.0/30', '169.254.169.252/30', '169.254.10.0/29', '192.168.0.0/30'])(
    '%s is refused',
    (cidr) => {
      const [breach] = breachesOf(insideCidrReserved, withTunnel(`tunnelInsideCidr: ${cidr}`));
      expect(breach?.subject).toBe('vpn/tunnel-2');
      expect(breach?.message).toContain(cidr);
    },
  );

  test.each(['169.254.0.4/30', '169.254.6.0/30', '169.254.169.248/30', '169.254.255.252/30'])('%s is free', (cidr) => {
    expect(verdicts(insideCidrReserved, withTunnel(`tunnelInsideCidr: ${cidr}`))).toEqual([]);
  });

  test('IPv6: a /126 of fd00::/8', () => {
    expect(verdicts(insideCidrReserved, withTunnel('tunnelInsideIpv6Cidr: "fd12::4/126"'))).toEqual([]);
    expect(verdicts(insideCidrReserved, withTunnel('tunnelInsideIpv6Cidr: "fc12::4/126"'))).toEqual([
      'error vpn/tunnel-2',
    ]);
    expect(verdicts(insideCidrReserved, withTunnel('tunnelInsideIpv6Cidr: "fd12::/125"'))).toEqual([
      'error vpn/tunnel-2',
    ]);
  });

  test('Connect peers have a range of their own (G-CONN-IN)', () => {
    const peer = (cidr: string): string => `
vpcs: { app: { cidrs: [10.0.0.0/16] } }
transitGateways:
  hub:
    amazonSideAsn: 64512
    attachments:
      att-app: { vpc: app }
      att-connect: { connect: { transportAttachment: att-app, peers: { edge: { peerAsn: 65010, insideCidrBlocks: [${cidr}] } } } }`;
    expect(verdicts(insideCidrReserved, peer('169.254.6.0/29'))).toEqual([]);
    expect(verdicts(insideCidrReserved, peer('169.254.5.0/29'))).toEqual(['error att-connect/edge']);
    expect(verdicts(insideCidrReserved, peer('169.254.6.0/30'))).toEqual(['error att-connect/edge']);
  });
});

describe('vpn/inside-cidr-reused', () => {
  const two = (
    first: string,
    second: string,
    cidrs = ['169.254.10.0/30', '169.254.10.0/30'],
    customers = ['a', 'b'],
  ): string => `
vpnGateways: { vgw: { amazonSideAsn: 64620 }, vgw-2: { amazonSideAsn: 64621 } }
transitGateways: { hub: { amazonSideAsn: 64513 } }
customerGateways:
  a: { bgpAsn: 65010, ipAddress: 203.0.113.1 }
  b: { bgpAsn: 65011, ipAddress: 203.0.113.2 }
vpnConnections:
  vpn-1: { customerGateway: ${customers[0]}, ${first}, tunnels: [{ tunnelInsideCidr: ${cidrs[0]} }] }
  vpn-2: { customerGateway: ${customers[1]}, ${second}, tunnels: [{ tunnelInsideCidr: ${cidrs[1]} }] }`;
  const vgw = 'vpnGateway: vgw';
  const hub = 'transitGateway: hub';

  test('on one virtual private gateway: an error on the second', () => {
    const [breach, ...more] = breachesOf(insideCidrReused, two(vgw, vgw));
    expect(more).toEqual([]);
    expect(breach).toMatchObject({
      subject: 'vpn-2/tunnel-1',
      severity: 'error',
      args: { cidr: '169.254.10.0/30', other: 'vpn-1/tunnel-1' },
    });
  });

  test('on a transit gateway they may repeat, but not on one router', () => {
    expect(verdicts(insideCidrReused, two(hub, hub))).toEqual([]);
    expect(verdicts(insideCidrReused, two(hub, hub, undefined, ['a', 'a']))).toEqual(['warning vpn-2/tunnel-1']);
  });

  test('between two virtual private gateways they may repeat, but not on one router', () => {
    expect(verdicts(insideCidrReused, two(vgw, 'vpnGateway: vgw-2'))).toEqual([]);
    expect(verdicts(insideCidrReused, two(vgw, 'vpnGateway: vgw-2', undefined, ['a', 'a']))).toEqual([
      'warning vpn-2/tunnel-1',
    ]);
  });

  test('different ones are fine', () => {
    expect(verdicts(insideCidrReused, two(vgw, vgw, ['169.254.10.0/30', '169.254.10.4/30'], ['a', 'a']))).toEqual([]);
  });

  test('IPv6 ones are unique on a transit gateway (G-IN6)', () => {
    const design = two(hub, hub, ['169.254.10.0/30', '169.254.10.4/30']).replaceAll(
      'tunnelInsideCidr:',
      'tunnelInsideIpv6Cidr: "fd12::/126", tunnelInsideCidr:',
    );
    expect(verdicts(insideCidrReused, design)).toEqual(['error vpn-2/tunnel-1']);
  });
});
