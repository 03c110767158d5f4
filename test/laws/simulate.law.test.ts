/**
 * What holds of every simulation: gone quiet it is where the solver says, whatever happened on the way;
 * the same input gives the same events; time does not go back; nothing is heard of what has ended.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Settings } from '../../src/aws/settings.ts';
import { applyChanges, type Change } from '../../src/design/change.ts';
import type { Design } from '../../src/design/vocabulary.ts';
import { PrefixList } from '../../src/net/prefix-list.ts';
import { describeFlapping } from '../../src/simulate/flapping.ts';
import type { PlanStep } from '../../src/simulate/plan-step.ts';
import { readRecording, record } from '../../src/simulate/recording.ts';
import { routerRetryIds } from '../../src/simulate/router-retry.ts';
import { simulate, type Simulation, type SimulationInput } from '../../src/simulate/simulate.ts';
import { solve } from '../../src/solve/solve.ts';
import { type Case, caseArbitrary, designOf, settingsOf, smallPrefixes } from '../arbitraries/design.ts';
import { contains, dumpSolution } from '../simulate/dump-solution.ts';
import { prefixOf } from '../simulate/plans.ts';

const untilMs = 3_600_000;

interface Drawn {
  readonly drawn: Case;
  readonly picks: readonly Pick[];
}

interface Pick {
  readonly kind:
    | 'tunnelDown'
    | 'connectionDown'
    | 'connectionUp'
    | 'virtualInterfaceDown'
    | 'virtualInterfaceUp'
    | 'announce'
    | 'withdraw'
    | 'prepend'
    | 'remove'
    | 'transit';
  readonly which: number;
  readonly prefix: string;
  readonly administrative: boolean;
  readonly waitMs: number | null;
}

const pick: fc.Arbitrary<Pick> = fc.record({
  kind: fc.constantFrom(
    'tunnelDown',
    'connectionDown',
    'connectionUp',
    'virtualInterfaceDown',
    'virtualInterfaceUp',
    'announce',
    'withdraw',
    'prepend',
    'remove',
    'transit',
  ),
  which: fc.nat(20),
  prefix: fc.constantFrom(...smallPrefixes),
  administrative: fc.boolean(),
  // Null: when all is quiet.
  waitMs: fc.option(fc.constantFrom(0, 5, 10, 500, 1000, 1030, 2050, 9_000, 31_000), { nil: null, freq: 2 }),
});

const plans = fc.record({ drawn: caseArbitrary(), picks: fc.array(pick, { maxLength: 4 }) });

function changeOf(design: Design, { kind, which, prefix }: Pick): Change[] {
  const one = (names: readonly string[]): string => names[which % Math.max(1, names.length)] ?? '';
  const connection = one(Object.keys(design.vpnConnections));
  const virtualInterface = one(Object.keys(design.virtualInterfaces));
  const router = one(Object.keys(design.routers));
  switch (kind) {
    case 'tunnelDown':
      return [{ kind, connection, tunnel: which % 2 }];
    case 'connectionDown':
    case 'connectionUp':
      return [{ kind, connection }];
    case 'virtualInterfaceDown':
    case 'virtualInterfaceUp':
      return [{ kind, virtualInterface }];
    case 'announce': {
      const prefixes = PrefixList.from([prefixOf(prefix)]);
      // A router has one route for a prefix.
      return [
        { kind: 'withdraw', section: 'routers', name: router, prefixes: [...prefixes] },
        {
          kind,
          section: 'routers',
          name: router,
          announcements: [{ prefixes, anonymous: 0, asPath: null, origin: 'igp', med: null, communities: [] }],
        },
      ];
    }
    case 'withdraw':
      return [{ kind, section: 'routers', name: router, prefixes: [prefixOf(prefix)] }];
    case 'prepend':
      return [{ kind: 'setPolicy', section: 'vpnConnections', name: connection, policy: { prepend: which % 3 } }];
    case 'remove':
      return [{ kind, section: 'vpnConnections', name: connection }];
    case 'transit': {
      const thing = design.routers[router];
      return thing === undefined
        ? []
        : [{ kind: 'replace', section: 'routers', name: router, thing: { ...thing, transit: !thing.transit } }];
    }
  }
}

function inputOf({ drawn, picks }: Drawn): { readonly input: SimulationInput; readonly designs: readonly Design[] } {
  const design = designOf(drawn.document);
  const settings = settingsOf(design, drawn.quotas, drawn.assumptions);
  const designs = [design];
  let atMs = 0;
  const steps = picks.map((each, index): PlanStep => {
    const changes = changeOf(designs[index]!, each);
    designs.push(applyChanges(designs[index]!, changes));
    atMs += each.waitMs ?? 0;
    return {
      name: `step ${index}`,
      at: each.waitMs === null ? { kind: 'quiet' } : { kind: 'time', ms: atMs },
      changes,
      administrative: each.administrative,
    };
  });
  return { input: { design, settings, steps, untilMs, options: {} }, designs };
}

/**
 * Designs: before each step, and at the end. Without transit routers there is one steady state, and the
 * simulation is in it. With them there may be several (which of two sessions is reset, a doubt that feeds
 * itself), and the simulation is in one of them; or it follows its own echo for ever, where the solver's
 * rounds, in which all move at once, come to rest. Both are rare, which the count of exact cases holds them to.
 */
function agree(simulated: Simulation, designs: readonly Design[], settings: Settings): 'exact' | 'other' | 'open' {
  // A step that waits for quiet is never reached when there is none.
  const design = designs[designs.length - simulated.stepsLeft.length - 1]!;
  const solved = solve(design, settings);
  const hasTransit = Object.values(design.routers).some(({ transit }) => transit);
  if (hasTransit && (solved.oscillation !== null || !simulated.quiet)) return 'open';
  expect(solved.oscillation).toBeNull();
  expect(simulated.quiet, 'goes quiet').toBe(true);
  expect(simulated.stepsLeft).toEqual([]);
  const [is, should] = [dumpSolution(simulated.final), dumpSolution(solved)];
  if (is === should) return 'exact';
  if (!hasTransit) expect(is).toBe(should);
  if (contains(solved, simulated.final).length > 0)
    expect(contradictions(simulated.final, design, settings)).toEqual([]);
  return 'other';
}

/** What speaks against a state with its reset sessions held down: they must break their caps, and the rest must follow. */
function contradictions({ sessions, ...final }: Simulation['final'], design: Design, settings: Settings): string[] {
  // A tunnel may carry the very route that it stands on, and then stands as long as it stands.
  if ([...sessions.values()].some(({ session }) => session.transport === 'private')) return [];
  const held: Change[] = [];
  const wrong: string[] = [];
  for (const [id, { state, stateCertain, session, inbound }] of sessions) {
    if (state !== 'idle' || !stateCertain) continue;
    // A connection counted as one breaks its cap with both tunnels, a peer has two sessions: neither is held alone.
    if (session.kind === 'connect' || settings.assume('countingScope') === 'connection') return [];
    if (inbound.offeredMin <= (inbound.cap ?? Infinity)) wrong.push(`${id} has no reason to be idle`);
    const { connection, tunnel } = session;
    held.push(
      tunnel === null
        ? { kind: 'virtualInterfaceDown', virtualInterface: connection }
        : { kind: 'tunnelDown', connection, tunnel: tunnel - 1 },
    );
  }
  const solved = solve(applyChanges(design, held), settings);
  if (solved.oscillation !== null) return wrong;
  const [here, there] = [
    { ...final, sessions: new Map() },
    { ...solved, sessions: new Map() },
  ];
  const beyond = contains(there, here);
  return [...wrong, ...(beyond.length > 0 ? contains(here, there) : [])];
}

describe('a simulation gone quiet', () => {
  test('is where the solver says', () => {
    let exact = 0;
    fc.assert(
      fc.property(plans, (plan) => {
        const { input, designs } = inputOf(plan);
        if (agree(simulate(input), designs, input.settings) === 'exact') exact += 1;
      }),
      { numRuns: 150 },
    );
    expect(exact).toBeGreaterThan(120);
  });

  test('is there as well whichever kind of router tries again, at whatever moment', () => {
    fc.assert(
      fc.property(plans, fc.constantFrom(...routerRetryIds), fc.nat(), (plan, routerRetry, seed) => {
        const { input, designs } = inputOf(plan);
        agree(simulate({ ...input, options: { seed, routerRetry } }), designs, input.settings);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a timeline', () => {
  test('is the same for the same input, in whatever order the design names its things', () => {
    const reversed = <T>(things: Readonly<Record<string, T>>): Record<string, T> =>
      Object.fromEntries(Object.entries(things).reverse());
    fc.assert(
      fc.property(plans, (plan) => {
        const { input } = inputOf(plan);
        const { design } = input;
        const other: Design = {
          ...design,
          routers: reversed(design.routers),
          customerGateways: reversed(design.customerGateways),
          vpnConnections: reversed(design.vpnConnections),
          vpnGateways: reversed(design.vpnGateways),
          transitGateways: reversed(design.transitGateways),
        };
        const { events, sessionSpans } = simulate(input);
        expect(simulate(input).events).toEqual(events);
        const again = simulate({ ...input, design: other });
        expect(again.events).toEqual(events);
        expect([...again.sessionSpans]).toEqual([...sessionSpans]);
      }),
      { numRuns: 60 },
    );
  });

  test('never goes back, ends nothing twice, and is silent about what has ended', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { events, sessionSpans } = simulate(inputOf(plan).input);
        const gone = new Set<string>();
        let nowMs = 0;
        for (const event of events) {
          expect(event.ms).toBeGreaterThanOrEqual(nowMs);
          expect(Number.isInteger(event.ms)).toBe(true);
          nowMs = event.ms;
          if (event.kind === 'sessionAdded') gone.delete(event.session);
          if ('session' in event) expect(gone).not.toContain(event.session);
          if (event.kind === 'sessionRemoved') gone.add(event.session);
        }
        for (const spans of sessionSpans.values()) {
          for (const [index, { fromMs, toMs }] of spans.entries()) {
            expect(toMs).toBeGreaterThan(fromMs);
            if (index > 0) expect(fromMs).toBeGreaterThanOrEqual(spans[index - 1]!.toMs);
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  test('comes out of a recording as it went in', () => {
    fc.assert(
      fc.property(plans, fc.nat(), (plan, seed) => {
        const { input } = inputOf(plan);
        const whole: SimulationInput = { ...input, options: { seed, routerRetry: 'gobgp' } };
        const text = record(whole);
        const { input: read, problems } = readRecording(text);
        expect(problems).toEqual([]);
        if (read === null) return;
        expect(JSON.stringify(simulate(read).events)).toBe(JSON.stringify(simulate(whole).events));
        expect(record(read)).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  test('shows equal states under equal keys', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const seen = new Map<string, string>();
        simulate(inputOf(plan).input, ({ solution, stateKey }) => {
          const dump = dumpSolution(solution);
          const before = seen.get(stateKey);
          if (before !== undefined) expect(dump).toBe(before);
          seen.set(stateKey, dump);
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('a session that AWS opens again every so many seconds', () => {
  test('flaps with that period and the time it takes to fill up again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 600 }), fc.integer({ min: 101, max: 1500 }), (seconds, count) => {
        const design = designOf({
          routecap: 1,
          vpnGateways: { vgw: { amazonSideAsn: 64620 } },
          customerGateways: {
            cgw: { bgpAsn: 65001, ipAddress: '198.51.100.1', announce: [{ from: '10.0.0.0/8', length: 24, count }] },
          },
          vpnConnections: { vpn: { customerGateway: 'cgw', vpnGateway: 'vgw' } },
        });
        const settings = settingsOf(design, {}, { resetRetry: seconds });
        const { sessionSpans, quiet } = simulate({
          design,
          settings,
          steps: [],
          untilMs: 20 * 1000 * (seconds + 10),
          options: {},
        });
        expect(quiet).toBe(false);
        for (const [session, spans] of sessionSpans) {
          const { periodMs, ups } = describeFlapping(session, spans);
          expect(ups).toBeGreaterThan(15);
          // Idle as long as was asked for, then the handshake, an update's delay and two batches.
          expect(periodMs).toBeGreaterThan(seconds * 1000 + 1000);
          expect(periodMs).toBeLessThan(seconds * 1000 + 1500);
        }
      }),
      { numRuns: 25 },
    );
  });
});
