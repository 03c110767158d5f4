/** Sizing without a design, by the numbers of the FAQ (F73, F75, F79, F113) done by hand. */
import { describe, expect, test } from 'vitest';
import { makeSettings } from '../../../src/aws/settings.ts';
import { answerQuestion } from '../../../src/plan/bandwidth/answer-question.ts';
import type { Answer } from '../../../src/plan/bandwidth/answer.ts';
import type { Question } from '../../../src/plan/bandwidth/question.ts';

function asked(question: Partial<Question>, profile: 'faq' | 'guide' = 'faq', assumptions = {}): Answer {
  const design = { profile: null, near: null, quotas: {}, assumptions };
  return answerQuestion({
    settings: makeSettings({ design, profile }).settings,
    bandwidthMbps: null,
    packetsPerSecond: null,
    on: 'tgw',
    over: 'public',
    afterLossOf: null,
    tunnel: 'standard',
    portMbps: null,
    packetBytes: null,
    protection: { encryption: 'AES128', integrity: 'SHA1', natTraversal: false },
    flows: [],
    risk: 0.01,
    seed: 0,
    draws: null,
    ...question,
  });
}

const connections = (...question: Parameters<typeof asked>): number | null =>
  asked(...question).needs?.connections ?? null;

describe('on a transit gateway', () => {
  test("the FAQ's example: 10 Gbit/s are 4 connections of 2 tunnels of 1.25", () => {
    const { needs, reasons } = asked({ bandwidthMbps: 10_000, over: 'private', portMbps: 10_000 });
    expect(needs).toMatchObject({ connections: 4, tunnels: 8, tunnelsLeft: 8, carriesMbps: 10_000 });
    expect(needs?.ports?.count).toBe(1);
    expect(reasons.flatMap(({ facts }) => facts)).toContain('F113');
  });

  test.each([
    [10_000, null, 4],
    [10_000, 'tunnel', 5],
    [10_000, 'connection', 5],
    [8750, 'tunnel', 4],
    [8751, 'tunnel', 5],
    [7500, 'connection', 4],
    [7501, 'connection', 5],
    [1250, null, 1],
    [1250, 'tunnel', 1],
    [1251, 'tunnel', 2],
    [1, 'connection', 2],
    [2500, null, 1],
    [2501, null, 2],
  ] as const)('%d Mbit/s after the loss of %s: %d', (bandwidthMbps, afterLossOf, expected) => {
    expect(connections({ bandwidthMbps, afterLossOf })).toBe(expected);
  });

  test('packets decide when they are more: 800,000 a second over tunnels of 140,000 are 6 tunnels', () => {
    expect(connections({ packetsPerSecond: 800_000 })).toBe(3);
    expect(connections({ packetsPerSecond: 840_001 })).toBe(4);
    expect(connections({ bandwidthMbps: 1000, packetsPerSecond: 280_001 })).toBe(2);
    // 10 Gbit/s in packets of 500 bytes are 2.5 million a second: 18 tunnels.
    expect(connections({ bandwidthMbps: 10_000, packetBytes: 500 })).toBe(9);
    expect(connections({ bandwidthMbps: 10_000, packetBytes: 1400 })).toBe(4);
  });

  test('large tunnels carry 5 Gbit/s, and the FAQ does not know them', () => {
    expect(connections({ bandwidthMbps: 10_000, tunnel: 'large' }, 'guide')).toBe(1);
    expect(asked({ bandwidthMbps: 10_000, tunnel: 'large' })).toMatchObject({
      needs: null,
      instead: expect.stringMatching(/--profile guide/) as unknown,
    });
  });

  test('a Connect peer carries 5 Gbit/s, and an attachment has 4', () => {
    expect(connections({ on: 'connect', bandwidthMbps: 20_000 })).toBe(4);
    const { needs, notes } = asked({ on: 'connect', bandwidthMbps: 20_000, afterLossOf: 'connection' });
    expect(needs?.connections).toBe(5);
    expect(notes.map(({ says }) => says)).toEqual(['A Connect attachment has 4 peers: 2 attachments.']);
  });

  test('ports below private-IP VPN: as many as carry it, in one LAG, one more to lose one', () => {
    const ports = (bandwidthMbps: number, portMbps: number, afterLossOf: 'port' | null = null) => {
      const { needs } = asked({ bandwidthMbps, portMbps, afterLossOf, over: 'private' });
      return needs === null ? null : needs.ports?.count;
    };
    expect(ports(10_000, 10_000)).toBe(1);
    expect(ports(10_000, 10_000, 'port')).toBe(2);
    expect(ports(10_001, 10_000)).toBe(2);
    expect(ports(40_000, 10_000)).toBe(4);
    expect(ports(40_000, 10_000, 'port')).toBeNull();
    expect(ports(200_000, 100_000)).toBe(2);
    expect(ports(200_001, 100_000)).toBeNull();
  });

  test('what no transit gateway has attachments for is impossible, and takes no time', () => {
    expect(asked({ bandwidthMbps: 12_500_000 }).needs?.connections).toBe(5000);
    for (const bandwidthMbps of [12_500_001, 1e33, Number.MAX_VALUE]) {
      expect(asked({ bandwidthMbps })).toMatchObject({ needs: null, instead: null });
    }
  });

  test('what encryption takes is reported and not judged', () => {
    const { encryption, needs } = asked({ bandwidthMbps: 10_000 });
    expect(needs?.connections).toBe(4);
    expect(encryption).toMatchObject({
      packetBytes: 1438,
      outsideBytes: 1496,
      mtu: 1438,
      mssIpv4: 1398,
      connections: 5,
    });
    expect(encryption?.tunnelMbps).toBeCloseTo((1250 * 1438) / 1496, 6);
  });
});

describe('on a virtual private gateway', () => {
  test('one connection up to the aggregate of 1.25 Gbit/s, beyond it none, and a transit gateway instead', () => {
    expect(connections({ on: 'vgw', bandwidthMbps: 1250 })).toBe(1);
    expect(connections({ on: 'vgw', bandwidthMbps: 1250, afterLossOf: 'tunnel' })).toBe(1);
    expect(connections({ on: 'vgw', bandwidthMbps: 1250, afterLossOf: 'connection' })).toBe(2);
    const { needs, instead, reasons } = asked({ on: 'vgw', bandwidthMbps: 10_000 });
    expect(needs).toBeNull();
    expect(instead).toBe('On a transit gateway with ECMP: 4 VPN connections.');
    expect(reasons.at(-1)?.facts).toContain('F75');
  });

  test('one tunnel takes 140,000 packets a second', () => {
    expect(connections({ on: 'vgw', packetsPerSecond: 140_000 })).toBe(1);
    expect(connections({ on: 'vgw', packetsPerSecond: 140_001 })).toBeNull();
  });

  test('private-IP VPN and large tunnels do not end there', () => {
    expect(asked({ on: 'vgw', bandwidthMbps: 1, over: 'private' }).reasons.at(-1)?.facts).toEqual(['F107']);
    expect(connections({ on: 'vgw', bandwidthMbps: 1, tunnel: 'large' }, 'guide')).toBeNull();
  });
});

describe('flows', () => {
  test('forty flows of 250 Mbit/s hardly ever spread over eight tunnels', () => {
    const { spread, needs } = asked({ flows: [{ count: 40, mbps: 250 }] });
    // Only five on each: 40! / (5!^8 · 8^40).
    let evenly = 1;
    for (let i = 1; i <= 40; i++) evenly *= i / 8;
    evenly /= 120 ** 8;
    expect(spread?.now.chance).toBeCloseTo(1 - evenly, 9);
    expect(needs?.tunnels).toBeGreaterThanOrEqual(spread?.least?.tunnels ?? Infinity);
    expect(spread?.least?.chance).toBeLessThanOrEqual(0.01);
  });

  test('a flow larger than a tunnel fits none', () => {
    expect(asked({ flows: [{ count: 1, mbps: 1300 }] })).toMatchObject({ needs: null });
  });

  test('spread evenly, as the sum of the FAQ has it, they are no more than their sum', () => {
    expect(connections({ flows: [{ count: 40, mbps: 250 }] }, 'faq', { ecmpFlowHash: 'even' })).toBe(4);
  });

  test('the loss of a connection comes on top', () => {
    const { needs, spread } = asked({ flows: [{ count: 40, mbps: 250 }], afterLossOf: 'connection' });
    expect(needs!.tunnels - 2).toBeGreaterThanOrEqual(spread!.least!.tunnels);
    expect(needs!.tunnels - 4).toBeLessThan(spread!.least!.tunnels);
  });
});
