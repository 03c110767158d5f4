import { expect, test } from 'vitest';
import { formatBandwidth, parseBandwidth, parsePacketRate } from '../../src/design/bandwidth.ts';

test('bandwidths in megabits a second', () => {
  const cases: [string, number | null][] = [
    ['1.25Gbps', 1250],
    ['800Mbps', 800],
    ['500 Kbps', 0.5],
    ['10 Gbit/s', 10_000],
    ['1tbps', 1_000_000],
    ['1.005Gbps', 1005],
    ['64000bps', 0.064],
    ['10', null],
    ['Gbps', null],
    ['1,5Gbps', null],
    ['-1Gbps', null],
    ['1.Gbps', null],
    ['', null],
  ];
  for (const [text, mbps] of cases) expect({ text, mbps: parseBandwidth(text) }).toEqual({ text, mbps });
});

test('printed as people write them', () => {
  expect([1250, 800, 1000, 0.5, 400_000].map(formatBandwidth)).toEqual([
    '1.25Gbps',
    '800Mbps',
    '1Gbps',
    '0.5Mbps',
    '400Gbps',
  ]);
});

test('packet rates', () => {
  expect(['140000pps', '140kpps', '1.5 Mpps', '140', 'pps'].map(parsePacketRate)).toEqual([
    140_000,
    140_000,
    1_500_000,
    null,
    null,
  ]);
});
