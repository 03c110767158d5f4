/**
 * Whatever is given as a plan, `simulate` ends in 0, 1 or 2, with words for people and never with a stack
 * trace or an internal error, and a recording of it plays back to the same.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { run } from '../cli/fake-world.ts';

const design = `routecap: 1
vpcs:
  app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } }
vpnGateways:
  vgw: { vpc: app, amazonSideAsn: 64620 }
routers:
  r1: { asn: 65010, announce: [192.168.0.0/24] }
customerGateways:
  dc1: { bgpAsn: 65010, ipAddress: 203.0.113.10, router: r1 }
virtualInterfaces:
  pvif: { type: private, vpnGateway: vgw, router: r1, location: X }
vpnConnections:
  vpn: { customerGateway: dc1, vpnGateway: vgw }
`;

const plan = `routecap: 1
plan:
  - name: one
    at: 60s
    changes:
      - tunnelDown: vpn/tunnel-1
      - announce: { router: r1, from: 10.64.0.0/10, length: 24, count: 99 }
  - at: when quiet
    administrative: true
    changes:
      - add:
          customerGateways: { dc2: { bgpAsn: 65020, ipAddress: 203.0.113.11, announce: [10.9.0.0/16] } }
          vpnConnections: { vpn2: { customerGateway: dc2, vpnGateway: vgw } }
      - setPolicy: { vpnConnection: vpn, prepend: 2 }
  - at: 5m
    changes:
      - remove: { vpnConnections: [vpn] }
      - withdraw: { router: r1, prefixes: [192.168.0.0/24] }
      - directConnectLocationDown: X
      - maintenance: vpn2/tunnel-1
until: 10m
expect:
  - { session: vpn2, stays: up }
  - { reach: 10.9.0.0/16, from: app, always: true }
  - { reach: 192.168.0.0/24, from: app, atMostBrokenFor: 30s }
`;

const pieces = [
  'routecap: 1',
  'plan:',
  'at: ',
  'changes:',
  'until: ',
  '- ',
  ' {',
  '}',
  '[',
  ']',
  ': ',
  '\n',
  '\t',
  '&a ',
  '*a',
  '<<: ',
  '"',
  "'",
  '#',
  '60s',
  '-1s',
  '0s',
  '24h',
  '99h',
  '1e9s',
  'when quiet',
  'NaN',
  'null',
  'true',
  '0',
  '4294967296',
  'vpn/tunnel-1',
  'vpn2',
  'dc1',
  'r1',
  'vgw',
  'app',
  'X',
  'pvif',
  'tunnelUp: ',
  'connectionDown: ',
  'routerDown: r1',
  'vpnGatewayDown: vgw',
  'replace: ',
  'remove: ',
  'vpcs: ',
  'routers: [r1]',
  'vpnGateways: [vgw]',
  'prefixes: [0.0.0.0/0]',
  'count: 200',
  'count: 10000000',
  'file: x',
  'covered: true',
  '__proto__',
  'constructor',
  'always: true',
  'afterFailuresOf: { tunnels: 1 }',
  '\u001b[2J',
  '\u202e',
  '\ud83d',
];

const mutated = fc
  .array(
    fc.record({ at: fc.nat(plan.length), cut: fc.integer({ min: 0, max: 40 }), put: fc.constantFrom('', ...pieces) }),
    { minLength: 1, maxLength: 3 },
  )
  .map((changes) => changes.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), plan));

/** Whole lines left out or put twice: most of these are plans. */
const shuffled = fc
  .array(fc.integer({ min: 0, max: 2 }), { minLength: plan.split('\n').length, maxLength: plan.split('\n').length })
  .map((times) =>
    plan
      .split('\n')
      .flatMap((line, i) => Array.from({ length: times[i] === 0 ? 0 : times[i] === 2 && i > 4 ? 2 : 1 }, () => line))
      .join('\n'),
  );

const texts = fc.oneof(
  { weight: 5, arbitrary: mutated },
  { weight: 2, arbitrary: shuffled },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((list) => list.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.json() },
);

test('any text as a plan', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom('text', 'json', 'jsonl'), async (text, format) => {
      const ran = await run(['simulate', 'd.yaml', '--plan', '-', '--format', format, '--record', 'run'], {
        files: { 'd.yaml': design },
        stdin: text,
      });
      expect([0, 1, 2]).toContain(ran.code);
      expect(ran.stderr).not.toMatch(/internal error|^\s+at .*:\d+:\d+/m);
      expect(ran.stderr !== '').toBe(ran.code === 2);
      // oxlint-disable-next-line no-control-regex
      expect(ran.stdout + ran.stderr).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
      );
      if (ran.code === 2) return;
      const again = await run(['simulate', '--replay', 'run', '--format', format], {
        files: { run: ran.written['run']! },
      });
      expect([again.code, again.stdout, again.stderr]).toEqual([ran.code, ran.stdout, ran.stderr]);
    }),
  );
});

test('the plan as it stands is sound', async () => {
  const { stderr } = await run(['simulate', 'd.yaml', '--plan', '-'], { files: { 'd.yaml': design }, stdin: plan });
  expect(stderr).toBe('');
});
