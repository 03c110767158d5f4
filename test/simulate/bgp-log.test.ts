import { expect, test } from 'vitest';
import { bgpLog } from '../../src/simulate/bgp-log.ts';
import { run, siteWith } from './plans.ts';

const start = Date.UTC(2026, 0, 1);

test('logs a reset as AWS does: warning while up, then limit, NOTIFICATION and state while down', () => {
  const design = siteWith(101, {
    vpnConnections: {
      vpn: { customerGateway: 'cgw', vpnGateway: 'vgw', tunnels: [{ outsideIpAddress: '203.0.113.7' }] },
    },
  });
  const records = bgpLog(design, run(design, []).events, {
    startMs: start,
    formatTime: (ms) => new Date(ms).toISOString(),
  });
  expect(records.every(({ type, resource_id: id }) => type === 'BGPStatus' && id === 'vpn_203.0.113.7')).toBe(true);
  const last = records.slice(-4);
  expect(last.map(({ status }) => status)).toEqual(['UP', 'DOWN', 'DOWN', 'DOWN'].slice(-last.length));
  expect(last[1]?.message.details).toContain('101');
  expect(last[1]?.message.details).toContain('198.51.100.1');
  expect(last[2]?.message.details).toContain('6/1');
  expect(last[3]?.message.details).toContain('Established to Idle');
  for (const { event_timestamp: at, timestamp } of records) expect(new Date(timestamp).getTime()).toBe(at);
  expect(records[0]?.event_timestamp).toBe(start);
});
