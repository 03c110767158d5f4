import { expect, test } from 'vitest';
import { demandExceedsCapacityAfterFailure } from '../../../src/rules/bandwidth/demand-exceeds-capacity-after-failure.ts';
import { demandExceedsCapacity } from '../../../src/rules/bandwidth/demand-exceeds-capacity.ts';
import { breachesOf, verdicts } from '../breaches-of.ts';

/** `count` connections of one site, each with two tunnels of 1.25 Gbit/s. */
const site = (count: number, demands: string, first = ''): string => `
vpcs: { app: { cidrs: [10.20.0.0/16] } }
transitGateways: { hub: { amazonSideAsn: 64513, attachments: { att: { vpc: app } } } }
customerGateways: { a: { bgpAsn: 65001, ipAddress: 203.0.113.1, announce: [10.1.0.0/16] } }
vpnConnections:
${Array.from({ length: count }, (_, i) => `  a-${i + 1}: { customerGateway: a, transitGateway: hub${i === 0 ? first : ''} }`).join('\n')}
demands: [${demands}]`;

const after = demandExceedsCapacityAfterFailure;
const demand = (bandwidth: string, failures: string): string =>
  `{ from: app, to: a, bandwidth: ${bandwidth}, afterFailuresOf: { ${failures} } }`;

test('four connections are 10 Gbit/s, 8.75 without a tunnel, 7.5 without a connection, 5 without two', () => {
  for (const [failures, most, more] of [
    ['tunnels: 1', '8.75Gbps', '8.76Gbps'],
    ['vpnConnections: 1', '7.5Gbps', '7.51Gbps'],
    ['vpnConnections: 2', '5Gbps', '5.01Gbps'],
    ['tunnels: 1, vpnConnections: 1', '6.25Gbps', '6.26Gbps'],
  ] as const) {
    expect(verdicts(after, site(4, demand(most, failures))), failures).toEqual([]);
    expect(verdicts(after, site(4, demand(more, failures))), failures).toEqual(['error app → a']);
    expect(verdicts(demandExceedsCapacity, site(4, demand(more, failures)))).toEqual([]);
  }
});

test('a demand that asks for no failures is not judged after any', () => {
  expect(verdicts(after, site(4, '{ from: app, to: a, bandwidth: 10Gbps }'))).toEqual([]);
});

test('it says what failed, and where the demand stands', () => {
  const [breach, ...more] = breachesOf(after, site(4, demand('10Gbps', 'vpnConnections: 1')));
  expect(more).toEqual([]);
  expect(breach?.message).toMatch(
    /^After a-\d is down: app → a puts 1\.6667Gbps on tunnel a-\d\/tunnel-1, which carries 1\.25Gbps/,
  );
  expect(breach?.path).toEqual(['demands', 0]);
});

test('what fails as drawn already is told once, by the other rule', () => {
  const text = site(1, demand('3Gbps', 'tunnels: 1'));
  expect(verdicts(demandExceedsCapacity, text)).toEqual(['error app → a']);
  expect(verdicts(after, text)).toEqual([]);
});

test('a demand with nothing left after the failure has nothing for certain', () => {
  expect(breachesOf(after, site(1, demand('1Gbps', 'vpnConnections: 1')))[0]?.message).toMatch(
    /^After a-1 is down: app → a asks for 1Gbps and has nothing for certain/,
  );
});

test('the traffic of the other demands has not gone away', () => {
  const both = (other: string): string =>
    site(2, `${demand('2Gbps', 'vpnConnections: 1')}, { from: app, to: a, bandwidth: ${other} }`);
  expect(verdicts(after, both('500Mbps'))).toEqual([]);
  expect(verdicts(after, both('600Mbps'))).toHaveLength(1);
});

test('the connection that is drawn otherwise is not taken for one of the others', () => {
  // Without a-1, which has one tunnel up, more is left than without another.
  const lopsided = ', tunnels: [{}, { status: down }]';
  expect(verdicts(after, site(3, demand('3.75Gbps', 'vpnConnections: 1'), lopsided))).toEqual([]);
  expect(breachesOf(after, site(3, demand('3.8Gbps', 'vpnConnections: 1'), lopsided))[0]?.args?.['failed']).toBe('a-2');
});

test('too many sets of failures are no proof', () => {
  const many = site(60, demand('1Gbps', 'vpnConnections: 4'));
  expect(breachesOf(after, many)[0]?.message).toMatch(/not shown to fit after failures: there are 487,635 sets/);
});
