/** Plans from text: what they mean, and what is wrong with them, where. The places are counted by hand. */
import { expect, test } from 'vitest';
import { applyChanges, type Change } from '../../src/design/change.ts';
import { formatProblem } from '../../src/design/format-problem.ts';
import { readPlan, type PlanReading } from '../../src/design/read-plan.ts';
import { formatPrefix } from '../../src/net/format-prefix.ts';
import { noFiles, sound } from './read.ts';

const design = sound(`routecap: 1
vpcs: { app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } } }
vpnGateways: { vgw: { vpc: app } }
transitGateways: { hub: { attachments: { att-app: { vpc: app } } } }
routers: { r1: { asn: 65010, announce: [192.168.0.0/24, 192.168.1.0/24] } }
customerGateways: { dc1: { bgpAsn: 65010, ipAddress: 203.0.113.1, router: r1 } }
virtualInterfaces: { pvif: { type: private, vpnGateway: vgw, router: r1, location: EqDC2 } }
vpnConnections: { vpn-dc1: { customerGateway: dc1, vpnGateway: vgw } }
`);

function plan(text: string, files = noFiles): PlanReading {
  return readPlan({ file: 'plan.yaml', text }, design, files);
}

/** `line:column message` of each problem, and what is suggested. */
function problems(text: string): string[] {
  return plan(text).problems.map(
    ({ at, message, suggestion }) =>
      `${at?.line}:${at?.column} ${message}${suggestion === null ? '' : ` -> ${suggestion}`}`,
  );
}

const steps = (changes: string): string => `routecap: 1\nplan:\n  - at: 5m\n    changes:\n${changes}`;

function changesOf(text: string): readonly unknown[] {
  const { plan: read, problems: found } = plan(steps(text));
  expect(found).toEqual([]);
  return read!.steps[0]!.changes;
}

test('times, names, until and expectations', () => {
  const read = plan(`routecap: 1
plan:
  - { name: first, at: 60s, changes: [{ tunnelDown: vpn-dc1/tunnel-2 }] }
  - { at: 1h30m, administrative: true, changes: [{ tunnelUp: vpn-dc1/tunnel-2 }] }
  - { at: when quiet, changes: [{ connectionDown: vpn-dc1 }] }
until: 24h
expect:
  - { session: vpn-dc1, stays: up }
  - { session: vpn-dc1/tunnel-1, stays: up, always: true }
  - { reach: 192.168.0.0/24, from: app, atMostBrokenFor: 30s }
  - { routesAtMost: 50, session: vpn-dc1, afterLastStep: true, afterFailuresOf: { tunnels: 1 } }
`);
  expect(read.problems).toEqual([]);
  expect(read.plan?.untilMs).toBe(86_400_000);
  expect(read.plan?.steps.map(({ name, at, administrative }) => ({ name, at, administrative }))).toEqual([
    { name: 'first', at: { kind: 'time', ms: 60_000 }, administrative: undefined },
    { name: 'step 2', at: { kind: 'time', ms: 5_400_000 }, administrative: true },
    { name: 'step 3', at: { kind: 'quiet' }, administrative: undefined },
  ]);
  expect(read.plan?.steps.map(({ changes }) => changes)).toEqual([
    [{ kind: 'tunnelDown', connection: 'vpn-dc1', tunnel: 1 }],
    [{ kind: 'tunnelUp', connection: 'vpn-dc1', tunnel: 1 }],
    [{ kind: 'connectionDown', connection: 'vpn-dc1' }],
  ]);
  expect(read.plan?.expect.map(({ when }) => when)).toEqual([
    { kind: 'afterLastStep' },
    { kind: 'always' },
    { kind: 'atMostBrokenFor', ms: 30_000 },
    { kind: 'afterLastStep' },
  ]);
  expect(read.locate(['expect', 1])).toEqual({ file: 'plan.yaml', line: 9, column: 5 });
});

test('every kind of failure and its end', () => {
  const text = ['connection', 'customerGateway', 'virtualInterface', 'router', 'directConnectLocation']
    .flatMap((kind) =>
      ['Down', 'Up'].map(
        (way) =>
          `      - ${kind}${way}: ${{ connection: 'vpn-dc1', customerGateway: 'dc1', virtualInterface: 'pvif', router: 'r1', directConnectLocation: 'EqDC2' }[kind]}\n`,
      ),
    )
    .join('');
  expect(
    changesOf(
      `${text}      - transitGatewayDown: hub\n      - vpnGatewayDown: vgw\n      - maintenance: vpn-dc1/tunnel-1\n`,
    ),
  ).toEqual([
    { kind: 'connectionDown', connection: 'vpn-dc1' },
    { kind: 'connectionUp', connection: 'vpn-dc1' },
    { kind: 'customerGatewayDown', customerGateway: 'dc1' },
    { kind: 'customerGatewayUp', customerGateway: 'dc1' },
    { kind: 'virtualInterfaceDown', virtualInterface: 'pvif' },
    { kind: 'virtualInterfaceUp', virtualInterface: 'pvif' },
    { kind: 'routerDown', router: 'r1' },
    { kind: 'routerUp', router: 'r1' },
    { kind: 'directConnectLocationDown', location: 'EqDC2' },
    { kind: 'directConnectLocationUp', location: 'EqDC2' },
    { kind: 'transitGatewayDown', transitGateway: 'hub' },
    { kind: 'vpnGatewayDown', vpnGateway: 'vgw' },
    { kind: 'tunnelMaintenance', connection: 'vpn-dc1', tunnel: 0 },
  ]);
});

function announcedBy(router: string, text: string): string[] {
  const after = applyChanges(design, changesOf(text) as Change[]);
  return after.routers[router]!.announce.flatMap(({ prefixes }) => [...prefixes].map(formatPrefix));
}

test('announce and withdraw, as lists, generators and with attributes', () => {
  expect(announcedBy('r1', '      - announce: { router: r1, prefixes: [10.9.0.0/24, 10.9.1.0/24] }\n')).toEqual([
    '192.168.0.0/24',
    '192.168.1.0/24',
    '10.9.0.0/24',
    '10.9.1.0/24',
  ]);
  expect(
    announcedBy(
      'r1',
      '      - announce: { router: r1, prefixes: [{ from: 10.0.0.0/8, length: 16, count: 2 }] }\n',
    ).slice(2),
  ).toEqual(['10.0.0.0/16', '10.1.0.0/16']);
  expect(
    announcedBy('r1', '      - announce: { router: r1, from: 10.0.0.0/8, length: 16, count: 2, start: 5 }\n').slice(2),
  ).toEqual(['10.5.0.0/16', '10.6.0.0/16']);
  expect(announcedBy('r1', '      - withdraw: { router: r1, prefixes: [192.168.1.0/24] }\n')).toEqual([
    '192.168.0.0/24',
  ]);
  expect(announcedBy('r1', '      - withdraw: { router: r1, prefixes: [192.168.0.0/16], covered: true }\n')).toEqual(
    [],
  );
  expect(
    changesOf('      - announce: { customerGateway: dc1, prefixes: [10.9.0.0/24], med: 7, asPath: [65010, 65020] }\n'),
  ).toMatchObject([
    {
      kind: 'announce',
      section: 'customerGateways',
      name: 'dc1',
      announcements: [{ med: 7, asPath: [65010, 65020], anonymous: 0 }],
    },
  ]);
});

test('a policy keeps what it does not name', () => {
  expect(
    changesOf(
      '      - setPolicy: { vpnConnection: vpn-dc1, prepend: 2, med: 50 }\n      - setPolicy: { tunnel: vpn-dc1/tunnel-2, localPreference: 90 }\n',
    ),
  ).toEqual([
    { kind: 'setPolicy', section: 'vpnConnections', name: 'vpn-dc1', policy: { prepend: 2, med: 50 } },
    { kind: 'setPolicy', section: 'vpnConnections', name: 'vpn-dc1', tunnel: 1, policy: { localPreference: 90 } },
  ]);
});

test('what is added exists from then on, with the defaults of a design', () => {
  const read = plan(`routecap: 1
plan:
  - at: 1m
    changes:
      - add:
          customerGateways: { dc2: { bgpAsn: 65020, ipAddress: 203.0.113.2, announce: [10.7.0.0/16] } }
          vpnConnections: { vpn-dc2: { customerGateway: dc2, transitGateway: hub } }
  - at: 2m
    changes: [{ tunnelDown: vpn-dc2/tunnel-1 }, { remove: { vpnConnections: [vpn-dc1] } }]
expect:
  - { session: vpn-dc2, stays: up }
  - { session: vpn-dc1, stays: up, always: true }
`);
  expect(read.problems).toEqual([]);
  const [first, second] = read.plan!.steps;
  const after = applyChanges(design, first!.changes as Change[]);
  expect(after.vpnConnections['vpn-dc2']?.tunnels.map(({ id, status }) => [id, status])).toEqual([
    ['tunnel-1', 'up'],
    ['tunnel-2', 'up'],
  ]);
  expect(after.transitGateways['hub']?.routeTables['default']?.propagations).toContain('vpn-dc2');
  expect(applyChanges(after, second!.changes as Change[]).vpnConnections['vpn-dc1']).toBeUndefined();
  // In the design until it is added, in the plan from then on.
  expect(read.locateAdded(['vpnConnections', 'vpn-dc2'], -1)).toBeNull();
  expect(read.locateAdded(['vpnConnections', 'vpn-dc2'], 0)).toEqual({ file: 'plan.yaml', line: 7, column: 29 });
  expect(read.locateAdded(['vpnConnections', 'vpn-dc1'], 1)).toBeNull();
});

test('names are looked up in the design as it is by then', () => {
  expect(
    problems(`routecap: 1
plan:
  - at: 1m
    changes: [{ remove: { vpnConnections: [vpn-dc1] } }]
  - at: 2m
    changes:
      - connectionDown: vpn-dc1
      - add: { vpnConnections: { vpn-dc1: { customerGateway: dc9, vpnGateway: vgw } } }
      - tunnelDown: vpn-dc1/tunnel-1
`),
  ).toEqual(['7:25 there is no VPN connection `vpn-dc1`', '8:62 there is no customer gateway `dc9` -> dc1']);
});

test('every problem at once, each at its place', () => {
  expect(
    problems(`routecap: 1
plan:
  - at: 5m
    changes:
      - tunnelDown: vpn-dc1/tunel-1
      - tunnelDown: vpn-dc1
      - anounce: { router: r1 }
      - withdraw: { router: r1, prefixes: [192.168.2.0/24] }
  - at: 1m
    changes: []
  - at: -5s
    chagnes: [{ tunnelUp: vpn-dc1/tunnel-1 }]
until: 3m
expect:
  - { session: vpn-dc1, stays: up, always: true, atMostBrokenFor: 5s }
  - { reach: 10.0.0.0/8, from: ap }
`),
  ).toEqual([
    '3:9 this step would come after the end of the simulation (`until: 3m`)',
    '5:21 there is no tunnel `vpn-dc1/tunel-1` -> vpn-dc1/tunnel-1',
    '6:21 `vpn-dc1` is a VPN connection; name one of its tunnels -> vpn-dc1/tunnel-1',
    '7:9 a change has no key `anounce` -> announce',
    '8:44 `r1` does not announce 192.168.2.0/24 by then -> 192.168.0.0/24',
    '9:9 the steps are out of order: this one comes before the one on line 3',
    '10:5 the step changes nothing',
    '11:5 a step needs the key `changes`',
    '11:9 "-5s" is no time of a step: time does not run backwards, or `when quiet`',
    '12:5 a step has no key `chagnes` -> changes',
    '15:50 `always` and `atMostBrokenFor` exclude each other',
    '16:32 there is no place `ap` -> app',
  ]);
});

test.each([
  [
    '',
    [
      '1:1 the file is empty; a plan has routecap: 1, then plan: a list of steps, each with `at` and `changes` -> routecap: 1',
    ],
  ],
  [
    'plan: []',
    [
      '1:1 a plan says which version of the language it is written in -> routecap: 1',
      '1:1 the plan is empty; it has one step at least',
    ],
  ],
  ['routecap: 1', ['1:1 a plan needs the key `plan`']],
  ['routecap: 1\nplan: { at: 5m }', ['2:7 the steps of a plan stand in a list, and this is a map']],
  [
    '{"routecap": 1, "plan": [{"at": 60, "changes": [{"routerDown": "r1"}]}]}',
    ['1:33 60 is no time of a step: it needs a unit, or `when quiet` -> 60s'],
  ],
])('%j', (text, expected) => {
  expect(problems(text)).toEqual(expected);
});

test.each([
  ['      - {}\n', '5:9 the change says nothing; it has one key, such as `tunnelDown`'],
  [
    '      - { routerDown: r1, routerUp: r1 }\n',
    '5:27 a change has one key, and this has `routerDown` and `routerUp`; write them as two',
  ],
  [
    '      - announce: { prefixes: [10.0.0.0/8] }\n',
    '5:9 it does not say where: `customerGateway`, `router`, `virtualInterface` or `vpnConnection` is missing',
  ],
  [
    '      - announce: { router: r1, customerGateway: dc1, prefixes: [10.0.0.0/8] }\n',
    '5:33 it says where twice, `router` and `customerGateway`',
  ],
  ['      - announce: { router: r1 }\n', '5:9 it does not say which prefixes: `prefixes` is missing'],
  [
    '      - announce: { router: r1, prefixes: [10.0.0.1/8] }\n',
    '5:44 "10.0.0.1/8" is no prefix: bits are set after the first 8 -> 10.0.0.0/8',
  ],
  [
    '      - setPolicy: { router: r1 }\n',
    '5:9 the policy sets nothing: name `prepend`, `med`, `localPreference`, `communities`, `announceOnly` or `acceptOnly`',
  ],
  [
    '      - add: { vpnGateways: { vgw: {} } }\n',
    '5:31 there is a VPN gateway `vgw` already; `replace` makes it another',
  ],
  ['      - replace: { vpnGateways: { vgx: {} } }\n', '5:40 there is no VPN gateway `vgx` -> vgw'],
  ['      - remove: { routers: [r2] }\n', '5:29 there is no router `r2` -> r1'],
  ['      - directConnectLocationDown: EqDC1\n', '5:36 there is no Direct Connect location `EqDC1` -> EqDC2'],
])('%j: %s', (change, expected) => {
  expect(problems(steps(change))).toEqual([expected]);
});

test('a problem shows its line and a caret', () => {
  const [problem] = plan(steps('      - tunnelDown: vpn-dc1/tunel-1\n')).problems;
  expect(formatProblem(problem!)).toBe(`plan.yaml:5:21: there is no tunnel \`vpn-dc1/tunel-1\`
        - tunnelDown: vpn-dc1/tunel-1
                      ^^^^^^^^^^^^^^^
  did you mean \`vpn-dc1/tunnel-1\`?`);
});

test('prefixes come from files beside the plan', () => {
  const asked: string[] = [];
  const text = steps('      - announce: { router: r1, file: more.txt }\n');
  const read = plan(text, (path, from) => {
    asked.push(`${path} ${from}`);
    return { ok: true, text: '10.1.0.0/16\n10.2.0.0/16\n' };
  });
  expect(read.problems).toEqual([]);
  expect(asked).toEqual(['more.txt plan.yaml']);
  expect(read.plan?.steps[0]?.changes).toMatchObject([{ kind: 'announce', section: 'routers', name: 'r1' }]);
});
