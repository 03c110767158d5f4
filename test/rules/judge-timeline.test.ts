/**
 * Judging over time, on moments made by hand: states are steady ones of small designs, the times are
 * chosen, and what must come out follows from the FAQ's cap of 100 (F97) and simple arithmetic.
 */
import { describe, expect, test } from 'vitest';
import { makeSettings } from '../../src/aws/settings.ts';
import type { PlanExpectation } from '../../src/design/plan.ts';
import type { Design } from '../../src/design/vocabulary.ts';
import { parsePrefix } from '../../src/net/parse-prefix.ts';
import type { JudgedMoment } from '../../src/rules/judge-moment.ts';
import { judgeTimeline } from '../../src/rules/judge-timeline.ts';
import type { JudgedTimeline } from '../../src/rules/timeline-result.ts';
import { solve } from '../../src/solve/solve.ts';
import { sound } from '../design/read.ts';

function site(count: number, more = ''): Design {
  return sound(`routecap: 1
vpcs: { app: { cidrs: [10.20.0.0/16], routeTables: { main: { propagatingVgws: [vgw] } } } }
vpnGateways: { vgw: { vpc: app, amazonSideAsn: 64620 } }
customerGateways: { dc1: { bgpAsn: 65010, ipAddress: 203.0.113.10, announce: [{ from: 10.64.0.0/10, length: 24, count: ${count} }] } }
vpnConnections: { vpn: { customerGateway: dc1, vpnGateway: vgw } }
${more}`);
}

const settings = makeSettings({ design: site(1) }).settings;
const well = solve(site(50), settings);
const over = solve(site(101), settings);

/** ms, step, state, in transition. */
type Told = readonly [number, number, 'well' | 'over', boolean];

function judged(
  moments: readonly Told[],
  endMs: number,
  given: { steps?: readonly string[]; expect?: readonly PlanExpectation[]; failOn?: 'error' | 'note' | 'never' } = {},
): JudgedTimeline {
  const judge = judgeTimeline({
    settings,
    steps: given.steps ?? ['grow'],
    expect: given.expect ?? [],
    locate: (path, step) => ({ file: `${path.join('/')}@${step}`, line: 1, column: 1 }),
    locateExpectation: (index) => ({ file: 'plan', line: index + 1, column: 1 }),
    today: '2026-06-01',
    failOn: given.failOn ?? 'error',
  });
  for (const [ms, stepIndex, state, inTransition] of moments) {
    const moment: JudgedMoment = {
      ms,
      stepIndex,
      solution: state === 'well' ? well : over,
      stateKey: state,
      inTransition,
    };
    judge.observe(moment);
  }
  return judge.finish(endMs);
}

const exceeded = ({ findings }: JudgedTimeline) =>
  findings.filter(({ rule }) => rule === 'routes/inbound-cap-exceeded');

describe('findings', () => {
  test('hold from when they held to when they did not, and count at the end of a step', () => {
    const result = judged(
      [
        [0, -1, 'well', false],
        [300_000, 0, 'over', false],
        [500_000, 1, 'well', false],
      ],
      600_000,
      { steps: ['grow', 'shrink'] },
    );
    const [first, second] = exceeded(result);
    expect(first).toMatchObject({
      subject: 'vpn/tunnel-1',
      severity: 'error',
      at: { file: 'vpnConnections/vpn/tunnels/0@0' },
      time: {
        holds: 'atStepEnd',
        firstMs: 300_000,
        totalMs: 200_000,
        spanCount: 1,
        endsOfSteps: [0],
        spans: [{ fromMs: 300_000, toMs: 500_000, step: 0 }],
      },
    });
    expect(second?.subject).toBe('vpn/tunnel-2');
    expect(result.exitCode).toBe(1);
    expect(result.findings.find(({ rule }) => rule === 'vpn/connection-down')?.time.totalMs).toBe(200_000);
  });

  test('that hold only while things change are notes', () => {
    const result = judged(
      [
        [0, -1, 'well', false],
        [300_000, 0, 'over', true],
        [302_000, 0, 'well', false],
      ],
      600_000,
    );
    expect(exceeded(result)[0]).toMatchObject({
      severity: 'note',
      time: { holds: 'meanwhile', totalMs: 2000, endsOfSteps: [] },
    });
    expect(result.exitCode).toBe(0);
    expect(
      judged(
        [
          [0, -1, 'well', false],
          [300_000, 0, 'over', true],
          [302_000, 0, 'well', false],
        ],
        600_000,
        { failOn: 'note' },
      ).exitCode,
    ).toBe(1);
  });

  test('of less than a second on the way are not told', () => {
    expect(
      exceeded(
        judged(
          [
            [0, -1, 'well', false],
            [300_000, 0, 'over', true],
            [300_900, 0, 'well', false],
          ],
          600_000,
        ),
      ),
    ).toEqual([]);
  });

  test('that a step ends for good are notes; without a plan they count', () => {
    expect(
      exceeded(
        judged(
          [
            [0, -1, 'over', false],
            [300_000, 0, 'well', false],
          ],
          600_000,
        ),
      )[0],
    ).toMatchObject({
      severity: 'note',
      time: { holds: 'beforeFirstStep', totalMs: 300_000, endsOfSteps: [-1] },
    });
    const alone = judged([[0, -1, 'over', false]], 600_000, { steps: [] });
    expect([exceeded(alone)[0]?.severity, alone.exitCode]).toEqual(['error', 1]);
  });

  test('begin with the first quiet, not with the sessions on their way up', () => {
    const result = judged(
      [
        [0, -1, 'over', true],
        [5000, -1, 'well', false],
        [300_000, 0, 'well', false],
      ],
      600_000,
    );
    expect(exceeded(result)).toEqual([]);
  });

  test('are judged at the last quiet moment of a step: a retry on its way does not hide them', () => {
    const result = judged(
      [
        [0, -1, 'well', false],
        [300_000, 0, 'over', false],
        [420_000, 0, 'well', true],
      ],
      421_000,
    );
    expect(exceeded(result)[0]).toMatchObject({ severity: 'error', time: { totalMs: 120_000, endsOfSteps: [0] } });
  });

  test('that come and go are counted, and the first ten stretches are kept', () => {
    const flaps = Array.from({ length: 40 }, (_, i): Told[] => [
      [300_000 + i * 120_000, 0, 'over', false],
      [418_000 + i * 120_000, 0, 'well', true],
    ]).flat();
    const [finding] = exceeded(judged([[0, -1, 'well', false], ...flaps], 5_100_000));
    expect(finding?.time).toMatchObject({ spanCount: 40, totalMs: 40 * 118_000 });
    expect(finding?.time.spans).toHaveLength(10);
  });

  test('warnings are about standing states: while things change they go on as they were', () => {
    const result = judged(
      [
        [0, -1, 'well', false],
        [300_000, 0, 'over', true],
        [310_000, 0, 'well', false],
      ],
      600_000,
    );
    const single = result.findings.find(({ rule }) => rule === 'resilience/single-connection');
    expect(single?.time).toMatchObject({ totalMs: 600_000, spanCount: 1, endsOfSteps: [-1, 0] });
  });
});

const target = parsePrefix('10.64.0.0/24');
const reach = {
  kind: 'reach',
  prefix: target.ok ? target.value : (null as never),
  from: 'app',
  via: null,
  holds: true,
  afterFailuresOf: null,
} as const;
const broken: readonly Told[] = [
  [0, -1, 'well', false],
  [300_000, 0, 'over', true],
  [330_000, 0, 'well', false],
];

describe('expectations', () => {
  test.each([
    ['always', { kind: 'always' }, false],
    ['for 30 s at a time', { kind: 'atMostBrokenFor', ms: 30_000 }, true],
    ['for less than that', { kind: 'atMostBrokenFor', ms: 29_999 }, false],
    ['after the last step', { kind: 'afterLastStep' }, true],
  ] as const)('%s', (_name, when, met) => {
    const result = judged(broken, 600_000, { expect: [{ expectation: reach, when }] });
    expect(result.expectations).toMatchObject([{ of: 'plan', index: 0, met, at: { file: 'plan', line: 1 } }]);
    expect(result.exitCode).toBe(met ? 0 : 1);
    expect(result.findings.filter(({ rule }) => rule === 'expect/not-met')).toHaveLength(met ? 0 : 1);
    if (when.kind !== 'afterLastStep')
      expect(result.expectations[0]).toMatchObject({
        brokenMs: 30_000,
        spans: [{ fromMs: 300_000, toMs: 330_000, step: 0 }],
      });
    if (!met) expect(result.expectations[0]?.why).toContain('broken in step 1 (grow) from 5m on, for 30s');
  });

  test('may be broken in the end', () => {
    const result = judged(
      [
        [0, -1, 'well', false],
        [300_000, 0, 'over', false],
      ],
      310_000,
      { expect: [{ expectation: reach, when: { kind: 'atMostBrokenFor', ms: 3_600_000 } }] },
    );
    expect(result.expectations).toMatchObject([{ met: false, brokenMs: 10_000 }]);
  });

  test('are not met when the last step was not reached', () => {
    const result = judged(
      [
        [0, -1, 'well', false],
        [300_000, 0, 'well', false],
      ],
      310_000,
      {
        steps: ['grow', 'never'],
        expect: [{ expectation: reach, when: { kind: 'afterLastStep' } }],
      },
    );
    expect(result.expectations[0]).toMatchObject({
      met: false,
      why: expect.stringContaining('not reached before the end') as string,
    });
  });

  test('of the design hold after every step', () => {
    const more = 'expect: [{ session: vpn, stays: up }]';
    const judge = judgeTimeline({
      settings,
      steps: ['grow', 'shrink'],
      expect: [],
      locate: () => null,
      locateExpectation: () => null,
      today: '2026-06-01',
      failOn: 'error',
    });
    const states = { well: solve(site(50, more), settings), over: solve(site(101, more), settings) };
    for (const [ms, stepIndex, state] of [
      [0, -1, 'well'],
      [300_000, 0, 'over'],
      [600_000, 1, 'well'],
    ] as const) {
      judge.observe({ ms, stepIndex, solution: states[state], stateKey: state, inTransition: false });
    }
    const result = judge.finish(900_000);
    expect(result.expectations).toMatchObject([
      { of: 'design', met: false, why: expect.stringContaining('after step 1 (grow)') as string },
    ]);
    expect(result.findings.find(({ rule }) => rule === 'expect/not-met')?.time).toMatchObject({
      firstMs: 300_000,
      totalMs: 300_000,
      endsOfSteps: [0],
    });
    expect(result.exitCode).toBe(1);
  });
});

test('a rule that does not look at the routes is asked once for a design', () => {
  let asked = 0;
  const solved = solve(site(50), settings);
  // What an import could not model is told by a rule that reads nothing else.
  const design = Object.defineProperty({ ...solved.network.design }, 'notModelled', {
    enumerable: true,
    get: () => {
      asked += 1;
      return [];
    },
  });
  const judge = judgeTimeline({
    settings,
    steps: [],
    expect: [],
    locate: () => null,
    locateExpectation: () => null,
    today: '2026-06-01',
    failOn: 'error',
  });
  const observe = (ms: number, network: typeof solved.network): void =>
    judge.observe({
      ms,
      stepIndex: -1,
      solution: { ...solved, network },
      stateKey: `state ${ms}`,
      inTransition: false,
    });
  const network = { ...solved.network, design };
  observe(0, network);
  const once = asked;
  expect(once).toBeGreaterThan(0);
  for (let ms = 1; ms < 20; ms++) observe(ms, network);
  expect(asked).toBe(once);
  observe(20, { ...network });
  expect(asked).toBe(2 * once);
});
